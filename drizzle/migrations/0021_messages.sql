-- Which channels and languages there are is said in one place, which is the code.
ALTER TABLE notification DROP CONSTRAINT notification_channel;--> statement-breakpoint
ALTER TABLE person DROP CONSTRAINT person_locale;--> statement-breakpoint
ALTER TABLE request DROP CONSTRAINT request_locale;
