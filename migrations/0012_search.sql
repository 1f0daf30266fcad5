-- Search, by one function for each strand: the operator that matches words is
-- not leakproof, so row policies would keep it from its index. The function
-- asks itself what the actor may see. In casework and intelligence, where
-- lists show no titles, only references and agencies are searched.
-- +goose Up
SET ROLE own_shared;
GRANT SELECT ON shared.agency, shared.partnership_agency TO own_coordination, own_outreach, own_casework, own_intelligence;
CREATE POLICY search ON shared.partnership_agency FOR SELECT TO own_coordination, own_outreach, own_casework, own_intelligence USING (true);
RESET ROLE;

SET ROLE own_coordination;
-- +goose StatementBegin
CREATE FUNCTION coordination.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_limit int)
RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
  -- The words are in the statement, so that it is planned for how common they are.
  RETURN QUERY EXECUTE format($q$
    (SELECT a.id, a.occurred_at FROM coordination.activity a
       WHERE a.found @@ (websearch_to_tsquery('english', %1$L) && %2$L::tsquery) AND numnode(websearch_to_tsquery('english', %1$L)) > 0 AND a.partnership_id = $1 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM coordination.activity a
       WHERE a.partnership_id = $1 AND a.agency_id = ANY ($2) AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM coordination.activity a
       WHERE a.partnership_id = $1 AND a.ref = $8 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6)
    ORDER BY 2 DESC, 1 DESC LIMIT $7
    $q$, p_words, '~' || p_partnership)
    USING p_partnership, ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
        WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)),
      p_kind, p_agency, p_from, p_to, p_limit, upper(btrim(p_words));
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION coordination.search(int, text, text, int, timestamptz, timestamptz, int) TO liaison_coordination;
RESET ROLE;

SET ROLE own_outreach;
-- +goose StatementBegin
CREATE FUNCTION outreach.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_limit int)
RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
  -- The words are in the statement, so that it is planned for how common they are.
  RETURN QUERY EXECUTE format($q$
    (SELECT a.id, a.occurred_at FROM outreach.activity a
       WHERE a.found @@ (websearch_to_tsquery('english', %1$L) && %2$L::tsquery) AND numnode(websearch_to_tsquery('english', %1$L)) > 0 AND a.partnership_id = $1 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM outreach.activity a
       WHERE a.partnership_id = $1 AND a.agency_id = ANY ($2) AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM outreach.activity a
       WHERE a.partnership_id = $1 AND a.ref = $8 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6)
    ORDER BY 2 DESC, 1 DESC LIMIT $7
    $q$, p_words, '~' || p_partnership)
    USING p_partnership, ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
        WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)),
      p_kind, p_agency, p_from, p_to, p_limit, upper(btrim(p_words));
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION outreach.search(int, text, text, int, timestamptz, timestamptz, int) TO liaison_outreach;
RESET ROLE;

SET ROLE own_casework;
-- +goose StatementBegin
CREATE FUNCTION casework.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_limit int)
RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
  -- The words are in the statement, so that it is planned for how common they are.
  RETURN QUERY EXECUTE format($q$
    (SELECT a.id, a.occurred_at FROM casework.activity a
       WHERE a.partnership_id = $1 AND a.agency_id = ANY ($2) AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6 AND a.casefile_id = ANY ($9)
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM casework.activity a
       WHERE a.partnership_id = $1 AND a.ref = $8 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6 AND a.casefile_id = ANY ($9))
    ORDER BY 2 DESC, 1 DESC LIMIT $7
    $q$, p_words, '~' || p_partnership)
    USING p_partnership, ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
        WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)),
      p_kind, p_agency, p_from, p_to, p_limit, upper(btrim(p_words)), (SELECT casework.cases());
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION casework.search(int, text, text, int, timestamptz, timestamptz, int) TO liaison_casework;
RESET ROLE;

SET ROLE own_intelligence;
-- +goose StatementBegin
CREATE FUNCTION intelligence.search(p_partnership int, p_words text, p_kind text, p_agency int, p_from timestamptz, p_to timestamptz, p_limit int)
RETURNS TABLE (id uuid, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT p_partnership = ANY (sec.partnerships()) OR btrim(p_words) = '' THEN RETURN; END IF;
  -- The words are in the statement, so that it is planned for how common they are.
  RETURN QUERY EXECUTE format($q$
    (SELECT a.id, a.occurred_at FROM intelligence.activity a
       WHERE a.partnership_id = $1 AND a.agency_id = ANY ($2) AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6
       ORDER BY a.occurred_at DESC, a.id DESC LIMIT $7)
    UNION
    (SELECT a.id, a.occurred_at FROM intelligence.activity a
       WHERE a.partnership_id = $1 AND a.ref = $8 AND a.reported_at IS NULL
         AND ($3 = '' OR a.kind = $3) AND ($4 = 0 OR a.agency_id = $4) AND a.occurred_at >= $5 AND a.occurred_at < $6)
    ORDER BY 2 DESC, 1 DESC LIMIT $7
    $q$, p_words, '~' || p_partnership)
    USING p_partnership, ARRAY(SELECT g.id FROM shared.agency g JOIN shared.partnership_agency m ON m.agency_id = g.id AND m.partnership_id = p_partnership
        WHERE to_tsvector('english', g.name) @@ websearch_to_tsquery('english', p_words)),
      p_kind, p_agency, p_from, p_to, p_limit, upper(btrim(p_words));
END $$;
-- +goose StatementEnd
GRANT EXECUTE ON FUNCTION intelligence.search(int, text, text, int, timestamptz, timestamptz, int) TO liaison_intelligence;
RESET ROLE;
