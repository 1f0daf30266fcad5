-- Addresses at which a person's calendar program finds what is ahead of them.
-- Only the hash of what the address ends with is kept, so that nobody who reads
-- the table can open one.
-- +goose Up
SET ROLE own_identity;
CREATE TABLE identity.calendar_link (
  id             uuid PRIMARY KEY,
  account_id     uuid NOT NULL REFERENCES identity.account,
  partnership_id int NOT NULL REFERENCES shared.partnership (id),
  token_hash     bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_at        timestamptz NOT NULL,
  used_on        date, -- the last day somebody read it
  ended_at       timestamptz CHECK (ended_at >= made_at)
);
CREATE UNIQUE INDEX calendar_link_one ON identity.calendar_link (account_id, partnership_id) WHERE ended_at IS NULL;

ALTER TABLE identity.calendar_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY accounts ON identity.calendar_link TO liaison_identity USING (true) WITH CHECK (true);
CREATE POLICY own ON identity.calendar_link AS RESTRICTIVE FOR INSERT TO liaison_identity WITH CHECK (account_id = (SELECT sec.actor()));
GRANT SELECT, INSERT, UPDATE (used_on, ended_at) ON identity.calendar_link TO liaison_identity;
RESET ROLE;
