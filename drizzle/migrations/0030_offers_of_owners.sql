-- Owners without an account hold a private link; what was withdrawn can be offered again, what waits can be paused.
-- contract: the new columns have defaults and no code before this one writes them; the new steps only allow more.
ALTER TABLE "offer" ADD COLUMN "checked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "token_hash" "bytea";--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_token_hash_unique" UNIQUE("token_hash");--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('offer', 'offered', 'paused'),
  ('offer', 'paused', 'offered'),
  ('offer', 'withdrawn', 'offered');--> statement-breakpoint
UPDATE offer SET checked = true WHERE state IN ('verified', 'paused');
