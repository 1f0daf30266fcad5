-- A form of something that is there already (a standing fact, a correction)
-- whose session had ended when it was sent is kept among the drafts of its
-- person, with where it was sent to: kind is then the action it takes.
-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'casework', 'intelligence'] LOOP
    EXECUTE format('SET ROLE %I', 'own_' || s);
    EXECUTE format($q$ALTER TABLE %I.draft
      ADD COLUMN address text CHECK (address LIKE '/%%' AND length(address) <= 400),
      ADD CHECK (address IS NULL OR used_at IS NULL AND NOT ready)$q$, s);
    RESET ROLE;
  END LOOP;
END $$;
-- +goose StatementEnd

-- What was recorded in error can be taken back, with a reason that its history
-- keeps: an answer, an acknowledgement, and by two people a ceiling.
SET ROLE own_coordination;
-- answered_by is who answered it last, or withdrew that.
ALTER TABLE coordination.escalation
  DROP CONSTRAINT escalation_check1,
  ADD CONSTRAINT escalation_answered CHECK ((answered_on IS NULL) = (answer = '') AND (answered_on IS NULL OR answered_by IS NOT NULL));

ALTER TABLE coordination.acknowledgement ADD COLUMN withdrawn_at timestamptz;
CREATE POLICY own ON coordination.acknowledgement AS RESTRICTIVE FOR UPDATE TO liaison_coordination
  USING (account_id = (SELECT sec.actor())) WITH CHECK (account_id = (SELECT sec.actor()));
GRANT UPDATE (agency_id, on_day, answered, correct, missed, withdrawn_at) ON coordination.acknowledgement TO liaison_coordination;

-- A withdrawal that was refused can be proposed again, so who decided last stays.
ALTER TABLE coordination.ceiling
  ADD COLUMN recall text CHECK (recall IN ('proposed', 'refused', 'withdrawn')),
  ADD COLUMN recall_by uuid,
  ADD COLUMN recall_at timestamptz,
  ADD COLUMN recall_why text CHECK (length(recall_why) BETWEEN 1 AND 2000),
  ADD COLUMN recall_decided_by uuid,
  ADD COLUMN recall_decided_at timestamptz,
  ADD CHECK (recall IS NULL OR approved AND recall_by IS NOT NULL AND recall_at IS NOT NULL AND recall_why IS NOT NULL),
  ADD CONSTRAINT ceiling_recall_two_people CHECK (recall <> 'withdrawn' OR recall_decided_by IS NOT NULL AND recall_decided_by <> recall_by),
  DROP CONSTRAINT ceiling_one,
  ADD CONSTRAINT ceiling_one EXCLUDE USING gist (partnership_id WITH =, daterange(from_day, to_day, '[]') WITH &&) WHERE (approved AND recall IS DISTINCT FROM 'withdrawn');
DROP TRIGGER signed ON coordination.ceiling;
CREATE TRIGGER signed BEFORE UPDATE OF decided_by, recall_by, recall_decided_by ON coordination.ceiling FOR EACH ROW
  WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('decided_by', 'recall_by', 'recall_decided_by');
GRANT UPDATE (recall, recall_by, recall_at, recall_why, recall_decided_by, recall_decided_at) ON coordination.ceiling TO liaison_coordination;
RESET ROLE;

-- Words are looked for in the actions that are over without reading their rows.
SET ROLE own_coordination;
DROP INDEX coordination.action_closed;
CREATE INDEX action_closed ON coordination.action (partnership_id, due, id) INCLUDE (state, what, ref, agency_id, owner, activity_id) WHERE state <> 'open';
RESET ROLE;
