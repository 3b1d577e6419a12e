-- What belongs to an incident, and what is waiting in the queue.
-- contract: the triggers fill columns that the version before neither writes nor reads, and refuse nothing that it does.
CREATE TABLE "incident" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "incident_state" CHECK ("incident"."state" in ('open', 'closed')),
	CONSTRAINT "incident_name" CHECK (length("incident"."name") between 1 and 120),
	CONSTRAINT "incident_ended" CHECK (("incident"."state" = 'closed') = ("incident"."ends_at" is not null)),
	CONSTRAINT "incident_times" CHECK ("incident"."ends_at" >= "incident"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "incident_district" (
	"incident_id" uuid NOT NULL,
	"district_id" uuid NOT NULL,
	CONSTRAINT "incident_district_incident_id_district_id_pk" PRIMARY KEY("incident_id","district_id")
);
--> statement-breakpoint
CREATE TABLE "job_alarm" (
	"job_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "shift" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_district" ADD CONSTRAINT "incident_district_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_district" ADD CONSTRAINT "incident_district_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("starts_at","id") WHERE "incident"."state" = 'open';--> statement-breakpoint
CREATE INDEX "incident_district_district" ON "incident_district" USING btree ("district_id","incident_id");--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift" ADD CONSTRAINT "shift_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "task_incident" ON "task" USING btree ("incident_id") WHERE "task"."incident_id" is not null;--> statement-breakpoint
CREATE INDEX "request_received" ON "request" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "request_incident" ON "request" USING btree ("incident_id","created_at") WHERE "request"."incident_id" is not null;--> statement-breakpoint
CREATE INDEX "shift_incident" ON "shift" USING btree ("incident_id") WHERE "shift"."incident_id" is not null;--> statement-breakpoint

INSERT INTO transition (thing, from_state, to_state) VALUES
  ('incident', '', 'open'), ('incident', 'open', 'closed'), ('incident', 'closed', 'open');--> statement-breakpoint
CREATE TRIGGER incident_transition BEFORE INSERT OR UPDATE OF state ON incident
  FOR EACH ROW EXECUTE FUNCTION keep_to_transitions();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER incident_recorded AFTER INSERT OR UPDATE OF state ON incident
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION insist_on_record();--> statement-breakpoint

-- The incident that is open in a district at some time, where there is exactly one. Whoever closes it waits for who has asked, and
-- who asks waits for whoever is closing it: what comes in is in its report, or in none.
CREATE FUNCTION incident_of(district uuid, since timestamptz) RETURNS uuid LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  open uuid[] := '{}';
  one uuid;
BEGIN
  IF district IS NULL THEN RETURN NULL; END IF;
  FOR one IN
    SELECT i.id FROM incident i JOIN incident_district d ON d.incident_id = i.id
    WHERE d.district_id = district AND i.state = 'open' AND i.starts_at <= since
    ORDER BY i.id FOR SHARE OF i
  LOOP open := open || one; END LOOP;
  RETURN CASE cardinality(open) WHEN 1 THEN open[1] END;
END $$;--> statement-breakpoint

-- A request is put into it when it comes in, and when it is placed in a district that its incident does not have.
CREATE FUNCTION keep_request_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.incident_id := coalesce(NEW.incident_id, incident_of(NEW.district_id, NEW.created_at));
  ELSIF NEW.district_id IS DISTINCT FROM OLD.district_id AND NOT EXISTS (
    SELECT FROM incident_district d WHERE d.incident_id = NEW.incident_id AND d.district_id = NEW.district_id
  ) THEN
    NEW.incident_id := incident_of(NEW.district_id, NEW.created_at);
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER request_incident BEFORE INSERT OR UPDATE OF district_id ON request
  FOR EACH ROW EXECUTE FUNCTION keep_request_incident();--> statement-breakpoint

-- A shift, when it begins: what is planned for later may well come after it.
CREATE FUNCTION keep_shift_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'running' AND OLD.state <> 'running' THEN
    NEW.incident_id := coalesce(NEW.incident_id, incident_of(NEW.district_id, upper(NEW.during)));
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER shift_incident BEFORE UPDATE OF state ON shift
  FOR EACH ROW EXECUTE FUNCTION keep_shift_incident();--> statement-breakpoint

-- An errand has its district's; a task of requests has theirs, which a coordinator may still change.
CREATE FUNCTION keep_task_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.incident_id := coalesce(NEW.incident_id, incident_of(NEW.district_id, NEW.created_at));
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER task_incident BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION keep_task_incident();--> statement-breakpoint
CREATE FUNCTION leave_incident_to_requests() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE task SET incident_id = NULL WHERE id = NEW.task_id AND incident_id IS NOT NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER task_request_incident AFTER INSERT ON task_request
  FOR EACH ROW EXECUTE FUNCTION leave_incident_to_requests();--> statement-breakpoint

-- What has failed and is tried again or was given up, the newest first. Of what a job is about only ids, times and the name of
-- a message are shown; an error is the name of its kind.
CREATE FUNCTION failed_jobs(most int)
RETURNS TABLE (id bigint, job text, attempts int, dead boolean, running boolean, since timestamptz, failed_at timestamptz,
  next_at timestamptz, fault text, about jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT jobs.id, tasks.identifier, jobs.attempts::int, jobs.attempts >= jobs.max_attempts, jobs.locked_at IS NOT NULL,
    jobs.created_at, jobs.updated_at, jobs.run_at,
    CASE WHEN jobs.last_error ~ '^[A-Za-z][A-Za-z0-9_. -]{0,60}$' THEN jobs.last_error ELSE '' END,
    (SELECT coalesce(jsonb_object_agg(each.key, each.value), '{}') FROM json_each_text(
        CASE json_typeof(jobs.payload) WHEN 'object' THEN jobs.payload ELSE '{}' END) each
      WHERE each.value ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z)$'
        OR each.key = 'id' AND each.value ~ '^\d{1,15}$' OR each.key = 'template' AND each.value ~ '^[a-z_]{1,40}$')
  FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.last_error IS NOT NULL AND jobs.attempts > 0
  ORDER BY jobs.attempts >= jobs.max_attempts DESC, jobs.updated_at DESC, jobs.id DESC LIMIT most;
END;--> statement-breakpoint

-- Those that nobody has been told of.
CREATE FUNCTION untold_dead_jobs() RETURNS TABLE (id bigint, job text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
  SELECT jobs.id, tasks.identifier FROM graphile_worker._private_jobs jobs
  JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
  WHERE jobs.attempts >= jobs.max_attempts AND jobs.locked_at IS NULL
    AND NOT EXISTS (SELECT FROM public.job_alarm alarm WHERE alarm.job_id = jobs.id)
  ORDER BY jobs.id;
END;--> statement-breakpoint

-- Tries a job that has failed once more, from the beginning, or lets go of it; its name, or null where there is none such.
CREATE FUNCTION retry_job(which bigint) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name text;
BEGIN
  SELECT tasks.identifier INTO name FROM graphile_worker._private_jobs jobs
    JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
    WHERE jobs.id = which AND jobs.last_error IS NOT NULL AND jobs.locked_at IS NULL FOR UPDATE OF jobs;
  IF name IS NOT NULL THEN
    PERFORM graphile_worker.reschedule_jobs(ARRAY[which], run_at => now(), attempts => 0);
    DELETE FROM public.job_alarm WHERE job_id = which;
  END IF;
  RETURN name;
END $$;--> statement-breakpoint
CREATE FUNCTION let_go_of_job(which bigint) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name text;
BEGIN
  SELECT tasks.identifier INTO name FROM graphile_worker._private_jobs jobs
    JOIN graphile_worker._private_tasks tasks ON tasks.id = jobs.task_id
    WHERE jobs.id = which AND jobs.last_error IS NOT NULL AND jobs.locked_at IS NULL FOR UPDATE OF jobs;
  IF name IS NOT NULL THEN
    PERFORM graphile_worker.complete_jobs(ARRAY[which]);
    DELETE FROM public.job_alarm WHERE job_id = which;
  END IF;
  RETURN name;
END $$;
