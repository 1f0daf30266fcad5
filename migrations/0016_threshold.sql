-- What a partnership decides about the checklist and what is kept of it:
-- thresholds of its own, set by two people; what the records said of each item
-- at the end of each day, which only the service itself writes; and what the
-- coordinator says to the board each quarter.
-- +goose Up
SET ROLE own_shared;
GRANT SELECT (id, archived_at) ON shared.partnership TO own_sec;
RESET ROLE;

SET ROLE own_sec;
-- The partnerships whose facts, thresholds and findings the actor may read:
-- their own, and every one for the service itself, which holds facts against
-- rules at the end of each day. No record of what people did is opened by it.
-- +goose StatementBegin
CREATE FUNCTION sec.watched() RETURNS int[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user = 'liaison_coordination' AND sec.service() THEN
    RETURN coalesce((SELECT array_agg(p.id ORDER BY p.id) FROM shared.partnership p WHERE p.archived_at IS NULL), '{}');
  END IF;
  RETURN sec.partnerships();
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION sec.watched(), sec.service() TO liaison_coordination;
RESET ROLE;

SET ROLE own_coordination;
-- Other thresholds of one item: somebody proposes and somebody else decides, or
-- whoever proposed takes it back. What was approved counts from that moment on.
CREATE TABLE coordination.threshold (
  id              uuid PRIMARY KEY,
  partnership_id  int NOT NULL REFERENCES shared.partnership (id),
  item            text NOT NULL CHECK (item ~ '^[A-Z]{3}-[1-9]$'),
  reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  proposed_by     uuid NOT NULL,
  proposed_at     timestamptz NOT NULL,
  outcome         text CHECK (outcome IN ('approved', 'refused', 'withdrawn')),
  decided_by      uuid,
  decided_at      timestamptz CHECK (decided_at >= proposed_at),
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 1000),
  UNIQUE (partnership_id, id),
  CONSTRAINT threshold_two_people CHECK ((outcome = 'withdrawn') = (decided_by = proposed_by)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX threshold_waiting ON coordination.threshold (partnership_id, item) WHERE outcome IS NULL;
CREATE TABLE coordination.threshold_value (
  threshold_id   uuid NOT NULL,
  partnership_id int NOT NULL,
  parameter      text NOT NULL CHECK (length(parameter) BETWEEN 1 AND 40),
  value          double precision CHECK (value > 0), -- nothing: back to Liaison's default
  partly         double precision CHECK (partly > 0 AND partly <= value), -- nothing: no such band
  PRIMARY KEY (threshold_id, parameter),
  CHECK (value IS NOT NULL OR partly IS NULL),
  FOREIGN KEY (partnership_id, threshold_id) REFERENCES coordination.threshold (partnership_id, id)
);

-- What the records said of an item at the end of a day, without the records.
-- Written once; no threshold that is set later changes it.
CREATE TABLE coordination.finding (
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  item           text NOT NULL CHECK (item ~ '^[A-Z]{3}-[1-9]$'),
  day            date NOT NULL,
  state          text NOT NULL CHECK (state IN ('met', 'partly', 'not_met', 'too_few')),
  freshness      text NOT NULL CHECK (freshness IN ('current', 'ageing', 'out_of_date', 'none')),
  newest         date CHECK (newest <= day),
  parts          jsonb NOT NULL CHECK (jsonb_typeof(parts) = 'array'),
  parameters     jsonb NOT NULL CHECK (jsonb_typeof(parameters) = 'array'),
  kept_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partnership_id, item, day)
);
CREATE INDEX finding_day ON coordination.finding (partnership_id, day);

-- What the coordinator says to the board; only ever added to.
CREATE TABLE coordination.commentary (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  quarter        text NOT NULL CHECK (quarter ~ '^20[0-9]{2}-Q[1-4]$'),
  said           text NOT NULL CHECK (length(said) BETWEEN 1 AND 4000),
  by             uuid NOT NULL,
  at             timestamptz NOT NULL
);
CREATE INDEX commentary_quarter ON coordination.commentary (partnership_id, quarter, at DESC);

ALTER TABLE coordination.threshold ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.threshold_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination.commentary ENABLE ROW LEVEL SECURITY;
ALTER POLICY partnership ON coordination.fact USING (partnership_id = ANY ((SELECT sec.watched())::int[]));
CREATE POLICY partnership ON coordination.threshold TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.watched())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON coordination.threshold_value TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.watched())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON coordination.finding TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.watched())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.watched())::int[]));
CREATE POLICY service ON coordination.finding AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK ((SELECT sec.service()));
CREATE POLICY partnership ON coordination.commentary TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY signed ON coordination.threshold AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (proposed_by = (SELECT sec.actor()));
CREATE POLICY signed ON coordination.commentary AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (by = (SELECT sec.actor()));
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON coordination.threshold
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('decided_by');

GRANT SELECT, INSERT, UPDATE (outcome, decided_by, decided_at, decision_reason) ON coordination.threshold TO liaison_coordination;
GRANT SELECT, INSERT ON coordination.threshold_value, coordination.finding, coordination.commentary TO liaison_coordination;
RESET ROLE;
