-- Whether anything changed since the checklist was last worked out, and indexes
-- by which its rules find what ended or went on since a day.
-- +goose Up
SET ROLE own_audit;

-- How far the log of the login's own strand has come. Every change is logged in
-- the transaction that makes it, so two equal answers mean that nothing changed
-- between them. It tells nothing of other strands.
CREATE FUNCTION audit.stamp() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT string_agg(h.seq::text, '.' ORDER BY h.lane) FROM audit.head h WHERE h.strand = substr(session_user, 9)
$$;
REVOKE ALL ON FUNCTION audit.stamp() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.stamp() TO liaison_coordination;
RESET ROLE;

SET ROLE own_coordination;
CREATE INDEX fact_until ON coordination.fact (partnership_id, kind, until) WHERE until IS NOT NULL;
CREATE INDEX fact_open ON coordination.fact (partnership_id, kind, day)
  WHERE until IS NULL AND kind IN ('action', 'duplicate', 'escalation', 'funding_request', 'reach', 'share_asked');
RESET ROLE;
