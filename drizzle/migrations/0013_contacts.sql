-- A contact counts only when it is proven; until then several accounts may claim it.
ALTER TABLE person ADD COLUMN email_proven_at timestamptz, ADD COLUMN pending_email text,
  ADD COLUMN phone_proven_at timestamptz;--> statement-breakpoint

-- Whoever has a role came by a link that was mailed to them; the demo's people are everybody's. All others show it once:
-- nobody can tell any more whose address was typed, and an address that is wrongly believed gives the account away.
UPDATE person SET email_proven_at = created_at
WHERE email IS NOT NULL AND (
  administrator OR email LIKE '%@demo.naaber.example'
  OR EXISTS (SELECT FROM coordinator_district WHERE person_id = person.id)
  OR EXISTS (SELECT FROM invitation WHERE accepted_by = person.id AND lower(invitation.email) = lower(person.email)));--> statement-breakpoint
UPDATE person SET phone_proven_at = created_at
WHERE phone IS NOT NULL AND email LIKE '%@demo.naaber.example';--> statement-breakpoint

DROP INDEX person_email;--> statement-breakpoint
DROP INDEX person_phone;--> statement-breakpoint
CREATE UNIQUE INDEX person_email ON person (lower(email)) WHERE email_proven_at IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX person_phone ON person (phone) WHERE phone_proven_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX person_email_claimed ON person (lower(email));--> statement-breakpoint
CREATE INDEX person_phone_claimed ON person (phone);--> statement-breakpoint
-- A claim that turned out to be somebody else's goes, and may have been all that an account had.
ALTER TABLE person DROP CONSTRAINT person_reachable;--> statement-breakpoint
ALTER TABLE person
  ADD CONSTRAINT person_email_proven CHECK (email_proven_at IS NULL OR email IS NOT NULL),
  ADD CONSTRAINT person_phone_proven CHECK (phone_proven_at IS NULL OR phone IS NOT NULL),
  ADD CONSTRAINT person_email_pending CHECK (pending_email IS NULL OR email_proven_at IS NOT NULL);--> statement-breakpoint

ALTER TABLE one_time_secret ADD COLUMN contact text;--> statement-breakpoint
ALTER TABLE one_time_secret DROP CONSTRAINT one_time_secret_purpose;--> statement-breakpoint
ALTER TABLE one_time_secret ADD CONSTRAINT one_time_secret_purpose
  CHECK (purpose IN ('password_reset', 'sign_in_code', 'email_proof'));--> statement-breakpoint
-- Links and codes that are on their way know no contact yet: they are asked for again.
DELETE FROM one_time_secret WHERE used_at IS NULL;--> statement-breakpoint

-- Links in mails are made when the mail is sent, so the queue never holds one.
ALTER TABLE invitation ADD COLUMN mailed_hash text UNIQUE;--> statement-breakpoint
ALTER TABLE request ADD COLUMN mail_token_hash bytea UNIQUE;
