-- What is forgotten, how long each kind is kept, and the functions that forget: the application's role can't.
-- contract: the triggers refuse nothing but what is written to somebody who was forgotten, which the version before can't do to anybody.
CREATE TABLE "erased" (
	"thing" text NOT NULL,
	"thing_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "erased_thing_thing_id_pk" PRIMARY KEY("thing","thing_id"),
	CONSTRAINT "erased_thing" CHECK ("erased"."thing" in ('request', 'offer', 'person')),
	CONSTRAINT "erased_why" CHECK ("erased"."why" in ('asked', 'on_behalf', 'time'))
);
--> statement-breakpoint
CREATE TABLE "retention" (
	"kind" text PRIMARY KEY NOT NULL,
	"days" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "retention_days" CHECK ("retention"."days" between 7 and 3650)
);--> statement-breakpoint

-- What keeps something from being forgotten yet, and until when.
CREATE FUNCTION request_bound(subject uuid) RETURNS TABLE (reason text, until timestamptz) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT 'help_under_way', max(upper(t.during)) FROM request r
  JOIN task_request tr ON tr.request_id IN (r.id, r.duplicate_of)
  JOIN task t ON t.id = tr.task_id AND t.state IN ('open', 'assigned', 'under_way', 'done')
  WHERE r.id = subject HAVING count(*) > 0
$$;--> statement-breakpoint
CREATE FUNCTION offer_bound(subject uuid) RETURNS TABLE (reason text, until timestamptz) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT 'still_lent', max(upper(during)) FROM reservation
  WHERE offer_id = subject AND state IN ('held', 'handed_over') HAVING count(*) > 0
$$;--> statement-breakpoint
CREATE FUNCTION person_bound(subject uuid) RETURNS TABLE (reason text, until timestamptz) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT 'task_accepted', max(upper(t.during)) FROM assignment a JOIN task t ON t.id = a.task_id
  WHERE a.person_id = subject AND t.state IN ('open', 'assigned', 'under_way', 'done')
    AND a.state IN ('accepted', 'en_route', 'on_site', 'done') HAVING count(*) > 0
  UNION ALL
  SELECT 'shift_ahead', max(upper(s.during)) FROM sign_up u JOIN shift s ON s.id = u.shift_id
  WHERE u.person_id = subject AND u.state IN ('signed_up', 'waitlisted', 'offered', 'checked_in')
    AND s.state IN ('draft', 'published', 'running') HAVING count(*) > 0
  UNION ALL
  SELECT 'still_lent', max(upper(r.during)) FROM reservation r JOIN offer o ON o.id = r.offer_id
  WHERE o.owner_id = subject AND r.state IN ('held', 'handed_over') HAVING count(*) > 0
  UNION ALL
  SELECT 'holds_thing', max(upper(during)) FROM reservation
  WHERE fetched_by = subject AND state = 'handed_over' HAVING count(*) > 0
  UNION ALL
  SELECT 'last_administrator', NULL FROM person
  WHERE id = subject AND administrator AND NOT EXISTS (SELECT FROM person WHERE administrator AND id <> subject)
$$;--> statement-breakpoint

-- Of what waits to be sent: orders to these addresses go; a full name in somebody else's order becomes a dash.
CREATE FUNCTION erase_orders(contacts text[], names text[], subject uuid) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  full_name text;
BEGIN
  DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
  WHERE t.id = j.task_id AND EXISTS (
    SELECT FROM jsonb_path_query(j.payload::jsonb, 'strict $.**') v
    WHERE jsonb_typeof(v) = 'string' AND (lower(v #>> '{}') = ANY (contacts)
      OR (t.identifier = 'link' AND v #>> '{}' = subject::text)));
  FOREACH full_name IN ARRAY names LOOP
    UPDATE graphile_worker._private_jobs
    SET payload = replace(payload::text, trim('"' from to_json(full_name)::text), '—')::json
    WHERE position(trim('"' from to_json(full_name)::text) in payload::text) > 0;
    DELETE FROM mailbox_message m WHERE position(full_name in m.subject || m.body) > 0;
    DELETE FROM sms WHERE position(full_name in body) > 0;
    DELETE FROM sms_in WHERE position(full_name in body) > 0;
  END LOOP;
  DELETE FROM mailbox_message WHERE lower(recipient) = ANY (contacts);
  DELETE FROM sms WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
  DELETE FROM sms_in WHERE phone = ANY (contacts) OR request_id = subject OR person_id = subject;
END $$;--> statement-breakpoint
CREATE FUNCTION mark_erased(what text, subject uuid, why text) RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
  INSERT INTO erased (thing, thing_id, why) VALUES (what, subject, why) ON CONFLICT DO NOTHING
$$;--> statement-breakpoint

-- Nothing is forgotten without its line in the record, by the same transaction: asked at commit.
CREATE FUNCTION insist_on_erasure() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM event WHERE NEW.why = 'time' AND type = 'city.retention_run' AND transaction = pg_current_xact_id()
    UNION ALL
    SELECT FROM event WHERE NEW.why <> 'time' AND type IN ('request.erased', 'offer.erased', 'person.erased')
      AND thing_id IN (NEW.thing_id, (SELECT owner_id FROM offer WHERE id = NEW.thing_id))
      AND transaction = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION '% % was forgotten without a record', NEW.thing, NEW.thing_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'erased_recorded';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER erased_recorded AFTER INSERT ON erased
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_erasure();--> statement-breakpoint

-- What was written for and about tasks, once they are over.
CREATE FUNCTION erase_tasks(which uuid[]) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE task SET title = '', briefing = '', checklist = '{}', lat = NULL, lon = NULL, version = version + 1
  WHERE id = ANY (which) AND state IN ('confirmed', 'cancelled', 'failed');
  UPDATE assignment a SET note = '', override = NULL FROM task t
  WHERE t.id = a.task_id AND t.id = ANY (which) AND t.state IN ('confirmed', 'cancelled', 'failed');
  UPDATE reservation SET note = '' WHERE task_id = ANY (which) AND state NOT IN ('held', 'handed_over') AND note <> '';
END $$;--> statement-breakpoint

CREATE FUNCTION erase_request(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  its request_private;
BEGIN
  PERFORM FROM request WHERE id = subject FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM request_bound(subject)) OR EXISTS (
    SELECT FROM request WHERE id = subject AND state IN ('submitted', 'triaged', 'in_progress', 'fulfilled')) THEN
    RAISE EXCEPTION 'it is not over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'still_bound';
  END IF;
  SELECT * INTO its FROM request_private WHERE request_id = subject;
  PERFORM erase_orders(array_remove(ARRAY[lower(its.email), its.phone], ''), '{}', subject);
  UPDATE request_private SET name = '', phone = '', email = '', address = '', access = '', details = '', lat = NULL, lon = NULL
  WHERE request_id = subject;
  DELETE FROM request_note WHERE request_id = subject;
  UPDATE request SET form_key = gen_random_uuid(), token_hash = sha256(uuid_send(gen_random_uuid())), mail_token_hash = NULL,
    vulnerable = '{}', cell_lat = NULL, cell_lon = NULL, flood = NULL, illegible = '{}', alarm = NULL, unread = 0,
    version = version + 1
  WHERE id = subject;
  PERFORM erase_tasks(array(SELECT task_id FROM task_request WHERE request_id = subject));
  PERFORM mark_erased('request', subject, why);
  RETURN true;
END $$;--> statement-breakpoint

CREATE FUNCTION erase_offer(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  its offer_private;
BEGIN
  PERFORM FROM offer WHERE id = subject FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM offer_bound(subject)) OR EXISTS (
    SELECT FROM offer WHERE id = subject AND state NOT IN ('withdrawn', 'retired')) THEN
    RAISE EXCEPTION 'it is not over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'still_bound';
  END IF;
  SELECT * INTO its FROM offer_private WHERE offer_id = subject;
  PERFORM erase_orders(array_remove(ARRAY[its.phone], ''), '{}', subject);
  UPDATE offer_private SET name = '', phone = '', address = '', lat = NULL, lon = NULL WHERE offer_id = subject;
  UPDATE offer SET form_key = gen_random_uuid(), token_hash = NULL, organisation = '', title = '—', attributes = '{}',
    conditions = '', weekly = '[]', cell_lat = NULL, cell_lon = NULL, version = version + 1
  WHERE id = subject;
  UPDATE reservation SET note = '' WHERE offer_id = subject AND note <> '';
  PERFORM mark_erased('offer', subject, why);
  RETURN true;
END $$;--> statement-breakpoint

-- What these people wrote, on whatever is over; on the rest it stays until that is over, without their name.
CREATE FUNCTION erase_words(people uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  forgotten uuid[] := array(SELECT thing_id FROM erased WHERE thing = 'person' AND thing_id = ANY (people));
BEGIN
  DELETE FROM request_note n USING request r
  WHERE r.id = n.request_id AND n.person_id = ANY (forgotten)
    AND r.state NOT IN ('submitted', 'triaged', 'in_progress', 'fulfilled');
  DELETE FROM shift_note n USING shift s
  WHERE s.id = n.shift_id AND n.person_id = ANY (forgotten) AND s.state IN ('completed', 'cancelled');
  UPDATE task SET title = '', briefing = '', checklist = '{}', version = version + 1
  WHERE created_by = ANY (forgotten) AND state IN ('confirmed', 'cancelled', 'failed')
    AND (title <> '' OR briefing <> '' OR checklist <> '{}');
  UPDATE assignment SET note = '' WHERE person_id = ANY (forgotten) AND note <> ''
    AND state NOT IN ('offered', 'accepted', 'en_route', 'on_site');
  UPDATE assignment SET override = NULL WHERE offered_by = ANY (forgotten) AND override IS NOT NULL
    AND state NOT IN ('offered', 'accepted', 'en_route', 'on_site');
  UPDATE reservation SET note = '' WHERE (fetched_by = ANY (forgotten) OR reserved_by = ANY (forgotten)) AND note <> ''
    AND state NOT IN ('held', 'handed_over');
  UPDATE sign_up SET reason = NULL, note = '', party_name = '', correction = ''
  WHERE person_id = ANY (forgotten) AND (reason IS NOT NULL OR note <> '' OR party_name <> '' OR correction <> '');
  UPDATE shift SET briefing = '', contact = '', reason = '', version = version + 1
  WHERE created_by = ANY (forgotten) AND state IN ('completed', 'cancelled') AND briefing || contact || reason <> '';
  UPDATE shift_series SET template = template || '{"briefing": "", "contact": ""}'
  WHERE created_by = ANY (forgotten) AND ended AND (template ->> 'briefing') || (template ->> 'contact') <> '';
END $$;--> statement-breakpoint

CREATE FUNCTION erase_person(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  its person;
  thing uuid;
  full_names text[];
BEGIN
  SELECT * INTO its FROM person WHERE id = subject FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM person_bound(subject)) THEN
    RAISE EXCEPTION 'not free yet' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'still_bound';
  END IF;
  -- A single word may be another's name too.
  full_names := CASE WHEN its.name ~ '\S\s+\S' THEN ARRAY[its.name] ELSE '{}' END;
  PERFORM erase_orders(array_remove(ARRAY[lower(its.email), lower(its.pending_email), its.phone], NULL), full_names, subject);
  UPDATE shift SET contact = '', version = version + 1
  WHERE contact <> '' AND (position(its.phone in contact) > 0 OR position(its.email in contact) > 0
    OR (cardinality(full_names) > 0 AND position(its.name in contact) > 0));
  UPDATE shift_series SET template = template || '{"contact": ""}'
  WHERE template ->> 'contact' <> '' AND (position(its.phone in template ->> 'contact') > 0
    OR position(its.email in template ->> 'contact') > 0
    OR (cardinality(full_names) > 0 AND position(its.name in template ->> 'contact') > 0));
  FOR thing IN SELECT id FROM offer WHERE owner_id = subject ORDER BY id LOOP
    PERFORM erase_offer(thing, why);
  END LOOP;
  DELETE FROM invitation WHERE accepted_by = subject OR lower(email) = lower(its.email);
  DELETE FROM coordinator_district WHERE person_id = subject;
  DELETE FROM open_sheet WHERE person_id = subject;
  DELETE FROM board_seen WHERE person_id = subject;
  DELETE FROM volunteer_profile WHERE person_id = subject;
  DELETE FROM session WHERE user_id = subject;
  DELETE FROM one_time_secret WHERE person_id = subject;
  DELETE FROM known_device WHERE person_id = subject;
  DELETE FROM sign_in WHERE person_id = subject;
  DELETE FROM second_factor WHERE person_id = subject;
  DELETE FROM recovery_code WHERE person_id = subject;
  DELETE FROM passkey_challenge WHERE person_id = subject;
  DELETE FROM pending_sign_in WHERE person_id = subject;
  DELETE FROM calendar_feed WHERE person_id = subject;
  UPDATE person SET name = '—', email = NULL, email_proven_at = NULL, pending_email = NULL, phone = NULL, phone_proven_at = NULL,
    password_hash = NULL, standing = NULL, administrator = false, on_duty = false, version = version + 1
  WHERE id = subject;
  PERFORM mark_erased('person', subject, why);
  PERFORM erase_words(ARRAY[subject]);
  RETURN true;
END $$;--> statement-breakpoint

-- What of a kind is to go, of what ended before an instant.
CREATE FUNCTION retention_due(kind text, before timestamptz) RETURNS TABLE (id text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  CASE kind
  WHEN 'request' THEN RETURN QUERY SELECT r.id::text FROM request r
    WHERE r.state IN ('closed', 'cancelled', 'declined', 'duplicate') AND r.state_at < before
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'request' AND e.thing_id = r.id)
      AND NOT EXISTS (SELECT FROM request_bound(r.id));
  WHEN 'task' THEN RETURN QUERY SELECT t.id::text FROM task t
    WHERE t.state IN ('confirmed', 'cancelled', 'failed') AND t.state_at < before
      AND (t.title <> '' OR t.briefing <> '' OR t.checklist <> '{}' OR t.lat IS NOT NULL
        OR EXISTS (SELECT FROM assignment a WHERE a.task_id = t.id AND (a.note <> '' OR a.override IS NOT NULL))
        OR EXISTS (SELECT FROM reservation r WHERE r.task_id = t.id AND r.note <> '' AND r.state NOT IN ('held', 'handed_over')));
  WHEN 'shift' THEN RETURN QUERY SELECT s.id::text FROM shift s
    WHERE s.state IN ('completed', 'cancelled') AND s.state_at < before
      AND (s.briefing || s.contact || s.reason <> ''
        OR EXISTS (SELECT FROM shift_note n WHERE n.shift_id = s.id)
        OR EXISTS (SELECT FROM sign_up u WHERE u.shift_id = s.id
          AND (u.reason IS NOT NULL OR u.note <> '' OR u.party_name <> '' OR u.correction <> '')))
    UNION ALL SELECT p.id::text FROM shift_series p
    WHERE p.ended AND p.filled_until < before AND (p.template ->> 'briefing') || (p.template ->> 'contact') <> '';
  WHEN 'offer' THEN RETURN QUERY SELECT o.id::text FROM offer o
    WHERE o.state IN ('withdrawn', 'retired') AND o.state_at < before
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'offer' AND e.thing_id = o.id)
      AND NOT EXISTS (SELECT FROM offer_bound(o.id));
  WHEN 'unproven' THEN RETURN QUERY SELECT p.id::text FROM person p
    WHERE p.email_proven_at IS NULL AND p.phone_proven_at IS NULL AND coalesce(p.standing, 'unverified') = 'unverified'
      AND p.created_at < before AND NOT p.administrator
      AND NOT EXISTS (SELECT FROM coordinator_district d WHERE d.person_id = p.id)
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'person' AND e.thing_id = p.id)
      AND NOT EXISTS (SELECT FROM offer o WHERE o.owner_id = p.id AND o.state NOT IN ('withdrawn', 'retired'))
      AND NOT EXISTS (SELECT FROM person_bound(p.id));
  WHEN 'account' THEN RETURN QUERY SELECT p.id::text FROM person p
    WHERE p.created_at < before AND NOT p.administrator
      AND NOT EXISTS (SELECT FROM coordinator_district d WHERE d.person_id = p.id)
      AND NOT EXISTS (SELECT FROM erased e WHERE e.thing = 'person' AND e.thing_id = p.id)
      AND NOT EXISTS (SELECT FROM session s WHERE s.user_id = p.id AND s.last_seen_at >= before)
      AND NOT EXISTS (SELECT FROM known_device k WHERE k.person_id = p.id AND k.last_seen_at >= before)
      AND NOT EXISTS (SELECT FROM sign_in i WHERE i.person_id = p.id AND i.at >= before)
      AND NOT EXISTS (SELECT FROM assignment a WHERE a.person_id = p.id AND a.state_at >= before)
      AND NOT EXISTS (SELECT FROM sign_up u WHERE u.person_id = p.id AND u.state_at >= before)
      AND NOT EXISTS (SELECT FROM offer o WHERE o.owner_id = p.id AND (o.state_at >= before OR o.state NOT IN ('withdrawn', 'retired')))
      AND NOT EXISTS (SELECT FROM person_bound(p.id));
  WHEN 'invitation' THEN RETURN QUERY SELECT i.id::text FROM invitation i
    WHERE coalesce(i.accepted_at, i.revoked_at, i.expires_at) < before;
  WHEN 'calendar' THEN RETURN QUERY SELECT c.token_hash FROM calendar_feed c WHERE c.created_at < before;
  WHEN 'look' THEN RETURN QUERY SELECT l.id::text FROM look l WHERE l.at < before;
  WHEN 'notification' THEN RETURN QUERY SELECT n.id::text FROM notification n WHERE n.created_at < before
    UNION ALL SELECT m.id::text FROM sms m WHERE m.created_at < before
    UNION ALL SELECT m.id::text FROM sms_in m WHERE m.at < before;
  WHEN 'failed_job' THEN RETURN QUERY SELECT j.id::text FROM graphile_worker._private_jobs j
    WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL AND j.updated_at < before;
  WHEN 'demo_mail' THEN RETURN QUERY SELECT m.id::text FROM mailbox_message m WHERE m.at < before;
  END CASE;
END $$;--> statement-breakpoint

-- Lets some of that go; gives how many.
CREATE FUNCTION retire(kind text, before timestamptz, most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  which text[];
  ids uuid[];
  one uuid;
BEGIN
  which := array(SELECT d.id FROM retention_due(retire.kind, before) d ORDER BY d.id LIMIT most);
  IF retire.kind IN ('request', 'task', 'shift', 'offer', 'unproven', 'account', 'invitation', 'notification') THEN
    ids := which::uuid[];
  END IF;
  CASE retire.kind
  WHEN 'request', 'offer', 'unproven', 'account' THEN
    FOREACH one IN ARRAY ids LOOP
      BEGIN
        CASE retire.kind
        WHEN 'request' THEN PERFORM erase_request(one, 'time');
        WHEN 'offer' THEN PERFORM erase_offer(one, 'time');
        ELSE PERFORM erase_person(one, 'time');
        END CASE;
      -- It has come back to life since it was looked for.
      EXCEPTION WHEN restrict_violation THEN NULL;
      END;
    END LOOP;
  WHEN 'task' THEN PERFORM erase_tasks(ids);
  WHEN 'shift' THEN
    UPDATE shift SET briefing = '', contact = '', reason = '', version = version + 1 WHERE id = ANY (ids);
    DELETE FROM shift_note WHERE shift_id = ANY (ids);
    UPDATE sign_up SET reason = NULL, note = '', party_name = '', correction = '' WHERE shift_id = ANY (ids);
    UPDATE shift_series SET template = template || '{"briefing": "", "contact": ""}' WHERE id = ANY (ids);
  WHEN 'invitation' THEN DELETE FROM invitation WHERE id = ANY (ids);
  WHEN 'calendar' THEN DELETE FROM calendar_feed WHERE token_hash = ANY (which);
  WHEN 'look' THEN DELETE FROM look WHERE id = ANY (which::bigint[]);
  WHEN 'notification' THEN
    DELETE FROM notification WHERE id = ANY (ids);
    DELETE FROM sms WHERE id = ANY (ids);
    DELETE FROM sms_in WHERE id = ANY (ids);
  WHEN 'failed_job' THEN DELETE FROM graphile_worker._private_jobs WHERE id = ANY (which::bigint[]);
  WHEN 'demo_mail' THEN DELETE FROM mailbox_message WHERE id = ANY (which::bigint[]);
  END CASE;
  RETURN cardinality(which);
END $$;--> statement-breakpoint

-- What is forgotten stays so: nobody writes to it again, nor what was under way when it was forgotten.
CREATE FUNCTION refuse_forgotten() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  subject uuid := (to_jsonb(NEW) ->> TG_ARGV[1])::uuid;
BEGIN
  IF subject IS NULL OR is_owner(TG_RELID, current_user) THEN RETURN NEW; END IF;
  -- Waits for whoever is forgetting it now.
  CASE TG_ARGV[0]
  WHEN 'person' THEN PERFORM FROM person WHERE id = subject FOR KEY SHARE;
  WHEN 'request' THEN PERFORM FROM request WHERE id = subject FOR KEY SHARE;
  WHEN 'offer' THEN PERFORM FROM offer WHERE id = subject FOR KEY SHARE;
  END CASE;
  IF EXISTS (SELECT FROM erased WHERE thing = TG_ARGV[0] AND thing_id = subject) THEN
    RAISE EXCEPTION 'this % was forgotten', TG_ARGV[0] USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'forgotten';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER person_forgotten BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'id');--> statement-breakpoint
CREATE TRIGGER commitment_forgotten BEFORE INSERT ON commitment FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER assignment_forgotten BEFORE INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER sign_up_forgotten BEFORE INSERT ON sign_up FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER session_forgotten BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'user_id');--> statement-breakpoint
CREATE TRIGGER known_device_forgotten BEFORE INSERT ON known_device FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER second_factor_forgotten BEFORE INSERT ON second_factor FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER recovery_code_forgotten BEFORE INSERT ON recovery_code FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER one_time_secret_forgotten BEFORE INSERT ON one_time_secret FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER calendar_feed_forgotten BEFORE INSERT ON calendar_feed FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER shift_note_forgotten BEFORE INSERT ON shift_note FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER sign_in_forgotten BEFORE INSERT ON sign_in FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER volunteer_profile_forgotten BEFORE INSERT OR UPDATE ON volunteer_profile FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER offer_owner_forgotten BEFORE INSERT ON offer FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'owner_id');--> statement-breakpoint
CREATE TRIGGER request_note_author_forgotten BEFORE INSERT ON request_note FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint
CREATE TRIGGER request_forgotten BEFORE UPDATE OF state ON request FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('request', 'id');--> statement-breakpoint
CREATE TRIGGER request_private_forgotten BEFORE UPDATE ON request_private FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('request', 'request_id');--> statement-breakpoint
CREATE TRIGGER request_note_forgotten BEFORE INSERT ON request_note FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('request', 'request_id');--> statement-breakpoint
CREATE TRIGGER task_request_forgotten BEFORE INSERT ON task_request FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('request', 'request_id');--> statement-breakpoint
CREATE TRIGGER offer_forgotten BEFORE UPDATE ON offer FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('offer', 'id');--> statement-breakpoint
CREATE TRIGGER offer_private_forgotten BEFORE UPDATE ON offer_private FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('offer', 'offer_id');--> statement-breakpoint
CREATE TRIGGER reservation_forgotten BEFORE INSERT ON reservation FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('offer', 'offer_id');
