-- What agencies mean to do, so that no two of them do the same twice without
-- knowing, and what was said of two that look alike; and how closely two
-- agencies are to work together, and do.
-- +goose Up
SET ROLE own_coordination;
-- An activity that an agency means to do: a session, an event. It holds nothing
-- of what happened, and nothing of outreach that is not for every partner's eyes.
CREATE TABLE coordination.plan (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  kind           text NOT NULL CHECK (kind IN ('training', 'event', 'briefing', 'other')),
  title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  day            date NOT NULL,
  area           text NOT NULL DEFAULT '' CHECK (length(area) <= 120),
  agency_id      int NOT NULL REFERENCES shared.agency (id), -- whose it is
  need_id        uuid, -- what it answers
  planned_by     uuid NOT NULL,
  planned_at     timestamptz NOT NULL,
  off_by         uuid,
  off_at         timestamptz CHECK (off_at >= planned_at),
  off_why        text CHECK (length(off_why) BETWEEN 1 AND 500),
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need (partnership_id, id),
  CHECK ((off_by IS NULL) = (off_at IS NULL) AND (off_by IS NULL) = (off_why IS NULL))
);
CREATE INDEX plan_ahead ON coordination.plan (partnership_id, day) WHERE off_by IS NULL;

-- Who else has a part in it.
CREATE TABLE coordination.plan_agency (
  plan_id        uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  PRIMARY KEY (plan_id, agency_id),
  FOREIGN KEY (partnership_id, plan_id) REFERENCES coordination.plan (partnership_id, id)
);

-- What somebody said of two of them. Once said, it stands.
CREATE TABLE coordination.overlap (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  plan_id        uuid NOT NULL,
  other_id       uuid NOT NULL,
  settled        text NOT NULL CHECK (settled IN ('same', 'different')),
  settled_by     uuid NOT NULL,
  settled_at     timestamptz NOT NULL,
  why            text CHECK (length(why) BETWEEN 1 AND 500),
  UNIQUE (plan_id, other_id),
  FOREIGN KEY (partnership_id, plan_id) REFERENCES coordination.plan (partnership_id, id),
  FOREIGN KEY (partnership_id, other_id) REFERENCES coordination.plan (partnership_id, id),
  CHECK (plan_id < other_id)
);

-- How closely two agencies are to work together, or do, from a day on, until
-- somebody says otherwise from a later one.
CREATE TABLE coordination.intensity (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  other_id       int NOT NULL REFERENCES shared.agency (id),
  side           text NOT NULL CHECK (side IN ('wanted', 'actual')),
  level          text NOT NULL CHECK (level IN ('awareness', 'cooperation', 'coordination', 'integration')),
  from_day       date NOT NULL,
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  said_by        uuid NOT NULL,
  said_at        timestamptz NOT NULL,
  UNIQUE (partnership_id, agency_id, other_id, side, from_day),
  CHECK (agency_id < other_id)
);

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('plan', 'planned_by'), ('plan_agency', NULL), ('overlap', 'settled_by'), ('intensity', 'said_by')) v (t, author) LOOP
    EXECUTE format('ALTER TABLE coordination.%I ENABLE ROW LEVEL SECURITY', r.t);
    EXECUTE format('CREATE POLICY partnership ON coordination.%I TO liaison_coordination
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t);
    IF r.author IS NOT NULL THEN
      EXECUTE format('CREATE POLICY signed ON coordination.%I AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (%I = (SELECT sec.actor()))', r.t, r.author);
    END IF;
    EXECUTE format('GRANT SELECT, INSERT ON coordination.%I TO liaison_coordination', r.t);
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE TRIGGER signed BEFORE UPDATE OF off_by ON coordination.plan
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('off_by');
GRANT UPDATE (off_by, off_at, off_why) ON coordination.plan TO liaison_coordination;
RESET ROLE;
