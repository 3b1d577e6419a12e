-- contract: the trigger `stamp_line` fills it in every line, also in those of the version before.
ALTER TABLE event ALTER COLUMN occurred_at SET NOT NULL;
