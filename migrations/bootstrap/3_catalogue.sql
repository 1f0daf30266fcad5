-- What PostgreSQL tells everyone and a strand must not learn: how many rows
-- other strands have, what they are doing, and the means to talk to them. Run
-- in each database by a superuser, any number of times. A dump keeps it.
DO $$
DECLARE
  columns text;
  v text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
   WHERE attrelid = 'pg_catalog.pg_class'::regclass AND attnum > 0 AND attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relallfrozen');
  REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC;
  EXECUTE format('GRANT SELECT (%s, tableoid, ctid, xmin) ON pg_catalog.pg_class TO PUBLIC', columns);
  GRANT SELECT ON pg_catalog.pg_class TO liaison_migrator, liaison_backup;
  FOR v IN SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'pg_catalog' AND c.relkind = 'v'
              AND (c.relname LIKE 'pg\_stat%' OR c.relname IN ('pg_locks', 'pg_sequences', 'pg_prepared_xacts', 'pg_cursors'))
              AND c.relname NOT IN ('pg_stats') LOOP
    EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC', v);
    EXECUTE format('GRANT SELECT ON %s TO liaison_migrator, liaison_backup', v);
  END LOOP;
  FOR v IN SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'pg_catalog' AND p.prokind = 'f'
              AND (p.proname ~ '^pg_(stat_get_|relation_size|total_relation_size|table_size|indexes_size|database_size|tablespace_size|lock_status|sequence_last_value|ls_|stat_file|read_)'
                OR p.proname ~ '^pg_(try_)?advisory_'
                OR p.proname ~ '^(query|table|schema|database|cursor)_to_xml'
                OR p.proname IN ('lo_import', 'lo_export', 'lo_get', 'lo_put', 'lo_from_bytea', 'lo_creat', 'lo_create', 'lo_open', 'pg_notify',
                  'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_logical_emit_message'))
              AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                           WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v);
    IF v ~ 'advisory' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO liaison_migrator', v); -- so that two migrations take turns
    END IF;
  END LOOP;
  GRANT EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) TO own_identity, liaison_identity;
  -- Blocks of code are for migrations.
  REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
  GRANT USAGE ON LANGUAGE plpgsql TO liaison_migrator, own_sec, own_shared, own_identity, own_coordination, own_outreach,
    own_casework, own_intelligence, own_bridge, own_stats, own_audit, own_wall;
END $$;
