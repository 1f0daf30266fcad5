-- What happens without a person: drafts that nobody went on with are deleted,
-- and at month's end each strand beyond coordination publishes how many records
-- it has, so coarsely that nothing can be learnt of one. The service acts in
-- its own name.
-- +goose Up
SET ROLE own_identity;
INSERT INTO identity.account (id, email, name, service)
  VALUES ('5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258', 'service@liaison.invalid', 'The service itself', true);
RESET ROLE;

SET ROLE own_sec;
GRANT EXECUTE ON FUNCTION sec.service() TO own_coordination, own_outreach, own_casework, own_intelligence;
RESET ROLE;

SET ROLE own_shared;
GRANT SELECT (id) ON shared.partnership TO own_outreach, own_casework, own_intelligence;
CREATE POLICY totals ON shared.partnership FOR SELECT TO own_outreach, own_casework, own_intelligence USING (true);
GRANT REFERENCES (id) ON shared.partnership TO own_stats;
GRANT USAGE ON SCHEMA shared TO own_stats;
RESET ROLE;

SET ROLE own_stats;
-- A closed month of one strand: fewer than 10, or so many tens. Written once.
CREATE TABLE stats.total (
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  strand         text NOT NULL CHECK (strand IN ('outreach', 'casework', 'intelligence')),
  month          date NOT NULL CHECK (extract(day FROM month) = 1),
  tens           int NOT NULL CHECK (tens >= 0 AND tens % 10 = 0), -- 0: fewer than 10, or none
  published_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partnership_id, strand, month)
);
ALTER TABLE stats.total ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON stats.total TO liaison_coordination USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
GRANT USAGE ON SCHEMA stats TO liaison_coordination, own_outreach, own_casework, own_intelligence;
GRANT SELECT ON stats.total TO liaison_coordination;

-- Takes no number that says more than its ten. What is there stays.
-- +goose StatementBegin
CREATE FUNCTION stats.publish(p_partnership int, p_strand text, p_month date, p_tens int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF session_user <> 'liaison_' || p_strand OR NOT sec.service() OR p_month + interval '1 month' > sec.today() THEN
    RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501';
  END IF;
  INSERT INTO stats.total (partnership_id, strand, month, tens) VALUES (p_partnership, p_strand, p_month, p_tens) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION stats.publish(int, text, date, int) TO own_outreach, own_casework, own_intelligence;
RESET ROLE;
SET ROLE own_sec;
GRANT EXECUTE ON FUNCTION sec.service() TO own_stats;
GRANT EXECUTE ON FUNCTION sec.partnerships(), sec.today() TO own_stats;
RESET ROLE;

SET ROLE own_coordination;
-- +goose StatementBegin
CREATE FUNCTION coordination.sweep(p_before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_coordination' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM coordination.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.sweep(timestamptz) TO liaison_coordination;
RESET ROLE;

SET ROLE own_outreach;
-- +goose StatementBegin
CREATE FUNCTION outreach.sweep(p_before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM outreach.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION outreach.sweep(timestamptz) TO liaison_outreach;
-- +goose StatementBegin
CREATE FUNCTION outreach.publish(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_outreach' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'outreach', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN outreach.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION outreach.publish(date) TO liaison_outreach;
RESET ROLE;

SET ROLE own_casework;
-- +goose StatementBegin
CREATE FUNCTION casework.sweep(p_before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_casework' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM casework.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION casework.sweep(timestamptz) TO liaison_casework;
-- +goose StatementBegin
CREATE FUNCTION casework.publish(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_casework' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'casework', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN casework.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION casework.publish(date) TO liaison_casework;
RESET ROLE;

SET ROLE own_intelligence;
-- +goose StatementBegin
CREATE FUNCTION intelligence.sweep(p_before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() OR p_before > clock_timestamp() - interval '29 days' THEN
    RAISE EXCEPTION 'not to be swept' USING ERRCODE = '42501';
  END IF;
  DELETE FROM intelligence.draft WHERE updated_at < p_before AND used_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION intelligence.sweep(timestamptz) TO liaison_intelligence;
-- +goose StatementBegin
CREATE FUNCTION intelligence.publish(p_month date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  n int;
BEGIN
  IF session_user <> 'liaison_intelligence' OR NOT sec.service() THEN RAISE EXCEPTION 'no total to publish' USING ERRCODE = '42501'; END IF;
  SELECT count(*) FILTER (WHERE stats.publish(t.id, 'intelligence', p_month, t.tens)) INTO n FROM (
    SELECT p.id, (count(a.id) / 10 * 10)::int AS tens
      FROM shared.partnership p LEFT JOIN intelligence.activity a ON a.partnership_id = p.id AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
       AND a.occurred_on >= p_month AND a.occurred_on < p_month + interval '1 month'
     GROUP BY p.id) t;
  RETURN n;
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION intelligence.publish(date) TO liaison_intelligence;
RESET ROLE;
