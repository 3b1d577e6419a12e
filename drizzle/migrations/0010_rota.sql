CREATE TABLE shift_series (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  rule text NOT NULL,
  starts text NOT NULL CONSTRAINT shift_series_starts CHECK (starts ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  lasts integer NOT NULL CONSTRAINT shift_series_lasts CHECK (lasts BETWEEN 15 AND 4320),
  except_days text[] NOT NULL DEFAULT '{}',
  template jsonb NOT NULL,
  district_id uuid REFERENCES district,
  published boolean NOT NULL DEFAULT false,
  ended boolean NOT NULL DEFAULT false,
  filled_until timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES person,
  created_at timestamptz NOT NULL DEFAULT now()
);--> statement-breakpoint
ALTER TABLE shift
  ADD series_id uuid REFERENCES shift_series,
  ADD occurrence text,
  ADD opens_at timestamptz,
  ADD code text,
  ADD changed_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT shift_occurrence_of CHECK ((series_id IS NULL) = (occurrence IS NULL)),
  ADD CONSTRAINT shift_code CHECK (state = 'draft' OR state = 'cancelled' OR code IS NOT NULL);--> statement-breakpoint
CREATE UNIQUE INDEX shift_code_live ON shift (code) WHERE state IN ('published', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX shift_occurrence ON shift (series_id, occurrence);--> statement-breakpoint
CREATE INDEX shift_place_time ON shift (place, upper(during));--> statement-breakpoint
CREATE INDEX shift_start ON shift (lower(during), id);--> statement-breakpoint

ALTER TABLE sign_up
  ADD party smallint NOT NULL DEFAULT 1 CONSTRAINT sign_up_party CHECK (party BETWEEN 1 AND 50),
  ADD party_name text NOT NULL DEFAULT '',
  ADD correction text NOT NULL DEFAULT '',
  ADD CONSTRAINT sign_up_times CHECK (checked_out_at >= checked_in_at),
  ADD CONSTRAINT sign_up_came CHECK (state NOT IN ('checked_in', 'checked_out') OR checked_in_at IS NOT NULL),
  ADD CONSTRAINT sign_up_went CHECK (state <> 'checked_out' OR checked_out_at IS NOT NULL);--> statement-breakpoint
CREATE INDEX sign_up_shift ON sign_up (shift_id, state);--> statement-breakpoint

-- Invariant 3 again, now that one sign-up may bring several people, and that a role may be made smaller.
CREATE OR REPLACE FUNCTION keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  role shift_role;
BEGIN
  IF NEW.state NOT IN ('signed_up', 'offered', 'checked_in', 'checked_out') THEN RETURN NEW; END IF;
  UPDATE shift_role SET entries = entries + 1 WHERE id = NEW.role_id RETURNING * INTO role;
  IF role.shift_id IS DISTINCT FROM NEW.shift_id THEN
    RAISE EXCEPTION 'a role of another shift' USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_role';
  END IF;
  IF (SELECT coalesce(sum(party), 0) FROM sign_up WHERE role_id = NEW.role_id AND id <> NEW.id
    AND state IN ('signed_up', 'offered', 'checked_in', 'checked_out')) + NEW.party > role.capacity THEN
    RAISE EXCEPTION 'role % is full', NEW.role_id USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_capacity';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
DROP TRIGGER sign_up_capacity ON sign_up;--> statement-breakpoint
CREATE TRIGGER sign_up_capacity BEFORE INSERT OR UPDATE OF state, role_id, party ON sign_up
  FOR EACH ROW EXECUTE FUNCTION keep_capacity();--> statement-breakpoint
CREATE FUNCTION keep_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.capacity < (SELECT coalesce(sum(party), 0) FROM sign_up WHERE role_id = NEW.id
    AND state IN ('signed_up', 'offered', 'checked_in', 'checked_out')) THEN
    RAISE EXCEPTION 'role % holds more', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_capacity';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER shift_role_room BEFORE UPDATE OF capacity ON shift_role
  FOR EACH ROW EXECUTE FUNCTION keep_room();--> statement-breakpoint

-- Who has signed up is promised for the whole of the shift, also after it has been moved.
CREATE FUNCTION insist_on_moved_promises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.during <> NEW.during AND EXISTS (
    SELECT FROM sign_up s WHERE s.shift_id = NEW.id AND s.state IN ('signed_up', 'checked_in') AND NOT EXISTS (
      SELECT FROM commitment c WHERE c.source_id = s.id AND c.during @> NEW.during)
  ) THEN
    RAISE EXCEPTION 'shift % moved without its people', NEW.id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'sign_up_promised';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER shift_promised AFTER UPDATE OF during ON shift
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_moved_promises();--> statement-breakpoint

CREATE TABLE swap (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash text NOT NULL UNIQUE,
  state text NOT NULL CONSTRAINT swap_state CHECK (state IN ('open', 'answered', 'done', 'withdrawn')),
  sign_up_id uuid NOT NULL REFERENCES sign_up,
  other_id uuid REFERENCES sign_up,
  created_at timestamptz NOT NULL DEFAULT now(),
  state_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT swap_other CHECK ((state = 'answered') <= (other_id IS NOT NULL))
);--> statement-breakpoint
CREATE UNIQUE INDEX swap_once ON swap (sign_up_id) WHERE state IN ('open', 'answered');--> statement-breakpoint
CREATE TRIGGER swap_transition BEFORE INSERT OR UPDATE OF state ON swap
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER swap_recorded AFTER INSERT OR UPDATE OF state ON swap
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint

CREATE TABLE shift_note (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  shift_id uuid NOT NULL REFERENCES shift,
  person_id uuid NOT NULL REFERENCES person,
  body text NOT NULL CONSTRAINT shift_note_body CHECK (length(body) BETWEEN 1 AND 2000),
  at timestamptz NOT NULL DEFAULT now()
);--> statement-breakpoint
CREATE INDEX shift_note_shift ON shift_note (shift_id, at);--> statement-breakpoint

CREATE TABLE calendar_feed (
  token_hash text PRIMARY KEY,
  person_id uuid UNIQUE REFERENCES person ON DELETE CASCADE,
  district_id uuid REFERENCES district,
  place text,
  created_by uuid NOT NULL REFERENCES person,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT calendar_feed_of CHECK ((person_id IS NULL) <> (place IS NULL))
);--> statement-breakpoint
CREATE UNIQUE INDEX calendar_feed_place ON calendar_feed (place, district_id) NULLS NOT DISTINCT WHERE place IS NOT NULL;--> statement-breakpoint

INSERT INTO transition (thing, from_state, to_state) VALUES
  -- Asked to come by a coordinator; asked again after the shift was moved; marks that were put in the wrong row.
  ('sign_up', '', 'offered'), ('sign_up', 'signed_up', 'offered'),
  ('sign_up', 'checked_in', 'signed_up'), ('sign_up', 'no_show', 'checked_in'),
  ('swap', '', 'open'), ('swap', 'open', 'answered'), ('swap', 'answered', 'open'),
  ('swap', 'open', 'done'), ('swap', 'answered', 'done'), ('swap', 'open', 'withdrawn'),
  ('swap', 'answered', 'withdrawn');
