-- Coordination only: meetings and who came, the standing facts, assessments of
-- the checklist, and the content-free facts that its rules read.
-- +goose Up
SET ROLE own_coordination;

-- People who come to meetings for an agency, never the public.
CREATE TABLE coordination.person (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  name_key       text NOT NULL GENERATED ALWAYS AS (lower(btrim(name))) STORED,
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, agency_id, name_key)
);

CREATE TABLE coordination.representative (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  person_id      uuid NOT NULL,
  deputy         boolean NOT NULL DEFAULT false,
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  left_why       text CHECK (length(left_why) BETWEEN 1 AND 2000),
  handover       boolean NOT NULL DEFAULT false,
  UNIQUE (partnership_id, id),
  CHECK (to_day IS NOT NULL OR left_why IS NULL),
  FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person (partnership_id, id),
  CONSTRAINT representative_one EXCLUDE USING gist (partnership_id WITH =, agency_id WITH =, daterange(from_day, to_day, '[]') WITH &&) WHERE (NOT deputy)
);

CREATE TABLE coordination.series (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  every_days     int NOT NULL CHECK (every_days BETWEEN 1 AND 400),
  starts_at      time,
  place          text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  mode           text NOT NULL CHECK (mode IN ('in_person', 'online', 'hybrid')),
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  UNIQUE (partnership_id, id)
);

CREATE TABLE coordination.meeting (
  activity_id    uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  series_id      uuid,
  mode           text NOT NULL CHECK (mode IN ('in_person', 'online', 'hybrid')),
  place          text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  starts_at      time,
  others         text NOT NULL DEFAULT '' CHECK (length(others) <= 2000),
  initiative     boolean NOT NULL DEFAULT true,
  UNIQUE (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id),
  FOREIGN KEY (partnership_id, series_id) REFERENCES coordination.series (partnership_id, id)
);
CREATE INDEX meeting_series ON coordination.meeting (series_id);

CREATE TABLE coordination.attendance (
  activity_id      uuid NOT NULL,
  partnership_id   int NOT NULL,
  agency_id        int NOT NULL REFERENCES shared.agency (id),
  position         int NOT NULL CHECK (position >= 0),
  state            text NOT NULL CHECK (state IN ('came', 'substitute', 'apologies', 'absent')),
  person_id        uuid,
  named            boolean NOT NULL DEFAULT false, -- the person was the named representative
  why              text CHECK (why IN ('other_work', 'leave_or_sickness', 'place_or_travel', 'no_notice', 'not_relevant', 'other')),
  information_sent boolean NOT NULL DEFAULT false,
  PRIMARY KEY (activity_id, agency_id),
  CHECK (why IS NULL OR state = 'apologies'),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.meeting (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person (partnership_id, id)
);
CREATE INDEX attendance_agency ON coordination.attendance (partnership_id, agency_id, activity_id);

-- What its author says an activity is evidence for.
CREATE TABLE coordination.item_link (
  partnership_id int NOT NULL,
  activity_id    uuid NOT NULL,
  item           text NOT NULL CHECK (item ~ '^[A-Z]{3}-[0-9]{1,2}$'),
  linked_by      uuid NOT NULL,
  linked_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (activity_id, item),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);
CREATE INDEX item_link_item ON coordination.item_link (partnership_id, item);

CREATE TABLE coordination.appointment (
  id                uuid PRIMARY KEY,
  partnership_id    int NOT NULL REFERENCES shared.partnership (id),
  account_id        uuid NOT NULL,
  name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  fte_hundredths    int NOT NULL CHECK (fte_hundredths BETWEEN 1 AND 100),
  dedicated         boolean NOT NULL,
  deputy_account_id uuid CHECK (deputy_account_id <> account_id),
  deputy_name       text CHECK (length(deputy_name) BETWEEN 1 AND 120),
  from_day          date NOT NULL,
  to_day            date CHECK (to_day >= from_day),
  reason            text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  recorded_by       uuid NOT NULL,
  recorded_at       timestamptz NOT NULL DEFAULT now(),
  ended_by          uuid,
  end_reason        text CHECK (length(end_reason) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  CONSTRAINT appointment_one EXCLUDE USING gist (partnership_id WITH =, daterange(from_day, to_day, '[]') WITH &&)
);

CREATE TABLE coordination.initiative (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  version        int NOT NULL CHECK (version > 0),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  starts_on      date NOT NULL,
  ends_on        date NOT NULL CHECK (ends_on >= starts_on),
  goals          text NOT NULL DEFAULT '' CHECK (length(goals) <= 10000),
  locked_on      date NOT NULL,
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by    uuid NOT NULL,
  proposed_at    timestamptz NOT NULL DEFAULT now(),
  approved_by    uuid,
  approved_at    timestamptz,
  refused_by     uuid,
  refused_at     timestamptz,
  refused_why    text CHECK (length(refused_why) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, version),
  CONSTRAINT initiative_two_people CHECK (approved_by <> proposed_by),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  CHECK ((refused_by IS NULL) = (refused_at IS NULL) AND (refused_by IS NULL) = (refused_why IS NULL)),
  CHECK (approved_by IS NULL OR refused_by IS NULL)
);

CREATE TABLE coordination.initiative_partner (
  initiative_id  uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  PRIMARY KEY (initiative_id, agency_id),
  FOREIGN KEY (partnership_id, initiative_id) REFERENCES coordination.initiative (partnership_id, id)
);

-- A manager's own word on an item. The newest one stands; none is changed.
CREATE TABLE coordination.assessment (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  item           text NOT NULL CHECK (item ~ '^[A-Z]{3}-[0-9]{1,2}$'),
  state          text NOT NULL CHECK (state IN ('in_place', 'partly', 'not_in_place', 'not_assessed')),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  review_on      date NOT NULL,
  by             uuid NOT NULL,
  at             timestamptz NOT NULL DEFAULT now(),
  computed       text NOT NULL DEFAULT '' CHECK (length(computed) <= 40), -- what the records showed at the time
  UNIQUE (partnership_id, id)
);
CREATE INDEX assessment_item ON coordination.assessment (partnership_id, item, at DESC);

-- Kind, day, agencies, ids and numbers; no titles, no text, no names.
CREATE TABLE coordination.fact (
  partnership_id  int NOT NULL REFERENCES shared.partnership (id),
  source          uuid NOT NULL,
  part            int NOT NULL CHECK (part >= 0),
  kind            text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  day             date NOT NULL,
  until           date CHECK (until >= day),
  agency_id       int REFERENCES shared.agency (id),
  other_agency_id int REFERENCES shared.agency (id),
  person_id       uuid,
  by_account      uuid,
  number          int,
  flags           text[] NOT NULL DEFAULT '{}',
  known_from      timestamptz NOT NULL,
  known_to        timestamptz CHECK (known_to >= known_from),
  PRIMARY KEY (partnership_id, source, part, known_from)
);
CREATE INDEX fact_kind ON coordination.fact (partnership_id, kind, day);
-- The newest few of each agency or person, whatever else there is: what the
-- checklist reads stays small at a million meetings.
CREATE INDEX fact_attendance ON coordination.fact (partnership_id, agency_id, day DESC, source DESC) WHERE kind = 'attendance';
CREATE INDEX fact_attended ON coordination.fact (partnership_id, agency_id, day DESC, source DESC) WHERE kind = 'attendance' AND flags && '{came,substitute}';
CREATE INDEX fact_sent ON coordination.fact (partnership_id, agency_id, day DESC, source DESC) WHERE kind = 'attendance' AND flags && '{information_sent}';
CREATE INDEX fact_initiative ON coordination.fact (partnership_id, day DESC, source DESC) WHERE kind = 'meeting' AND 'initiative' = ANY (flags);
CREATE INDEX fact_recorded ON coordination.fact (partnership_id, by_account, day DESC, source DESC) WHERE kind = 'recorded';

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('person', NULL), ('representative', NULL), ('series', NULL), ('meeting', NULL), ('attendance', NULL),
      ('item_link', 'linked_by'), ('appointment', 'recorded_by'), ('initiative', 'proposed_by'), ('initiative_partner', NULL),
      ('assessment', 'by'), ('fact', NULL)) v (t, author) LOOP
    EXECUTE format('ALTER TABLE coordination.%I ENABLE ROW LEVEL SECURITY', r.t);
    EXECUTE format('CREATE POLICY partnership ON coordination.%I TO liaison_coordination
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
      WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t);
    IF r.author IS NOT NULL THEN
      EXECUTE format('CREATE POLICY signed ON coordination.%I AS RESTRICTIVE FOR INSERT TO liaison_coordination
        WITH CHECK (%I = (SELECT sec.actor()))', r.t, r.author);
    END IF;
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON coordination.appointment
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF approved_by, refused_by ON coordination.initiative
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('approved_by', 'refused_by');

GRANT SELECT, INSERT ON coordination.person, coordination.initiative_partner, coordination.assessment TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (deputy, to_day, left_why, handover) ON coordination.representative TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (name, every_days, starts_at, place, mode, to_day) ON coordination.series TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (series_id, mode, place, starts_at, others, initiative) ON coordination.meeting TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (position, state, person_id, named, why, information_sent), DELETE ON coordination.attendance TO liaison_coordination;
GRANT SELECT, INSERT, DELETE ON coordination.item_link TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (to_day, ended_by, end_reason) ON coordination.appointment TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (approved_by, approved_at, refused_by, refused_at, refused_why) ON coordination.initiative TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (known_to) ON coordination.fact TO liaison_coordination;
RESET ROLE;
