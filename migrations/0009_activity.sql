-- More kinds of activity: training with what follows it, events that connect
-- people, information shared, and what outreach and intelligence record of
-- their own. Every strand gains a limit on passing on, search, and the pairs
-- that somebody said are the same or different.
-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
  s text;
  kinds text;
  own_case text;
BEGIN
  FOR s, kinds IN VALUES ('coordination', '''meeting'', ''training'', ''connect'', ''share'''), ('outreach', '''outreach'''),
      ('casework', '''contact'''), ('intelligence', '''pointer''') LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('SET LOCAL search_path = %I', s);
    own_case := CASE WHEN s = 'casework' THEN 'casefile_id uuid NOT NULL,' ELSE '' END;

    -- TLP is the originator's word on how far a record may go; the marking is how it is protected.
    EXECUTE format('ALTER TABLE activity DROP CONSTRAINT activity_kind_check, ADD CONSTRAINT activity_kind_check CHECK (kind IN (%s))', kinds);
    ALTER TABLE activity
      ADD COLUMN tlp text NOT NULL DEFAULT '' CHECK (tlp IN ('', 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
      -- The words, and the partnership as a word that no text has: one index answers for both.
      ADD COLUMN found tsvector GENERATED ALWAYS AS
        (to_tsvector('pg_catalog.english'::regconfig, title || ' ' || summary) || array_to_tsvector(ARRAY['~' || partnership_id::text])) STORED;
    CREATE INDEX activity_found ON activity USING gin (found);
    CREATE INDEX activity_near ON activity (partnership_id, kind, occurred_on);

    -- A follow-up is asked of an agency as an action is, and is one, of another kind.
    ALTER TABLE action
      ADD COLUMN kind text NOT NULL DEFAULT 'action' CHECK (kind IN ('action', 'follow_up')),
      ADD COLUMN owner uuid, -- the person who will do it
      ADD COLUMN done_on date; -- when it was done, which may be before somebody said so
    ALTER TABLE action_change DROP CONSTRAINT action_change_what_check,
      ADD CONSTRAINT action_change_what_check CHECK (what IN ('opened', 'due', 'owner', 'done', 'overtaken', 'not_done', 'cancelled', 'reopened'));
    CREATE INDEX action_owner ON action (partnership_id, owner, state, due) WHERE owner IS NOT NULL;

    -- Two records that look like one, and what somebody said about it.
    EXECUTE replace($q$
      CREATE TABLE duplicate (
        id             uuid PRIMARY KEY,
        partnership_id int NOT NULL,
        activity_id    uuid NOT NULL,
        {case}
        other_id       uuid NOT NULL CHECK (other_id <> activity_id),
        found_at       timestamptz NOT NULL,
        found_by       uuid NOT NULL,
        settled        text CHECK (settled IN ('same', 'different')),
        settled_at     timestamptz,
        settled_by     uuid,
        why            text CHECK (length(why) BETWEEN 1 AND 2000),
        UNIQUE (partnership_id, id),
        CHECK ((settled IS NULL) = (settled_at IS NULL) AND (settled IS NULL) = (settled_by IS NULL)),
        FOREIGN KEY (partnership_id, activity_id) REFERENCES activity (partnership_id, id),
        FOREIGN KEY (partnership_id, other_id) REFERENCES activity (partnership_id, id)
      )$q$, '{case}', own_case);
    CREATE UNIQUE INDEX duplicate_pair ON duplicate (least(activity_id, other_id), greatest(activity_id, other_id));
    CREATE INDEX duplicate_open ON duplicate (partnership_id, found_at) WHERE settled IS NULL;

    ALTER TABLE duplicate ENABLE ROW LEVEL SECURITY;
    EXECUTE format('CREATE POLICY partnership ON duplicate TO %I
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
      WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', 'liaison_' || s);
    EXECUTE format('CREATE POLICY signed ON duplicate AS RESTRICTIVE FOR INSERT TO %I WITH CHECK (found_by = (SELECT sec.actor()))', 'liaison_' || s);
    IF s = 'casework' THEN
      CREATE POLICY cases ON duplicate AS RESTRICTIVE TO liaison_casework
        USING (casefile_id = ANY ((SELECT casework.cases())::uuid[]))
        WITH CHECK (casefile_id = ANY ((SELECT casework.cases())::uuid[]));
      CREATE TRIGGER take_case BEFORE INSERT ON duplicate FOR EACH ROW EXECUTE FUNCTION casework.take_case();
      ALTER TABLE duplicate ADD FOREIGN KEY (casefile_id, activity_id) REFERENCES activity (casefile_id, id),
        ADD FOREIGN KEY (casefile_id, other_id) REFERENCES activity (casefile_id, id);
    END IF;
    EXECUTE format('CREATE TRIGGER signed BEFORE UPDATE OF settled_by ON duplicate FOR EACH ROW WHEN (current_user = %L) EXECUTE FUNCTION sec.signed(''settled_by'')', 'liaison_' || s);

    EXECUTE replace($q$
      GRANT UPDATE (tlp) ON activity TO {login};
      GRANT UPDATE (owner, done_on) ON action TO {login};
      GRANT SELECT, INSERT, UPDATE (settled, settled_at, settled_by, why) ON duplicate TO {login};
      $q$, '{login}', 'liaison_' || s);
    RESET ROLE;
    RESET search_path;
  END LOOP;
END $$;
-- +goose StatementEnd

SET ROLE own_coordination;
ALTER TABLE coordination.meeting
  ADD COLUMN status text NOT NULL DEFAULT 'held' CHECK (status IN ('planned', 'held', 'cancelled')),
  ADD COLUMN chair text NOT NULL DEFAULT '' CHECK (length(chair) <= 120),
  ADD COLUMN quorum int CHECK (quorum BETWEEN 1 AND 200), -- agencies that must attend
  ADD COLUMN agenda_sent_on date,
  ADD COLUMN minutes_due_on date,
  ADD COLUMN minutes_sent_on date,
  ADD COLUMN minutes_agreed_on date,
  ADD COLUMN cancelled_why text CHECK (length(cancelled_why) BETWEEN 1 AND 2000),
  ADD CHECK (minutes_agreed_on >= minutes_sent_on),
  ADD CHECK (status = 'cancelled' OR cancelled_why IS NULL);
CREATE INDEX meeting_planned ON coordination.meeting (partnership_id) WHERE status = 'planned';
ALTER TABLE coordination.attendance DROP CONSTRAINT attendance_state_check,
  ADD CONSTRAINT attendance_state_check CHECK (state IN ('came', 'substitute', 'apologies', 'absent', 'invited')); -- invited: to a meeting that is planned
ALTER TABLE coordination.series
  ADD COLUMN quorum int CHECK (quorum BETWEEN 1 AND 200),
  ADD COLUMN minutes_days int NOT NULL DEFAULT 10 CHECK (minutes_days BETWEEN 1 AND 90); -- working days until minutes are due

CREATE TABLE coordination.decision (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  position       int NOT NULL CHECK (position > 0),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 1000),
  rationale      text NOT NULL CHECK (length(rationale) BETWEEN 1 AND 2000),
  dissent        text NOT NULL DEFAULT '' CHECK (length(dissent) <= 2000),
  PRIMARY KEY (activity_id, position),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.meeting (partnership_id, activity_id)
);

-- How many came from each agency to training or to an event that connects people.
CREATE TABLE coordination.participant (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  people         int NOT NULL CHECK (people BETWEEN 1 AND 1000),
  PRIMARY KEY (activity_id, agency_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);
CREATE INDEX participant_agency ON coordination.participant (partnership_id, agency_id, activity_id);

CREATE TABLE coordination.need (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  kind           text NOT NULL CHECK (kind IN ('information', 'training')),
  title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  detail         text NOT NULL DEFAULT '' CHECK (length(detail) <= 2000),
  agency_id      int REFERENCES shared.agency (id), -- whose need it is; nobody's: the whole partnership's
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  closed_why     text CHECK (length(closed_why) BETWEEN 1 AND 2000),
  reviewed_on    date NOT NULL,
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id)
);

CREATE TABLE coordination.product (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind           text NOT NULL CHECK (kind IN ('course', 'briefing', 'material', 'other')),
  provider       text NOT NULL DEFAULT '' CHECK (length(provider) <= 200),
  reach          text NOT NULL DEFAULT '' CHECK (length(reach) <= 500), -- how to get it
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  closed_why     text CHECK (length(closed_why) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id)
);

CREATE TABLE coordination.product_need (
  product_id     uuid NOT NULL,
  need_id        uuid NOT NULL,
  partnership_id int NOT NULL,
  PRIMARY KEY (product_id, need_id),
  FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product (partnership_id, id),
  FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need (partnership_id, id)
);

CREATE TABLE coordination.training (
  activity_id    uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  product_id     uuid,
  provider       text NOT NULL DEFAULT '' CHECK (length(provider) <= 200),
  mode           text NOT NULL CHECK (mode IN ('in_person', 'online', 'hybrid')),
  place          text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  starts_at      time,
  ct             boolean NOT NULL DEFAULT true, -- in the counter-terrorism context
  tested         boolean NOT NULL DEFAULT false, -- people were tested before and after
  follow_up_days int NOT NULL DEFAULT 60 CHECK (follow_up_days BETWEEN 1 AND 365),
  police_part    text NOT NULL DEFAULT '' CHECK (police_part IN ('', 'none', 'some', 'led')), -- for evaluation: police components
  outcome        text NOT NULL DEFAULT '' CHECK (length(outcome) <= 1000), -- for evaluation: the outcome stated beforehand
  UNIQUE (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id),
  FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product (partnership_id, id)
);

CREATE TABLE coordination.training_need (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  need_id        uuid NOT NULL,
  PRIMARY KEY (activity_id, need_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.training (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need (partnership_id, id)
);

CREATE TABLE coordination.connect (
  activity_id    uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  training_id    uuid, -- the session whose people it connects
  mode           text NOT NULL CHECK (mode IN ('in_person', 'online', 'hybrid')),
  place          text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  starts_at      time,
  UNIQUE (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id),
  FOREIGN KEY (partnership_id, training_id) REFERENCES coordination.training (partnership_id, activity_id)
);

CREATE TABLE coordination.share (
  activity_id     uuid PRIMARY KEY,
  partnership_id  int NOT NULL,
  direction       text NOT NULL CHECK (direction IN ('requested', 'offered')),
  from_agency_id  int NOT NULL REFERENCES shared.agency (id), -- who gives
  need_id         uuid,
  purpose         text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 1000),
  line_id         uuid, -- of a sharing agreement
  emergency       text NOT NULL DEFAULT '' CHECK (length(emergency) <= 1000), -- the ground, where no agreement covers it
  form            text NOT NULL CHECK (form IN ('written', 'spoken', 'meeting', 'system')),
  briefing        boolean NOT NULL DEFAULT false, -- to everybody, for a need of the whole partnership
  asked_on        date,
  due_on          date,
  acknowledged_on date,
  sent_on         date,
  closed_on       date, -- when it was refused or dropped
  remind_on       date, -- when whoever asked means to remind again
  outcome         text NOT NULL CHECK (outcome IN ('open', 'given', 'part', 'refused', 'dropped')),
  part_what       text NOT NULL DEFAULT '' CHECK (length(part_what) <= 1000), -- what was left out
  refused_why     text NOT NULL DEFAULT '' CHECK (length(refused_why) <= 1000),
  UNIQUE (partnership_id, activity_id),
  CHECK (acknowledged_on >= asked_on),
  CHECK (sent_on >= asked_on),
  CHECK (closed_on >= asked_on),
  CHECK ((outcome IN ('given', 'part')) = (sent_on IS NOT NULL)),
  CHECK ((outcome IN ('refused', 'dropped')) = (closed_on IS NOT NULL)),
  CHECK ((outcome = 'refused') = (refused_why <> '')),
  CHECK ((outcome = 'part') = (part_what <> '')),
  CHECK (direction = 'offered' OR asked_on IS NOT NULL),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id),
  FOREIGN KEY (partnership_id, need_id) REFERENCES coordination.need (partnership_id, id)
);
CREATE INDEX share_open ON coordination.share (partnership_id, outcome, due_on, activity_id);
CREATE INDEX share_from ON coordination.share (partnership_id, from_agency_id, activity_id);

CREATE TABLE coordination.share_recipient (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  feedback_on    date,
  feedback       text NOT NULL DEFAULT '' CHECK (length(feedback) <= 1000),
  PRIMARY KEY (activity_id, agency_id),
  CHECK (feedback_on IS NOT NULL OR feedback = ''),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.share (partnership_id, activity_id)
);
CREATE INDEX share_recipient_agency ON coordination.share_recipient (partnership_id, agency_id, activity_id);

-- What happened to a request or an offer, and when; only ever added to. Each
-- time the record moves on to a version that says what it then held.
ALTER TABLE coordination.activity_version DROP CONSTRAINT activity_version_what_check,
  ADD CONSTRAINT activity_version_what_check CHECK (what IN ('saved', 'corrected', 'withdrawn', 'reported', 'restored', 'answered'));
CREATE TABLE coordination.share_change (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  activity_id    uuid NOT NULL,
  version        int NOT NULL CHECK (version > 1), -- of the record, to which it moved on
  at             timestamptz NOT NULL,
  by             uuid NOT NULL,
  what           text NOT NULL CHECK (what IN ('acknowledged', 'given', 'part', 'refused', 'dropped', 'feedback', 'reminded', 'due')),
  on_day         date NOT NULL,
  next_day       date, -- when it is due now, or when to remind again
  agency_id      int REFERENCES shared.agency (id),
  why            text CHECK (length(why) BETWEEN 1 AND 2000),
  UNIQUE (activity_id, version),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.share (partnership_id, activity_id)
);

-- Every rating there is, wherever it was given: by somebody signed in, or by
-- somebody who was sent a link.
CREATE TABLE coordination.rating_link (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  activity_id    uuid NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  token_hash     bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  uses           int NOT NULL CHECK (uses BETWEEN 1 AND 1000), -- how many people it is for
  used           int NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
  made_by        uuid NOT NULL,
  made_at        timestamptz NOT NULL DEFAULT now(),
  expires_on     date NOT NULL,
  withdrawn_at   timestamptz,
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);

CREATE TABLE coordination.rating (
  partnership_id int NOT NULL,
  activity_id    uuid NOT NULL,
  measure        text NOT NULL CHECK (measure IN ('quality', 'useful', 'convenient', 'relevant', 'before', 'after')),
  rater          uuid NOT NULL, -- an account, or one use of a link
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  value          int NOT NULL,
  link_id        uuid,
  at             timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (activity_id, measure, rater),
  CHECK (CASE WHEN measure IN ('quality', 'useful') THEN value BETWEEN 1 AND 5
              WHEN measure IN ('convenient', 'relevant') THEN value BETWEEN 1 AND 4
              ELSE value BETWEEN 0 AND 100 END),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id),
  FOREIGN KEY (partnership_id, link_id) REFERENCES coordination.rating_link (partnership_id, id)
);
CREATE INDEX rating_agency ON coordination.rating (partnership_id, agency_id, activity_id);

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('decision', NULL), ('participant', NULL), ('need', 'recorded_by'), ('product', 'recorded_by'), ('product_need', NULL),
      ('training', NULL), ('training_need', NULL), ('connect', NULL), ('share', NULL), ('share_recipient', NULL), ('share_change', 'by'),
      ('rating_link', 'made_by'), ('rating', 'rater')) v (t, author) LOOP
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

GRANT UPDATE (status, chair, quorum, agenda_sent_on, minutes_due_on, minutes_sent_on, minutes_agreed_on, cancelled_why) ON coordination.meeting TO liaison_coordination;
GRANT UPDATE (quorum, minutes_days) ON coordination.series TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (what, rationale, dissent), DELETE ON coordination.decision TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (people), DELETE ON coordination.participant TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (title, detail, agency_id, to_day, closed_why, reviewed_on, version) ON coordination.need TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (name, kind, provider, reach, to_day, closed_why, version) ON coordination.product TO liaison_coordination;
GRANT SELECT, INSERT, DELETE ON coordination.product_need, coordination.training_need TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (product_id, provider, mode, place, starts_at, ct, tested, follow_up_days, police_part, outcome) ON coordination.training TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (training_id, mode, place, starts_at) ON coordination.connect TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (direction, from_agency_id, need_id, purpose, line_id, emergency, form, briefing, asked_on, due_on, acknowledged_on, sent_on, closed_on, remind_on, outcome,
  part_what, refused_why) ON coordination.share TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (feedback_on, feedback), DELETE ON coordination.share_recipient TO liaison_coordination;
GRANT SELECT, INSERT ON coordination.share_change TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON coordination.rating_link TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (value, at) ON coordination.rating TO liaison_coordination;
RESET ROLE;

-- Community activity, with no place for the name of a member of the public.
SET ROLE own_outreach;
CREATE TABLE outreach.engagement (
  activity_id    uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  aims           text NOT NULL CHECK (length(aims) BETWEEN 1 AND 1000),
  audience       text NOT NULL CHECK (audience IN ('under_10', '10_to_29', '30_to_99', '100_or_more')),
  area           text NOT NULL DEFAULT '' CHECK (length(area) <= 120),
  starts_at      time,
  others         text NOT NULL DEFAULT '' CHECK (length(others) <= 1000), -- organisations beyond the partners
  follow_up      text NOT NULL DEFAULT '' CHECK (length(follow_up) <= 1000),
  police_part    text NOT NULL DEFAULT '' CHECK (police_part IN ('', 'none', 'some', 'led')),
  outcome        text NOT NULL DEFAULT '' CHECK (length(outcome) <= 1000),
  UNIQUE (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.activity (partnership_id, id)
);
CREATE TABLE outreach.engagement_partner (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  PRIMARY KEY (activity_id, agency_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES outreach.engagement (partnership_id, activity_id)
);
ALTER TABLE outreach.engagement ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach.engagement_partner ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON outreach.engagement TO liaison_outreach
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON outreach.engagement_partner TO liaison_outreach
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
GRANT SELECT, INSERT, UPDATE (aims, audience, area, starts_at, others, follow_up, police_part, outcome) ON outreach.engagement TO liaison_outreach;
GRANT SELECT, INSERT, DELETE ON outreach.engagement_partner TO liaison_outreach;
RESET ROLE;

-- That intelligence was shared, with whom and on what terms; never the material.
SET ROLE own_intelligence;
CREATE TABLE intelligence.pointer (
  activity_id    uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  urn            text NOT NULL CHECK (length(urn) BETWEEN 1 AND 60), -- its reference in the force's own system
  purpose        text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 1000),
  conditions     text NOT NULL DEFAULT '' CHECK (length(conditions) <= 1000),
  no_print       boolean NOT NULL DEFAULT false,
  keep_until     date NOT NULL,
  UNIQUE (partnership_id, activity_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.activity (partnership_id, id)
);
CREATE TABLE intelligence.pointer_item (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  position       int NOT NULL CHECK (position BETWEEN 1 AND 50),
  source         int NOT NULL CHECK (source BETWEEN 1 AND 3),
  information    text NOT NULL CHECK (information IN ('A', 'B', 'C', 'D', 'E')),
  handling       text NOT NULL CHECK (handling IN ('P', 'C')),
  conditions     text NOT NULL DEFAULT '' CHECK (length(conditions) <= 1000),
  action_code    text NOT NULL DEFAULT '' CHECK (action_code IN ('', 'A1', 'A2', 'A3')),
  action_usage   text NOT NULL DEFAULT '' CHECK (length(action_usage) <= 1000),
  sanitisation   text NOT NULL DEFAULT '' CHECK (sanitisation IN ('', 'S1', 'S2')),
  PRIMARY KEY (activity_id, position),
  CONSTRAINT pointer_item_p CHECK (handling = 'C' OR (conditions = '' AND action_code = '' AND action_usage = '' AND sanitisation = '')),
  CONSTRAINT pointer_item_c CHECK (handling = 'P' OR (conditions <> '' AND action_code <> '' AND sanitisation <> '')),
  CONSTRAINT pointer_item_a3 CHECK ((action_code = 'A3') = (action_usage <> '')),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.pointer (partnership_id, activity_id)
);
CREATE TABLE intelligence.pointer_recipient (
  activity_id    uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  post           text NOT NULL DEFAULT '' CHECK (length(post) <= 120), -- who there may know, by post
  PRIMARY KEY (activity_id, agency_id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES intelligence.pointer (partnership_id, activity_id)
);
ALTER TABLE intelligence.pointer ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.pointer_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE intelligence.pointer_recipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON intelligence.pointer TO liaison_intelligence
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON intelligence.pointer_item TO liaison_intelligence
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY partnership ON intelligence.pointer_recipient TO liaison_intelligence
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
GRANT SELECT, INSERT, UPDATE (urn, purpose, conditions, no_print, keep_until) ON intelligence.pointer TO liaison_intelligence;
GRANT SELECT, INSERT, DELETE ON intelligence.pointer_item, intelligence.pointer_recipient TO liaison_intelligence;
RESET ROLE;
