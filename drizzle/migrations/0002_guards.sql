-- What the database promises by itself, whatever the code in front of it does.

ALTER TABLE commitment ADD CONSTRAINT commitment_no_overlap
  EXCLUDE USING gist (person_id WITH =, during WITH &&);--> statement-breakpoint
ALTER TABLE commitment ADD CONSTRAINT commitment_bounded
  CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during));--> statement-breakpoint
CREATE UNIQUE INDEX clock_once ON clock (district_id, priority) NULLS NOT DISTINCT;--> statement-breakpoint

-- The record is append-only, for its owner too.
ALTER TABLE event ALTER COLUMN transaction SET DEFAULT pg_current_xact_id();--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- A thing changes state only along its table; the empty from_state is its birth.
ALTER TABLE transition ADD PRIMARY KEY (thing, from_state, to_state);--> statement-breakpoint
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('request', '', 'submitted'),
  ('request', 'submitted', 'triaged'), ('request', 'submitted', 'cancelled'),
  ('request', 'submitted', 'declined'), ('request', 'submitted', 'duplicate'),
  ('request', 'triaged', 'in_progress'), ('request', 'triaged', 'cancelled'),
  ('request', 'triaged', 'declined'), ('request', 'triaged', 'duplicate'),
  ('request', 'in_progress', 'fulfilled'), ('request', 'in_progress', 'triaged'),
  ('request', 'in_progress', 'cancelled'),
  ('request', 'fulfilled', 'closed'), ('request', 'fulfilled', 'triaged'),
  ('request', 'closed', 'triaged'), ('request', 'cancelled', 'triaged'),
  ('request', 'declined', 'triaged'),
  ('task', '', 'open'),
  ('task', 'open', 'assigned'), ('task', 'open', 'cancelled'), ('task', 'open', 'failed'),
  ('task', 'assigned', 'under_way'), ('task', 'assigned', 'open'),
  ('task', 'assigned', 'cancelled'), ('task', 'assigned', 'failed'),
  ('task', 'under_way', 'done'), ('task', 'under_way', 'cancelled'), ('task', 'under_way', 'failed'),
  ('task', 'done', 'confirmed'), ('task', 'done', 'under_way'),
  ('assignment', '', 'offered'),
  ('assignment', 'offered', 'accepted'), ('assignment', 'offered', 'declined'),
  ('assignment', 'offered', 'expired'), ('assignment', 'offered', 'released'),
  ('assignment', 'accepted', 'en_route'), ('assignment', 'accepted', 'withdrawn'),
  ('assignment', 'accepted', 'released'),
  ('assignment', 'en_route', 'on_site'), ('assignment', 'en_route', 'withdrawn'),
  ('assignment', 'en_route', 'released'),
  ('assignment', 'on_site', 'done'), ('assignment', 'on_site', 'withdrawn'),
  ('assignment', 'on_site', 'released'),
  ('assignment', 'done', 'on_site');--> statement-breakpoint

CREATE FUNCTION keep_to_transitions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END;
BEGIN
  IF before <> NEW.state AND NOT EXISTS (
    SELECT FROM transition
    WHERE thing = TG_TABLE_NAME AND from_state = before AND to_state = NEW.state
  ) THEN
    RAISE EXCEPTION '% may not go from "%" to "%"', TG_TABLE_NAME, before, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_transition';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER request_transition BEFORE INSERT OR UPDATE OF state ON request
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE TRIGGER task_transition BEFORE INSERT OR UPDATE OF state ON task
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE TRIGGER assignment_transition BEFORE INSERT OR UPDATE OF state ON assignment
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint

-- No change of state without its line in the record, by the same transaction: asked at commit.
CREATE FUNCTION insist_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' OR OLD.state <> NEW.state) AND NOT EXISTS (
    SELECT FROM event
    WHERE thing_id = NEW.id AND thing = TG_TABLE_NAME AND to_state = NEW.state
      AND transaction = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION '% % became "%" without a record', TG_TABLE_NAME, NEW.id, NEW.state
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_recorded';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER request_recorded AFTER INSERT OR UPDATE OF state ON request
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER task_recorded AFTER INSERT OR UPDATE OF state ON task
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER assignment_recorded AFTER INSERT OR UPDATE OF state ON assignment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint

-- The application's role may not touch the queue's tables; it may only put a job into them.
CREATE FUNCTION enqueue_job(task text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT graphile_worker.add_job(
    identifier => task, payload => payload, run_at => run_at, job_key => job_key);
END;
