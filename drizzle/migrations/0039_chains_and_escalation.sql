-- Who is asked next for a task, and what waits so long that others are told.
-- contract: the tables are new; the triggers write to them alone, and order a job that workers of the version before leave alone.
CREATE TABLE "offer_chain" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"minutes" smallint NOT NULL,
	"word" text DEFAULT '' NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended" text,
	"ended_at" timestamp with time zone,
	"assignment_id" uuid,
	CONSTRAINT "offer_chain_assignment_id_unique" UNIQUE("assignment_id"),
	CONSTRAINT "offer_chain_once" UNIQUE("task_id","person_id"),
	CONSTRAINT "offer_chain_ended" CHECK ("offer_chain"."ended" in ('asked', 'taken_out', 'stopped', 'on_the_way', 'task_over', 'window_over', 'not_verified', 'suspended', 'already', 'overlaps', 'skill', 'too_far', 'unavailable', 'rest')),
	CONSTRAINT "offer_chain_minutes" CHECK ("offer_chain"."minutes" between 1 and 1440),
	CONSTRAINT "offer_chain_end" CHECK (("offer_chain"."ended" is null) = ("offer_chain"."ended_at" is null)),
	CONSTRAINT "offer_chain_asked" CHECK (("offer_chain"."ended" is not distinct from 'asked') = ("offer_chain"."assignment_id" is not null)),
	CONSTRAINT "offer_chain_word" CHECK ("offer_chain"."ended" is null or "offer_chain"."word" = '')
);
--> statement-breakpoint
CREATE TABLE "escalation" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"level" smallint DEFAULT 0 NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "escalation_kind" CHECK ("escalation"."kind" in ('unread', 'nobody_coming', 'unanswered')),
	CONSTRAINT "escalation_level" CHECK ("escalation"."level" between 0 and 3),
	CONSTRAINT "escalation_told" CHECK (("escalation"."level" > 0) = ("escalation"."told_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "offer_chain" ADD CONSTRAINT "offer_chain_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_chain" ADD CONSTRAINT "offer_chain_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_chain" ADD CONSTRAINT "offer_chain_added_by_person_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_chain" ADD CONSTRAINT "offer_chain_assignment_id_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offer_chain_waiting" ON "offer_chain" USING btree ("task_id","position") WHERE "offer_chain"."ended" is null;--> statement-breakpoint
CREATE INDEX "offer_chain_person" ON "offer_chain" USING btree ("person_id");--> statement-breakpoint

CREATE TRIGGER offer_chain_forgotten BEFORE INSERT ON offer_chain FOR EACH ROW EXECUTE FUNCTION refuse_forgotten('person', 'person_id');--> statement-breakpoint

-- Whoever volunteers no more is not written about either.
CREATE FUNCTION leave_chains() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE offer_chain SET word = '' WHERE person_id = OLD.person_id AND word <> '';
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER volunteer_left AFTER DELETE ON volunteer_profile FOR EACH ROW EXECUTE FUNCTION leave_chains();--> statement-breakpoint

-- Begins and ends the waiting of a request: danger to life by its lane (`laneOf`), any other once all who were asked said no or
-- nothing. The first job looks when it is to come again (`app/requests/rules/escalation.ts`).
CREATE FUNCTION watch_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  what text := CASE
    WHEN NEW.lane = 1 AND NEW.state = 'submitted' THEN 'unread'
    WHEN NEW.lane = 1 THEN 'nobody_coming'
    WHEN NEW.state = 'in_progress' AND NEW.cover = 'unanswered' THEN 'unanswered' END;
BEGIN
  IF what IS NULL THEN
    DELETE FROM escalation WHERE request_id = NEW.id;
    RETURN NULL;
  END IF;
  INSERT INTO escalation (request_id, kind, since) VALUES (NEW.id, what, date_trunc('milliseconds', now()))
  ON CONFLICT (request_id) DO UPDATE SET kind = excluded.kind, since = excluded.since, level = 0, told_at = NULL
  WHERE escalation.kind <> excluded.kind;
  IF FOUND THEN
    PERFORM enqueue_job('escalate', json_build_object('request', NEW.id), 'escalate ' || NEW.id);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER request_waits AFTER INSERT ON request FOR EACH ROW WHEN (NEW.lane = 1) EXECUTE FUNCTION watch_request();--> statement-breakpoint
CREATE TRIGGER request_waits_still AFTER UPDATE ON request FOR EACH ROW
  WHEN (NEW.lane IS DISTINCT FROM OLD.lane OR NEW.state <> OLD.state OR NEW.cover <> OLD.cover)
  EXECUTE FUNCTION watch_request();--> statement-breakpoint

-- What waits already.
INSERT INTO escalation (request_id, kind, since)
SELECT id, CASE WHEN lane > 1 THEN 'unanswered' WHEN state = 'submitted' THEN 'unread' ELSE 'nobody_coming' END, date_trunc('milliseconds', now())
FROM request WHERE lane = 1 OR (state = 'in_progress' AND cover = 'unanswered');--> statement-breakpoint
SELECT enqueue_job('escalate', json_build_object('request', request_id), 'escalate ' || request_id) FROM escalation;
