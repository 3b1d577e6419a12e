import type { Db } from "../../app/platform/database.server";

const owners = new WeakMap<Db, Db>();

/** Remembers the owner's connection to the same database. */
export const setOwner = (app: Db, owner: Db) => void owners.set(app, owner);

/** The owner's connection: for what the application's role may not write, as who administers and coordinates. */
export const ownerOf = (app: Db): Db => owners.get(app) ?? app;
