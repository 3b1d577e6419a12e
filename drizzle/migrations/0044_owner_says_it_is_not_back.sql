-- contract: version before never reads or writes the new kind; where it meets one, it shows it as it is.
ALTER TABLE "follow_up" DROP CONSTRAINT "follow_up_kind";--> statement-breakpoint
ALTER TABLE "follow_up" ADD CONSTRAINT "follow_up_kind" CHECK ("follow_up"."kind" in ('short', 'damaged', 'lapsed', 'missing'));