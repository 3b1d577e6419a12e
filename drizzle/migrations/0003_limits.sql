-- The shape that the rate limiter's PostgreSQL store writes.
ALTER TABLE rate_limit ALTER COLUMN expire TYPE bigint USING (extract(epoch FROM expire) * 1000)::bigint;--> statement-breakpoint
CREATE INDEX rate_limit_expire ON rate_limit (expire);
