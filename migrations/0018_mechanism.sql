-- What a partnership expects of each assumed mechanism before it starts, and
-- what came of it.
-- +goose Up
SET ROLE own_coordination;
-- One wording of a hypothesis: "MEC-x through this item will change this
-- measure by this day". It is never changed, and once it is locked nothing but
-- its result is added; a newer wording takes its place until then.
CREATE TABLE coordination.hypothesis (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  mechanism      text NOT NULL CHECK (mechanism ~ '^MEC-[1-7]$'),
  version        int NOT NULL CHECK (version > 0),
  item           text NOT NULL CHECK (item ~ '^[A-Z]{3}-[1-9]$'), -- the factor through which it works
  measure        text NOT NULL CHECK (length(measure) BETWEEN 1 AND 200),
  change         text NOT NULL CHECK (length(change) BETWEEN 1 AND 500),
  due_on         date NOT NULL,
  written_by     uuid NOT NULL,
  written_at     timestamptz NOT NULL,
  locked_by      uuid,
  locked_at      timestamptz CHECK (locked_at >= written_at),
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, mechanism, version),
  CONSTRAINT hypothesis_two_people CHECK (locked_by <> written_by),
  CHECK ((locked_by IS NULL) = (locked_at IS NULL))
);

-- What came of it. The newest one stands; none is changed.
CREATE TABLE coordination.hypothesis_result (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  hypothesis_id  uuid NOT NULL,
  outcome        text NOT NULL CHECK (outcome IN ('as_stated', 'partly', 'otherwise', 'unmeasured')),
  said           text NOT NULL CHECK (length(said) BETWEEN 1 AND 2000),
  on_day         date NOT NULL,
  by             uuid NOT NULL,
  at             timestamptz NOT NULL,
  FOREIGN KEY (partnership_id, hypothesis_id) REFERENCES coordination.hypothesis (partnership_id, id)
);
CREATE INDEX hypothesis_result_of ON coordination.hypothesis_result (partnership_id, hypothesis_id, at DESC);

ALTER TABLE coordination.hypothesis ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.hypothesis_result ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON coordination.hypothesis TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON coordination.hypothesis_result TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY signed ON coordination.hypothesis AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (written_by = (SELECT sec.actor()));
CREATE POLICY signed ON coordination.hypothesis_result AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (by = (SELECT sec.actor()));
-- Locked once, by whoever acts, and never opened again.
CREATE POLICY locked ON coordination.hypothesis AS RESTRICTIVE FOR UPDATE TO liaison_coordination
  USING (locked_by IS NULL) WITH CHECK (locked_by = (SELECT sec.actor()));
CREATE TRIGGER signed BEFORE UPDATE OF locked_by ON coordination.hypothesis
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('locked_by');

GRANT SELECT, INSERT, UPDATE (locked_by, locked_at) ON coordination.hypothesis TO liaison_coordination;
GRANT SELECT, INSERT ON coordination.hypothesis_result TO liaison_coordination;
RESET ROLE;
