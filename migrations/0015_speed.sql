-- What pages ask most often, faster.
-- +goose Up
-- Every search also goes through the list of words that are not in the index
-- yet, which may by default take longer than the rest of it. Kept short, it is
-- still long enough for an import to add words in bulk.
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'casework', 'intelligence'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('ALTER INDEX %I.activity_found SET (gin_pending_list_limit = 512)', s);
    RESET ROLE;
  END LOOP;
END $$;
-- +goose StatementEnd
