-- What is kept of an action that is opened again: the day on which it had been
-- said to be done, which the action itself then forgets.
-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'casework', 'intelligence'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('ALTER TABLE %I.action_change ADD COLUMN done_on date CHECK (done_on IS NULL OR what = ''reopened'')', s);
  END LOOP;
END $$;
-- +goose StatementEnd
RESET ROLE;

-- Whoever opens an action again signs that in the place of who closed it, as
-- whoever withdraws an answer does.
SET ROLE own_coordination;
ALTER TABLE coordination.action
  DROP CONSTRAINT action_check,
  ADD CONSTRAINT action_check CHECK ((state = 'open') = (closed_at IS NULL) AND (closed_at IS NULL OR closed_by IS NOT NULL));
RESET ROLE;

-- Somebody who is about to save a record says that it is there already. Nothing
-- is saved then, and what they said is kept of the one that is.
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'intelligence'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('SET LOCAL search_path = %I', s);
    ALTER TABLE duplicate ALTER COLUMN activity_id DROP NOT NULL,
      ADD CHECK (activity_id IS NOT NULL OR coalesce(settled = 'same', false));
    DROP INDEX duplicate_pair;
    CREATE UNIQUE INDEX duplicate_pair ON duplicate (least(activity_id, other_id), greatest(activity_id, other_id)) WHERE activity_id IS NOT NULL;
  END LOOP;
END $$;
-- +goose StatementEnd
RESET ROLE;
