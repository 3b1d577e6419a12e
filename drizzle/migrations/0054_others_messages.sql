-- What waits for a number or an address goes with what is forgotten only if nobody else is reached there: anybody can type somebody's number into a form.
CREATE OR REPLACE FUNCTION erase_orders(contacts text[], names text[], subject uuid) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  full_name text;
  own text[] := array(
    SELECT c FROM unnest(contacts) c
    WHERE NOT EXISTS (SELECT FROM person p WHERE p.id <> subject AND (p.phone = c OR lower(p.email) = c OR lower(p.pending_email) = c))
      AND NOT EXISTS (
        SELECT FROM request r JOIN request_private p ON p.request_id = r.id
        WHERE r.id <> subject AND r.state IN ('submitted', 'triaged', 'in_progress', 'fulfilled') AND (p.phone = c OR lower(p.email) = c))
      AND NOT EXISTS (
        SELECT FROM offer o JOIN offer_private p ON p.offer_id = o.id
        WHERE o.id <> subject AND o.state NOT IN ('withdrawn', 'retired') AND (p.phone = c OR lower(p.email) = c)));
BEGIN
  DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
  WHERE t.id = j.task_id AND EXISTS (
    SELECT FROM jsonb_path_query(j.payload::jsonb, 'strict $.**') v
    WHERE jsonb_typeof(v) = 'string' AND (lower(v #>> '{}') = ANY (own)
      OR (t.identifier = 'link' AND v #>> '{}' = subject::text)));
  FOREACH full_name IN ARRAY names LOOP
    UPDATE graphile_worker._private_jobs
    SET payload = replace(payload::text, trim('"' from to_json(full_name)::text), '—')::json
    WHERE position(trim('"' from to_json(full_name)::text) in payload::text) > 0;
    DELETE FROM mailbox_message m WHERE position(full_name in m.subject || m.body) > 0;
    DELETE FROM sms WHERE position(full_name in body) > 0;
    DELETE FROM sms_in WHERE position(full_name in body) > 0;
    DELETE FROM push_message WHERE position(full_name in title || body) > 0;
  END LOOP;
  DELETE FROM mailbox_message WHERE lower(recipient) = ANY (own);
  DELETE FROM dead_mail WHERE address = ANY (own);
  DELETE FROM sms WHERE phone = ANY (own) OR request_id = subject OR person_id = subject OR offer_id = subject;
  DELETE FROM sms_in WHERE phone = ANY (own) OR request_id = subject OR person_id = subject;
  DELETE FROM push_message WHERE person_id = subject;
END $$;
