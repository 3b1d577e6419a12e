CREATE TABLE shift (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number integer NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT shift_state CHECK (state IN ('draft', 'published', 'running', 'completed', 'cancelled')),
  district_id uuid REFERENCES district,
  place text NOT NULL CONSTRAINT shift_place CHECK (length(place) BETWEEN 1 AND 120),
  address text NOT NULL DEFAULT '',
  during tstzrange NOT NULL CONSTRAINT shift_during
    CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  briefing text NOT NULL DEFAULT '',
  contact text NOT NULL DEFAULT '',
  leave_hours smallint NOT NULL DEFAULT 12 CONSTRAINT shift_leave CHECK (leave_hours BETWEEN 0 AND 168),
  reason text NOT NULL DEFAULT '',
  created_by uuid NOT NULL REFERENCES person,
  created_at timestamptz NOT NULL DEFAULT now(),
  state_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1
);--> statement-breakpoint
CREATE INDEX shift_ahead ON shift (lower(during), id) WHERE state IN ('published', 'running');--> statement-breakpoint
CREATE INDEX shift_district ON shift (district_id, lower(during), id);--> statement-breakpoint
CREATE TABLE shift_role (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  shift_id uuid NOT NULL REFERENCES shift ON DELETE CASCADE,
  title text NOT NULL DEFAULT '',
  skills text[] NOT NULL DEFAULT '{}',
  capacity smallint NOT NULL CONSTRAINT shift_role_capacity CHECK (capacity BETWEEN 1 AND 200),
  minimum smallint NOT NULL DEFAULT 1 CONSTRAINT shift_role_minimum CHECK (minimum BETWEEN 0 AND capacity),
  position smallint NOT NULL DEFAULT 0,
  entries integer NOT NULL DEFAULT 0
) WITH (fillfactor = 80);--> statement-breakpoint
CREATE INDEX shift_role_shift ON shift_role (shift_id);--> statement-breakpoint
CREATE TABLE sign_up (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  shift_id uuid NOT NULL REFERENCES shift,
  role_id uuid NOT NULL REFERENCES shift_role,
  person_id uuid NOT NULL REFERENCES person,
  state text NOT NULL CONSTRAINT sign_up_state CHECK (state IN
    ('signed_up', 'waitlisted', 'offered', 'checked_in', 'checked_out', 'withdrawn', 'no_show')),
  queued bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  answer_by timestamptz,
  reason text,
  note text NOT NULL DEFAULT '',
  checked_in_at timestamptz,
  checked_out_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  state_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT sign_up_answer CHECK ((state = 'offered') <= (answer_by IS NOT NULL))
);--> statement-breakpoint
CREATE UNIQUE INDEX sign_up_once ON sign_up (shift_id, person_id) WHERE state NOT IN ('withdrawn', 'no_show');--> statement-breakpoint
CREATE INDEX sign_up_role ON sign_up (role_id, state, queued);--> statement-breakpoint
CREATE INDEX sign_up_person ON sign_up (person_id, state);--> statement-breakpoint
CREATE INDEX sign_up_silent ON sign_up (answer_by) WHERE state = 'offered';--> statement-breakpoint

-- Invariant 3: whoever holds a place is counted, one writer of a role after the other; an offered place is held.
CREATE FUNCTION keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  role shift_role;
BEGIN
  IF NEW.state NOT IN ('signed_up', 'offered', 'checked_in', 'checked_out') THEN RETURN NEW; END IF;
  UPDATE shift_role SET entries = entries + 1 WHERE id = NEW.role_id RETURNING * INTO role;
  IF role.shift_id IS DISTINCT FROM NEW.shift_id THEN
    RAISE EXCEPTION 'a role of another shift' USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_role';
  END IF;
  IF (SELECT count(*) FROM sign_up WHERE role_id = NEW.role_id AND id <> NEW.id
    AND state IN ('signed_up', 'offered', 'checked_in', 'checked_out')) >= role.capacity THEN
    RAISE EXCEPTION 'role % is full', NEW.role_id USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_capacity';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER sign_up_capacity BEFORE INSERT OR UPDATE OF state, role_id ON sign_up
  FOR EACH ROW EXECUTE FUNCTION keep_capacity();--> statement-breakpoint

-- Invariant 4: whoever has signed up is promised for the whole of it, and the promise excludes any other.
CREATE FUNCTION insist_on_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('signed_up', 'checked_in') AND NOT EXISTS (
    SELECT FROM commitment c JOIN shift s ON s.id = NEW.shift_id
    WHERE c.source_id = NEW.id AND c.person_id = NEW.person_id AND c.during @> s.during
  ) THEN
    RAISE EXCEPTION 'sign-up % without a promise', NEW.id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sign_up_promised';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER sign_up_promised AFTER INSERT OR UPDATE OF state ON sign_up
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_promise();--> statement-breakpoint

INSERT INTO transition (thing, from_state, to_state) VALUES
  ('shift', '', 'draft'),
  ('shift', 'draft', 'published'), ('shift', 'draft', 'cancelled'), ('shift', 'published', 'running'),
  ('shift', 'published', 'cancelled'), ('shift', 'running', 'completed'), ('shift', 'running', 'cancelled'),
  ('sign_up', '', 'signed_up'), ('sign_up', '', 'waitlisted'),
  ('sign_up', 'waitlisted', 'offered'), ('sign_up', 'waitlisted', 'withdrawn'),
  ('sign_up', 'offered', 'signed_up'), ('sign_up', 'offered', 'withdrawn'),
  ('sign_up', 'signed_up', 'checked_in'), ('sign_up', 'signed_up', 'withdrawn'), ('sign_up', 'signed_up', 'no_show'),
  ('sign_up', 'checked_in', 'checked_out');--> statement-breakpoint
CREATE TRIGGER shift_transition BEFORE INSERT OR UPDATE OF state ON shift
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE TRIGGER sign_up_transition BEFORE INSERT OR UPDATE OF state ON sign_up
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER shift_recorded AFTER INSERT OR UPDATE OF state ON shift
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER sign_up_recorded AFTER INSERT OR UPDATE OF state ON sign_up
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();
