-- Who reads the log: notices are made by the service's own accounts, so nobody
-- else reads it through a strand's login. And whether a reason is asked, which
-- pages must know before the log refuses.
-- +goose Up
SET ROLE own_identity;
GRANT SELECT (service) ON identity.account TO own_sec;
RESET ROLE;

SET ROLE own_sec;
-- The actor is not a person but the service itself.
CREATE FUNCTION sec.service() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM identity.account a WHERE a.id = (SELECT sec.actor()) AND a.service AND a.disabled_at IS NULL)
$$;
GRANT EXECUTE ON FUNCTION sec.service() TO own_audit;
RESET ROLE;

SET ROLE own_audit;
CREATE OR REPLACE FUNCTION audit.since(p_lane int, p_seq bigint) RETURNS TABLE (lane int, seq bigint, at_us bigint, actor text, act text, did text,
  outcome text, kind text, on_what text, partnership_id int, detail text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT e.lane, e.seq, e.at_us, e.actor, e.act, e.did, e.outcome, e.kind, e.on_what, e.partnership_id, e.detail
    FROM audit.event e
   WHERE (SELECT sec.service()) AND e.strand = substr(session_user, 9) AND e.lane = p_lane AND e.seq > p_seq
     AND e.partnership_id = ANY ((SELECT sec.partnerships())::int[])
   ORDER BY e.seq LIMIT 1000
$$;
CREATE FUNCTION audit.asks_reason() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$ SELECT ask_reason FROM audit.setting $$;
GRANT EXECUTE ON FUNCTION audit.asks_reason() TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity;
RESET ROLE;
