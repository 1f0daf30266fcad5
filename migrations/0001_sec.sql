-- Who acts: the signed context and what may be seen through the login that
-- carries it.
-- +goose Up
SET ROLE own_sec;

CREATE TABLE sec.key (
  id         int PRIMARY KEY CHECK (id BETWEEN 1 AND 999999),
  k          bytea NOT NULL CHECK (length(k) = 32),
  retired_at timestamptz
);

-- A context is v1|key|actor|request|second it ends|hmac-sha256 of all before.
-- The actor is "-" before sign-in, which only the identity login makes use of.
-- Anything wrong with it, and nobody acts.
-- +goose StatementBegin
CREATE FUNCTION sec.claims(OUT actor uuid, OUT request_id text) LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
  t text := current_setting('liaison.ctx', true);
  f text[];
  secret bytea;
  body text;
BEGIN
  IF t IS NULL OR t = '' THEN RETURN; END IF;
  f := string_to_array(t, '|');
  IF array_length(f, 1) IS DISTINCT FROM 6 OR f[1] <> 'v1' OR f[2] !~ '^[0-9]{1,6}$' OR f[4] !~ '^[A-Za-z0-9._-]{1,64}$'
     OR f[5] !~ '^[0-9]{1,12}$' OR f[6] !~ '^[0-9a-f]{64}$'
     OR f[3] !~ '^(-|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$' THEN RETURN; END IF;
  SELECT key.k INTO secret FROM sec.key WHERE id = f[2]::int AND retired_at IS NULL;
  IF secret IS NULL THEN RETURN; END IF;
  body := left(t, length(t) - length(f[6]) - 1);
  -- The MACs of the MACs are compared, so that no comparison ends early on bytes an attacker chose.
  IF ext.hmac(ext.hmac(convert_to(body, 'UTF8'), secret, 'sha256'), secret, 'sha256')
     IS DISTINCT FROM ext.hmac(decode(f[6], 'hex'), secret, 'sha256') THEN RETURN; END IF;
  IF f[5]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN; END IF;
  actor := CASE WHEN f[3] <> '-' THEN f[3]::uuid END;
  request_id := f[4];
END $$;
-- +goose StatementEnd

CREATE FUNCTION sec.actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog
AS $$ SELECT actor FROM sec.claims() $$;

-- The day it is where the partnerships are.
CREATE FUNCTION sec.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog
AS $$ SELECT (now() AT TIME ZONE 'Europe/London')::date $$;

-- A period holds on its last day, unless somebody ended it: then it is over at once.
CREATE FUNCTION sec.live(from_day date, to_day date, ended_by uuid, day date) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT from_day <= day AND (to_day IS NULL OR to_day > day OR (to_day = day AND ended_by IS NULL)) $$;

-- The partnerships that the actor may see through this login. Coordination
-- asks a membership whose role reads records, the three other strands a grant
-- besides; of a disabled account or an archived partnership nothing is seen.
-- +goose StatementBegin
CREATE FUNCTION sec.partnerships() RETURNS int[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
  who uuid := sec.actor();
  day date := sec.today();
  found int[];
BEGIN
  IF who IS NULL THEN RETURN '{}'; END IF;
  CASE session_user
  WHEN 'liaison_coordination' THEN
    SELECT array_agg(DISTINCT m.partnership_id) INTO found
      FROM identity.membership m
      JOIN identity.account a ON a.id = m.account_id
      JOIN shared.partnership p ON p.id = m.partnership_id
     WHERE m.account_id = who AND a.disabled_at IS NULL AND p.archived_at IS NULL
       AND m.role IN ('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer')
       AND sec.live(m.from_day, m.to_day, m.ended_by, day);
  WHEN 'liaison_outreach', 'liaison_casework', 'liaison_intelligence' THEN
    SELECT array_agg(DISTINCT g.partnership_id) INTO found
      FROM identity.strand_grant g
      JOIN identity.account a ON a.id = g.account_id
      JOIN shared.partnership p ON p.id = g.partnership_id
     WHERE g.account_id = who AND g.strand = substr(session_user, 9) AND a.disabled_at IS NULL AND p.archived_at IS NULL
       AND sec.live(g.from_day, g.to_day, g.ended_by, day)
       AND g.partnership_id IN (SELECT m.partnership_id FROM identity.membership m
                                 WHERE m.account_id = who AND sec.live(m.from_day, m.to_day, m.ended_by, day));
  WHEN 'liaison_identity' THEN
    SELECT array_agg(DISTINCT m.partnership_id) INTO found
      FROM identity.membership m
      JOIN identity.account a ON a.id = m.account_id
     WHERE m.account_id = who AND a.disabled_at IS NULL AND sec.live(m.from_day, m.to_day, m.ended_by, day);
  ELSE
    found := NULL;
  END CASE;
  RETURN coalesce(found, '{}');
END $$;
-- +goose StatementEnd

-- The partnerships in which the actor supervises casework, through that login.
-- +goose StatementBegin
CREATE FUNCTION sec.supervises() RETURNS int[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog AS $$
DECLARE
  found int[];
BEGIN
  IF session_user <> 'liaison_casework' THEN RETURN '{}'; END IF;
  SELECT array_agg(DISTINCT g.partnership_id) INTO found
    FROM identity.strand_grant g
   WHERE g.account_id = sec.actor() AND g.strand = 'casework' AND g.role = 'case_supervisor'
     AND sec.live(g.from_day, g.to_day, g.ended_by, sec.today())
     AND g.partnership_id = ANY (sec.partnerships());
  RETURN coalesce(found, '{}');
END $$;
-- +goose StatementEnd

-- A trigger: whoever puts a name under something puts their own. Its arguments
-- are the columns of names.
-- +goose StatementBegin
CREATE FUNCTION sec.signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  c text;
BEGIN
  FOREACH c IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) ->> c IS DISTINCT FROM to_jsonb(OLD) ->> c
       AND (to_jsonb(NEW) ->> c)::uuid IS DISTINCT FROM sec.actor() THEN
      RAISE EXCEPTION 'not who acts' USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
-- +goose StatementEnd

GRANT USAGE ON SCHEMA sec TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity,
  own_shared, own_identity, own_coordination, own_outreach, own_casework, own_intelligence, own_bridge, own_stats, own_audit;
GRANT EXECUTE ON FUNCTION sec.claims(), sec.actor(), sec.today(), sec.live(date, date, uuid, date), sec.partnerships()
  TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity,
     own_shared, own_identity, own_coordination, own_outreach, own_casework, own_intelligence, own_bridge, own_audit;
GRANT EXECUTE ON FUNCTION sec.supervises() TO own_casework;
GRANT EXECUTE ON FUNCTION sec.signed() TO own_identity, own_coordination, own_outreach, own_casework, own_intelligence;
RESET ROLE;
