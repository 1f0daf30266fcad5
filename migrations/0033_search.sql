-- Search finds everything that a record says and the agencies that had a part
-- in it, a reference without its prefix, and goes on to further pages. What a
-- kind adds is kept beside the title as words, by who writes the record, so
-- that one index answers still. Where reads are logged nothing is kept there.
-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'casework', 'intelligence'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    EXECUTE format('SET LOCAL search_path = %I', s);
    ALTER TABLE activity
      DROP COLUMN found,
      ADD COLUMN words text NOT NULL DEFAULT '' CHECK (length(words) <= 200000), -- what its kind adds to title and summary
      ADD COLUMN parties text NOT NULL DEFAULT '' CHECK (parties ~ '^(@[0-9]+( @[0-9]+)*)?$'); -- the agencies that had a part, each as a word that no text has
    EXECUTE format('GRANT UPDATE (words, parties) ON activity TO %I', 'liaison_' || s);
    RESET ROLE;
    RESET search_path;
  END LOOP;
END $$;
-- +goose StatementEnd

SET ROLE own_coordination;
UPDATE coordination.activity a SET
  words = concat_ws(' ', m.place, m.chair, m.others, m.cancelled_why, d.said, t.provider, t.place, t.outcome, c.place, s.purpose, s.emergency, s.part_what, s.refused_why, r.said),
  parties = array_to_string(ARRAY(
    SELECT '@' || p.agency_id FROM (
      SELECT l.agency_id FROM coordination.attendance l WHERE l.activity_id = a.id AND l.state IN ('came', 'substitute', 'invited')
      UNION SELECT x.agency_id FROM coordination.participant x WHERE x.activity_id = a.id
      UNION SELECT y.agency_id FROM coordination.share_recipient y WHERE y.activity_id = a.id
      UNION SELECT z.from_agency_id FROM coordination.share z WHERE z.activity_id = a.id) p ORDER BY p.agency_id), ' ')
  FROM coordination.activity o
    LEFT JOIN coordination.meeting m ON m.activity_id = o.id
    LEFT JOIN coordination.training t ON t.activity_id = o.id
    LEFT JOIN coordination.connect c ON c.activity_id = o.id
    LEFT JOIN coordination.share s ON s.activity_id = o.id
    LEFT JOIN LATERAL (SELECT string_agg(concat_ws(' ', e.what, e.rationale, e.dissent), ' ' ORDER BY e.position) AS said FROM coordination.decision e WHERE e.activity_id = o.id) d ON true
    LEFT JOIN LATERAL (SELECT string_agg(f.feedback, ' ' ORDER BY f.agency_id) AS said FROM coordination.share_recipient f WHERE f.activity_id = o.id) r ON true
 WHERE o.id = a.id;
RESET ROLE;
SET ROLE own_outreach;
UPDATE outreach.activity a SET words = concat_ws(' ', e.aims, e.area, e.others, e.follow_up, e.outcome),
  parties = array_to_string(ARRAY(SELECT '@' || p.agency_id FROM outreach.engagement_partner p WHERE p.activity_id = a.id ORDER BY p.agency_id), ' ')
  FROM outreach.engagement e WHERE e.activity_id = a.id;
RESET ROLE;

-- +goose StatementBegin
DO $$
DECLARE
  s text;
  arguments text := 'int, text, text, int, timestamptz, timestamptz';
BEGIN
  FOREACH s IN ARRAY ARRAY['coordination', 'outreach', 'casework', 'intelligence'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', 'own_' || s);
    -- The words, the agencies, and the partnership as another word that no text has: one index answers for all.
    EXECUTE format($q$
      ALTER TABLE %1$I.activity ADD COLUMN found tsvector GENERATED ALWAYS AS
        (to_tsvector('pg_catalog.english'::regconfig, title || ' ' || summary || ' ' || words)
          || array_to_tsvector(string_to_array('~' || partnership_id::text || coalesce(' @' || agency_id::text, '') || CASE parties WHEN '' THEN '' ELSE ' ' || parties END, ' '))) STORED
      $q$, s);
    EXECUTE format('CREATE INDEX activity_found ON %I.activity USING gin (found) WITH (gin_pending_list_limit = 512)', s);
    EXECUTE format('DROP FUNCTION %I.search(%s, int)', s, arguments);

    IF s IN ('coordination', 'outreach') THEN
      EXECUTE replace(replace($q$
        CREATE FUNCTION {s}.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_newer boolean, p_at timestamptz, p_id uuid, p_limit int)
        RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $f$
        DECLARE
          written tsquery := websearch_to_tsquery('english', p_words);
          asked   tsquery;
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^({prefix})?[0-9A-HJKMNP-TV-Z]{7}$' THEN '{prefix}-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          SELECT written || coalesce(string_agg('@' || g.id, ' | ')::tsquery, '') INTO asked
            FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
           WHERE to_tsvector('english', g.name) @@ written;
          -- The words are in the statement, so that it is planned for how common they are.
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM {s}.activity a
               WHERE $10 AND a.found @@ %1$L::tsquery AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7)
               ORDER BY a.occurred_at %3$s, a.id %3$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM {s}.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %2$s ($6, $7))
            ORDER BY 2 %3$s, 1 %3$s LIMIT $8
            $e$, asked && ('~' || p_partnership)::tsquery, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named, numnode(asked) > 0;
        END $f$
        $q$, '{s}', s), '{prefix}', upper(left(s, 3)));
    ELSE
      EXECUTE replace(replace(replace(replace($q$
        CREATE FUNCTION {s}.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_newer boolean, p_at timestamptz, p_id uuid, p_limit int)
        RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $f$
        DECLARE
          letters text := upper(regexp_replace(p_words, '[^0-9A-Za-z]', '', 'g'));
          named   text := CASE WHEN letters ~ '^({prefix})?[0-9A-HJKMNP-TV-Z]{7}$' THEN '{prefix}-' || right(letters, 7) END;
        BEGIN
          IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
          RETURN QUERY EXECUTE format($e$
            (SELECT a.id, a.occurred_at FROM {s}.activity a
               WHERE a.agency_id = ANY ($10) AND a.partnership_id = $1 AND a.reported_at IS NULL {case}
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7)
               ORDER BY a.occurred_at %2$s, a.id %2$s LIMIT $8)
            UNION
            (SELECT a.id, a.occurred_at FROM {s}.activity a
               WHERE a.ref = $9 AND a.partnership_id = $1 AND a.reported_at IS NULL {case}
                 AND ($2 = '' OR a.kind = $2) AND ($3 = 0 OR a.agency_id = $3) AND a.occurred_at >= $4 AND a.occurred_at < $5 AND (a.occurred_at, a.id) %1$s ($6, $7))
            ORDER BY 2 %2$s, 1 %2$s LIMIT $8
            $e$, CASE WHEN p_newer THEN '>' ELSE '<' END, CASE WHEN p_newer THEN 'ASC' ELSE 'DESC' END)
            USING p_partnership, p_kind, p_agency, p_from, p_to, p_at, p_id, p_limit, named,
              ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
                WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)){cases};
        END $f$
        $q$, '{s}', s), '{prefix}', upper(left(s, 3))), '{case}', CASE s WHEN 'casework' THEN 'AND a.casefile_id = ANY ($11)' ELSE '' END),
        '{cases}', CASE s WHEN 'casework' THEN ', (SELECT casework.cases())' ELSE '' END);
    END IF;
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.search(%s, boolean, timestamptz, uuid, int) TO %I', s, arguments, 'liaison_' || s);
    RESET ROLE;
  END LOOP;
END $$;
-- +goose StatementEnd
