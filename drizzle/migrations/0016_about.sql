-- Who runs the site and whom one can ask: shown to everybody, filled in by the city's administrators.
ALTER TABLE city ADD about jsonb NOT NULL DEFAULT '{}';
