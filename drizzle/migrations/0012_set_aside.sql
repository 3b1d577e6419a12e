-- A request that looks like one of a flood is saved and set aside: `flood` is what it shares with the others of it. As soon
-- as anything is done with it, it stands in the list like any other.
ALTER TABLE request ADD flood text CONSTRAINT request_flood CHECK (flood ~ '^[0-9a-f]{32}$');--> statement-breakpoint
DROP INDEX request_open;--> statement-breakpoint
CREATE INDEX request_open ON request (rank, due_at, created_at, id)
  WHERE state IN ('submitted', 'triaged', 'in_progress') AND (flood IS NULL OR state <> 'submitted');--> statement-breakpoint
DROP INDEX request_open_district;--> statement-breakpoint
CREATE INDEX request_open_district ON request (district_id, rank, due_at, created_at, id)
  WHERE state IN ('submitted', 'triaged', 'in_progress') AND (flood IS NULL OR state <> 'submitted');--> statement-breakpoint
CREATE INDEX request_set_aside ON request (flood, created_at, id) WHERE flood IS NOT NULL AND state = 'submitted';
