-- A change that was brought with a key happens once, however often it is sent.
CREATE TABLE change (
  -- Made from the key, the command and whoever sent it; the key itself opens links, so it is kept nowhere.
  key uuid PRIMARY KEY,
  command text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- Of what was sent, keyed by the key itself: what comes again with other content is told apart, and nothing can be guessed.
  digest bytea NOT NULL,
  -- What the command gave, for whoever sends it again.
  outcome jsonb
);--> statement-breakpoint
CREATE INDEX change_at ON change (at);--> statement-breakpoint

-- A line of the record is known everywhere by its UUID, and says where it was written, when that happened and by which change.
ALTER TABLE city ADD node text NOT NULL DEFAULT 'city';--> statement-breakpoint
ALTER TABLE event ADD uuid uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD node text NOT NULL DEFAULT 'city',
  ADD occurred_at timestamptz,
  ADD change_key uuid;--> statement-breakpoint
ALTER TABLE event ALTER COLUMN node DROP DEFAULT;--> statement-breakpoint
ALTER TABLE event DISABLE TRIGGER event_append_only;--> statement-breakpoint
UPDATE event SET occurred_at = at;--> statement-breakpoint
ALTER TABLE event ENABLE TRIGGER event_append_only;--> statement-breakpoint
CREATE OR REPLACE FUNCTION stamp_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- The session's role, not the current one: a function that runs as the owner is not the owner.
  IF is_owner(TG_RELID, session_user) THEN
    NEW.at := coalesce(nullif(current_setting('naaber.at', true), '')::timestamptz, now());
  ELSE
    NEW.at := now();
    NEW.id := nextval(pg_get_serial_sequence(TG_TABLE_NAME, 'id'));
  END IF;
  IF TG_TABLE_NAME = 'event' THEN
    NEW.transaction := pg_current_xact_id();
    -- Nothing is recorded before it happens.
    NEW.occurred_at := least(coalesce(NEW.occurred_at, NEW.at), NEW.at);
    NEW.node := coalesce(NEW.node, (SELECT node FROM city LIMIT 1), 'city');
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint

ALTER TABLE swap ADD version integer NOT NULL DEFAULT 1;--> statement-breakpoint

-- The chain of the record: each seal is the hash of the seal before and of one line. What was sealed can't be changed, left out or
-- put in unseen, not even by the owner of the database, once the last seal is kept elsewhere.
CREATE TABLE seal (
  position bigint PRIMARY KEY,
  event_id bigint NOT NULL UNIQUE,
  hash bytea NOT NULL
);--> statement-breakpoint
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON seal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- A line as it is sealed: its columns as texts, in UTC, as a JSON array.
CREATE FUNCTION sealed_text(line event) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
  SELECT jsonb_build_array(line.id::text, line.uuid::text, line.node,
    to_char(line.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), to_char(line.occurred_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    line.type, line.actor, line.actor_id::text, line.thing, line.thing_id::text, line.district_id::text,
    line.from_state, line.to_state, line.reason, line.change_key::text, line.data::text)::text
$$;--> statement-breakpoint

-- Seals the lines of every transaction that has ended, in the order of their transactions; gives how many it has sealed.
CREATE FUNCTION seal_record(most int DEFAULT 10000) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  line event;
  last seal;
  sealed int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7237453) THEN RETURN 0; END IF;
  SELECT * INTO last FROM seal ORDER BY position DESC LIMIT 1;
  IF last.position IS NULL THEN last := (0, 0, ''::bytea); END IF;
  FOR line IN
    SELECT e.* FROM event e
    -- No transaction lives for as long as a hundred thousand lines take, so older ones need not be looked through.
    WHERE e.id > (SELECT coalesce(max(event_id), 0) - 100000 FROM seal)
      AND NOT EXISTS (SELECT FROM seal s WHERE s.event_id = e.id)
      -- A database that was restored counts its transactions anew: what seems to lie in the future is from before.
      AND (e.transaction < pg_snapshot_xmin(pg_current_snapshot()) OR e.transaction >= pg_snapshot_xmax(pg_current_snapshot()))
    ORDER BY e.transaction, e.id LIMIT most
  LOOP
    last.position := last.position + 1;
    last.event_id := line.id;
    last.hash := sha256(last.hash || convert_to(sealed_text(line), 'UTF8'));
    INSERT INTO seal VALUES (last.position, last.event_id, last.hash);
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END $$;
