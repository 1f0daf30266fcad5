-- Nobody decides on a funding request that they ever put right, whoever put it
-- right after them.
-- +goose Up
SET ROLE own_coordination;
ALTER TABLE coordination.funding_request ADD COLUMN correctors uuid[] NOT NULL DEFAULT '{}';

-- Who corrected a request before the last who did is in its history alone, and
-- there in words. A decision that was made under the older rule stands.
UPDATE coordination.funding_request q SET correctors = array_remove(ARRAY(
  SELECT DISTINCT c.by FROM coordination.standing_change c
    WHERE c.partnership_id = q.partnership_id AND c.on_id = q.id AND c.said ~ '^(What is asked for|Support|Amount|Day it was asked for) changed\. It was: '
  UNION SELECT q.corrected_by WHERE q.corrected_by IS NOT NULL), q.decided_by);
ALTER TABLE coordination.funding_request
  DROP CONSTRAINT funding_request_corrected_two_people,
  ADD CONSTRAINT funding_request_corrected_two_people CHECK (decided_by <> ALL (correctors));

-- Keeps everybody who ever put the request right. Nobody is granted the column.
-- +goose StatementBegin
CREATE FUNCTION coordination.keep_correctors() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $f$
BEGIN
  NEW.correctors := coalesce(OLD.correctors, '{}');
  IF NEW.corrected_by IS NOT NULL AND NEW.corrected_by <> ALL (NEW.correctors) THEN
    NEW.correctors := NEW.correctors || NEW.corrected_by;
  END IF;
  RETURN NEW;
END $f$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION coordination.keep_correctors() FROM PUBLIC;
CREATE TRIGGER keep_correctors BEFORE INSERT OR UPDATE OF corrected_by ON coordination.funding_request
  FOR EACH ROW EXECUTE FUNCTION coordination.keep_correctors();
RESET ROLE;
