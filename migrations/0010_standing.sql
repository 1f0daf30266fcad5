-- The standing facts, each with its days and its history: sharing agreements
-- (read in every strand), goals and who acknowledged them, leadership, money,
-- access to training, and the databases and technology within reach.
-- +goose Up
SET ROLE own_shared;
CREATE TABLE shared.agreement (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  number         text NOT NULL CHECK (length(number) BETWEEN 1 AND 40), -- as people cite it: ISA-04
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  purpose        text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 2000),
  basis          text NOT NULL CHECK (length(basis) BETWEEN 1 AND 1000), -- lawful basis
  retention      text NOT NULL DEFAULT '' CHECK (length(retention) <= 1000),
  dpia           text NOT NULL DEFAULT '' CHECK (length(dpia) <= 200),
  contact        text NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
  from_day       date NOT NULL,
  review_on      date NOT NULL CHECK (review_on >= from_day),
  to_day         date CHECK (to_day >= from_day),
  closed_why     text CHECK (length(closed_why) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, number)
);
CREATE TABLE shared.agreement_party (
  agreement_id   uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency,
  signed_on      date,
  PRIMARY KEY (agreement_id, agency_id),
  FOREIGN KEY (partnership_id, agreement_id) REFERENCES shared.agreement (partnership_id, id)
);
CREATE TABLE shared.agreement_line (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  agreement_id   uuid NOT NULL,
  position       int NOT NULL CHECK (position > 0),
  purpose        text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 500),
  items          text NOT NULL CHECK (length(items) BETWEEN 1 AND 500), -- which data
  from_agency_id int REFERENCES shared.agency, -- nobody: any party
  to_agency_id   int REFERENCES shared.agency, -- nobody: any party
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  UNIQUE (partnership_id, id),
  CHECK (from_agency_id <> to_agency_id),
  FOREIGN KEY (partnership_id, agreement_id) REFERENCES shared.agreement (partnership_id, id)
);
-- Which strands a partnership uses beyond coordination: somebody proposes and another agrees.
CREATE TABLE shared.strand_use (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  strand         text NOT NULL CHECK (strand IN ('outreach', 'casework', 'intelligence')),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by    uuid NOT NULL,
  proposed_at    timestamptz NOT NULL DEFAULT now(),
  decided_by     uuid,
  decided_at     timestamptz,
  approved       boolean,
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 2000),
  CONSTRAINT strand_use_two_people CHECK (decided_by <> proposed_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL))
);
CREATE UNIQUE INDEX strand_use_once ON shared.strand_use (partnership_id, strand) WHERE approved IS NOT FALSE;

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('agreement', 'recorded_by'), ('agreement_party', NULL), ('agreement_line', NULL), ('strand_use', 'proposed_by')) v (t, author) LOOP
    EXECUTE format('ALTER TABLE shared.%I ENABLE ROW LEVEL SECURITY', r.t);
    EXECUTE format('CREATE POLICY partnership ON shared.%I TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t);
    IF r.author IS NOT NULL THEN
      EXECUTE format('CREATE POLICY signed ON shared.%I AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (%I = (SELECT sec.actor()))', r.t, r.author);
    END IF;
    EXECUTE format('GRANT SELECT ON shared.%I TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence', r.t);
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE POLICY accounts ON shared.strand_use FOR SELECT TO liaison_identity USING (true);
GRANT SELECT ON shared.strand_use TO liaison_identity;
GRANT INSERT, UPDATE (name, purpose, basis, retention, dpia, contact, review_on, to_day, closed_why, version) ON shared.agreement TO liaison_coordination;
GRANT INSERT, UPDATE (signed_on) ON shared.agreement_party TO liaison_coordination;
GRANT INSERT, UPDATE (to_day) ON shared.agreement_line TO liaison_coordination;
GRANT INSERT, UPDATE (decided_by, decided_at, approved, decision_reason) ON shared.strand_use TO liaison_coordination;
GRANT REFERENCES (partnership_id, id) ON shared.agreement_line TO own_coordination;

GRANT UPDATE (referral_text, name, short) ON shared.partnership TO liaison_coordination;

-- An agency that no partnership had yet. Its number says nothing: agencies are no secret.
-- +goose StatementBegin
CREATE FUNCTION shared.add_agency(p_slug text, p_name text, p_short text, p_kind text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR cardinality(sec.partnerships()) = 0 THEN RAISE EXCEPTION 'nobody acts' USING ERRCODE = '42501'; END IF;
  LOCK TABLE shared.agency IN SHARE ROW EXCLUSIVE MODE;
  SELECT coalesce(max(id), 0) + 1 INTO n FROM shared.agency;
  INSERT INTO shared.agency (id, slug, name, short, kind) VALUES (n, p_slug, p_name, p_short, p_kind);
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION shared.add_agency(text, text, text, text) TO liaison_coordination;
RESET ROLE;

SET ROLE own_sec;
GRANT EXECUTE ON FUNCTION sec.signed() TO own_shared;
RESET ROLE;
SET ROLE own_shared;
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON shared.strand_use
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('decided_by');
RESET ROLE;

SET ROLE own_coordination;
ALTER TABLE coordination.share ADD FOREIGN KEY (partnership_id, line_id) REFERENCES shared.agreement_line (partnership_id, id);

-- For evaluation: to what the initiative is compared, and what was measured before it began.
ALTER TABLE coordination.initiative
  ADD COLUMN comparison text NOT NULL DEFAULT '' CHECK (length(comparison) <= 2000),
  ADD COLUMN baseline_instrument text NOT NULL DEFAULT '' CHECK (length(baseline_instrument) <= 200),
  ADD COLUMN baseline_on date,
  ADD COLUMN outcomes text NOT NULL DEFAULT '' CHECK (length(outcomes) <= 2000);

-- What was done to a standing fact, in words; only ever added to.
CREATE TABLE coordination.standing_change (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 40), -- which register: agency, need, agreement...
  on_id          uuid NOT NULL,
  at             timestamptz NOT NULL,
  by             uuid NOT NULL,
  said           text NOT NULL CHECK (length(said) BETWEEN 1 AND 5000),
  why            text CHECK (length(why) BETWEEN 1 AND 2000),
  facts          text NOT NULL DEFAULT '[]' CHECK (length(facts) <= 200000) -- what it left the rules to know, from which the facts are made again
);
CREATE INDEX standing_change_on ON coordination.standing_change (partnership_id, on_id, at);
CREATE INDEX standing_change_what ON coordination.standing_change (partnership_id, what, at);

CREATE TABLE coordination.leader (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  post           text NOT NULL CHECK (post IN ('police_lead', 'senior_sponsor')),
  person_id      uuid NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  title          text NOT NULL DEFAULT '' CHECK (length(title) <= 120), -- rank or post
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  ended_by       uuid,
  end_reason     text CHECK (length(end_reason) BETWEEN 1 AND 2000),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, person_id) REFERENCES coordination.person (partnership_id, id),
  CONSTRAINT leader_one EXCLUDE USING gist (partnership_id WITH =, post WITH =, daterange(from_day, to_day, '[]') WITH &&)
);

-- Something that needs a decision above the meeting, and what came back.
CREATE TABLE coordination.escalation (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  activity_id    uuid, -- the meeting it came from
  post           text NOT NULL CHECK (post IN ('police_lead', 'senior_sponsor')),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 1000),
  raised_on      date NOT NULL,
  raised_by      uuid NOT NULL,
  answered_on    date CHECK (answered_on >= raised_on),
  answer         text NOT NULL DEFAULT '' CHECK (length(answer) <= 2000),
  answered_by    uuid,
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id),
  CHECK ((answered_on IS NULL) = (answered_by IS NULL) AND (answered_on IS NULL) = (answer = '')),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);

CREATE TABLE coordination.goals (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  version        int NOT NULL CHECK (version > 0),
  text           text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
  from_day       date NOT NULL,
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, version)
);
CREATE TABLE coordination.goals_question (
  goals_id       uuid NOT NULL,
  partnership_id int NOT NULL,
  position       int NOT NULL CHECK (position BETWEEN 1 AND 3),
  question       text NOT NULL CHECK (length(question) BETWEEN 1 AND 300),
  choices        text NOT NULL CHECK (length(choices) BETWEEN 3 AND 900), -- one on each line
  answer         int NOT NULL CHECK (answer BETWEEN 1 AND 5), -- which choice is right
  PRIMARY KEY (goals_id, position),
  FOREIGN KEY (partnership_id, goals_id) REFERENCES coordination.goals (partnership_id, id)
);
CREATE TABLE coordination.acknowledgement (
  goals_id       uuid NOT NULL,
  partnership_id int NOT NULL,
  account_id     uuid NOT NULL,
  agency_id      int REFERENCES shared.agency (id),
  on_day         date NOT NULL,
  answered       int NOT NULL DEFAULT 0 CHECK (answered BETWEEN 0 AND 3), -- how many of the questions
  correct        int NOT NULL DEFAULT 0 CHECK (correct BETWEEN 0 AND answered),
  missed         text NOT NULL DEFAULT '' CHECK (missed ~ '^[123]*$'), -- which ones were not right
  PRIMARY KEY (goals_id, account_id),
  FOREIGN KEY (partnership_id, goals_id) REFERENCES coordination.goals (partnership_id, id)
);

CREATE TABLE coordination.stream (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  funder         text NOT NULL CHECK (length(funder) BETWEEN 1 AND 200),
  pence          bigint NOT NULL CHECK (pence BETWEEN 0 AND 100000000000),
  ct             boolean NOT NULL, -- in the counter-terrorism context
  additional     boolean NOT NULL, -- beyond core budgets
  confirmed      boolean NOT NULL,
  from_day       date NOT NULL,
  to_day         date NOT NULL CHECK (to_day >= from_day),
  renewal        text NOT NULL DEFAULT '' CHECK (length(renewal) <= 1000),
  closed_why     text CHECK (length(closed_why) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id)
);
CREATE TABLE coordination.spend (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  stream_id      uuid NOT NULL,
  day            date NOT NULL,
  pence          bigint NOT NULL CHECK (pence BETWEEN 1 AND 100000000000),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 300),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  struck_at      timestamptz, -- recorded in error
  struck_by      uuid,
  struck_why     text CHECK (length(struck_why) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  CHECK ((struck_at IS NULL) = (struck_by IS NULL) AND (struck_at IS NULL) = (struck_why IS NULL)),
  FOREIGN KEY (partnership_id, stream_id) REFERENCES coordination.stream (partnership_id, id)
);
CREATE TABLE coordination.funding_request (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
  support        text NOT NULL CHECK (support IN ('cash', 'kind')),
  pence          bigint CHECK (pence BETWEEN 1 AND 100000000000),
  asked_on       date NOT NULL,
  asked_by       uuid NOT NULL,
  decided_on     date CHECK (decided_on >= asked_on),
  decided_by     uuid,
  outcome        text CHECK (outcome IN ('granted', 'part', 'refused', 'dropped')),
  granted_pence  bigint CHECK (granted_pence BETWEEN 0 AND 100000000000),
  stream_id      uuid,
  why            text CHECK (length(why) BETWEEN 1 AND 2000),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id),
  CHECK ((decided_on IS NULL) = (decided_by IS NULL) AND (decided_on IS NULL) = (outcome IS NULL)),
  CHECK (support = 'kind' OR pence IS NOT NULL),
  CONSTRAINT funding_request_two_people CHECK (decided_by <> asked_by),
  FOREIGN KEY (partnership_id, stream_id) REFERENCES coordination.stream (partnership_id, id)
);
CREATE TABLE coordination.cost (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  day            date NOT NULL,
  phase          text NOT NULL CHECK (phase IN ('start_up', 'product', 'recurring')),
  what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 300),
  product_id     uuid,
  activity_id    uuid,
  bearer_id      int NOT NULL REFERENCES shared.agency (id), -- who bears it
  pence          bigint NOT NULL CHECK (pence BETWEEN 1 AND 100000000000), -- cash, or hours times rate
  minutes        int CHECK (minutes BETWEEN 1 AND 6000000), -- staff time, where it is that
  rate_pence     int CHECK (rate_pence BETWEEN 1 AND 10000000), -- an hour
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  struck_at      timestamptz,
  struck_by      uuid,
  struck_why     text CHECK (length(struck_why) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  CHECK ((minutes IS NULL) = (rate_pence IS NULL)),
  CHECK ((struck_at IS NULL) = (struck_by IS NULL) AND (struck_at IS NULL) = (struck_why IS NULL)),
  FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product (partnership_id, id),
  FOREIGN KEY (partnership_id, activity_id) REFERENCES coordination.activity (partnership_id, id)
);
CREATE INDEX cost_day ON coordination.cost (partnership_id, day);
-- The most that products and start-up may cost, which two people set.
CREATE TABLE coordination.ceiling (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  pence          bigint NOT NULL CHECK (pence BETWEEN 1 AND 100000000000),
  from_day       date NOT NULL,
  to_day         date NOT NULL CHECK (to_day >= from_day),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by    uuid NOT NULL,
  proposed_at    timestamptz NOT NULL DEFAULT now(),
  decided_by     uuid,
  decided_at     timestamptz,
  approved       boolean,
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  CONSTRAINT ceiling_two_people CHECK (decided_by <> proposed_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL)),
  CONSTRAINT ceiling_one EXCLUDE USING gist (partnership_id WITH =, daterange(from_day, to_day, '[]') WITH &&) WHERE (approved)
);

-- Databases and technology, who looks after them, and who needs to reach them.
CREATE TABLE coordination.system (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind           text NOT NULL CHECK (kind IN ('database', 'technology')),
  purpose        text NOT NULL DEFAULT '' CHECK (length(purpose) <= 1000),
  agency_id      int NOT NULL REFERENCES shared.agency (id), -- whose it is
  owner          text NOT NULL CHECK (length(owner) BETWEEN 1 AND 120),
  deputy         text NOT NULL DEFAULT '' CHECK (length(deputy) <= 120),
  intelligence   boolean NOT NULL DEFAULT false, -- it holds intelligence
  dormant_days   int NOT NULL DEFAULT 180 CHECK (dormant_days BETWEEN 1 AND 730),
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  closed_why     text CHECK (length(closed_why) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id)
);
-- A role that needs access to a system or a product: asked, granted, vetted, working, ended.
CREATE TABLE coordination.reach (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  system_id      uuid,
  product_id     uuid,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  holder         text NOT NULL CHECK (length(holder) BETWEEN 1 AND 120), -- the role or post that needs it
  outreach       boolean NOT NULL DEFAULT false, -- the holder does outreach
  asked_on       date NOT NULL,
  granted_on     date CHECK (granted_on >= asked_on),
  refused_on     date CHECK (refused_on >= asked_on),
  vetted_until   date,
  confirmed_on   date, -- last known to work
  last_used_on   date,
  ended_on       date CHECK (ended_on >= asked_on),
  why            text CHECK (length(why) BETWEEN 1 AND 2000),
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  version        int NOT NULL DEFAULT 1,
  UNIQUE (partnership_id, id),
  CHECK ((system_id IS NULL) <> (product_id IS NULL)),
  CHECK (granted_on IS NULL OR refused_on IS NULL),
  FOREIGN KEY (partnership_id, system_id) REFERENCES coordination.system (partnership_id, id),
  FOREIGN KEY (partnership_id, product_id) REFERENCES coordination.product (partnership_id, id)
);
CREATE TABLE coordination.system_review (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL,
  system_id      uuid NOT NULL,
  on_day         date NOT NULL,
  by             uuid NOT NULL,
  kept           int NOT NULL CHECK (kept BETWEEN 0 AND 100000),
  removed        int NOT NULL CHECK (removed BETWEEN 0 AND 100000),
  note           text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  FOREIGN KEY (partnership_id, system_id) REFERENCES coordination.system (partnership_id, id)
);

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('standing_change', 'by', NULL), ('leader', 'recorded_by', 'ended_by'), ('escalation', 'raised_by', 'answered_by'), ('goals', 'recorded_by', NULL),
      ('goals_question', NULL, NULL), ('acknowledgement', 'account_id', NULL), ('stream', 'recorded_by', NULL), ('spend', 'recorded_by', 'struck_by'),
      ('funding_request', 'asked_by', 'decided_by'), ('cost', 'recorded_by', 'struck_by'), ('ceiling', 'proposed_by', 'decided_by'),
      ('system', 'recorded_by', NULL), ('reach', 'recorded_by', NULL), ('system_review', 'by', NULL)) v (t, author, later) LOOP
    EXECUTE format('ALTER TABLE coordination.%I ENABLE ROW LEVEL SECURITY', r.t);
    EXECUTE format('CREATE POLICY partnership ON coordination.%I TO liaison_coordination
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t);
    IF r.author IS NOT NULL THEN
      EXECUTE format('CREATE POLICY signed ON coordination.%I AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (%I = (SELECT sec.actor()))', r.t, r.author);
    END IF;
    IF r.later IS NOT NULL THEN
      EXECUTE format('CREATE TRIGGER signed BEFORE UPDATE OF %I ON coordination.%I FOR EACH ROW WHEN (current_user = ''liaison_coordination'') EXECUTE FUNCTION sec.signed(%L)', r.later, r.t, r.later);
    END IF;
  END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT ON coordination.standing_change, coordination.goals, coordination.goals_question, coordination.acknowledgement, coordination.system_review TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (title, to_day, ended_by, end_reason, version) ON coordination.leader TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (answered_on, answer, answered_by, version) ON coordination.escalation TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (name, funder, pence, ct, additional, confirmed, to_day, renewal, closed_why, version) ON coordination.stream TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (struck_at, struck_by, struck_why) ON coordination.spend, coordination.cost TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (decided_on, decided_by, outcome, granted_pence, stream_id, why, version) ON coordination.funding_request TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, decision_reason) ON coordination.ceiling TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (name, kind, purpose, agency_id, owner, deputy, intelligence, dormant_days, to_day, closed_why, version) ON coordination.system TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (granted_on, refused_on, vetted_until, confirmed_on, last_used_on, ended_on, why, version) ON coordination.reach TO liaison_coordination;

RESET ROLE;
