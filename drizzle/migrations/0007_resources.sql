CREATE TABLE resource_kind (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL UNIQUE,
  names jsonb NOT NULL,
  unit text NOT NULL,
  durable boolean NOT NULL,
  attributes jsonb NOT NULL DEFAULT '[]',
  position smallint NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);--> statement-breakpoint
CREATE TABLE offer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number integer NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
  form_key uuid NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'offered'
    CONSTRAINT offer_state CHECK (state IN ('offered', 'verified', 'paused', 'withdrawn', 'retired')),
  kind_id uuid NOT NULL REFERENCES resource_kind,
  durable boolean NOT NULL,
  owner_id uuid REFERENCES person,
  organisation text NOT NULL DEFAULT '',
  title text NOT NULL CONSTRAINT offer_title CHECK (length(title) BETWEEN 1 AND 120),
  attributes jsonb NOT NULL DEFAULT '{}',
  conditions text NOT NULL DEFAULT '',
  district_id uuid REFERENCES district,
  cell_lat double precision,
  cell_lon double precision,
  available tstzrange NOT NULL CONSTRAINT offer_available CHECK (NOT isempty(available) AND NOT lower_inf(available)),
  weekly jsonb NOT NULL DEFAULT '[]',
  lines integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  state_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  search text GENERATED ALWAYS AS (fold_text(title || ' ' || organisation || ' ' || conditions)) STORED,
  CONSTRAINT offer_cell CHECK ((cell_lat IS NULL) = (cell_lon IS NULL))
) WITH (fillfactor = 80);--> statement-breakpoint
CREATE INDEX offer_owner ON offer (owner_id);--> statement-breakpoint
CREATE INDEX offer_district ON offer (district_id, state, kind_id);--> statement-breakpoint
-- The nearest of one kind first: btree_gist lets the kind stand before the point.
CREATE INDEX offer_near ON offer USING gist (kind_id, point(cell_lon, cell_lat)) WHERE state = 'verified';--> statement-breakpoint
CREATE INDEX offer_near_any ON offer USING gist (point(cell_lon, cell_lat)) WHERE state = 'verified';--> statement-breakpoint
CREATE INDEX offer_newest ON offer (created_at DESC) WHERE state = 'verified';--> statement-breakpoint
CREATE INDEX offer_search ON offer USING gin (search gin_trgm_ops) WHERE state = 'verified';--> statement-breakpoint
CREATE TABLE offer_private (
  offer_id uuid PRIMARY KEY REFERENCES offer ON DELETE CASCADE,
  name text NOT NULL DEFAULT '',
  phone text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  lat double precision,
  lon double precision,
  CONSTRAINT offer_private_point CHECK ((lat IS NULL) = (lon IS NULL))
);--> statement-breakpoint
CREATE TABLE reservation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  offer_id uuid NOT NULL REFERENCES offer,
  task_id uuid NOT NULL REFERENCES task,
  state text NOT NULL DEFAULT 'held'
    CONSTRAINT reservation_state CHECK (state IN ('held', 'handed_over', 'returned', 'consumed', 'released')),
  quantity numeric(10, 2) NOT NULL CONSTRAINT reservation_quantity CHECK (quantity > 0),
  during tstzrange NOT NULL CONSTRAINT reservation_during
    CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  fetch_by timestamptz NOT NULL,
  reserved_by uuid NOT NULL REFERENCES person,
  fetched numeric(10, 2) CONSTRAINT reservation_fetched CHECK (fetched > 0 AND fetched <= quantity),
  fetched_by uuid REFERENCES person,
  ended numeric(10, 2) CONSTRAINT reservation_ended CHECK (ended >= 0 AND ended <= fetched),
  condition text CONSTRAINT reservation_condition CHECK (condition IN ('good', 'damaged')),
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  state_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT reservation_told CHECK ((state IN ('handed_over', 'returned', 'consumed')) = (fetched IS NOT NULL)
    AND (state IN ('returned', 'consumed')) = (ended IS NOT NULL))
);--> statement-breakpoint
CREATE INDEX reservation_offer ON reservation (offer_id, state);--> statement-breakpoint
CREATE INDEX reservation_task ON reservation (task_id);--> statement-breakpoint
CREATE INDEX reservation_out ON reservation (upper(during)) WHERE state = 'handed_over';--> statement-breakpoint
CREATE TABLE ledger (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  offer_id uuid NOT NULL REFERENCES offer,
  reservation_id uuid REFERENCES reservation,
  step text NOT NULL CONSTRAINT ledger_step
    CHECK (step IN ('stock', 'lost', 'held', 'handed_over', 'returned', 'consumed', 'released')),
  delta numeric(10, 2) NOT NULL,
  during tstzrange NOT NULL CONSTRAINT ledger_during CHECK (NOT isempty(during) AND NOT lower_inf(during)),
  at timestamptz NOT NULL,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT ledger_whose CHECK ((step = 'stock') = (reservation_id IS NULL))
);--> statement-breakpoint
CREATE INDEX ledger_offer ON ledger (offer_id, upper(during));--> statement-breakpoint
CREATE UNIQUE INDEX ledger_once ON ledger (reservation_id, step);--> statement-breakpoint
CREATE TABLE follow_up (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  reservation_id uuid NOT NULL REFERENCES reservation,
  kind text NOT NULL CONSTRAINT follow_up_kind CHECK (kind IN ('short', 'damaged', 'lapsed')),
  quantity numeric(10, 2) NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by uuid REFERENCES person,
  UNIQUE (reservation_id, kind)
);--> statement-breakpoint
CREATE INDEX follow_up_open ON follow_up (opened_at) WHERE closed_at IS NULL;--> statement-breakpoint

-- How much of an offer nobody has been promised at any instant of `window`. What should be back by `moment`
-- and is not counts as away: nobody knows for how long. `except` leaves one reservation out of that.
CREATE FUNCTION offer_free(its_offer uuid, time_window tstzrange, moment timestamptz, except_one uuid DEFAULT NULL)
RETURNS numeric LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT delta, greatest(lower(during), lower(time_window)) AS begins, upper(during) AS ends
    FROM ledger
    -- The index finds the lines that have not ended before the window: no history is read.
    WHERE offer_id = its_offer AND during && time_window
      AND (upper(during) > lower(time_window) OR upper_inf(during))
  ), step AS (
    SELECT at, sum(change) AS change FROM (
      SELECT begins AS at, delta AS change FROM line
      UNION ALL
      SELECT ends, -delta FROM line WHERE ends < coalesce(upper(time_window), 'infinity')
      UNION ALL
      SELECT lower(time_window), 0
    ) AS every_change GROUP BY at
  ), level AS (
    SELECT sum(change) OVER (ORDER BY at) AS free FROM step
  )
  SELECT min(free) - (
    SELECT coalesce(sum(r.fetched), 0) FROM reservation r JOIN offer o ON o.id = r.offer_id
    WHERE r.offer_id = its_offer AND o.durable AND r.state = 'handed_over' AND upper(r.during) <= moment
      AND r.id IS DISTINCT FROM except_one)
  FROM level
$$;--> statement-breakpoint

-- How much of a lent thing its owner has at home: what was fetched and is not back is not there, whatever was planned.
CREATE FUNCTION offer_home(its_offer uuid, moment timestamptz, except_one uuid DEFAULT NULL)
RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT (SELECT coalesce(sum(delta), 0) FROM ledger
      WHERE offer_id = its_offer AND step IN ('stock', 'lost') AND during @> moment)
    - (SELECT coalesce(sum(fetched), 0) FROM reservation
      WHERE offer_id = its_offer AND state = 'handed_over' AND id IS DISTINCT FROM except_one)
$$;--> statement-breakpoint

-- Invariant 2: every line is judged by the database, one writer of an offer after the other.
CREATE FUNCTION keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  thing offer;
  kept reservation;
  promised ledger;
  given numeric;
BEGIN
  -- An update, not a mere lock: a transaction with an older view of the ledger then fails instead of trusting it.
  UPDATE offer SET lines = lines + 1 WHERE id = NEW.offer_id RETURNING * INTO thing;
  IF NEW.step <> 'stock' THEN
    SELECT * INTO kept FROM reservation WHERE id = NEW.reservation_id;
    IF kept.offer_id IS DISTINCT FROM NEW.offer_id THEN
      RAISE EXCEPTION 'a line of another offer' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_shape';
    END IF;
  END IF;
  IF NEW.step = 'held' THEN
    IF NEW.delta <> -kept.quantity OR lower(NEW.during) <> lower(kept.during)
      OR upper(NEW.during) IS DISTINCT FROM (CASE WHEN thing.durable THEN upper(kept.during) END) THEN
      RAISE EXCEPTION 'a hold is its reservation' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_shape';
    END IF;
  ELSIF NEW.step = 'lost' THEN
    IF NEW.delta > 0 OR NOT upper_inf(NEW.during) OR -NEW.delta > kept.fetched THEN
      RAISE EXCEPTION 'no more can be lost than was taken' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_shape';
    END IF;
  ELSIF NEW.step <> 'stock' THEN
    SELECT * INTO promised FROM ledger WHERE reservation_id = NEW.reservation_id AND step = 'held';
    SELECT coalesce(sum(delta), 0) INTO given FROM ledger
      WHERE reservation_id = NEW.reservation_id AND step NOT IN ('held', 'lost');
    IF NEW.delta < 0 OR given + NEW.delta > kept.quantity OR promised.id IS NULL OR NOT NEW.during <@ promised.during THEN
      RAISE EXCEPTION 'no more comes back than was held' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_shape';
    END IF;
  ELSIF NOT upper_inf(NEW.during) THEN
    RAISE EXCEPTION 'stock stays until it changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_shape';
  END IF;
  IF NEW.delta < 0 AND offer_free(NEW.offer_id, NEW.during, NEW.at, NEW.reservation_id) + NEW.delta < 0 THEN
    RAISE EXCEPTION 'offer % does not hold that much', NEW.offer_id
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ledger_never_over';
  END IF;
  IF NEW.step = 'handed_over' AND thing.durable
    AND offer_home(NEW.offer_id, NEW.at, NEW.reservation_id) < kept.quantity - NEW.delta THEN
    RAISE EXCEPTION 'offer % is still away', NEW.offer_id
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ledger_still_away';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER ledger_kept BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION keep_ledger();--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

INSERT INTO transition (thing, from_state, to_state) VALUES
  ('offer', '', 'offered'),
  ('offer', 'offered', 'verified'), ('offer', 'offered', 'withdrawn'), ('offer', 'offered', 'retired'),
  ('offer', 'verified', 'paused'), ('offer', 'verified', 'withdrawn'), ('offer', 'verified', 'retired'),
  ('offer', 'paused', 'verified'), ('offer', 'paused', 'withdrawn'), ('offer', 'paused', 'retired'),
  ('reservation', '', 'held'),
  ('reservation', 'held', 'handed_over'), ('reservation', 'held', 'released'),
  ('reservation', 'handed_over', 'returned'), ('reservation', 'handed_over', 'consumed');--> statement-breakpoint
CREATE TRIGGER offer_transition BEFORE INSERT OR UPDATE OF state ON offer
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE TRIGGER reservation_transition BEFORE INSERT OR UPDATE OF state ON reservation
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER offer_recorded AFTER INSERT OR UPDATE OF state ON offer
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reservation_recorded AFTER INSERT OR UPDATE OF state ON reservation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint

-- No step of a reservation without its line in the ledger, and what it holds never changes.
CREATE FUNCTION insist_on_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.offer_id, OLD.quantity, OLD.during) IS DISTINCT FROM (NEW.offer_id, NEW.quantity, NEW.during) THEN
    RAISE EXCEPTION 'a reservation holds what it holds' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (TG_OP = 'INSERT' OR OLD.state <> NEW.state) AND NOT EXISTS (
    SELECT FROM ledger WHERE reservation_id = NEW.id AND step = NEW.state AND transaction = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'reservation % became "%" outside the ledger', NEW.id, NEW.state
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reservation_in_ledger';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reservation_in_ledger AFTER INSERT OR UPDATE ON reservation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_ledger();
