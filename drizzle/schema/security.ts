import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import {
  CHALLENGE_PURPOSES,
  FACTOR_KINDS,
  SECOND_STEPS,
  SIGN_IN_METHODS,
  SIGN_IN_OUTCOMES,
} from "../../app/accounts/types";
import { person } from "./accounts";
import { bytes, instant, oneOf, textEnum } from "./columns";

/** One row: the installation's secret, and from when a second factor is required. */
export const securitySetting = pgTable("security_setting", {
  id: smallint("id").primaryKey().default(1),
  secret: bytes("secret").notNull(),
  requiredFrom: instant("required_from").notNull(),
  version: integer("version").notNull().default(1),
});

const owner = () =>
  uuid("person_id")
    .notNull()
    .references(() => person.id, { onDelete: "cascade" });

/** A browser on which somebody has signed in; its signed cookie holds the id. */
export const knownDevice = pgTable(
  "known_device",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: owner(),
    name: text("name").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  },
  (table) => [index("known_device_person").on(table.personId, table.lastSeenAt)],
);

/** Sign-ins and wrong tries; a try at nobody's account is a row as well, so that it takes as long. */
export const signInRecord = pgTable(
  "sign_in",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    personId: uuid("person_id").references(() => person.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    outcome: textEnum("outcome", SIGN_IN_OUTCOMES).notNull(),
    method: textEnum("method", SIGN_IN_METHODS).notNull(),
    second: textEnum("second", SECOND_STEPS),
    device: text("device").notNull().default(""),
    newDevice: boolean("new_device").notNull().default(false),
  },
  (table) => [
    index("sign_in_person").on(table.personId, table.id),
    index("sign_in_at").on(table.at),
    oneOf("sign_in_outcome", table.outcome, SIGN_IN_OUTCOMES),
    oneOf("sign_in_method", table.method, SIGN_IN_METHODS),
    oneOf("sign_in_second", table.second, SECOND_STEPS),
  ],
);

/** Passkeys with their public key, authenticator apps with their sealed secret and the last step used. */
export const secondFactor = pgTable(
  "second_factor",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    personId: owner(),
    kind: textEnum("kind", FACTOR_KINDS).notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    credentialId: text("credential_id").unique(),
    publicKey: bytes("public_key"),
    counter: bigint("counter", { mode: "number" }),
    transports: text("transports").array(),
    secret: bytes("secret"),
    lastStep: bigint("last_step", { mode: "number" }),
  },
  (table) => [
    index("second_factor_person").on(table.personId, table.createdAt),
    oneOf("second_factor_kind", table.kind, FACTOR_KINDS),
  ],
);

export const recoveryCode = pgTable(
  "recovery_code",
  {
    hash: text("hash").primaryKey(),
    personId: owner(),
    createdAt: instant("created_at").notNull().defaultNow(),
    usedAt: instant("used_at"),
  },
  (table) => [index("recovery_code_person").on(table.personId)],
);

/** What a passkey has to sign, once and soon; without a person at the sign-in page. */
export const passkeyChallenge = pgTable(
  "passkey_challenge",
  {
    challenge: text("challenge").primaryKey(),
    purpose: textEnum("purpose", CHALLENGE_PURPOSES).notNull(),
    personId: uuid("person_id").references(() => person.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("passkey_challenge_expires").on(table.expiresAt),
    oneOf("passkey_challenge_purpose", table.purpose, CHALLENGE_PURPOSES),
  ],
);

/** Somebody who has shown the first factor and not yet the second; it opens nothing. */
export const pendingSignIn = pgTable(
  "pending_sign_in",
  {
    hash: text("hash").primaryKey(),
    personId: owner(),
    method: textEnum("method", SIGN_IN_METHODS).notNull(),
    target: text("target").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("pending_sign_in_person").on(table.personId)],
);
