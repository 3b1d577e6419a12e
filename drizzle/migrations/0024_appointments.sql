-- The line of an appointment is written here and not by who asks; it belongs to the change that the transaction makes.
CREATE OR REPLACE FUNCTION record_appointment(what text, acting uuid, subject uuid, facts jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  line bigint;
BEGIN
  INSERT INTO event (type, actor, actor_id, thing, thing_id, data, change_key)
  VALUES (what, 'member', acting, 'person', subject, facts, nullif(current_setting('naaber.change', true), '')::uuid)
  RETURNING id INTO line;
  PERFORM enqueue_job('event', json_build_object('id', line)), pg_notify('event', line::text);
END $$;
