ALTER TABLE "shift" ADD COLUMN "was" jsonb;--> statement-breakpoint
-- Whoever was marked as gone by mistake is still there.
INSERT INTO transition (thing, from_state, to_state) VALUES ('sign_up', 'checked_out', 'checked_in');
