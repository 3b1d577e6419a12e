-- contract: the version before writes no recipients of the new kind, and no broadcast to the people of an incident.
ALTER TABLE "broadcast_recipient" DROP CONSTRAINT "broadcast_recipient_kind";--> statement-breakpoint
ALTER TABLE "broadcast" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_kind" CHECK ("broadcast_recipient"."kind" in ('person', 'request', 'offer'));