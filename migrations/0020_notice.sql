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

SET ROLE own_sec;
GRANT EXECUTE ON FUNCTION sec.service() TO liaison_identity;
RESET ROLE;

SET ROLE own_identity;
-- How somebody wants to be mailed. Whoever has no row made no choice.
CREATE TABLE identity.mail_choice (
  account_id uuid PRIMARY KEY REFERENCES identity.account,
  every      text NOT NULL CHECK (every IN ('daily', 'weekly', 'never')),
  weekday    int NOT NULL CHECK (weekday BETWEEN 0 AND 6), -- 0 is Sunday
  quiet      boolean NOT NULL, -- not at weekends, nor on bank holidays
  chosen_at  timestamptz NOT NULL
);

-- The outbox: one row for each person and period, which is a day, or the Monday
-- of a week. Its id is that of the message, so that a message which is sent again
-- is the same message. It holds nothing of what was said: that is read from the
-- records at the moment of sending.
CREATE TABLE identity.digest (
  id           uuid PRIMARY KEY,
  account_id   uuid NOT NULL REFERENCES identity.account,
  period       date NOT NULL,
  made_at      timestamptz NOT NULL,
  tries        int NOT NULL DEFAULT 0 CHECK (tries >= 0),
  claim        uuid, -- of the instance that is sending it
  free_at      timestamptz NOT NULL, -- from when it may be claimed, again where that instance is gone
  ended_at     timestamptz CHECK (ended_at >= made_at),
  outcome      text CHECK (outcome IN ('sent', 'nothing', 'refused', 'overtaken')),
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  UNIQUE (account_id, period)
);
CREATE INDEX digest_open ON identity.digest (free_at, id) WHERE ended_at IS NULL;

ALTER TABLE identity.mail_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.digest ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts ON identity.mail_choice TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY accounts ON identity.digest TO liaison_identity USING (true) WITH CHECK (true);
-- People choose for themselves. The service alone reads and writes the outbox.
CREATE POLICY own ON identity.mail_choice AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK (account_id = (SELECT sec.actor()));
CREATE POLICY mine ON identity.mail_choice AS RESTRICTIVE FOR UPDATE TO liaison_identity
  USING (account_id = (SELECT sec.actor())) WITH CHECK (account_id = (SELECT sec.actor()));
CREATE POLICY service ON identity.digest AS RESTRICTIVE TO liaison_identity USING ((SELECT sec.service())) WITH CHECK ((SELECT sec.service()));
GRANT SELECT, INSERT, UPDATE (every, weekday, quiet, chosen_at) ON identity.mail_choice TO liaison_identity;
GRANT SELECT, INSERT, UPDATE (tries, claim, free_at, ended_at, outcome) ON identity.digest TO liaison_identity;
RESET ROLE;
