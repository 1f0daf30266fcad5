-- Who proposes the withdrawal of a ceiling, and who decides on it, is who acts.
-- After a refusal both names are there already, and a lock that looks at what
-- changed does not see them.
-- +goose Up
SET ROLE own_coordination;
-- +goose StatementBegin
CREATE FUNCTION coordination.sign_recall() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.recall IS DISTINCT FROM OLD.recall
     AND (CASE NEW.recall WHEN 'proposed' THEN NEW.recall_by ELSE NEW.recall_decided_by END) IS DISTINCT FROM sec.actor() THEN
    RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION coordination.sign_recall() FROM PUBLIC;
CREATE TRIGGER sign_recall BEFORE UPDATE OF recall ON coordination.ceiling FOR EACH ROW
  WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION coordination.sign_recall();
RESET ROLE;
