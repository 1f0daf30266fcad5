-- People: accounts and how they sign in, what they are members of, and the
-- grants by which two others let them into a strand. Only the identity login
-- reads any of it, and it sees all: it has to find people before it knows who
-- asks.
-- +goose Up
SET ROLE own_identity;

CREATE TABLE identity.account (
  id          uuid PRIMARY KEY,
  email       text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254 AND email ~ '^[^\s@]+@[^\s@]+$'),
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  title       text NOT NULL DEFAULT '' CHECK (length(title) <= 120),
  created_at  timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz,
  service     boolean NOT NULL DEFAULT false,
  version     int NOT NULL DEFAULT 1
);

CREATE TABLE identity.credential (
  account_id          uuid PRIMARY KEY REFERENCES identity.account,
  password_hash       text CHECK (length(password_hash) BETWEEN 20 AND 300),
  password_changed_at timestamptz,
  totp_secret         bytea CHECK (length(totp_secret) BETWEEN 10 AND 256),
  totp_confirmed_at   timestamptz,
  totp_last_step      bigint NOT NULL DEFAULT 0,
  CHECK (totp_secret IS NOT NULL OR totp_confirmed_at IS NULL)
);

CREATE TABLE identity.recovery_code (
  account_id uuid NOT NULL REFERENCES identity.account,
  code_hash  bytea NOT NULL CHECK (length(code_hash) = 32),
  used_at    timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE identity.session (
  id             uuid PRIMARY KEY,
  token_hash     bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account_id     uuid NOT NULL REFERENCES identity.account,
  partnership_id int REFERENCES shared.partnership (id),
  created_at     timestamptz NOT NULL DEFAULT now(),
  last_seen_at   timestamptz NOT NULL DEFAULT now(),
  expires_at     timestamptz NOT NULL,
  strong         boolean NOT NULL DEFAULT false,
  pending        boolean NOT NULL DEFAULT false,
  agent          text NOT NULL DEFAULT '' CHECK (length(agent) <= 200),
  ended_at       timestamptz,
  ended_why      text CHECK (length(ended_why) BETWEEN 1 AND 200),
  CHECK (NOT (strong AND pending))
);
CREATE INDEX session_account ON identity.session (account_id, ended_at);

CREATE TABLE identity.lockout (
  key          text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  failures     int NOT NULL CHECK (failures >= 0),
  first_at     timestamptz NOT NULL,
  locked_until timestamptz
);

CREATE TABLE identity.membership (
  id             uuid PRIMARY KEY,
  account_id     uuid NOT NULL REFERENCES identity.account,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  role           text NOT NULL CHECK (role IN ('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer',
                   'auditor', 'evaluator', 'administrator')),
  agency_id      int REFERENCES shared.agency (id),
  from_day       date NOT NULL,
  to_day         date CHECK (to_day >= from_day),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  given_by       uuid REFERENCES identity.account CHECK (given_by <> account_id), -- nobody for the first two of a partnership
  ended_by       uuid REFERENCES identity.account,
  end_reason     text CHECK (length(end_reason) BETWEEN 1 AND 2000),
  held           daterange NOT NULL GENERATED ALWAYS AS
                   (CASE WHEN ended_by IS NULL THEN daterange(from_day, to_day, '[]') ELSE daterange(from_day, to_day, '[)') END) STORED,
  CHECK (ended_by IS NULL OR to_day IS NOT NULL),
  CHECK ((ended_by IS NULL) = (end_reason IS NULL)),
  CONSTRAINT membership_once EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, role WITH =, held WITH &&)
);
CREATE INDEX membership_account ON identity.membership (account_id);
CREATE INDEX membership_partnership ON identity.membership (partnership_id);

-- Separation of duties. Nobody holds, in any partnership, a grant on the side
-- of the community and one on the side of intelligence at once, nor the second
-- until the first has cooled off: barred lasts as long as the grant, and where
-- it was used by cooling_days more.
CREATE TABLE identity.strand_grant (
  id             uuid PRIMARY KEY,
  account_id     uuid NOT NULL REFERENCES identity.account,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  strand         text NOT NULL CHECK (strand IN ('outreach', 'casework', 'intelligence')),
  role           text NOT NULL,
  side           text NOT NULL GENERATED ALWAYS AS (CASE strand WHEN 'intelligence' THEN 'intelligence' ELSE 'community' END) STORED,
  from_day       date NOT NULL,
  to_day         date NOT NULL CHECK (to_day >= from_day),
  cooling_days   int NOT NULL CHECK (cooling_days BETWEEN 0 AND 3650),
  first_used_on  date,
  barred         daterange NOT NULL GENERATED ALWAYS AS
                   (daterange(from_day, CASE WHEN first_used_on IS NULL THEN to_day ELSE to_day + cooling_days END, '[]')) STORED,
  held           daterange NOT NULL GENERATED ALWAYS AS
                   (CASE WHEN ended_by IS NULL THEN daterange(from_day, to_day, '[]') ELSE daterange(from_day, to_day, '[)') END) STORED,
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by    uuid NOT NULL REFERENCES identity.account,
  approved_by    uuid NOT NULL REFERENCES identity.account,
  created_at     timestamptz NOT NULL DEFAULT now(),
  ended_by       uuid REFERENCES identity.account,
  end_reason     text CHECK (length(end_reason) BETWEEN 1 AND 2000),
  CONSTRAINT strand_grant_role CHECK ((strand, role) IN (('outreach', 'outreach_worker'), ('outreach', 'outreach_lead'),
    ('casework', 'case_worker'), ('casework', 'case_supervisor'),
    ('intelligence', 'intelligence_officer'), ('intelligence', 'intelligence_lead'))),
  CONSTRAINT strand_grant_two_people CHECK (approved_by <> proposed_by AND approved_by <> account_id AND proposed_by <> account_id),
  CHECK ((ended_by IS NULL) = (end_reason IS NULL)),
  CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&),
  CONSTRAINT strand_grant_once EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, strand WITH =, held WITH &&)
);
CREATE INDEX strand_grant_account ON identity.strand_grant (account_id, strand);
CREATE INDEX strand_grant_partnership ON identity.strand_grant (partnership_id);

CREATE TABLE identity.grant_proposal (
  id              uuid PRIMARY KEY,
  account_id      uuid NOT NULL REFERENCES identity.account,
  partnership_id  int NOT NULL REFERENCES shared.partnership (id),
  strand          text NOT NULL CHECK (strand IN ('outreach', 'casework', 'intelligence')),
  role            text NOT NULL,
  from_day        date NOT NULL,
  to_day          date NOT NULL CHECK (to_day >= from_day),
  reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by     uuid NOT NULL REFERENCES identity.account CHECK (proposed_by <> account_id),
  created_at      timestamptz NOT NULL DEFAULT now(),
  decided_by      uuid REFERENCES identity.account,
  decided_at      timestamptz,
  approved        boolean,
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 2000),
  CONSTRAINT grant_proposal_role CHECK ((strand, role) IN (('outreach', 'outreach_worker'), ('outreach', 'outreach_lead'),
    ('casework', 'case_worker'), ('casework', 'case_supervisor'),
    ('intelligence', 'intelligence_officer'), ('intelligence', 'intelligence_lead'))),
  CONSTRAINT grant_proposal_two_people CHECK (decided_by <> proposed_by AND decided_by <> account_id),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL))
);
CREATE INDEX grant_proposal_open ON identity.grant_proposal (partnership_id, created_at) WHERE decided_at IS NULL;

CREATE TABLE identity.invitation (
  id             uuid PRIMARY KEY,
  token_hash     bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  email          text NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  role           text NOT NULL CHECK (role IN ('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer',
                   'auditor', 'evaluator', 'administrator')),
  agency_id      int REFERENCES shared.agency (id),
  reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000), -- becomes that of the membership
  invited_by     uuid NOT NULL REFERENCES identity.account,
  created_at     timestamptz NOT NULL DEFAULT now(),
  expires_at     timestamptz NOT NULL,
  accepted_at    timestamptz,
  account_id     uuid REFERENCES identity.account CHECK (account_id <> invited_by),
  withdrawn_at   timestamptz
);
CREATE INDEX invitation_partnership ON identity.invitation (partnership_id, created_at);

-- A grant runs out or is ended early, once, from today on, by somebody who
-- says why. It is never made longer, and never deleted.
-- +goose StatementBegin
CREATE FUNCTION identity.keep_grant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a grant is never deleted' USING ERRCODE = '42501'; END IF;
  IF (NEW.id, NEW.account_id, NEW.partnership_id, NEW.strand, NEW.role, NEW.from_day, NEW.cooling_days, NEW.reason,
      NEW.proposed_by, NEW.approved_by, NEW.created_at)
     IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.partnership_id, OLD.strand, OLD.role, OLD.from_day, OLD.cooling_days, OLD.reason,
      OLD.proposed_by, OLD.approved_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a grant does not change' USING ERRCODE = '42501';
  END IF;
  IF OLD.first_used_on IS NOT NULL AND NEW.first_used_on IS DISTINCT FROM OLD.first_used_on THEN
    RAISE EXCEPTION 'a grant that was used was used' USING ERRCODE = '42501';
  END IF;
  IF (NEW.to_day, NEW.ended_by, NEW.end_reason) IS DISTINCT FROM (OLD.to_day, OLD.ended_by, OLD.end_reason) THEN
    IF OLD.to_day < sec.today() OR OLD.ended_by IS NOT NULL THEN RAISE EXCEPTION 'the grant has ended' USING ERRCODE = '42501'; END IF;
    IF NEW.to_day < sec.today() AND NEW.from_day <= sec.today() THEN RAISE EXCEPTION 'a grant cannot end before today' USING ERRCODE = '42501'; END IF;
    IF NEW.to_day > OLD.to_day THEN RAISE EXCEPTION 'a grant is not made longer' USING ERRCODE = '42501'; END IF;
    IF NEW.ended_by IS NULL THEN RAISE EXCEPTION 'somebody ends a grant' USING ERRCODE = '42501'; END IF;
  END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.keep_grant();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER keep;

-- Two people: what the service grants is what one has proposed and another,
-- who acts now, has approved.
-- +goose StatementBegin
CREATE FUNCTION identity.two_people() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.approved_by IS DISTINCT FROM sec.actor() OR NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.account_id = NEW.account_id AND p.partnership_id = NEW.partnership_id AND p.strand = NEW.strand AND p.role = NEW.role
       AND NEW.from_day >= p.from_day AND NEW.to_day <= p.to_day
       AND p.proposed_by = NEW.proposed_by AND p.decided_by = NEW.approved_by AND p.approved) THEN
    RAISE EXCEPTION 'no proposal was approved for this grant' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER two_people AFTER INSERT ON identity.strand_grant DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user = 'liaison_identity') EXECUTE FUNCTION identity.two_people();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER two_people;

-- Whoever ends or decides something signs for it themselves.
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON identity.strand_grant
  FOR EACH ROW WHEN (current_user = 'liaison_identity') EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF ended_by ON identity.membership
  FOR EACH ROW WHEN (current_user = 'liaison_identity') EXECUTE FUNCTION sec.signed('ended_by');
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON identity.grant_proposal
  FOR EACH ROW WHEN (current_user = 'liaison_identity') EXECUTE FUNCTION sec.signed('decided_by');

-- The actor's grants in the strand of this login have been used. It is called
-- in every transaction of the strand and writes once.
-- +goose StatementBegin
CREATE FUNCTION identity.used() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  who uuid := sec.actor();
BEGIN
  IF who IS NULL OR session_user NOT IN ('liaison_outreach', 'liaison_casework', 'liaison_intelligence') THEN RETURN false; END IF;
  UPDATE identity.strand_grant g SET first_used_on = sec.today()
   WHERE g.account_id = who AND g.strand = substr(session_user, 9) AND g.first_used_on IS NULL
     AND sec.live(g.from_day, g.to_day, g.ended_by, sec.today());
  RETURN FOUND;
END $$;
-- +goose StatementEnd

-- Names of people who are or were in a partnership that the actor is in.
CREATE FUNCTION identity.names(ids uuid[]) RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT a.id, a.name FROM identity.account a
   WHERE a.id = ANY (ids)
     AND a.id IN (SELECT m.account_id FROM identity.membership m
                   WHERE m.account_id = ANY (ids) AND m.partnership_id = ANY ((SELECT sec.partnerships())::int[]))
$$;

-- Other instances hear that what they remember of a person no longer holds.
-- +goose StatementBegin
CREATE FUNCTION identity.announce() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('liaison_identity', to_jsonb(NEW) ->> TG_ARGV[0]);
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON identity.membership FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE OF to_day ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER announce AFTER UPDATE OF ended_at ON identity.session FOR EACH ROW EXECUTE FUNCTION identity.announce('account_id');
CREATE TRIGGER announce AFTER UPDATE OF disabled_at ON identity.account FOR EACH ROW EXECUTE FUNCTION identity.announce('id');

-- +goose StatementBegin
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account', 'credential', 'recovery_code', 'session', 'lockout', 'membership', 'strand_grant', 'grant_proposal', 'invitation'] LOOP
    EXECUTE format('ALTER TABLE identity.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY accounts ON identity.%I TO liaison_identity USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['account', 'membership', 'strand_grant'] LOOP
    EXECUTE format('CREATE POLICY claims ON identity.%I FOR SELECT TO own_sec USING (true)', t);
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE POLICY proposer ON identity.grant_proposal AS RESTRICTIVE FOR INSERT TO liaison_identity
  WITH CHECK (proposed_by = (SELECT sec.actor()) AND decided_by IS NULL);
CREATE POLICY inviter ON identity.invitation AS RESTRICTIVE FOR INSERT TO liaison_identity
  WITH CHECK (invited_by = (SELECT sec.actor()));

GRANT USAGE ON SCHEMA identity TO liaison_identity, liaison_outreach, liaison_casework, liaison_intelligence, own_sec;
GRANT SELECT, INSERT, UPDATE (email, name, title, disabled_at, version) ON identity.account TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (password_hash, password_changed_at, totp_secret, totp_confirmed_at, totp_last_step) ON identity.credential TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON identity.recovery_code TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (token_hash, partnership_id, last_seen_at, expires_at, strong, pending, agent, ended_at, ended_why), DELETE ON identity.session TO liaison_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.lockout TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (to_day, ended_by, end_reason) ON identity.membership TO liaison_identity;
GRANT SELECT, INSERT (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason,
  proposed_by, approved_by, created_at, ended_by, end_reason), UPDATE (to_day, ended_by, end_reason) ON identity.strand_grant TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, decision_reason) ON identity.grant_proposal TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (token_hash, expires_at, accepted_at, account_id, withdrawn_at) ON identity.invitation TO liaison_identity;
GRANT EXECUTE ON FUNCTION identity.names(uuid[]) TO liaison_identity;
GRANT EXECUTE ON FUNCTION identity.used() TO liaison_outreach, liaison_casework, liaison_intelligence;
GRANT SELECT (id, disabled_at) ON identity.account TO own_sec;
GRANT SELECT (account_id, partnership_id, role, from_day, to_day, ended_by) ON identity.membership TO own_sec;
GRANT SELECT (account_id, partnership_id, strand, role, from_day, to_day, ended_by) ON identity.strand_grant TO own_sec;
RESET ROLE;
