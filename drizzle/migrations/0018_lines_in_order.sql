-- The number of a line is the database's to give, as its time is: lists and journeys stand in the order of numbers.
CREATE OR REPLACE FUNCTION stamp_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- The session's role, not the current one: a function that runs as the owner is not the owner.
  IF is_owner(TG_RELID, session_user) THEN
    NEW.at := coalesce(nullif(current_setting('naaber.at', true), '')::timestamptz, now());
  ELSE
    NEW.at := now();
    NEW.id := nextval(pg_get_serial_sequence(TG_TABLE_NAME, 'id'));
  END IF;
  IF TG_TABLE_NAME = 'event' THEN NEW.transaction := pg_current_xact_id(); END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION stamp_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  NEW.transaction := pg_current_xact_id();
  NEW.id := nextval(pg_get_serial_sequence('ledger', 'id'));
  RETURN NEW;
END $$;
