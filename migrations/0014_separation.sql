-- The separation's three inputs: what the leads attest, whether the wall stood
-- when it was tested, and whether anybody holds both sides; kept where they are
-- made and published on the first of each month. Besides, that the log's chain
-- was gone through; which pairs of agencies have to share with one another; and
-- when memberships were made, which tells the rules who took part.
-- +goose Up
SET ROLE own_identity;
ALTER TABLE identity.membership ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
UPDATE identity.membership SET created_at = least(now(), from_day::timestamptz); -- the nearest that is known of older ones
GRANT SELECT (id, agency_id, created_at) ON identity.membership TO own_sec;
RESET ROLE;

SET ROLE own_sec;
-- Who takes part, or did, with an account that reads coordination: for the
-- rules, which ask it of the actor's partnerships only. A membership that
-- somebody ended was over at once, and so is that of a disabled account.
CREATE FUNCTION sec.members(p_partnership int) RETURNS TABLE (id uuid, account_id uuid, agency_id int, from_day date, until date, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT m.id, m.account_id, m.agency_id, m.from_day, m.until, m.created_at
    FROM (SELECT i.id, i.account_id, i.agency_id, i.from_day, i.created_at,
                 least(CASE WHEN i.ended_by IS NULL THEN i.to_day ELSE i.to_day - 1 END, (a.disabled_at AT TIME ZONE 'Europe/London')::date) AS until
            FROM identity.membership i JOIN identity.account a ON a.id = i.account_id
           WHERE i.partnership_id = p_partnership AND i.role IN ('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer')) m
   WHERE session_user = 'liaison_coordination' AND (sec.service() OR p_partnership = ANY ((SELECT sec.partnerships())::int[]))
     AND (m.until IS NULL OR m.until >= m.from_day)
$$;
GRANT EXECUTE ON FUNCTION sec.members(int) TO liaison_coordination;
GRANT EXECUTE ON FUNCTION sec.service() TO own_identity;
RESET ROLE;

SET ROLE own_shared;
GRANT SELECT (id, archived_at, created_at) ON shared.partnership TO own_coordination;
GRANT SELECT (id) ON shared.partnership TO own_identity;
GRANT SELECT (partnership_id, strand, approved, decided_at) ON shared.strand_use TO own_coordination;
CREATE POLICY separation ON shared.partnership FOR SELECT TO own_coordination, own_identity USING (true);
CREATE POLICY separation ON shared.strand_use FOR SELECT TO own_coordination USING (true);
RESET ROLE;

-- What a lead says of a quarter, or where intelligence is kept elsewhere the
-- manager: only ever added to. The wording is the number of the statements that
-- were put to them.
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'intelligence'] LOOP
    EXECUTE format('SET ROLE own_%s', s);
    EXECUTE format($t$CREATE TABLE %I.attestation (
      id             uuid PRIMARY KEY,
      partnership_id int NOT NULL REFERENCES shared.partnership (id),
      quarter        date NOT NULL CHECK (extract(day FROM quarter) = 1 AND extract(month FROM quarter) IN (1, 4, 7, 10)), -- its first day
      wording        int NOT NULL CHECK (wording > 0),
      note           text NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
      by             uuid NOT NULL,
      at             timestamptz NOT NULL,
      UNIQUE (partnership_id, id))$t$, s);
    EXECUTE format('CREATE INDEX attestation_at ON %I.attestation (partnership_id, at DESC)', s);
    EXECUTE format('ALTER TABLE %I.attestation ENABLE ROW LEVEL SECURITY', s);
    EXECUTE format('CREATE POLICY partnership ON %I.attestation TO liaison_%s
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', s, s);
    EXECUTE format('CREATE POLICY signed ON %I.attestation AS RESTRICTIVE FOR INSERT TO liaison_%s WITH CHECK (by = (SELECT sec.actor()))', s, s);
    EXECUTE format('GRANT SELECT, INSERT ON %I.attestation TO liaison_%s', s, s);
    RESET ROLE;
  END LOOP;
END $$;
-- +goose StatementEnd

SET ROLE own_stats;
GRANT USAGE ON SCHEMA stats TO own_identity, own_coordination;
-- What each side hands in for the first of a month: a day or a number, once. No
-- login reads it; it is published with the rest.
CREATE TABLE stats.separation_input (
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  month          date NOT NULL CHECK (extract(day FROM month) = 1),
  side           text NOT NULL CHECK (side IN ('outreach', 'intelligence', 'identity')),
  attested_on    date CHECK (attested_on < month),
  people         int CHECK (people >= 0), -- who hold both sides
  PRIMARY KEY (partnership_id, month, side),
  CHECK ((side = 'identity') = (people IS NOT NULL) AND (side <> 'identity' OR attested_on IS NULL))
);
ALTER TABLE stats.separation_input ENABLE ROW LEVEL SECURITY;
CREATE POLICY separation ON stats.separation_input FOR SELECT TO own_coordination USING (true);
GRANT SELECT ON stats.separation_input TO own_coordination;

-- +goose StatementBegin
CREATE FUNCTION stats.hand_in(p_partnership int, p_side text, p_month date, p_attested_on date, p_people int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_' || p_side OR NOT sec.service() OR p_month > sec.today() THEN
    RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.separation_input (partnership_id, month, side, attested_on, people)
    VALUES (p_partnership, p_month, p_side, p_attested_on, p_people) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION stats.hand_in(int, text, date, date, int) TO own_outreach, own_intelligence, own_identity;
RESET ROLE;

SET ROLE own_outreach;
-- +goose StatementBegin
CREATE FUNCTION outreach.hand_in(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.hand_in(t.id, 'outreach', p_month, t.attested_on, NULL)) INTO n FROM (
    SELECT p.id, (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM outreach.attestation a
        WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) AS attested_on
      FROM shared.partnership p) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION outreach.hand_in(date) TO liaison_outreach;
RESET ROLE;

SET ROLE own_intelligence;
-- +goose StatementBegin
CREATE FUNCTION intelligence.hand_in(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.hand_in(t.id, 'intelligence', p_month, t.attested_on, NULL)) INTO n FROM (
    SELECT p.id, (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM intelligence.attestation a
        WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) AS attested_on
      FROM shared.partnership p) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION intelligence.hand_in(date) TO liaison_intelligence;
RESET ROLE;

SET ROLE own_identity;
-- How many people hold a grant on that day in the partnership, and have one of
-- the other side, in any partnership, that still lasts or cools off. The
-- exclusion on grants lets nobody be one of them; this looks whether it did.
-- +goose StatementBegin
CREATE FUNCTION identity.hand_in(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_identity' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.hand_in(t.id, 'identity', p_month, NULL, t.people)) INTO n FROM (
    SELECT p.id, (SELECT count(DISTINCT g.account_id)::int FROM identity.strand_grant g
        JOIN identity.strand_grant o ON o.account_id = g.account_id AND o.side <> g.side AND o.barred @> p_month
        WHERE g.partnership_id = p.id AND g.held @> p_month) AS people
      FROM shared.partnership p) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION identity.hand_in(date) TO liaison_identity;
RESET ROLE;

SET ROLE own_audit;
-- Goes through the chain of one lane of the log, from behind an entry on and no
-- farther than so many of them: to which entry it came, whether that is the
-- last, and how many were not as they were written. At the end the head is held
-- against the last entry. It says nothing of what they hold.
-- +goose StatementBegin
CREATE FUNCTION audit.check_lane(p_strand text, p_lane int, p_after bigint, p_many int, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  before bytea;
  newest bytea;
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'not to be checked' USING ERRCODE = '42501'; END IF;
  IF p_after = 0 THEN
    before := sha256(convert_to('liaison-audit-v1|' || p_strand || '|' || p_lane, 'UTF8'));
  ELSE
    SELECT e.hash INTO before FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq = p_after;
  END IF;
  SELECT count(*), coalesce(max(x.seq), p_after), (array_agg(x.hash ORDER BY x.seq DESC))[1],
         count(*) FILTER (WHERE x.seq <> x.place OR x.prev IS DISTINCT FROM x.was OR x.hash IS DISTINCT FROM sha256(x.prev || audit.canon(
           x.strand, x.lane::text, x.seq::text, x.at_us::text, x.actor, x.login, x.request, x.act, x.did, x.outcome, x.kind, x.on_what,
           x.partnership_id::text, x.why, x.recipient, x.detail)))
    INTO n, o_last, newest, o_wrong
    FROM (SELECT e.*, lag(e.hash, 1, before) OVER (ORDER BY e.seq) AS was, p_after + row_number() OVER (ORDER BY e.seq) AS place
            FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq > p_after ORDER BY e.seq LIMIT p_many) x;
  o_ended := n < p_many;
  IF o_ended AND NOT EXISTS (SELECT FROM audit.head h
      WHERE h.strand = p_strand AND h.lane = p_lane AND h.seq = o_last AND h.hash = coalesce(newest, before)) THEN
    o_wrong := o_wrong + 1;
  END IF;
  IF p_after = 0 AND EXISTS (SELECT FROM audit.event e WHERE e.strand = p_strand AND e.lane = p_lane AND e.seq < 1) THEN
    o_wrong := o_wrong + 1;
  END IF;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION audit.check_lane(text, int, bigint, int) TO liaison_coordination;
RESET ROLE;

SET ROLE own_coordination;
-- That the wall was tested, or the log's chain gone through, and how much was
-- wrong with it; never what. One row for each partnership, whose rules read it.
CREATE TABLE coordination.self_test (
  id             uuid PRIMARY KEY,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  what           text NOT NULL CHECK (what IN ('wall', 'log')),
  at             timestamptz NOT NULL,
  on_day         date NOT NULL,
  found          int NOT NULL CHECK (found >= 0),
  nightly        boolean NOT NULL, -- else somebody asked for it
  UNIQUE (partnership_id, id)
);
CREATE UNIQUE INDEX self_test_nightly ON coordination.self_test (partnership_id, what, on_day) WHERE nightly;
CREATE INDEX self_test_at ON coordination.self_test (partnership_id, what, at DESC);

-- The separation's inputs as they stood when they were published.
CREATE TABLE coordination.separation (
  id              uuid PRIMARY KEY,
  partnership_id  int NOT NULL REFERENCES shared.partnership (id),
  month           date NOT NULL CHECK (extract(day FROM month) = 1),
  people          int NOT NULL CHECK (people >= 0), -- who hold both sides
  elsewhere       boolean NOT NULL, -- the partnership keeps no intelligence records here
  tested_on       date,
  test_found      int CHECK (test_found >= 0),
  community_on    date,
  intelligence_on date,
  manager_on      date,
  published_at    timestamptz NOT NULL,
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, month),
  CHECK ((tested_on IS NULL) = (test_found IS NULL))
);

-- Which pairs of agencies have to share with one another: somebody proposes a
-- list, and another approves it.
CREATE TABLE coordination.pair_list (
  id              uuid PRIMARY KEY,
  partnership_id  int NOT NULL REFERENCES shared.partnership (id),
  version         int NOT NULL CHECK (version > 0),
  from_day        date NOT NULL,
  reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by     uuid NOT NULL,
  proposed_at     timestamptz NOT NULL,
  decided_by      uuid,
  decided_at      timestamptz,
  approved        boolean,
  decision_reason text CHECK (length(decision_reason) BETWEEN 1 AND 2000),
  UNIQUE (partnership_id, id),
  UNIQUE (partnership_id, version),
  CONSTRAINT pair_list_two_people CHECK (decided_by <> proposed_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL))
);
CREATE UNIQUE INDEX pair_list_waits ON coordination.pair_list (partnership_id) WHERE decided_by IS NULL;
CREATE TABLE coordination.pair (
  list_id        uuid NOT NULL,
  partnership_id int NOT NULL,
  agency_id      int NOT NULL REFERENCES shared.agency (id),
  other_id       int NOT NULL REFERENCES shared.agency (id),
  PRIMARY KEY (list_id, agency_id, other_id),
  CHECK (agency_id < other_id),
  FOREIGN KEY (partnership_id, list_id) REFERENCES coordination.pair_list (partnership_id, id)
);

-- +goose StatementBegin
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('self_test', NULL), ('separation', NULL), ('pair_list', 'proposed_by'), ('pair', NULL)) v (t, author) LOOP
    EXECUTE format('ALTER TABLE coordination.%I ENABLE ROW LEVEL SECURITY', r.t);
    EXECUTE format('CREATE POLICY partnership ON coordination.%I TO liaison_coordination
      USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t);
    IF r.author IS NOT NULL THEN
      EXECUTE format('CREATE POLICY signed ON coordination.%I AS RESTRICTIVE FOR INSERT TO liaison_coordination WITH CHECK (%I = (SELECT sec.actor()))', r.t, r.author);
    END IF;
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE TRIGGER signed BEFORE UPDATE OF decided_by ON coordination.pair_list
  FOR EACH ROW WHEN (current_user = 'liaison_coordination') EXECUTE FUNCTION sec.signed('decided_by');
GRANT SELECT ON coordination.self_test, coordination.separation TO liaison_coordination;
GRANT SELECT, INSERT ON coordination.pair TO liaison_coordination;
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, approved, decision_reason) ON coordination.pair_list TO liaison_coordination;

-- Whether some partnership has no nightly test of today.
-- +goose StatementBegin
CREATE FUNCTION coordination.test_due(p_what text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'no test to keep' USING ERRCODE = '42501'; END IF;
  RETURN EXISTS (SELECT FROM shared.partnership p WHERE p.archived_at IS NULL AND NOT EXISTS (
    SELECT FROM coordination.self_test t WHERE t.partnership_id = p.id AND t.what = p_what AND t.on_day = sec.today() AND t.nightly));
END $$;
-- +goose StatementEnd

-- Keeps the nightly test of today for each partnership that has none. That the
-- log was gone through is a fact at once.
-- +goose StatementBegin
CREATE FUNCTION coordination.keep_test(p_what text, p_found int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  t timestamptz := clock_timestamp();
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() THEN RAISE EXCEPTION 'no test to keep' USING ERRCODE = '42501'; END IF;
  WITH ran AS (
    INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly)
      SELECT gen_random_uuid(), p.id, p_what, t, sec.today(), p_found, true FROM shared.partnership p WHERE p.archived_at IS NULL
      ON CONFLICT DO NOTHING RETURNING *),
  known AS (
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, flags, known_from)
      SELECT r.partnership_id, r.id, 0, 'log_verified', r.on_day, CASE r.found WHEN 0 THEN ARRAY['passed'] ELSE '{}' END, r.at FROM ran r WHERE r.what = 'log')
  SELECT count(*) INTO n FROM ran;
  RETURN n;
END $$;
-- +goose StatementEnd

-- Publishes the separation's inputs as they stood when the month began, once,
-- for each partnership for which all of them are handed in, with the facts of
-- it. It says how many partnerships that were.
-- +goose StatementBegin
CREATE FUNCTION coordination.publish_separation(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  t timestamptz := clock_timestamp();
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() OR p_month > sec.today() THEN RAISE EXCEPTION 'nothing to publish' USING ERRCODE = '42501'; END IF;
  WITH place AS (
    SELECT p.id, EXISTS (SELECT FROM shared.strand_use s WHERE s.partnership_id = p.id AND s.strand = 'outreach' AND s.approved
             AND (s.decided_at AT TIME ZONE 'Europe/London')::date < p_month) AS reaches_out,
           EXISTS (SELECT FROM shared.strand_use s WHERE s.partnership_id = p.id AND s.strand = 'intelligence' AND s.approved
             AND (s.decided_at AT TIME ZONE 'Europe/London')::date < p_month) AS gathers
      FROM shared.partnership p WHERE p.archived_at IS NULL AND (p.created_at AT TIME ZONE 'Europe/London')::date < p_month),
  new AS (
    INSERT INTO coordination.separation (id, partnership_id, month, people, elsewhere, tested_on, test_found, community_on, intelligence_on, manager_on, published_at)
      SELECT gen_random_uuid(), p.id, p_month, h.people, NOT p.gathers, w.on_day, w.found, o.attested_on, CASE WHEN p.gathers THEN i.attested_on END,
             CASE WHEN NOT p.gathers THEN (SELECT max((a.at AT TIME ZONE 'Europe/London')::date) FROM coordination.attestation a
               WHERE a.partnership_id = p.id AND (a.at AT TIME ZONE 'Europe/London')::date < p_month) END, t
        FROM place p
        JOIN stats.separation_input h ON h.partnership_id = p.id AND h.month = p_month AND h.side = 'identity'
        LEFT JOIN stats.separation_input o ON o.partnership_id = p.id AND o.month = p_month AND o.side = 'outreach'
        LEFT JOIN stats.separation_input i ON i.partnership_id = p.id AND i.month = p_month AND i.side = 'intelligence'
        LEFT JOIN LATERAL (SELECT s.on_day, s.found FROM coordination.self_test s
          WHERE s.partnership_id = p.id AND s.what = 'wall' AND s.on_day < p_month ORDER BY s.at DESC LIMIT 1) w ON true
       WHERE (o.side IS NOT NULL OR NOT p.reaches_out) AND (i.side IS NOT NULL OR NOT p.gathers)
      ON CONFLICT DO NOTHING RETURNING *),
  known AS (
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, number, flags, known_from)
      SELECT s.partnership_id, s.id, f.part, f.kind, f.day, f.number, f.flags, t
        FROM new s CROSS JOIN LATERAL (VALUES
          (0, 'separation', s.month, nullif(s.people, 0), CASE WHEN s.elsewhere THEN ARRAY['elsewhere'] ELSE '{}' END),
          (1, 'self_test', s.tested_on, NULL, CASE s.test_found WHEN 0 THEN ARRAY['passed'] ELSE '{}' END),
          (2, 'attested', s.community_on, NULL, ARRAY['community']),
          (3, 'attested', s.intelligence_on, NULL, ARRAY['intelligence']),
          (4, 'attested', s.manager_on, NULL, ARRAY['manager'])) f (part, kind, day, number, flags)
       WHERE f.day IS NOT NULL)
  SELECT count(*) INTO n FROM new;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.test_due(text), coordination.keep_test(text, int), coordination.publish_separation(date) TO liaison_coordination;
RESET ROLE;
