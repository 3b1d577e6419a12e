-- contract: nothing before this version writes the two columns of the constraints.
ALTER TABLE "request" ADD COLUMN "floor" smallint;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "lift" text;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_floor" CHECK ("request"."floor" between -5 and 99);--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_lift" CHECK ("request"."lift" in ('works', 'none'));--> statement-breakpoint

-- The same function as before; with the address, how high it is.
CREATE OR REPLACE FUNCTION erase_request(subject uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
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
  UPDATE request_private SET name = '', phone = '', email = '', address = '', access = '', details = '', lat = NULL, lon = NULL,
    street_lat = NULL, street_lon = NULL
  WHERE request_id = subject;
  DELETE FROM request_note WHERE request_id = subject;
  UPDATE request SET form_key = gen_random_uuid(), token_hash = sha256(uuid_send(gen_random_uuid())), mail_token_hash = NULL,
    vulnerable = '{}', floor = NULL, lift = NULL, cell_lat = NULL, cell_lon = NULL, flood = NULL, illegible = '{}',
    alarm = NULL, unread = 0, version = version + 1
  WHERE id = subject;
  PERFORM erase_tasks(array(SELECT task_id FROM task_request WHERE request_id = subject));
  PERFORM mark_erased('request', subject, why);
  RETURN true;
END $$;
