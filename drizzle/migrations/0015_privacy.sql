-- Who looked at whose personal details. Apart from the record, so that a look can end one day.
CREATE TABLE look (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  viewer_id uuid NOT NULL REFERENCES person,
  kind text NOT NULL CONSTRAINT look_kind CHECK (kind IN ('resident', 'owner', 'volunteer')),
  -- The request, offer or person.
  thing_id uuid NOT NULL,
  page text NOT NULL CONSTRAINT look_page CHECK (page IN
    ('request', 'task', 'own_task', 'offer', 'shift', 'check_in_list', 'volunteer')),
  -- The task or shift on whose page it was.
  through_id uuid,
  -- Where the thing lay at that time.
  district_id uuid
);--> statement-breakpoint
CREATE INDEX look_thing ON look (thing_id, id);--> statement-breakpoint
CREATE INDEX look_viewer ON look (viewer_id, thing_id, at);--> statement-breakpoint
CREATE INDEX event_type ON event (type, id);--> statement-breakpoint
-- What the record has of looks so far is kept here too; the record itself is append-only, so there it stays.
INSERT INTO look (at, viewer_id, kind, thing_id, page, through_id, district_id)
SELECT e.at, e.actor_id, w.kind, e.thing_id, w.page, (e.data ->> 'task')::uuid, e.district_id
FROM event e
JOIN (VALUES ('request.seen', 'resident', 'request'), ('person.seen', 'volunteer', 'volunteer'),
  ('request.revealed', 'resident', 'own_task'), ('offer.revealed', 'owner', 'own_task')) w (type, kind, page)
  ON w.type = e.type
WHERE e.actor = 'member' AND EXISTS (SELECT FROM person p WHERE p.id = e.actor_id)
ORDER BY e.id;--> statement-breakpoint

-- When and by which transaction a line was written is the database's to say. Only the owner of the table, who tells the
-- past of a demo city, may set another time.
CREATE FUNCTION is_owner(of_table regclass, who name) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(who, relowner, 'USAGE') FROM pg_class WHERE oid = of_table
$$;--> statement-breakpoint
CREATE FUNCTION stamp_line() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.at := now();
  -- The session's role, not the current one: a function that runs as the owner is not the owner.
  IF is_owner(TG_RELID, session_user) THEN
    NEW.at := coalesce(nullif(current_setting('naaber.at', true), '')::timestamptz, now());
  END IF;
  IF TG_TABLE_NAME = 'event' THEN NEW.transaction := pg_current_xact_id(); END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
ALTER TABLE event ALTER COLUMN at SET DEFAULT now();--> statement-breakpoint
CREATE TRIGGER event_stamped BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION stamp_line();--> statement-breakpoint
CREATE TRIGGER look_stamped BEFORE INSERT ON look FOR EACH ROW EXECUTE FUNCTION stamp_line();--> statement-breakpoint
CREATE FUNCTION stamp_ledger() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.transaction := pg_current_xact_id();
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER ledger_a_stamp BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION stamp_ledger();--> statement-breakpoint

-- Nobody becomes administrator by a mere write: only the functions below, which run as the owner, and the owner may.
CREATE FUNCTION keep_administrators() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before boolean := CASE WHEN TG_OP = 'INSERT' THEN false ELSE OLD.administrator END;
BEGIN
  IF NEW.administrator <> before AND NOT is_owner(TG_RELID, current_user) THEN
    RAISE EXCEPTION 'administrators are made by administrators' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER person_administrator BEFORE INSERT OR UPDATE OF administrator ON person
  FOR EACH ROW EXECUTE FUNCTION keep_administrators();--> statement-breakpoint
CREATE FUNCTION keep_invitations() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF is_owner(TG_RELID, current_user) THEN RETURN NEW; END IF;
  IF NEW.accepted_at IS NOT NULL OR NEW.accepted_by IS NOT NULL
    OR NOT EXISTS (SELECT FROM person WHERE id = NEW.invited_by AND administrator) THEN
    RAISE EXCEPTION 'only administrators invite' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER invitation_by_administrator BEFORE INSERT ON invitation
  FOR EACH ROW EXECUTE FUNCTION keep_invitations();--> statement-breakpoint

CREATE FUNCTION record_appointment(what text, acting uuid, subject uuid, facts jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  line bigint;
BEGIN
  INSERT INTO event (type, actor, actor_id, thing, thing_id, data)
  VALUES (what, 'member', acting, 'person', subject, facts) RETURNING id INTO line;
  PERFORM enqueue_job('event', json_build_object('id', line)), pg_notify('event', line::text);
END $$;--> statement-breakpoint

-- An administrator says what somebody coordinates and whether they administer; recorded here, not by who asks.
CREATE FUNCTION set_reach(acting uuid, subject uuid, administers boolean, its_districts uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM person WHERE id = acting AND administrator FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only administrators appoint' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM coordinator_district WHERE person_id = subject;
  INSERT INTO coordinator_district (person_id, district_id) SELECT DISTINCT subject, d FROM unnest(its_districts) d;
  UPDATE person SET administrator = administers, version = version + 1 WHERE id = subject;
  IF NOT EXISTS (SELECT FROM person WHERE administrator) THEN
    RAISE EXCEPTION 'nobody would administer' USING ERRCODE = 'restrict_violation';
  END IF;
  PERFORM record_appointment('person.reach_set', acting, subject,
    jsonb_build_object('administrator', administers, 'districts', to_jsonb(its_districts)));
END $$;--> statement-breakpoint

-- Gives the person of the invited address what the invitation says, once.
CREATE FUNCTION accept_reach(its_invitation uuid, subject uuid, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  invited invitation;
  its_districts uuid[];
BEGIN
  SELECT * INTO invited FROM invitation WHERE id = its_invitation FOR UPDATE;
  IF invited.id IS NULL OR invited.accepted_at IS NOT NULL OR invited.revoked_at IS NOT NULL
    OR NOT EXISTS (SELECT FROM person WHERE id = subject AND lower(email) = lower(invited.email)) THEN
    RAISE EXCEPTION 'no open invitation of theirs' USING ERRCODE = 'insufficient_privilege';
  END IF;
  its_districts := array(SELECT district_id FROM invitation_district WHERE invitation_id = its_invitation);
  UPDATE person SET administrator = administrator OR invited.administrator WHERE id = subject;
  INSERT INTO coordinator_district (person_id, district_id) SELECT subject, d FROM unnest(its_districts) d
    ON CONFLICT DO NOTHING;
  UPDATE invitation SET accepted_at = moment, accepted_by = subject WHERE id = its_invitation;
  PERFORM record_appointment('person.appointed', subject, subject, jsonb_build_object(
    'invitation', its_invitation, 'administrator', invited.administrator, 'districts', to_jsonb(its_districts)));
END $$;--> statement-breakpoint

-- What a function of ours names it finds in our schema, whatever the session's path is.
ALTER FUNCTION refuse_change() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION keep_to_transitions() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION insist_on_record() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION keep_ledger() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION insist_on_ledger() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION offer_free(uuid, tstzrange, timestamptz, uuid) SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION offer_home(uuid, timestamptz, uuid) SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION keep_capacity() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION keep_room() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION insist_on_promise() SET search_path = public, pg_temp;--> statement-breakpoint
ALTER FUNCTION insist_on_moved_promises() SET search_path = public, pg_temp;--> statement-breakpoint

-- The lists of offers, read a page at a time.
CREATE INDEX offer_waiting ON offer (created_at, id) WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX offer_ready ON offer (state_at, id) WHERE state IN ('verified', 'paused');--> statement-breakpoint
CREATE INDEX offer_over ON offer (state_at, id) WHERE state IN ('withdrawn', 'retired');--> statement-breakpoint
-- How many offers of one number wait.
CREATE INDEX offer_private_phone ON offer_private (phone) WHERE phone <> '';
