-- A demo city has a past: while its story is written, the record takes the story's time. Nobody else sets this.
ALTER TABLE event ALTER COLUMN at SET DEFAULT
  coalesce(nullif(current_setting('naaber.at', true), '')::timestamptz, now());
