-- Notices are worked out from the records each time they are read. What is kept
-- is what a person put away, how they want to be mailed, and what was mailed.
-- +goose Up
SET ROLE own_coordination;
-- A notice that its reader put away as it then stood; where it stands otherwise
-- it is shown again. Only of coordination: nothing of another strand is named here.
CREATE TABLE coordination.notice_away (
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  account_id     uuid NOT NULL,
  notice         text NOT NULL CHECK (length(notice) BETWEEN 1 AND 100), -- what it is about
  state          text NOT NULL CHECK (length(state) BETWEEN 1 AND 100),  -- and how that stood
  at             timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, account_id, notice)
);
ALTER TABLE coordination.notice_away ENABLE ROW LEVEL SECURITY;
CREATE POLICY partnership ON coordination.notice_away TO liaison_coordination
  USING (partnership_id = ANY ((SELECT sec.partnerships())::int[])) WITH CHECK (partnership_id = ANY ((SELECT sec.partnerships())::int[]));
CREATE POLICY own ON coordination.notice_away AS RESTRICTIVE TO liaison_coordination
  USING (account_id = (SELECT sec.actor())) WITH CHECK (account_id = (SELECT sec.actor()));
GRANT SELECT, INSERT, DELETE ON coordination.notice_away TO liaison_coordination;
RESET ROLE;
