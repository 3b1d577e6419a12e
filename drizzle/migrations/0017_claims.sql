-- Since when an account has named a contact: of those that only claim it, the first may sign in by it.
ALTER TABLE person ADD email_claimed_at timestamptz NOT NULL DEFAULT now(),
  ADD phone_claimed_at timestamptz NOT NULL DEFAULT now();--> statement-breakpoint
UPDATE person SET email_claimed_at = created_at, phone_claimed_at = created_at;--> statement-breakpoint
CREATE FUNCTION stamp_claims() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF lower(NEW.email) IS DISTINCT FROM lower(OLD.email) THEN NEW.email_claimed_at := now(); END IF;
  IF NEW.phone IS DISTINCT FROM OLD.phone THEN NEW.phone_claimed_at := now(); END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER person_claims BEFORE UPDATE OF email, phone ON person
  FOR EACH ROW EXECUTE FUNCTION stamp_claims();
