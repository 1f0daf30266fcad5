-- What was recorded wrongly of standing facts can be put right: when somebody
-- stood for an agency, or that they never did; what an appointment is; what was
-- asked for and decided; what an agency is called, and when it joined. History
-- keeps what was said before.
-- +goose Up
SET ROLE own_coordination;
GRANT UPDATE (from_day) ON coordination.representative TO liaison_coordination;
GRANT DELETE ON coordination.representative TO liaison_coordination;

ALTER TABLE coordination.appointment ADD COLUMN version int NOT NULL DEFAULT 1 CHECK (version > 0);
GRANT UPDATE (fte_hundredths, dedicated, deputy_account_id, deputy_name, from_day, version) ON coordination.appointment TO liaison_coordination;

-- Who put a request right decides on it as little as who asked.
ALTER TABLE coordination.funding_request
  ADD COLUMN corrected_by uuid,
  ADD COLUMN struck_at    timestamptz,
  ADD COLUMN struck_by    uuid,
  ADD COLUMN struck_why   text CHECK (length(struck_why) BETWEEN 1 AND 2000),
  ADD CONSTRAINT funding_request_corrected_two_people CHECK (decided_by <> corrected_by),
  ADD CONSTRAINT funding_request_struck CHECK ((struck_at IS NULL) = (struck_by IS NULL) AND (struck_at IS NULL) = (struck_why IS NULL) AND (struck_at IS NULL OR decided_on IS NULL));
GRANT UPDATE (what, support, pence, asked_on, corrected_by, struck_at, struck_by, struck_why) ON coordination.funding_request TO liaison_coordination;
DROP TRIGGER signed ON coordination.funding_request;
CREATE TRIGGER signed BEFORE UPDATE OF corrected_by, struck_by ON coordination.funding_request
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('corrected_by', 'struck_by');

-- Whoever decides signs it; a decision that is taken back is nobody's.
-- +goose StatementBegin
CREATE FUNCTION coordination.sign_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $f$
BEGIN
  IF NEW.decided_by IS DISTINCT FROM OLD.decided_by AND NEW.decided_by IS NOT NULL AND NEW.decided_by IS DISTINCT FROM sec.actor() THEN
    RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $f$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION coordination.sign_decision() FROM PUBLIC;
CREATE TRIGGER sign_decision BEFORE UPDATE OF decided_by ON coordination.funding_request
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION coordination.sign_decision();
RESET ROLE;

SET ROLE own_shared;
-- Under which id the facts of the time are kept, where the day it began was put right; otherwise that follows from the day.
ALTER TABLE shared.partnership_agency ADD COLUMN source uuid;
GRANT UPDATE (joined_on, source) ON shared.partnership_agency TO liaison_coordination;

-- Puts right what an agency is called and what kind it is. It is false where
-- another partnership knows the agency too.
-- +goose StatementBegin
CREATE FUNCTION shared.correct_agency(p_id int, p_name text, p_short text, p_kind text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT EXISTS (SELECT FROM shared.partnership_agency m WHERE m.agency_id = p_id AND m.partnership_id = ANY (sec.partnerships())) THEN
    RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501';
  END IF;
  LOCK TABLE shared.agency IN SHARE ROW EXCLUSIVE MODE;
  IF (SELECT count(DISTINCT m.partnership_id) FROM shared.partnership_agency m WHERE m.agency_id = p_id) > 1 THEN RETURN false; END IF;
  UPDATE shared.agency a SET name = p_name, short = p_short, kind = p_kind WHERE a.id = p_id;
  RETURN FOUND;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION shared.correct_agency(int, text, text, text) TO liaison_coordination;
RESET ROLE;
