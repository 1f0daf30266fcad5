-- Roles, for the whole server. Run by a superuser, any number of times.
--
-- An owner for each schema, which nobody logs in as; a login for each strand,
-- which is a member of nothing and owns nothing, so that there is nowhere to
-- go from it; and three logins that serve no request: the migrator, who may
-- become any owner, the sealer, who reads the heads of the log, and the backup.
DO $$
DECLARE
  r text;
  owners text[] := ARRAY['own_sec', 'own_shared', 'own_identity', 'own_coordination', 'own_outreach',
    'own_casework', 'own_intelligence', 'own_bridge', 'own_stats', 'own_audit', 'own_wall'];
  logins text[] := ARRAY['liaison_coordination', 'liaison_outreach', 'liaison_casework', 'liaison_intelligence',
    'liaison_identity', 'liaison_sealer', 'liaison_migrator', 'liaison_backup'];
BEGIN
  FOREACH r IN ARRAY owners LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', r);
    END IF;
  END LOOP;
  FOREACH r IN ARRAY logins LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', r);
    END IF;
    EXECUTE format('ALTER ROLE %I SET timezone = ''UTC''', r);
    IF r NOT IN ('liaison_migrator', 'liaison_backup') THEN
      EXECUTE format('ALTER ROLE %I SET search_path = %s', r,
        CASE WHEN r = 'liaison_sealer' THEN '''''' ELSE quote_ident(substr(r, 9)) || ', shared' END);
      EXECUTE format('ALTER ROLE %I SET statement_timeout = ''5s''', r);
      EXECUTE format('ALTER ROLE %I SET lock_timeout = ''3s''', r);
      EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''10s''', r);
      EXECUTE format('ALTER ROLE %I SET jit = off', r);
    END IF;
  END LOOP;
  FOREACH r IN ARRAY owners LOOP
    IF NOT pg_has_role('liaison_migrator', r, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO liaison_migrator', r);
    END IF;
  END LOOP;
  -- A dump reads every row, and row policies would stop it.
  ALTER ROLE liaison_backup BYPASSRLS INHERIT;
  IF NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = 'pg_read_all_data'::regrole AND member = 'liaison_backup'::regrole) THEN
    GRANT pg_read_all_data TO liaison_backup;
  END IF;
END $$;
