import { type Cookie, createCookie } from "@remix-run/node";
import { z } from "zod";
import type { Keys } from "../../platform/keys.server";

/** A year and a bit: the longest that browsers keep a cookie. */
const LONG = 400 * 86_400;
const TEN_MINUTES = 600;
const MINUTE = 60;

const deviceIds = z.array(z.uuid()).max(6).catch([]);
const pendingSecret = z
  .string()
  .regex(/^[\w-]{22}$/)
  .nullable()
  .catch(null);

const fields = z.record(z.string().max(40), z.string().max(300));
/** What a coordinator has just saved of a request, what stood there before, and the version that it is now. */
const undoable = z
  .object({ id: z.uuid(), version: z.number().int(), was: fields, now: fields })
  .nullable()
  .catch(null);
export type Undoable = NonNullable<z.output<typeof undoable>>;

/** Cookies beside the session's own; over https they are bound to this very host. */
export function makeCookies(keys: Keys, { secure }: { secure: boolean }) {
  const make = (name: string, maxAge: number, secrets?: string[]): Cookie =>
    createCookie(secure ? `__Host-${name}` : name, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure,
      maxAge,
      secrets,
    });
  // Remix signs it; a device that nobody signed is none.
  const device = make("naaber_device", LONG, [keys.signing("device")]);
  const pending = make("naaber_pending", TEN_MINUTES);
  const undo = make("naaber_undo", MINUTE);
  return {
    readUndo: async (header: string | null) =>
      undoable.parse(header ? await undo.parse(header) : null),
    writeUndo: (of: Undoable) => undo.serialize(of),
    forgetUndo: () => undo.serialize("", { maxAge: 0 }),
    readDevices: async (header: string | undefined) =>
      deviceIds.parse(header ? await device.parse(header) : []),
    writeDevices: (ids: readonly string[]) => device.serialize(ids),
    forgetDevices: () => device.serialize("", { maxAge: 0 }),
    readPending: async (header: string | null) =>
      pendingSecret.parse(header ? await pending.parse(header) : null),
    writePending: (secret: string) => pending.serialize(secret),
    forgetPending: () => pending.serialize("", { maxAge: 0 }),
  };
}

export type Cookies = ReturnType<typeof makeCookies>;
