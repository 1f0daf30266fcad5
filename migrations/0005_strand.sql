-- The tables that every strand has, each in its own schema with its own owner
-- and login: the same Go and SQL serves all four, and the connection decides
-- which. Nothing here refers from one to another.
-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
  s text;
  kinds text;
  own_case text;
  r record;
BEGIN
  FOR s, kinds IN VALUES ('coordination', '''meeting'''), ('outreach', '''outreach'''), ('casework', '''contact'''), ('intelligence', '''pointer''') LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', s, 'liaison_' || s);
    EXECUTE format('SET LOCAL search_path = %I', s);
    -- In casework everything belongs to a case; a trigger takes it from the activity.
    own_case := CASE WHEN s = 'casework' THEN 'casefile_id uuid NOT NULL,' ELSE '' END;

    EXECUTE replace(replace(replace($q$
      CREATE TABLE activity (
        id             uuid PRIMARY KEY,
        ref            text NOT NULL UNIQUE CHECK (ref ~ '^{prefix}-[0-9A-HJKMNP-TV-Z]{7}$'),
        partnership_id int NOT NULL REFERENCES shared.partnership (id),
        {case}
        kind           text NOT NULL CHECK (kind IN ({kinds})),
        title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        occurred_at    timestamptz NOT NULL,
        occurred_on    date NOT NULL,
        agency_id      int REFERENCES shared.agency (id), -- the author's
        author         uuid NOT NULL,
        summary        text NOT NULL DEFAULT '' CHECK (length(summary) <= 10000),
        marking        text NOT NULL DEFAULT 'OFFICIAL' CHECK (marking IN ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
        created_at     timestamptz NOT NULL DEFAULT now(),
        updated_at     timestamptz NOT NULL DEFAULT now(),
        updated_by     uuid NOT NULL,
        version        int NOT NULL DEFAULT 1,
        withdrawn_at   timestamptz,
        withdrawn_by   uuid,
        withdrawn_why  text CHECK (length(withdrawn_why) BETWEEN 1 AND 2000),
        reported_at    timestamptz, -- while set, what it says is hidden from everyone
        UNIQUE (partnership_id, id),
        CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why IS NULL))
      )$q$, '{prefix}', upper(left(s, 3))), '{kinds}', kinds), '{case}', own_case);
    CREATE INDEX activity_newest ON activity (partnership_id, occurred_at DESC, id DESC);
    CREATE INDEX activity_agency ON activity (partnership_id, agency_id, occurred_at DESC, id DESC);
    CREATE INDEX activity_kind ON activity (partnership_id, kind, occurred_at DESC, id DESC);
    CREATE INDEX activity_reported ON activity (partnership_id, reported_at) WHERE reported_at IS NOT NULL;

    EXECUTE replace($q$
      CREATE TABLE activity_version (
        partnership_id int NOT NULL,
        activity_id    uuid NOT NULL,
        {case}
        version        int NOT NULL,
        at             timestamptz NOT NULL,
        by             uuid NOT NULL,
        what           text NOT NULL CHECK (what IN ('saved', 'corrected', 'withdrawn', 'reported', 'restored')),
        why            text CHECK (length(why) BETWEEN 1 AND 2000),
        content        text NOT NULL CHECK (length(content) <= 200000),
        PRIMARY KEY (activity_id, version, what, at),
        FOREIGN KEY (partnership_id, activity_id) REFERENCES activity (partnership_id, id)
      )$q$, '{case}', own_case);

    EXECUTE replace($q$
      CREATE TABLE wrong_content (
        id                uuid PRIMARY KEY,
        partnership_id    int NOT NULL,
        activity_id       uuid NOT NULL,
        {case}
        reported_by       uuid NOT NULL,
        reported_at       timestamptz NOT NULL DEFAULT now(),
        why               text NOT NULL CHECK (length(why) BETWEEN 1 AND 2000),
        restored_first_by uuid,
        restored_first_at timestamptz,
        restored_by       uuid,
        restored_at       timestamptz,
        CHECK (restored_by <> restored_first_by),
        CHECK (restored_by IS NULL OR restored_first_by IS NOT NULL),
        CHECK ((restored_by IS NULL) = (restored_at IS NULL) AND (restored_first_by IS NULL) = (restored_first_at IS NULL)),
        FOREIGN KEY (partnership_id, activity_id) REFERENCES activity (partnership_id, id)
      )$q$, '{case}', own_case);
    CREATE UNIQUE INDEX wrong_content_open ON wrong_content (activity_id) WHERE restored_at IS NULL;

    EXECUTE replace(replace($q$
      CREATE TABLE action (
        id             uuid PRIMARY KEY,
        ref            text NOT NULL UNIQUE CHECK (ref ~ '^{prefix}-[0-9A-HJKMNP-TV-Z]{7}$'),
        partnership_id int NOT NULL,
        activity_id    uuid NOT NULL,
        {case}
        position       int NOT NULL CHECK (position >= 0),
        what           text NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
        agency_id      int NOT NULL REFERENCES shared.agency (id),
        due            date NOT NULL,
        state          text NOT NULL CHECK (state IN ('open', 'done', 'overtaken', 'not_done', 'cancelled')),
        closed_at      timestamptz,
        closed_by      uuid,
        note           text CHECK (length(note) BETWEEN 1 AND 2000),
        author         uuid NOT NULL,
        created_at     timestamptz NOT NULL DEFAULT now(),
        version        int NOT NULL DEFAULT 1,
        UNIQUE (partnership_id, id),
        CHECK ((state = 'open') = (closed_at IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL)),
        FOREIGN KEY (partnership_id, activity_id) REFERENCES activity (partnership_id, id)
      )$q$, '{prefix}', upper(left(s, 3))), '{case}', own_case);
    CREATE INDEX action_due ON action (partnership_id, state, due, id);
    CREATE INDEX action_agency ON action (partnership_id, agency_id, state, due);
    CREATE INDEX action_closed ON action (partnership_id, due, id) WHERE state <> 'open';
    CREATE INDEX action_activity ON action (activity_id, position);

    EXECUTE replace($q$
      CREATE TABLE action_change (
        id             uuid PRIMARY KEY,
        partnership_id int NOT NULL,
        action_id      uuid NOT NULL,
        {case}
        at             timestamptz NOT NULL,
        by             uuid NOT NULL,
        what           text NOT NULL CHECK (what IN ('opened', 'due', 'done', 'overtaken', 'not_done', 'cancelled', 'reopened')),
        due_was        date,
        due_is         date,
        why            text CHECK (length(why) BETWEEN 1 AND 2000),
        FOREIGN KEY (partnership_id, action_id) REFERENCES action (partnership_id, id)
      )$q$, '{case}', own_case);
    CREATE INDEX action_change_action ON action_change (action_id, at);

    CREATE TABLE draft (
      id             uuid PRIMARY KEY,
      partnership_id int NOT NULL REFERENCES shared.partnership (id),
      author         uuid NOT NULL,
      kind           text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
      content        text NOT NULL CHECK (length(content) <= 200000),
      ready          boolean NOT NULL DEFAULT false, -- it has passed its check
      created_at     timestamptz NOT NULL DEFAULT now(),
      updated_at     timestamptz NOT NULL DEFAULT now(),
      used_at        timestamptz,
      used_for       uuid,
      CHECK ((used_at IS NULL) = (used_for IS NULL)),
      FOREIGN KEY (partnership_id, used_for) REFERENCES activity (partnership_id, id)
    );
    CREATE INDEX draft_author ON draft (partnership_id, author, updated_at DESC);

    -- Why somebody opened a record, asked once for each record and session.
    EXECUTE replace($q$
      CREATE TABLE reading (
        session_id     uuid NOT NULL,
        activity_id    uuid NOT NULL,
        partnership_id int NOT NULL,
        {case}
        account_id     uuid NOT NULL,
        why            text NOT NULL CHECK (length(why) BETWEEN 1 AND 2000),
        at             timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (session_id, activity_id),
        FOREIGN KEY (partnership_id, activity_id) REFERENCES activity (partnership_id, id)
      )$q$, '{case}', own_case);

    CREATE TABLE idempotency (
      key            uuid PRIMARY KEY,
      partnership_id int NOT NULL REFERENCES shared.partnership (id),
      author         uuid NOT NULL,
      route          text NOT NULL CHECK (length(route) BETWEEN 1 AND 200),
      result         text NOT NULL DEFAULT '' CHECK (length(result) <= 2000),
      created_at     timestamptz NOT NULL DEFAULT now()
    );

    -- One permissive policy a table, the same everywhere; what narrows it is restrictive.
    FOR r IN SELECT * FROM (VALUES
        ('activity', 'author', 'INSERT'), ('activity_version', 'by', 'INSERT'), ('wrong_content', 'reported_by', 'INSERT'),
        ('action', 'author', 'INSERT'), ('action_change', 'by', 'INSERT'),
        ('draft', 'author', 'ALL'), ('reading', 'account_id', 'ALL'), ('idempotency', 'author', 'ALL')) v (t, author, of) LOOP
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', r.t);
      EXECUTE format('CREATE POLICY partnership ON %I TO %I
        USING (partnership_id = ANY ((SELECT sec.partnerships())::int[]))
        WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]))', r.t, 'liaison_' || s);
      IF r.of = 'ALL' THEN
        EXECUTE format('CREATE POLICY own ON %I AS RESTRICTIVE TO %I USING (%I = (SELECT sec.actor())) WITH CHECK (%I = (SELECT sec.actor()))',
          r.t, 'liaison_' || s, r.author, r.author);
      ELSE
        EXECUTE format('CREATE POLICY signed ON %I AS RESTRICTIVE FOR INSERT TO %I WITH CHECK (%I = (SELECT sec.actor()))',
          r.t, 'liaison_' || s, r.author);
      END IF;
      IF s = 'casework' AND r.t NOT IN ('draft', 'idempotency') THEN
        EXECUTE format('CREATE POLICY cases ON %I AS RESTRICTIVE TO liaison_casework
          USING (casefile_id = ANY ((SELECT casework.cases())::uuid[]))
          WITH CHECK (casefile_id = ANY ((SELECT casework.cases())::uuid[]))', r.t);
      END IF;
    END LOOP;
    FOR r IN SELECT * FROM (VALUES ('activity', ARRAY['updated_by', 'withdrawn_by']),
        ('wrong_content', ARRAY['restored_first_by', 'restored_by']), ('action', ARRAY['closed_by'])) v (t, names) LOOP
      EXECUTE format('CREATE TRIGGER signed BEFORE UPDATE OF %s ON %I FOR EACH ROW WHEN (current_user = %L) EXECUTE FUNCTION sec.signed(%s)',
        array_to_string(r.names, ', '), r.t, 'liaison_' || s, (SELECT string_agg(quote_literal(n), ', ') FROM unnest(r.names) n));
    END LOOP;

    EXECUTE replace($q$
      GRANT SELECT, INSERT, UPDATE (title, occurred_at, occurred_on, summary, marking, updated_at, updated_by, version,
        withdrawn_at, withdrawn_by, withdrawn_why, reported_at) ON activity TO {login};
      GRANT SELECT, INSERT ON activity_version, action_change, reading TO {login};
      GRANT SELECT, INSERT, UPDATE (restored_first_by, restored_first_at, restored_by, restored_at) ON wrong_content TO {login};
      GRANT SELECT, INSERT, UPDATE (position, what, agency_id, due, state, closed_at, closed_by, note, version) ON action TO {login};
      GRANT SELECT, INSERT, UPDATE (content, ready, updated_at, used_at, used_for), DELETE ON draft TO {login};
      GRANT SELECT, INSERT, UPDATE (result) ON idempotency TO {login};
      $q$, '{login}', 'liaison_' || s);
    RESET ROLE;
    RESET search_path;
  END LOOP;
END $$;
-- +goose StatementEnd

SET ROLE own_casework;
ALTER TABLE casework.activity ADD FOREIGN KEY (partnership_id, casefile_id) REFERENCES casework.casefile (partnership_id, id);
ALTER TABLE casework.activity ADD UNIQUE (casefile_id, id);
ALTER TABLE casework.action ADD UNIQUE (casefile_id, id);
ALTER TABLE casework.activity_version ADD FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity (casefile_id, id);
ALTER TABLE casework.wrong_content ADD FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity (casefile_id, id);
ALTER TABLE casework.action ADD FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity (casefile_id, id);
ALTER TABLE casework.reading ADD FOREIGN KEY (casefile_id, activity_id) REFERENCES casework.activity (casefile_id, id);
ALTER TABLE casework.action_change ADD FOREIGN KEY (casefile_id, action_id) REFERENCES casework.action (casefile_id, id);

-- The case of a row is that of what it belongs to, seen with the actor's own eyes.
-- +goose StatementBegin
CREATE FUNCTION casework.take_case() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF TG_TABLE_NAME = 'action_change' THEN
    SELECT a.casefile_id INTO NEW.casefile_id FROM casework.action a WHERE a.id = NEW.action_id;
  ELSE
    SELECT a.casefile_id INTO NEW.casefile_id FROM casework.activity a WHERE a.id = NEW.activity_id;
  END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER take_case BEFORE INSERT ON casework.activity_version FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.wrong_content FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.action FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.action_change FOR EACH ROW EXECUTE FUNCTION casework.take_case();
CREATE TRIGGER take_case BEFORE INSERT ON casework.reading FOR EACH ROW EXECUTE FUNCTION casework.take_case();
RESET ROLE;
