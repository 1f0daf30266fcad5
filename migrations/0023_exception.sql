-- A shorter cooling-off. Whoever held a role on one side may be given one on the
-- other before the cooling-off is over where two people say why, for that one
-- role and as long as it lasts. What was held is never touched: only the days
-- after it. The exceptions are published with the rest of the separation.
-- +goose Up
SET ROLE own_identity;
ALTER TABLE identity.grant_proposal
  ADD COLUMN despite text CHECK (length(despite) BETWEEN 1 AND 2000); -- why it may begin inside the cooling-off; absent unless that is asked

-- cooled_on is the last day of the cooling-off where an exception cut it short.
ALTER TABLE identity.strand_grant
  ADD COLUMN exception_id uuid UNIQUE REFERENCES identity.grant_proposal,
  ADD COLUMN cooled_on    date,
  DROP CONSTRAINT strand_grant_sides,
  DROP CONSTRAINT strand_grant_once,
  DROP COLUMN barred;
ALTER TABLE identity.strand_grant
  ADD COLUMN barred daterange NOT NULL GENERATED ALWAYS AS
    (daterange(from_day, CASE WHEN first_used_on IS NULL THEN to_day ELSE greatest(to_day, least(to_day + cooling_days, cooled_on)) END, '[]')) STORED,
  ADD CONSTRAINT strand_grant_sides EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&),
  ADD CONSTRAINT strand_grant_once EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, strand WITH =, held WITH &&); -- asked after the sides, as before

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION identity.keep_grant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a grant is never deleted' USING ERRCODE = '42501'; END IF;
  IF (NEW.id, NEW.account_id, NEW.partnership_id, NEW.strand, NEW.role, NEW.from_day, NEW.cooling_days, NEW.reason,
      NEW.proposed_by, NEW.approved_by, NEW.created_at, NEW.exception_id)
     IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.partnership_id, OLD.strand, OLD.role, OLD.from_day, OLD.cooling_days, OLD.reason,
      OLD.proposed_by, OLD.approved_by, OLD.created_at, OLD.exception_id) THEN
    RAISE EXCEPTION 'a grant does not change' USING ERRCODE = '42501';
  END IF;
  IF OLD.first_used_on IS NOT NULL AND NEW.first_used_on IS DISTINCT FROM OLD.first_used_on THEN
    RAISE EXCEPTION 'a grant that was used was used' USING ERRCODE = '42501';
  END IF;
  IF NEW.cooled_on IS DISTINCT FROM OLD.cooled_on AND NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.account_id = NEW.account_id AND (p.strand = 'intelligence') <> (NEW.strand = 'intelligence')
       AND p.approved AND p.despite IS NOT NULL AND NEW.cooled_on >= p.from_day - 1) THEN
    RAISE EXCEPTION 'no exception was approved for this cooling-off' USING ERRCODE = '42501';
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

-- A grant that is an exception cuts the cooling-off on the other side short, up
-- to the day before it begins, once its own proposal was approved as such. A
-- role that is still held on its first day is not cut: the exclusion refuses.
-- +goose StatementBegin
CREATE FUNCTION identity.cut_cooling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.exception_id IS NULL THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT FROM identity.grant_proposal p
     WHERE p.id = NEW.exception_id AND p.despite IS NOT NULL AND p.approved
       AND p.account_id = NEW.account_id AND p.partnership_id = NEW.partnership_id AND p.strand = NEW.strand AND p.role = NEW.role
       AND NEW.from_day >= p.from_day AND NEW.to_day <= p.to_day
       AND p.proposed_by = NEW.proposed_by AND p.decided_by = NEW.approved_by) THEN
    RAISE EXCEPTION 'no exception was approved for this grant' USING ERRCODE = '42501';
  END IF;
  UPDATE identity.strand_grant o SET cooled_on = NEW.from_day - 1
   WHERE o.account_id = NEW.account_id AND (o.strand = 'intelligence') <> (NEW.strand = 'intelligence') AND o.first_used_on IS NOT NULL
     AND o.to_day < NEW.from_day AND o.to_day + o.cooling_days >= NEW.from_day AND coalesce(o.cooled_on, NEW.from_day) >= NEW.from_day;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER cut_cooling BEFORE INSERT ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.cut_cooling();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER cut_cooling;

-- An exception is for one grant: every other still meets the whole of the
-- cooling-off. Where none was cut short, the exclusion has seen to it.
-- +goose StatementBegin
CREATE FUNCTION identity.whole_cooling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.exception_id IS NULL AND EXISTS (
    SELECT FROM identity.strand_grant o
     WHERE o.account_id = NEW.account_id AND o.side <> NEW.side AND o.first_used_on IS NOT NULL AND o.cooled_on IS NOT NULL
       AND daterange(o.from_day, o.to_day + o.cooling_days, '[]') && daterange(NEW.from_day, NEW.to_day, '[]')) THEN
    RAISE EXCEPTION 'the exception was for another grant' USING ERRCODE = '23P01', CONSTRAINT = 'strand_grant_sides';
  END IF;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER whole_cooling AFTER INSERT ON identity.strand_grant FOR EACH ROW EXECUTE FUNCTION identity.whole_cooling();
ALTER TABLE identity.strand_grant ENABLE ALWAYS TRIGGER whole_cooling;
GRANT INSERT (exception_id) ON identity.strand_grant TO liaison_identity;
RESET ROLE;

SET ROLE own_stats;
-- The exceptions that identity hands in with its number: for which days, and
-- which two people approved each; not who holds it, nor on which side. No login
-- reads it.
CREATE TABLE stats.separation_exception (
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  month          date NOT NULL CHECK (extract(day FROM month) = 1),
  place          int NOT NULL CHECK (place > 0),
  from_day       date NOT NULL,
  to_day         date NOT NULL CHECK (to_day >= from_day),
  proposed_by    uuid NOT NULL,
  approved_by    uuid NOT NULL CHECK (approved_by <> proposed_by),
  PRIMARY KEY (partnership_id, month, place)
);
ALTER TABLE stats.separation_exception ENABLE ROW LEVEL SECURITY;
CREATE POLICY separation ON stats.separation_exception FOR SELECT TO own_coordination USING (true);
GRANT SELECT ON stats.separation_exception TO own_coordination;

-- +goose StatementBegin
CREATE FUNCTION stats.hand_in_exception(p_partnership int, p_month date, p_place int, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_identity' OR NOT sec.service() OR p_month > sec.today() THEN
    RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.separation_exception (partnership_id, month, place, from_day, to_day, proposed_by, approved_by)
    VALUES (p_partnership, p_month, p_place, p_from, p_to, p_proposed_by, p_approved_by);
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION stats.hand_in_exception(int, date, int, date, date, uuid, uuid) TO own_identity;
RESET ROLE;

SET ROLE own_identity;
-- As before, and besides the exceptions that were held on some day since the
-- month before began, even for an hour.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION identity.hand_in(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  of int;
  n int := 0;
BEGIN
  IF session_user <> 'liaison_identity' OR NOT sec.service() THEN RAISE EXCEPTION 'nothing to hand in' USING ERRCODE = '42501'; END IF;
  FOR of IN SELECT p.id FROM shared.partnership p LOOP
    IF stats.hand_in(of, 'identity', p_month, NULL, (
        SELECT count(DISTINCT g.account_id)::int FROM identity.strand_grant g
          JOIN identity.strand_grant o ON o.account_id = g.account_id AND o.side <> g.side AND o.barred @> p_month
         WHERE g.partnership_id = of AND g.held @> p_month)) THEN
      n := n + 1;
      PERFORM stats.hand_in_exception(of, p_month, x.place::int, x.from_day, x.to_day, x.proposed_by, x.approved_by) FROM (
        SELECT row_number() OVER (ORDER BY g.from_day, g.id) AS place, g.from_day, g.to_day, g.proposed_by, g.approved_by
          FROM identity.strand_grant g
         WHERE g.partnership_id = of AND g.exception_id IS NOT NULL AND (g.first_used_on IS NOT NULL OR NOT isempty(g.held))
           AND daterange(g.from_day, g.to_day, '[]') && daterange((p_month - interval '1 month')::date, p_month, '[]')) x;
    END IF;
  END LOOP;
  RETURN n;
END $$;
-- +goose StatementEnd
RESET ROLE;

SET ROLE own_coordination;
-- The exceptions as they were published.
CREATE TABLE coordination.separation_exception (
  separation_id  uuid NOT NULL,
  partnership_id int NOT NULL,
  place          int NOT NULL CHECK (place > 0),
  from_day       date NOT NULL,
  to_day         date NOT NULL CHECK (to_day >= from_day),
  proposed_by    uuid NOT NULL,
  approved_by    uuid NOT NULL CHECK (approved_by <> proposed_by),
  PRIMARY KEY (separation_id, place),
  FOREIGN KEY (partnership_id, separation_id) REFERENCES coordination.separation (partnership_id, id)
);
ALTER TABLE coordination.separation_exception ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON coordination.separation_exception TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
GRANT SELECT ON coordination.separation_exception TO liaison_coordination;

-- As before, with the exceptions.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION coordination.publish_separation(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
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
  excepted AS (
    INSERT INTO coordination.separation_exception (separation_id, partnership_id, place, from_day, to_day, proposed_by, approved_by)
      SELECT s.id, s.partnership_id, x.place, x.from_day, x.to_day, x.proposed_by, x.approved_by
        FROM new s JOIN stats.separation_exception x ON x.partnership_id = s.partnership_id AND x.month = s.month RETURNING *),
  known AS (
    INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, number, flags, known_from)
      SELECT s.partnership_id, s.id, f.part, f.kind, f.day, NULL, f.number, f.flags, t
        FROM new s CROSS JOIN LATERAL (VALUES
          (0, 'separation', s.month, nullif(s.people, 0), CASE WHEN s.elsewhere THEN ARRAY['elsewhere'] ELSE '{}' END),
          (1, 'self_test', s.tested_on, NULL, CASE s.test_found WHEN 0 THEN ARRAY['passed'] ELSE '{}' END),
          (2, 'attested', s.community_on, NULL, ARRAY['community']),
          (3, 'attested', s.intelligence_on, NULL, ARRAY['intelligence']),
          (4, 'attested', s.manager_on, NULL, ARRAY['manager'])) f (part, kind, day, number, flags)
       WHERE f.day IS NOT NULL
      UNION ALL
      SELECT e.partnership_id, e.separation_id, 4 + e.place, 'separation_exception', e.from_day, e.to_day, NULL, '{}', t FROM excepted e)
  SELECT count(*) INTO n FROM new;
  RETURN n;
END $$;
-- +goose StatementEnd
RESET ROLE;
