-- A session knows how it was opened, when its person last showed who they are, and when it was last used.
ALTER TABLE session
  ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN proven_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN assurance text NOT NULL DEFAULT 'password',
  ADD COLUMN method text NOT NULL DEFAULT 'password',
  ADD CONSTRAINT session_assurance CHECK (assurance IN ('password', 'second')),
  ADD CONSTRAINT session_method CHECK (method IN ('password', 'code', 'link', 'passkey'));--> statement-breakpoint

-- Whoever has a session from before proves anew before anything sensitive.
UPDATE session SET proven_at = created_at, last_seen_at = least(now(), expires_at - interval '15 days');--> statement-breakpoint

-- One row. The secret is what keys are derived from where no SECRET is set: 244 random bits.
CREATE TABLE security_setting (
  id smallint PRIMARY KEY DEFAULT 1,
  secret bytea NOT NULL DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  required_from timestamptz NOT NULL DEFAULT now() + interval '14 days',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT security_setting_is_one CHECK (id = 1)
);--> statement-breakpoint
INSERT INTO security_setting DEFAULT VALUES;--> statement-breakpoint

-- A browser on which somebody has signed in; its signed cookie holds the id.
CREATE TABLE known_device (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);--> statement-breakpoint
CREATE INDEX known_device_person ON known_device (person_id, last_seen_at);--> statement-breakpoint

-- Sign-ins and wrong tries. A try at nobody's account is a row as well, so that it takes as long.
CREATE TABLE sign_in (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  person_id uuid REFERENCES person (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  outcome text NOT NULL,
  method text NOT NULL,
  second text,
  device text NOT NULL DEFAULT '',
  new_device boolean NOT NULL DEFAULT false,
  CONSTRAINT sign_in_outcome CHECK (outcome IN ('entered', 'wrong')),
  CONSTRAINT sign_in_method CHECK (method IN ('password', 'code', 'link', 'passkey')),
  CONSTRAINT sign_in_second CHECK (second IN ('passkey', 'totp', 'recovery'))
);--> statement-breakpoint
CREATE INDEX sign_in_person ON sign_in (person_id, id);--> statement-breakpoint
CREATE INDEX sign_in_at ON sign_in (at);--> statement-breakpoint

-- Passkeys and authenticator apps. A passkey has its public key, an app its sealed secret and the last step used.
CREATE TABLE second_factor (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  credential_id text UNIQUE,
  public_key bytea,
  counter bigint,
  transports text[],
  secret bytea,
  last_step bigint,
  CONSTRAINT second_factor_kind CHECK (kind IN ('passkey', 'totp')),
  CONSTRAINT second_factor_passkey CHECK ((kind = 'passkey') = (credential_id IS NOT NULL AND public_key IS NOT NULL AND counter IS NOT NULL)),
  CONSTRAINT second_factor_totp CHECK ((kind = 'totp') = (secret IS NOT NULL))
);--> statement-breakpoint
CREATE INDEX second_factor_person ON second_factor (person_id, created_at);--> statement-breakpoint

CREATE TABLE recovery_code (
  hash text PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);--> statement-breakpoint
CREATE INDEX recovery_code_person ON recovery_code (person_id);--> statement-breakpoint

-- What a passkey has to sign, once and soon. Without a person: at the sign-in page.
CREATE TABLE passkey_challenge (
  challenge text PRIMARY KEY,
  purpose text NOT NULL,
  person_id uuid REFERENCES person (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  CONSTRAINT passkey_challenge_purpose CHECK (purpose IN ('register', 'sign_in', 'second', 'confirm'))
);--> statement-breakpoint
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);--> statement-breakpoint

-- Somebody who has shown the first factor and not yet the second. No session: it opens nothing.
CREATE TABLE pending_sign_in (
  hash text PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  method text NOT NULL,
  target text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT pending_sign_in_method CHECK (method IN ('password', 'code', 'link'))
);--> statement-breakpoint
CREATE INDEX pending_sign_in_person ON pending_sign_in (person_id);
