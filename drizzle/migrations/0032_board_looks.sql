-- Phones in the panes beside the board's list are looks, and on record.
-- contract: one more word is allowed, which the version before only shows.
ALTER TABLE "look" DROP CONSTRAINT "look_page";--> statement-breakpoint
ALTER TABLE "look" ADD CONSTRAINT "look_page" CHECK ("look"."page" in ('request', 'task', 'own_task', 'offer', 'shift', 'check_in_list', 'volunteer', 'board'));