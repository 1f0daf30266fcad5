-- Schemas, extensions and privileges of one database. Run in it by a
-- superuser, any number of times.
DO $$
DECLARE
  s text;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO liaison_coordination, liaison_outreach, liaison_casework,
    liaison_intelligence, liaison_identity, liaison_sealer, liaison_migrator, liaison_backup', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  FOREACH s IN ARRAY ARRAY['sec', 'shared', 'identity', 'coordination', 'outreach', 'casework', 'intelligence',
      'bridge', 'stats', 'audit', 'wall'] LOOP
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = s) THEN
      EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', s, 'own_' || s);
    END IF;
    -- PUBLIC may execute every new function unless told otherwise beforehand.
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', 'own_' || s);
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration') THEN
    CREATE SCHEMA migration AUTHORIZATION liaison_migrator; -- which steps were taken
  END IF;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ext') THEN
    CREATE SCHEMA ext;
  END IF;
  CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA ext;   -- hmac, for the signed context
  CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA ext; -- exclusion of periods
  GRANT USAGE ON SCHEMA ext TO own_sec, own_shared, own_identity, own_coordination;
END $$;
