-- Who takes part are those who act for an agency: they acknowledge the goals.
-- Who approves the governance or reviews the separation does neither, and is
-- not waited for.
-- +goose Up
SET ROLE own_sec;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION sec.members(p_partnership int) RETURNS TABLE (id uuid, account_id uuid, agency_id int, from_day date, until date, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT m.id, m.account_id, m.agency_id, m.from_day, m.until, m.created_at
    FROM (SELECT i.id, i.account_id, i.agency_id, i.from_day, i.created_at,
                 least(CASE WHEN i.ended_by IS NULL THEN i.to_day ELSE i.to_day - 1 END, (a.disabled_at AT TIME ZONE 'Europe/London')::date) AS until
            FROM identity.membership i JOIN identity.account a ON a.id = i.account_id
           WHERE i.partnership_id = p_partnership AND i.role IN ('coordinator', 'staff', 'manager')) m
   WHERE session_user = 'liaison_coordination' AND (sec.service() OR p_partnership = ANY ((SELECT sec.partnerships())::int[]))
     AND (m.until IS NULL OR m.until >= m.from_day)
$$;
-- +goose StatementEnd
RESET ROLE;
