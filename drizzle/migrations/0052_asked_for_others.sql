-- contract: the version before reads `search`, which is there again when this is done, and writes none of the new columns.
ALTER TABLE "request_private" ADD COLUMN "for_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "request_private" ADD COLUMN "for_phone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "request_private" drop column "search";--> statement-breakpoint
ALTER TABLE "request_private" ADD COLUMN "search" text GENERATED ALWAYS AS (fold_text(name || ' ' || phone || ' ' || for_name || ' ' || for_phone || ' ' || address || ' ' || details)) STORED;--> statement-breakpoint
CREATE INDEX "request_private_search" ON "request_private" USING gin (search gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "request_private_for_phone" ON "request_private" USING btree ("for_phone") WHERE "request_private"."for_phone" <> '';--> statement-breakpoint

-- The same function as before; with who asks, whom it is for.
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
  PERFORM erase_orders(array_remove(ARRAY[lower(its.email), its.phone, its.for_phone], ''), '{}', subject);
  UPDATE request_private SET name = '', phone = '', email = '', for_name = '', for_phone = '', address = '', access = '', details = '',
    lat = NULL, lon = NULL, street_lat = NULL, street_lon = NULL
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
