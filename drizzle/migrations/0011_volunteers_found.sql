CREATE INDEX volunteer_profile_home ON volunteer_profile (home_district_id);--> statement-breakpoint
CREATE INDEX person_name ON person USING gin (fold_text(name) gin_trgm_ops);
