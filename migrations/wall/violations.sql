-- The wall, proved from the catalogue: every row is a way through it. Written
-- on the catalogue's own tables, so that any login may run it; names are joined
-- and not cast, since casting asks for privileges. The lists below are what the
-- migrations made; whatever is not in them is a violation. It is run with
-- search_path = pg_catalog.
WITH
strand (s) AS (VALUES ('coordination'), ('outreach'), ('casework'), ('intelligence')),
ours (s) AS (SELECT s FROM strand UNION ALL VALUES ('sec'), ('shared'), ('identity'), ('bridge'), ('stats'), ('audit'), ('wall')),
serving (r) AS (SELECT 'liaison_' || s FROM strand UNION ALL VALUES ('liaison_identity'), ('liaison_sealer')),
trusted (r) AS (VALUES ('liaison_migrator'), ('liaison_backup')), -- with the superuser, all who read two strands
role AS (SELECT * FROM pg_roles),
ns AS (SELECT oid, nspname, nspowner, nspacl FROM pg_namespace),
rel AS (
  SELECT c.oid, n.nspname AS s, c.relname AS t, c.relkind AS kind, o.rolname AS owner, c.relrowsecurity AS secured, c.reloptions, c.relacl,
         n.nspname::text || '.' || c.relname AS name
    FROM pg_class c JOIN ns n ON n.oid = c.relnamespace JOIN role o ON o.oid = c.relowner
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')),
tab AS (SELECT * FROM rel WHERE kind IN ('r', 'p') AND s IN (SELECT s FROM ours)),
fn AS (
  SELECT p.oid, n.nspname AS s, p.proname AS f, o.rolname AS owner, o.rolsuper AS super, p.prosecdef AS definer, p.proconfig AS config,
         p.prosrc AS src, p.proacl AS acl, p.prorettype, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name,
         EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') AS extension
    FROM pg_proc p JOIN ns n ON n.oid = p.pronamespace JOIN role o ON o.oid = p.proowner
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')),

-- What is known. ------------------------------------------------------------

-- Tables without row security, and why.
open_table (name, why) AS (VALUES
  ('shared.agency', 'names of public bodies and charities, no secret of any partnership'),
  ('shared.holiday', 'the bank holidays'),
  ('shared.calendar', 'whose bank holidays there are'),
  ('sec.key', 'no login has any privilege on it'),
  ('audit.head', 'no login but the sealer has any privilege on it, and it has no content'),
  ('audit.event', 'no login has any privilege on it'),
  ('audit.setting', 'no login has any privilege on it')),

-- What a login may do to a table: all columns, or the named ones.
grant_all (s, t, may) AS (
  SELECT strand.s, v.t, v.may FROM strand, (VALUES
      ('activity', 'SELECT INSERT'), ('activity_version', 'SELECT INSERT'), ('wrong_content', 'SELECT INSERT'), ('action', 'SELECT INSERT'),
      ('action_change', 'SELECT INSERT'), ('draft', 'SELECT INSERT DELETE'), ('reading', 'SELECT INSERT'), ('idempotency', 'SELECT INSERT'),
      ('duplicate', 'SELECT INSERT')) v (t, may)
  UNION ALL VALUES ('casework', 'casefile', 'SELECT'), ('casework', 'casefile_person', 'SELECT'),
      ('coordination', 'person', 'SELECT INSERT'), ('coordination', 'representative', 'SELECT INSERT DELETE'), ('coordination', 'series', 'SELECT INSERT'),
      ('coordination', 'meeting', 'SELECT INSERT'), ('coordination', 'attendance', 'SELECT INSERT DELETE'), ('coordination', 'item_link', 'SELECT INSERT DELETE'),
      ('coordination', 'appointment', 'SELECT INSERT'), ('coordination', 'initiative', 'SELECT INSERT'), ('coordination', 'initiative_partner', 'SELECT INSERT'),
      ('coordination', 'assessment', 'SELECT INSERT'), ('coordination', 'fact', 'SELECT INSERT'),
      ('coordination', 'threshold', 'SELECT INSERT'), ('coordination', 'threshold_value', 'SELECT INSERT'), ('coordination', 'finding', 'SELECT INSERT'), ('coordination', 'commentary', 'SELECT INSERT'),
      ('coordination', 'hypothesis', 'SELECT INSERT'), ('coordination', 'hypothesis_result', 'SELECT INSERT'), ('coordination', 'notice_away', 'SELECT INSERT DELETE'),
      ('coordination', 'acknowledgement', 'SELECT INSERT'), ('coordination', 'ceiling', 'SELECT INSERT'), ('coordination', 'connect', 'SELECT INSERT'), ('coordination', 'cost', 'SELECT INSERT'),
      ('coordination', 'decision', 'SELECT INSERT DELETE'), ('coordination', 'escalation', 'SELECT INSERT'), ('coordination', 'funding_request', 'SELECT INSERT'), ('coordination', 'goals', 'SELECT INSERT'),
      ('coordination', 'goals_question', 'SELECT INSERT'), ('coordination', 'leader', 'SELECT INSERT'), ('coordination', 'need', 'SELECT INSERT'), ('coordination', 'participant', 'SELECT INSERT DELETE'),
      ('coordination', 'product', 'SELECT INSERT'), ('coordination', 'product_need', 'SELECT INSERT DELETE'), ('coordination', 'rating', 'SELECT INSERT'), ('coordination', 'rating_link', 'SELECT INSERT'), ('coordination', 'rating_was', 'SELECT'),
      ('coordination', 'reach', 'SELECT INSERT'), ('coordination', 'share', 'SELECT INSERT'), ('coordination', 'share_change', 'SELECT INSERT'), ('coordination', 'share_recipient', 'SELECT INSERT DELETE'),
      ('coordination', 'spend', 'SELECT INSERT'), ('coordination', 'standing_change', 'SELECT INSERT'), ('coordination', 'stream', 'SELECT INSERT'), ('coordination', 'system', 'SELECT INSERT'),
      ('coordination', 'system_review', 'SELECT INSERT'), ('coordination', 'training', 'SELECT INSERT'), ('coordination', 'training_need', 'SELECT INSERT DELETE'), ('intelligence', 'pointer', 'SELECT INSERT'),
      ('coordination', 'attestation', 'SELECT INSERT'), ('outreach', 'attestation', 'SELECT INSERT'), ('intelligence', 'attestation', 'SELECT INSERT'), ('coordination', 'self_test', 'SELECT'),
      ('coordination', 'pulse_round', 'SELECT'),
      ('coordination', 'separation', 'SELECT'), ('coordination', 'separation_exception', 'SELECT'), ('coordination', 'pair_list', 'SELECT INSERT'), ('coordination', 'pair', 'SELECT INSERT'),
      ('coordination', 'plan', 'SELECT INSERT'), ('coordination', 'plan_agency', 'SELECT INSERT DELETE'), ('coordination', 'overlap', 'SELECT INSERT'), ('coordination', 'intensity', 'SELECT INSERT'),
      ('intelligence', 'pointer_item', 'SELECT INSERT DELETE'), ('intelligence', 'pointer_recipient', 'SELECT INSERT DELETE'), ('outreach', 'engagement', 'SELECT INSERT'), ('outreach', 'engagement_partner', 'SELECT INSERT DELETE'),
      ('identity', 'account', 'SELECT INSERT'), ('identity', 'credential', 'SELECT INSERT'), ('identity', 'recovery_code', 'SELECT INSERT DELETE'),
      ('identity', 'session', 'SELECT INSERT DELETE'), ('identity', 'lockout', 'SELECT INSERT UPDATE DELETE'), ('identity', 'membership', 'SELECT INSERT'),
      ('identity', 'strand_grant', 'SELECT'), ('identity', 'grant_proposal', 'SELECT INSERT'), ('identity', 'invitation', 'SELECT INSERT'), ('identity', 'calendar_link', 'SELECT INSERT'),
      ('identity', 'mail_choice', 'SELECT INSERT'), ('identity', 'digest', 'SELECT INSERT')),
grant_column (s, t, may, columns) AS (
  SELECT strand.s, v.t, 'UPDATE', v.columns FROM strand, (VALUES
      ('activity', 'title occurred_at occurred_on summary words parties marking updated_at updated_by version withdrawn_at withdrawn_by withdrawn_why reported_at tlp'),
      ('wrong_content', 'restored_first_by restored_first_at restored_by restored_at'),
      ('action', 'position what agency_id due state closed_at closed_by note version owner done_on'),
      ('duplicate', 'settled settled_at settled_by why'),
      ('draft', 'content ready updated_at used_at used_for'),
      ('idempotency', 'result')) v (t, columns)
  UNION ALL VALUES
      ('coordination', 'representative', 'UPDATE', 'deputy from_day to_day left_why handover'),
      ('coordination', 'series', 'UPDATE', 'name every_days starts_at place mode to_day minutes_days quorum'),
      ('coordination', 'meeting', 'UPDATE', 'series_id mode place starts_at others initiative agenda_sent_on cancelled_why chair minutes_agreed_on minutes_due_on minutes_sent_on quorum status'),
      ('coordination', 'attendance', 'UPDATE', 'position state person_id named why information_sent'),
      ('coordination', 'appointment', 'UPDATE', 'fte_hundredths dedicated deputy_account_id deputy_name from_day to_day ended_by end_reason version'),
      ('coordination', 'initiative', 'UPDATE', 'approved_by approved_at refused_by refused_at refused_why'),
      ('coordination', 'fact', 'UPDATE', 'known_to'),
      ('coordination', 'threshold', 'UPDATE', 'outcome decided_by decided_at decision_reason'),
      ('coordination', 'hypothesis', 'UPDATE', 'locked_by locked_at'),
      ('coordination', 'acknowledgement', 'UPDATE', 'agency_id answered correct missed on_day withdrawn_at'),
      ('coordination', 'ceiling', 'UPDATE', 'approved decided_at decided_by decision_reason recall recall_at recall_by recall_decided_at recall_decided_by recall_why'),
      ('coordination', 'connect', 'UPDATE', 'mode outcome place police_part starts_at training_id'),
      ('coordination', 'cost', 'UPDATE', 'struck_at struck_by struck_why'),
      ('coordination', 'decision', 'UPDATE', 'dissent rationale what'),
      ('coordination', 'escalation', 'UPDATE', 'answer answered_by answered_on version'),
      ('coordination', 'funding_request', 'UPDATE', 'what support pence asked_on corrected_by struck_at struck_by struck_why decided_by decided_on granted_pence outcome stream_id version why'),
      ('coordination', 'leader', 'UPDATE', 'end_reason ended_by title to_day version'),
      ('coordination', 'need', 'UPDATE', 'agency_id closed_why detail reviewed_on title to_day version'),
      ('coordination', 'pair_list', 'UPDATE', 'approved decided_at decided_by decision_reason'),
      ('coordination', 'participant', 'UPDATE', 'people'),
      ('coordination', 'plan', 'UPDATE', 'agency_id area day kind need_id off_at off_by off_why title version'),
      ('coordination', 'product', 'UPDATE', 'closed_why kind name provider reach to_day version'),
      ('coordination', 'rating', 'UPDATE', 'at value'),
      ('coordination', 'rating_link', 'UPDATE', 'withdrawn_at'),
      ('coordination', 'reach', 'UPDATE', 'confirmed_on ended_on granted_on last_used_on refused_on version vetted_until why'),
      ('coordination', 'share', 'UPDATE', 'acknowledged_on asked_on briefing closed_on direction due_on emergency form from_agency_id line_id need_id outcome part_what purpose refused_why remind_on sent_on'),
      ('coordination', 'share_recipient', 'UPDATE', 'feedback feedback_on'),
      ('coordination', 'spend', 'UPDATE', 'struck_at struck_by struck_why'),
      ('coordination', 'stream', 'UPDATE', 'additional closed_why confirmed ct funder name pence renewal to_day version'),
      ('coordination', 'system', 'UPDATE', 'agency_id closed_why deputy dormant_days intelligence kind name owner purpose to_day version'),
      ('coordination', 'training', 'UPDATE', 'ct follow_up_days mode outcome place police_part product_id provider starts_at tested'),
      ('intelligence', 'pointer', 'UPDATE', 'conditions keep_until no_print purpose urn'),
      ('outreach', 'engagement', 'UPDATE', 'aims area audience follow_up others outcome police_part starts_at'),
      ('identity', 'account', 'UPDATE', 'email name title disabled_at version'),
      ('identity', 'credential', 'UPDATE', 'password_hash password_changed_at totp_secret totp_confirmed_at totp_last_step'),
      ('identity', 'recovery_code', 'UPDATE', 'used_at'),
      ('identity', 'session', 'UPDATE', 'token_hash partnership_id last_seen_at expires_at strong pending agent ended_at ended_why'),
      ('identity', 'membership', 'UPDATE', 'to_day ended_by end_reason'),
      ('identity', 'strand_grant', 'INSERT', 'id account_id partnership_id strand role from_day to_day cooling_days reason proposed_by approved_by created_at ended_by end_reason exception_id'),
      ('identity', 'strand_grant', 'UPDATE', 'to_day ended_by end_reason'),
      ('identity', 'grant_proposal', 'UPDATE', 'decided_by decided_at approved decision_reason'),
      ('identity', 'invitation', 'UPDATE', 'token_hash expires_at accepted_at account_id withdrawn_at'),
      ('identity', 'calendar_link', 'UPDATE', 'ended_at used_on'),
      ('identity', 'mail_choice', 'UPDATE', 'every weekday quiet chosen_at'),
      ('identity', 'digest', 'UPDATE', 'tries claim free_at ended_at outcome')),
may (grantee, name, may, col) AS (
  SELECT 'liaison_' || s, s || '.' || t, m, NULL::text FROM grant_all, unnest(string_to_array(may, ' ')) m
  UNION ALL SELECT 'liaison_' || s, s || '.' || t, may, c FROM grant_column, unnest(string_to_array(columns, ' ')) c
  UNION ALL SELECT serving.r, v.t, 'SELECT', NULL FROM serving, (VALUES ('shared.partnership'), ('shared.agency'), ('shared.partnership_agency'), ('shared.holiday'), ('shared.calendar')) v (t)
             WHERE serving.r <> 'liaison_sealer'
  UNION ALL SELECT 'liaison_' || s, 'shared.' || t, 'SELECT', NULL FROM strand, unnest(ARRAY['agreement', 'agreement_party', 'agreement_line', 'strand_use']) t
  UNION ALL VALUES ('liaison_coordination', 'stats.total', 'SELECT', NULL), ('own_stats', 'shared.partnership', 'REFERENCES', 'id'),
      ('own_outreach', 'shared.partnership', 'SELECT', 'id'), ('own_casework', 'shared.partnership', 'SELECT', 'id'), ('own_intelligence', 'shared.partnership', 'SELECT', 'id'),
      ('own_identity', 'shared.partnership', 'SELECT', 'id'), ('own_coordination', 'stats.separation_input', 'SELECT', NULL), ('own_coordination', 'stats.separation_exception', 'SELECT', NULL),
      ('liaison_coordination', 'shared.partnership_agency', 'INSERT', NULL), ('liaison_sealer', 'audit.head', 'SELECT', NULL),
      ('liaison_coordination', 'shared.agreement', 'INSERT', NULL), ('liaison_coordination', 'shared.agreement_line', 'INSERT', NULL), ('liaison_coordination', 'shared.agreement_party', 'INSERT', NULL),
      ('liaison_coordination', 'shared.strand_use', 'INSERT', NULL), ('liaison_identity', 'shared.strand_use', 'SELECT', NULL)
  UNION ALL SELECT v.grantee, v.t, v.may, c FROM (VALUES
      ('liaison_coordination', 'shared.agreement', 'UPDATE', 'basis closed_why contact dpia name purpose retention review_on to_day version'),
      ('liaison_coordination', 'shared.agreement_line', 'UPDATE', 'to_day'),
      ('liaison_coordination', 'shared.agreement_party', 'UPDATE', 'signed_on'),
      ('liaison_coordination', 'shared.partnership', 'UPDATE', 'calendar name referral_text short'),
      ('liaison_coordination', 'shared.strand_use', 'UPDATE', 'approved decided_at decided_by decision_reason'),
      ('own_coordination', 'shared.partnership', 'SELECT', 'id name archived_at created_at'),
      ('own_coordination', 'shared.strand_use', 'SELECT', 'partnership_id strand approved decided_at'),
      ('own_coordination', 'shared.agreement_line', 'REFERENCES', 'id partnership_id')) v (grantee, t, may, columns), unnest(string_to_array(v.columns, ' ')) c
  UNION ALL SELECT 'liaison_coordination', 'shared.partnership_agency', 'UPDATE', c FROM unnest(ARRAY['joined_on', 'source', 'left_on', 'left_reason', 'merged_into', 'handover']) c
  UNION ALL SELECT 'own_sec', v.t, 'SELECT', c FROM (VALUES
      ('shared.partnership', 'id archived_at'), ('identity.account', 'id disabled_at service'),
      ('identity.membership', 'id account_id partnership_id role agency_id from_day to_day ended_by created_at'),
      ('identity.strand_grant', 'account_id partnership_id strand role from_day to_day ended_by')) v (t, columns), unnest(string_to_array(v.columns, ' ')) c
  UNION ALL SELECT 'own_' || o.s, 'shared.' || t, 'REFERENCES', 'id'
    FROM (SELECT s FROM strand UNION ALL SELECT 'identity') o, unnest(ARRAY['partnership', 'agency']) t
  UNION ALL SELECT 'own_' || s, 'shared.' || t, 'SELECT', NULL FROM strand, unnest(ARRAY['agency', 'partnership_agency']) t),
-- What is granted, on tables whole or by column.
granted (grantee, name, may, col) AS (
  SELECT coalesce(g.rolname::text, 'PUBLIC'), rel.name, a.privilege_type, NULL::text
    FROM rel CROSS JOIN LATERAL aclexplode(rel.relacl) a LEFT JOIN role g ON g.oid = a.grantee
   WHERE rel.s NOT IN ('pg_catalog', 'information_schema') AND (a.grantee = 0 OR g.rolname <> rel.owner)
  UNION ALL
  SELECT coalesce(g.rolname::text, 'PUBLIC'), rel.name, a.privilege_type, c.attname::text
    FROM rel JOIN pg_attribute c ON c.attrelid = rel.oid CROSS JOIN LATERAL aclexplode(c.attacl) a LEFT JOIN role g ON g.oid = a.grantee
   WHERE rel.s NOT IN ('pg_catalog', 'information_schema') AND (a.grantee = 0 OR g.rolname <> rel.owner)),

-- The functions, the hash of their text, whether they act as their owner, and who may call them besides.
known_fn (name, body, definer, callers) AS (VALUES
  ('sec.claims(OUT actor uuid, OUT request_id text)', 'ff8ffcba02c2f6e1a16fb2399a915ded', true, 'login own'),
  ('sec.actor()', 'e4ee5a039e26cd09dd1059516bd8fab6', true, 'login own'),
  ('sec.today()', 'ca98713eddd6c8e758ddd600abe51698', false, 'login own'),
  ('sec.live(from_day date, to_day date, ended_by uuid, day date)', 'cb58896a00e228b1e93ea57fbba6170d', false, 'login own'),
  ('sec.partnerships()', 'c9ce2ef1899a9b865173c5d1e03a980e', true, 'login own'),
  ('sec.service()', '044f2dee171b19c85a6acc076e5b9ef1', true, 'liaison_coordination liaison_identity own_audit own_coordination own_outreach own_casework own_intelligence own_identity own_stats'),
  ('sec.members(p_partnership integer)', '8901a56bcbd701baf580c5234fcda300', true, 'liaison_coordination'),
  ('sec.watched()', '05431f9c6799ec646858d7d5dfd11c15', true, 'liaison_coordination'),
  ('sec.supervises()', 'c08fd4b9599d374ca6a2ff631de955fc', true, 'own_casework'),
  ('sec.signed()', '4da792dbd51500e7b9bde165a7b21e97', false, 'own'),
  ('shared.correct_agency(p_id integer, p_name text, p_short text, p_kind text)', 'ab963dc7aa7d0b3acac2b4a1b957b41e', true, 'liaison_coordination'),
  ('shared.add_agency(p_slug text, p_name text, p_short text, p_kind text)', 'bb321d1ad71708160c8b2f1275cd0c4a', true, 'liaison_coordination'),
  ('coordination.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer)', '513bdbd4ab87d8f9551b97024207f585', true, 'liaison_coordination'),
  ('outreach.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer)', '995f0310c8d8516ca169982767361d3d', true, 'liaison_outreach'),
  ('casework.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer)', 'ec30fd535a55b599b8cc590eed021fa0', true, 'liaison_casework'),
  ('intelligence.search(p_partnership integer, p_words text, p_kind text, p_agency integer, p_from timestamp with time zone, p_to timestamp with time zone, p_newer boolean, p_at timestamp with time zone, p_id uuid, p_limit integer)', 'a298221d88ecb6de2744e93216301487', true, 'liaison_intelligence'),
  ('stats.publish(p_partnership integer, p_strand text, p_month date, p_tens integer)', '4c14bfa42d2e2f6c8c2defac8fd9b9ca', true, 'own_outreach own_casework own_intelligence'),
  ('coordination.sweep(p_before timestamp with time zone)', '91fd3394a376a7c45cdc6604660d5e0d', true, 'liaison_coordination'),
  ('outreach.sweep(p_before timestamp with time zone)', 'dd3b72741f42c1ea9cd17f3119671fdd', true, 'liaison_outreach'),
  ('outreach.publish(p_month date)', '700908e2012952e09dab6d16fc5ee17c', true, 'liaison_outreach'),
  ('casework.sweep(p_before timestamp with time zone)', '8a2e2ae895e930b15782cd0547f34b93', true, 'liaison_casework'),
  ('casework.publish(p_month date)', 'e0c1964eb77a219677e32f59a34280ac', true, 'liaison_casework'),
  ('intelligence.sweep(p_before timestamp with time zone)', '5cdf614846002b153fd4f4c864da08e9', true, 'liaison_intelligence'),
  ('intelligence.publish(p_month date)', '524bba74aa9f5b92f48b9d46d1c2d421', true, 'liaison_intelligence'),
  ('stats.hand_in(p_partnership integer, p_side text, p_month date, p_attested_on date, p_people integer)', 'e616c5b94494426568705e0c1fdf2a54', true, 'own_outreach own_intelligence own_identity'),
  ('stats.hand_in_exception(p_partnership integer, p_month date, p_place integer, p_from date, p_to date, p_proposed_by uuid, p_approved_by uuid)', '423dd0a23e6b9b4ebbf8a2402abce120', true, 'own_identity'),
  ('outreach.hand_in(p_month date)', '681ad1dcc62a22d32aa344eacc0a1941', true, 'liaison_outreach'),
  ('intelligence.hand_in(p_month date)', '7a3d4a12aef9baebe5f7589f1cb9e353', true, 'liaison_intelligence'),
  ('identity.hand_in(p_month date)', 'bd58167df9c407f6258aa2cfe9d40efd', true, 'liaison_identity'),
  ('coordination.test_due(p_what text)', '1342747bb9e212e9779358c61a0ce8dc', true, 'liaison_coordination'),
  ('coordination.keep_test(p_what text, p_found integer)', '9647459f275bd0a8e864b8f66ba71079', true, 'liaison_coordination'),
  ('coordination.publish_separation(p_month date)', 'c817cd820c398f483a6c9860bcb5432e', true, 'liaison_coordination'),
  ('coordination.open_pulse(p_partnership integer, p_round uuid, p_wording integer, p_opens date, p_closes date, p_tokens jsonb, p_seats jsonb, p_parts jsonb)', 'b5364e15d518e05101fdf062ac7e5cbc', true, 'liaison_coordination'),
  ('coordination.renew_pulse(p_round uuid, p_renewed integer, p_tokens jsonb, p_seats jsonb)', '7f441a2deefff8d3badea70a3e581721', true, 'liaison_coordination'),
  ('coordination.return_pulse(p_round uuid, p_back jsonb)', '8cf515a7da6780d1ae819c83e69e7c1a', true, 'liaison_coordination'),
  ('coordination.pulse_waits(p_round uuid)', '6216755dfe62500449dc4ec90b0cae19', true, 'liaison_coordination'),
  ('coordination.mix_pulse(p_round uuid)', '2fcb7af01059bc9725c0cfa419d60a73', false, ''),
  ('coordination.take_pulse(p_round uuid, p_hash bytea, p_day date)', '5245130b6c784d41d40a028d1e483f1a', true, 'liaison_coordination'),
  ('coordination.pulse_asked(p_hash bytea, p_day date)', '94588c467001da605e0c08daa3f6bdf7', true, 'liaison_coordination'),
  ('coordination.answer_pulse(p_hash bytea, p_day date, p_said jsonb, OUT o_partnership integer, OUT o_round uuid)', '4d2612b5d1a1119213610dc3e85a6dd5', true, 'liaison_coordination'),
  ('coordination.publish_pulse(p_day date)', '0b8a018e88a9bad86f0909bcd0bd12b4', true, 'liaison_coordination'),
  ('identity.keep_grant()', 'ef8d7de1e720f66c56f72aae9df2b115', false, ''),
  ('identity.cut_cooling()', 'a6ede996c04552595f71e1c163c6b989', true, ''),
  ('identity.whole_cooling()', '29c7c5ca5750fd3e602a976107635b79', true, ''),
  ('identity.two_people()', 'd175d3155d41c27b43d819bed7e3df18', false, ''),
  ('identity.used()', 'f3f3a0ad5a66d54696ae0b7e83650849', true, 'liaison_outreach liaison_casework liaison_intelligence'),
  ('identity.names(ids uuid[])', '697a81f9bf607f818bb80333ce8158ba', false, 'liaison_identity'),
  ('identity.announce()', '1b61b1e22ba7a93cd94455622f280a54', true, ''),
  ('coordination.keep_rating()', '405a72fd841379249e4dd1ec7bafe02a', true, ''),
  ('coordination.sign_recall()', '80d94bda5ea7eb2b9fea0db093120617', false, ''),
  ('coordination.sign_decision()', '753140da19465ff5e2357256fdfbd298', false, ''),
  ('coordination.keep_correctors()', 'a5683d0099f3d0645bad036d63be8568', false, ''),
  ('coordination.rating_people(p_activity uuid, p_agency integer)', '9582171ccdad87e170c4b832d5949d94', false, ''),
  ('coordination.rating_measures(p_activity uuid)', 'a6b2f82533d7fc613099c985fc49a7e3', false, ''),
  ('coordination.rating_source(p_activity uuid, p_measure text, p_rater uuid)', '7f21214a4f959852ec139d0848ae9af2', false, 'liaison_coordination'),
  ('coordination.by_link()', '5fc3a3799775009092effa50a94116f9', false, ''),
  ('coordination.rating_asked(p_token bytea)', '45d20c30e65c6809c3393d58394a7870', true, 'liaison_coordination'),
  ('coordination.rate_by_link(p_token bytea, p_said jsonb, OUT o_partnership integer, OUT o_activity uuid, OUT o_agency integer)', 'bb6b9468c8efc15cdfef758375426cbb', true, 'liaison_coordination'),
  ('coordination.rate_for(p_activity uuid, p_agency integer, p_said jsonb)', 'a2b0207fbd21e40982943b931196e99a', true, 'liaison_coordination'),
  ('casework.cases()', 'a33898d364bfd9efb5a12eef28eb1952', true, 'liaison_casework'),
  ('casework.take_case()', '7f44522e99f7c9f6ee79688825ff597d', false, ''),
  ('audit.canon(VARIADIC f text[])', '58deb2caa522034f361e12872c4cd6c0', false, ''),
  ('audit.append(p_act text, p_did text, p_outcome text, p_kind text, p_on text, p_partnership integer, p_why text, p_recipient text, p_detail text, OUT o_lane integer, OUT o_seq bigint, OUT o_hash bytea)',
    '03a859229e71d601cc78909d805cdcb2', true, 'login'),
  ('audit.since(p_lane integer, p_seq bigint)', 'c8e1a5c18540e12972db58324bb1fee9', true, 'login'),
  ('audit.check_lane(p_strand text, p_lane integer, p_after bigint, p_many integer, OUT o_last bigint, OUT o_ended boolean, OUT o_wrong integer)', 'cf82ee06087e23b88a56b8e070694ef8', true, 'liaison_coordination'),
  ('audit.stamp()', '9368282802bcee8fea21274b966d8b67', true, 'liaison_coordination'),
  ('audit.asks_reason()', 'd87fd04f188716f0e7563a40860362cc', true, 'login'),
  ('audit.refuse_change()', '9173cf163cc60636e9ea4cfe51486fdc', false, ''),
  ('wall.violations()', NULL, false, 'login liaison_sealer liaison_migrator')),
caller (name, grantee) AS (
  SELECT name, who FROM known_fn, unnest(string_to_array(callers, ' ')) who WHERE who NOT IN ('login', 'own')
  UNION ALL SELECT k.name, r FROM known_fn k, serving WHERE 'login' = ANY (string_to_array(k.callers, ' ')) AND r <> 'liaison_sealer'
  UNION ALL SELECT k.name, 'own_' || s FROM known_fn k, ours WHERE 'own' = ANY (string_to_array(k.callers, ' '))),

-- Row policies: which tables have which, in which words. The words are compared without blanks, brackets and casts.
words (w, text) AS (VALUES
  ('mine', 'partnership_id=ANYSELECTsec.partnershipsASpartnerships'), ('mine_id', 'id=ANYSELECTsec.partnershipsASpartnerships'),
  ('watched', 'partnership_id=ANYSELECTsec.watchedASwatched'), ('service', 'SELECTsec.serviceASservice'),
  ('case', 'casefile_id=ANYSELECTcasework.casesAScases'), ('case_id', 'id=ANYSELECTcasework.casesAScases'),
  ('all', 'true'), ('none', ''), ('unlocked', 'locked_byISNULL'),
  ('proposer', 'proposed_by=SELECTsec.actorASactorANDdecided_byISNULL')),
-- Tables that the service itself reads, none of which holds what people recorded, and the one that it alone writes.
watched_table (name, using_w, check_w) AS (VALUES
  ('coordination.fact', 'watched', 'mine'), ('coordination.threshold', 'watched', 'mine'), ('coordination.threshold_value', 'watched', 'mine'),
  ('coordination.finding', 'watched', 'watched')),
known_policy (name, policy, permissive, command, roles, using_w, check_w) AS (
  SELECT tab.name, 'partnership', true, '*', 'liaison_' || tab.s, coalesce(w.using_w, 'mine'), coalesce(w.check_w, 'mine')
    FROM tab LEFT JOIN watched_table w USING (name) WHERE tab.s IN (SELECT s FROM strand)
  UNION ALL VALUES ('coordination.finding', 'service', false, 'a', 'liaison_coordination', 'none', 'service'),
      ('coordination.hypothesis', 'locked', false, 'w', 'liaison_coordination', 'unlocked', 'by:locked_by'),
      ('coordination.acknowledgement', 'own', false, 'w', 'liaison_coordination', 'by:account_id', 'by:account_id')
  UNION ALL SELECT s || '.' || t, 'own', false, '*', 'liaison_' || s, 'by:' || c, 'by:' || c FROM strand, (VALUES ('draft', 'author'), ('reading', 'account_id'), ('idempotency', 'author')) v (t, c)
  UNION ALL VALUES ('coordination.notice_away', 'own', false, '*', 'liaison_coordination', 'by:account_id', 'by:account_id')
  UNION ALL SELECT s || '.' || t, 'signed', false, 'a', 'liaison_' || s, 'none', 'by:' || c FROM strand,
      (VALUES ('activity', 'author'), ('activity_version', 'by'), ('wrong_content', 'reported_by'), ('action', 'author'), ('action_change', 'by'), ('duplicate', 'found_by')) v (t, c)
  UNION ALL SELECT 'coordination.' || t, 'signed', false, 'a', 'liaison_coordination', 'none', 'by:' || c FROM
      (VALUES ('item_link', 'linked_by'), ('appointment', 'recorded_by'), ('initiative', 'proposed_by'), ('assessment', 'by'),
       ('leader', 'recorded_by'), ('escalation', 'raised_by'), ('goals', 'recorded_by'), ('acknowledgement', 'account_id'), ('stream', 'recorded_by'), ('spend', 'recorded_by'),
       ('funding_request', 'asked_by'), ('cost', 'recorded_by'), ('ceiling', 'proposed_by'), ('system', 'recorded_by'), ('reach', 'recorded_by'), ('system_review', 'by'),
       ('standing_change', 'by'), ('need', 'recorded_by'), ('product', 'recorded_by'), ('share_change', 'by'), ('rating_link', 'made_by'), ('rating', 'rater'), ('attestation', 'by'), ('pair_list', 'proposed_by'),
       ('threshold', 'proposed_by'), ('commentary', 'by'), ('hypothesis', 'written_by'), ('hypothesis_result', 'by'), ('plan', 'planned_by'), ('overlap', 'settled_by'), ('intensity', 'said_by')) v (t, c)
  UNION ALL SELECT s || '.attestation', 'signed', false, 'a', 'liaison_' || s, 'none', 'by:by' FROM unnest(ARRAY['outreach', 'intelligence']) s
  UNION ALL SELECT 'shared.' || t, 'signed', false, 'a', 'liaison_coordination', 'none', 'by:' || c FROM (VALUES ('agreement', 'recorded_by'), ('strand_use', 'proposed_by')) v (t, c)
  UNION ALL SELECT 'shared.' || t, 'partnership', true, '*', 'liaison_casework,liaison_coordination,liaison_intelligence,liaison_outreach', 'mine', 'mine' FROM
      unnest(ARRAY['agreement', 'agreement_party', 'agreement_line', 'strand_use']) t
  UNION ALL SELECT 'casework.' || t, 'cases', false, '*', 'liaison_casework', 'case', 'case' FROM
      unnest(ARRAY['activity', 'activity_version', 'wrong_content', 'action', 'action_change', 'reading', 'duplicate']) t
  UNION ALL VALUES ('casework.casefile', 'cases', false, '*', 'liaison_casework', 'case_id', 'none'),
      ('casework.casefile_person', 'cases', false, '*', 'liaison_casework', 'case', 'none'),
      ('shared.partnership', 'partnership', true, '*', 'liaison_casework,liaison_coordination,liaison_intelligence,liaison_outreach', 'mine_id', 'none'),
      ('shared.partnership_agency', 'partnership', true, '*', 'liaison_casework,liaison_coordination,liaison_intelligence,liaison_outreach', 'mine', 'mine'),
      ('shared.partnership', 'accounts', true, 'r', 'liaison_identity,own_sec', 'all', 'none'),
      ('shared.partnership_agency', 'accounts', true, 'r', 'liaison_identity', 'all', 'none'),
      ('shared.strand_use', 'accounts', true, 'r', 'liaison_identity', 'all', 'none'),
      ('shared.partnership', 'totals', true, 'r', 'own_casework,own_intelligence,own_outreach', 'all', 'none'),
      ('shared.partnership', 'separation', true, 'r', 'own_coordination,own_identity', 'all', 'none'),
      ('shared.strand_use', 'separation', true, 'r', 'own_coordination', 'all', 'none'),
      ('stats.separation_input', 'separation', true, 'r', 'own_coordination', 'all', 'none'),
      ('stats.separation_exception', 'separation', true, 'r', 'own_coordination', 'all', 'none'),
      ('stats.total', 'partnership', true, '*', 'liaison_coordination', 'mine', 'none'),
      ('shared.partnership_agency', 'search', true, 'r', 'own_casework,own_coordination,own_intelligence,own_outreach', 'all', 'none'),
      ('coordination.rating', 'own', false, 'w', 'liaison_coordination', 'by:rater', 'by:rater'),
      ('identity.grant_proposal', 'proposer', false, 'a', 'liaison_identity', 'none', 'proposer'),
      ('identity.invitation', 'inviter', false, 'a', 'liaison_identity', 'none', 'by:invited_by'),
      ('identity.calendar_link', 'own', false, 'a', 'liaison_identity', 'none', 'by:account_id'),
      ('identity.mail_choice', 'own', false, 'a', 'liaison_identity', 'none', 'by:account_id'),
      ('identity.mail_choice', 'mine', false, 'w', 'liaison_identity', 'by:account_id', 'by:account_id'),
      ('identity.digest', 'service', false, '*', 'liaison_identity', 'service', 'service')
  UNION ALL SELECT tab.name, 'accounts', true, '*', 'liaison_identity', 'all', 'all' FROM tab WHERE tab.s = 'identity'
  UNION ALL SELECT 'identity.' || t, 'claims', true, 'r', 'own_sec', 'all', 'none' FROM unnest(ARRAY['account', 'membership', 'strand_grant']) t),
policy AS (
  SELECT rel.name, rel.s, p.polname AS policy, p.polpermissive AS permissive, p.polcmd::text AS command,
         (SELECT string_agg(CASE WHEN o = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(o)::text END, ',' ORDER BY pg_get_userbyid(o)) FROM unnest(p.polroles) o) AS roles,
         regexp_replace(coalesce(pg_get_expr(p.polqual, p.polrelid), ''), '\s|::[a-z]+(\[\])?|[()]', '', 'g') AS using_text,
         regexp_replace(coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''), '\s|::[a-z]+(\[\])?|[()]', '', 'g') AS check_text
    FROM pg_policy p JOIN rel ON rel.oid = p.polrelid),
expected_policy AS (
  SELECT k.name, k.policy, k.permissive, k.command, k.roles,
         CASE WHEN using_w LIKE 'by:%' THEN quote_ident(substr(using_w, 4)) || '=SELECTsec.actorASactor' ELSE u.text END AS using_text,
         CASE WHEN check_w LIKE 'by:%' THEN quote_ident(substr(check_w, 4)) || '=SELECTsec.actorASactor' ELSE c.text END AS check_text
    FROM known_policy k LEFT JOIN words u ON u.w = k.using_w LEFT JOIN words c ON c.w = k.check_w),

-- Triggers that carry a rule: where, what they call, with which arguments, and whether they hold whatever the session says.
known_trigger (name, trigger, calls, always) AS (
  SELECT s || '.' || t, 'signed', 'sec.signed(' || args || ')', false FROM strand, (VALUES ('activity', '''updated_by'', ''withdrawn_by'''),
      ('wrong_content', '''restored_first_by'', ''restored_by'''), ('action', '''closed_by'''), ('duplicate', '''settled_by''')) v (t, args)
  UNION ALL SELECT 'casework.' || t, 'take_case', 'casework.take_case()', false FROM unnest(ARRAY['activity_version', 'wrong_content', 'action', 'action_change', 'reading', 'duplicate']) t
  UNION ALL VALUES
      ('coordination.rating', 'keep', 'coordination.keep_rating()', false),
      ('coordination.appointment', 'signed', 'sec.signed(''ended_by'')', false),
      ('coordination.initiative', 'signed', 'sec.signed(''approved_by'', ''refused_by'')', false),
      ('coordination.leader', 'signed', 'sec.signed(''ended_by'')', false),
      ('coordination.escalation', 'signed', 'sec.signed(''answered_by'')', false),
      ('coordination.spend', 'signed', 'sec.signed(''struck_by'')', false),
      ('coordination.cost', 'signed', 'sec.signed(''struck_by'')', false),
      ('coordination.funding_request', 'signed', 'sec.signed(''corrected_by'', ''struck_by'')', false),
      ('coordination.funding_request', 'sign_decision', 'coordination.sign_decision()', false),
      ('coordination.funding_request', 'keep_correctors', 'coordination.keep_correctors()', false),
      ('coordination.ceiling', 'signed', 'sec.signed(''decided_by'', ''recall_by'', ''recall_decided_by'')', false),
      ('coordination.ceiling', 'sign_recall', 'coordination.sign_recall()', false),
      ('coordination.pair_list', 'signed', 'sec.signed(''decided_by'')', false),
      ('coordination.threshold', 'signed', 'sec.signed(''decided_by'')', false),
      ('coordination.hypothesis', 'signed', 'sec.signed(''locked_by'')', false),
      ('coordination.plan', 'signed', 'sec.signed(''off_by'')', false),
      ('shared.strand_use', 'signed', 'sec.signed(''decided_by'')', false),
      ('identity.strand_grant', 'signed', 'sec.signed(''ended_by'')', false),
      ('identity.membership', 'signed', 'sec.signed(''ended_by'')', false),
      ('identity.grant_proposal', 'signed', 'sec.signed(''decided_by'')', false),
      ('identity.strand_grant', 'keep', 'identity.keep_grant()', true),
      ('identity.strand_grant', 'two_people', 'identity.two_people()', true),
      ('identity.strand_grant', 'cut_cooling', 'identity.cut_cooling()', true),
      ('identity.strand_grant', 'whole_cooling', 'identity.whole_cooling()', true),
      ('identity.membership', 'announce', 'identity.announce(''account_id'')', false),
      ('identity.strand_grant', 'announce', 'identity.announce(''account_id'')', false),
      ('identity.session', 'announce', 'identity.announce(''account_id'')', false),
      ('identity.account', 'announce', 'identity.announce(''id'')', false),
      ('audit.event', 'no_change', 'audit.refuse_change()', true), ('audit.event', 'no_truncate', 'audit.refuse_change()', true),
      ('audit.head', 'no_delete', 'audit.refuse_change()', true), ('audit.head', 'no_truncate', 'audit.refuse_change()', true)),
trigger AS (
  SELECT rel.name, g.tgname AS trigger, g.tgenabled AS enabled, pg_get_triggerdef(g.oid) AS def
    FROM pg_trigger g JOIN rel ON rel.oid = g.tgrelid WHERE NOT g.tgisinternal AND rel.s IN (SELECT s FROM ours)),

-- Constraints that carry a rule, by their definition.
known_constraint (name, def) AS (VALUES
  ('identity.strand_grant', 'EXCLUDE USING gist (account_id WITH =, side WITH <>, barred WITH &&)'),
  ('identity.strand_grant', 'EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, strand WITH =, held WITH &&)'),
  ('identity.strand_grant', 'CHECK (((approved_by <> proposed_by) AND (approved_by <> account_id) AND (proposed_by <> account_id)))'),
  ('identity.strand_grant', 'CHECK ((to_day >= from_day))'),
  ('identity.grant_proposal', 'CHECK (((decided_by <> proposed_by) AND (decided_by <> account_id)))'),
  ('identity.grant_proposal', 'CHECK ((proposed_by <> account_id))'),
  ('identity.membership', 'CHECK ((given_by <> account_id))'),
  ('identity.membership', 'EXCLUDE USING gist (account_id WITH =, partnership_id WITH =, role WITH =, held WITH &&)'),
  ('coordination.initiative', 'CHECK ((approved_by <> proposed_by))'),
  ('coordination.pulse_round', 'CHECK (((told IS NOT TRUE) OR ((answered >= 5) AND ((answered * 100) >= (asked * 70)))))'),
  ('coordination.pulse_round', 'CHECK ((asked >= 5))'),
  ('coordination.ceiling', 'CHECK ((decided_by <> proposed_by))'),
  ('coordination.ceiling', 'CHECK (((recall <> ''withdrawn''::text) OR ((recall_decided_by IS NOT NULL) AND (recall_decided_by <> recall_by))))'),
  ('coordination.threshold', 'CHECK (((outcome = ''withdrawn''::text) = (decided_by = proposed_by)))'),
  ('coordination.hypothesis', 'CHECK ((locked_by <> written_by))'),
  ('coordination.funding_request', 'CHECK ((decided_by <> asked_by))'),
  ('coordination.funding_request', 'CHECK ((decided_by <> ALL (correctors)))'),
  ('coordination.pair_list', 'CHECK ((decided_by <> proposed_by))'),
  ('coordination.separation_exception', 'CHECK ((approved_by <> proposed_by))'),
  ('stats.separation_exception', 'CHECK ((approved_by <> proposed_by))'),
  ('identity.strand_grant', 'UNIQUE (exception_id)'),
  ('shared.strand_use', 'CHECK ((decided_by <> proposed_by))'),
  ('audit.event', 'PRIMARY KEY (strand, lane, seq)'),
  ('audit.head', 'PRIMARY KEY (strand, lane)')),
wrong_content_constraint AS (SELECT s || '.wrong_content' AS name, 'CHECK ((restored_by <> restored_first_by))' AS def FROM strand),
-- Columns that the database works out, and how.
known_generated (name, col, def) AS (VALUES
  ('identity.strand_grant', 'side', 'CASEstrandWHEN''intelligence''THEN''intelligence''ELSE''community''END'),
  ('identity.strand_grant', 'barred', 'daterangefrom_day,CASEWHENfirst_used_onISNULLTHENto_dayELSEGREATESTto_day,LEASTto_day+cooling_days,cooled_onEND,''[]'''),
  ('identity.strand_grant', 'held', 'CASEWHENended_byISNULLTHENdaterangefrom_day,to_day,''[]''ELSEdaterangefrom_day,to_day,''[''END')),

-- The rules. ----------------------------------------------------------------

found (rule, what) AS (
  -- Roles.
  SELECT 'reads two strands', ro.rolname::text FROM role ro
   WHERE NOT ro.rolsuper AND ro.rolname NOT IN (SELECT r FROM trusted) AND ro.rolname NOT LIKE 'pg\_%'
     AND (SELECT count(*) FROM ns WHERE ns.nspname IN (SELECT s FROM strand) AND has_schema_privilege(ro.oid, ns.oid, 'USAGE')
             AND EXISTS (SELECT FROM rel WHERE rel.s = ns.nspname AND rel.kind <> 'S'
               AND (has_any_column_privilege(ro.oid, rel.oid, 'SELECT') OR pg_has_role(ro.oid, (SELECT oid FROM role WHERE rolname = rel.owner), 'MEMBER')))) > 1
  UNION ALL SELECT 'a login of the service is missing', r FROM serving WHERE r NOT IN (SELECT rolname FROM role)
  UNION ALL SELECT 'a login of the service is a member', m.rolname || ' of ' || o.rolname
    FROM pg_auth_members a JOIN role m ON m.oid = a.member JOIN role o ON o.oid = a.roleid WHERE m.rolname IN (SELECT r FROM serving)
  UNION ALL SELECT 'somebody is a member of an owner or a login', m.rolname || ' of ' || o.rolname
    FROM pg_auth_members a JOIN role m ON m.oid = a.member JOIN role o ON o.oid = a.roleid
   WHERE NOT m.rolsuper AND ((o.rolname LIKE 'own\_%' AND m.rolname <> 'liaison_migrator') OR o.rolname LIKE 'liaison\_%')
  UNION ALL SELECT 'somebody holds a power of the server', m.rolname || ' ' || o.rolname
    FROM pg_auth_members a JOIN role m ON m.oid = a.member JOIN role o ON o.oid = a.roleid
   WHERE NOT m.rolsuper AND (m.rolname, o.rolname) <> ('liaison_backup', 'pg_read_all_data') AND m.rolname NOT LIKE 'pg\_%'
     AND o.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program',
       'pg_monitor', 'pg_read_all_stats', 'pg_read_all_settings', 'pg_stat_scan_tables', 'pg_signal_backend', 'pg_database_owner', 'pg_checkpoint', 'pg_maintain', 'pg_create_subscription')
  UNION ALL SELECT 'a role has a power it must not have', rolname FROM role
   WHERE (rolname LIKE 'liaison\_%' OR rolname LIKE 'own\_%')
     AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR (rolbypassrls AND rolname <> 'liaison_backup'))
  UNION ALL SELECT 'an owner can log in', rolname FROM role WHERE rolname LIKE 'own\_%' AND rolcanlogin
  UNION ALL SELECT 'a login of the service owns something', rel.name FROM rel WHERE rel.owner IN (SELECT r FROM serving)
  UNION ALL SELECT 'a login of the service owns something', fn.name FROM fn WHERE fn.owner IN (SELECT r FROM serving)
  UNION ALL SELECT 'a login of the service owns something', 'schema ' || n.nspname FROM ns n JOIN role o ON o.oid = n.nspowner WHERE o.rolname IN (SELECT r FROM serving)
  UNION ALL SELECT 'a login of the service owns something', 'database ' || d.datname FROM pg_database d JOIN role o ON o.oid = d.datdba WHERE o.rolname IN (SELECT r FROM serving)
  UNION ALL SELECT 'a setting of a login is not one of ours', coalesce(o.rolname, 'every role') || ' ' || c FROM pg_db_role_setting st
    LEFT JOIN role o ON o.oid = st.setrole, unnest(st.setconfig) c
   WHERE (st.setdatabase = 0 OR st.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))
     AND (o.rolname IN (SELECT r FROM serving) OR (o.rolname IS NULL AND c ~ '^(liaison\.|search_path=|role=|session_)'))
     AND NOT (st.setdatabase = 0 AND c IN ('timezone=UTC', 'TimeZone=UTC', 'statement_timeout=5s', 'lock_timeout=3s', 'idle_in_transaction_session_timeout=10s', 'jit=off'))
     AND NOT (st.setdatabase = 0 AND c = 'search_path=' || CASE WHEN o.rolname = 'liaison_sealer' THEN '""' ELSE substr(o.rolname, 9) || ', shared' END)

  -- Schemas and what is in them.
  UNION ALL SELECT 'a schema is not its owner''s', n.nspname FROM ns n JOIN role o ON o.oid = n.nspowner WHERE n.nspname IN (SELECT s FROM ours) AND o.rolname <> 'own_' || n.nspname
  UNION ALL SELECT 'an object is not its schema''s owner''s', rel.name FROM rel WHERE rel.s IN (SELECT s FROM ours) AND rel.owner <> 'own_' || rel.s
  UNION ALL SELECT 'an object is not its schema''s owner''s', fn.name FROM fn WHERE fn.s IN (SELECT s FROM ours) AND fn.owner <> 'own_' || fn.s
  UNION ALL SELECT 'something is in a schema that is not ours', rel.name FROM rel
   WHERE rel.s NOT IN (SELECT s FROM ours) AND rel.s NOT IN ('pg_catalog', 'information_schema', 'migration') AND rel.s NOT LIKE 'pg\_toast%' AND rel.s NOT LIKE 'pg\_temp%'
  UNION ALL SELECT 'something is in a schema that is not ours', fn.name FROM fn WHERE fn.s NOT IN (SELECT s FROM ours) AND NOT fn.extension
  UNION ALL SELECT 'a login of the service may use a schema', g.rolname || ' ' || a.privilege_type || ' ' || n.nspname
    FROM ns n CROSS JOIN LATERAL aclexplode(n.nspacl) a JOIN role g ON g.oid = a.grantee
   WHERE g.rolname IN (SELECT r FROM serving)
     AND NOT (a.privilege_type = 'USAGE' AND (
           g.rolname = 'liaison_' || n.nspname
        OR n.nspname IN ('audit', 'wall')
        OR (n.nspname = 'stats' AND g.rolname = 'liaison_coordination')
        OR (n.nspname IN ('sec', 'shared') AND g.rolname <> 'liaison_sealer')
        OR (n.nspname = 'identity' AND g.rolname IN ('liaison_outreach', 'liaison_casework', 'liaison_intelligence'))))
  UNION ALL SELECT 'PUBLIC may use a schema', a.privilege_type || ' ' || n.nspname FROM ns n CROSS JOIN LATERAL aclexplode(n.nspacl) a
   WHERE a.grantee = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  UNION ALL SELECT 'PUBLIC may use the database', coalesce(a.privilege_type, 'by default') || ' ' || d.datname
    FROM pg_database d LEFT JOIN LATERAL aclexplode(d.datacl) a ON a.grantee = 0 WHERE d.datname = current_database() AND (d.datacl IS NULL OR a.grantee = 0)
  UNION ALL SELECT 'the database is open to somebody else', g.rolname || ' ' || a.privilege_type FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a JOIN role g ON g.oid = a.grantee
   WHERE d.datname = current_database() AND a.grantee <> d.datdba
     AND NOT (a.privilege_type = 'CONNECT' AND (g.rolname IN (SELECT r FROM serving) OR g.rolname IN (SELECT r FROM trusted)))

  -- Tables.
  UNION ALL SELECT 'a privilege on a table is not one of ours', g.grantee || ' ' || g.may || ' ' || g.name || coalesce('.' || g.col, '') FROM granted g
   WHERE NOT EXISTS (SELECT FROM may m WHERE m.grantee = g.grantee AND m.name = g.name AND m.may = g.may AND (m.col IS NULL OR m.col = g.col))
     AND g.name NOT LIKE 'migration.%'
  UNION ALL SELECT 'a privilege may be passed on', rel.name FROM rel CROSS JOIN LATERAL aclexplode(rel.relacl) a JOIN role g ON g.oid = a.grantee
   WHERE a.is_grantable AND rel.s IN (SELECT s FROM ours) AND g.rolname <> rel.owner
  UNION ALL SELECT 'accounts or keys are readable', sv.r || ' ' || rel.name FROM serving sv JOIN role ON role.rolname = sv.r, rel
   WHERE rel.s IN ('identity', 'sec') AND rel.kind <> 'S' AND (sv.r <> 'liaison_identity' OR rel.s = 'sec') AND has_any_column_privilege(role.oid, rel.oid, 'SELECT')
  UNION ALL SELECT 'the log can be touched', sv.r || ' ' || pv || ' ' || rel.name FROM serving sv JOIN role ON role.rolname = sv.r, rel, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) pv
   WHERE rel.s = 'audit' AND rel.kind = 'r' AND has_table_privilege(role.oid, rel.oid, pv)
  UNION ALL SELECT 'a table has no row security', tab.name FROM tab WHERE NOT tab.secured AND tab.name NOT IN (SELECT name FROM open_table) AND tab.s <> 'wall'
  UNION ALL SELECT 'a strand''s table has no partnership', tab.name FROM tab WHERE tab.s IN (SELECT s FROM strand)
     AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = tab.oid AND a.attname = 'partnership_id' AND a.attnotnull AND NOT a.attisdropped)
  UNION ALL SELECT 'a table is missing', m.name FROM (SELECT DISTINCT name FROM may) m WHERE m.name NOT IN (SELECT name FROM tab)
  UNION ALL SELECT 'a view reads with its owner''s eyes', rel.name FROM rel WHERE rel.kind = 'v' AND rel.s IN (SELECT s FROM ours)
     AND NOT (coalesce(rel.reloptions, '{}') @> ARRAY['security_barrier=true', 'security_invoker=true'])
  UNION ALL SELECT 'a copy of rows is kept', rel.name FROM rel WHERE rel.kind = 'm' AND rel.s NOT IN ('pg_catalog', 'information_schema')
  UNION ALL SELECT 'a table is elsewhere', rel.name FROM rel WHERE rel.kind = 'f'
  UNION ALL SELECT 'rows can be counted by a sequence', rel.name FROM rel WHERE rel.kind = 'S' AND rel.s IN (SELECT s FROM ours)
  UNION ALL SELECT 'a table inherits from another', rel.name FROM pg_inherits i JOIN rel ON rel.oid IN (i.inhrelid, i.inhparent) WHERE rel.s IN (SELECT s FROM ours)
  UNION ALL SELECT 'a rule rewrites statements', rel.name || ' ' || w.rulename FROM pg_rewrite w JOIN rel ON rel.oid = w.ev_class
   WHERE rel.s NOT IN ('pg_catalog', 'information_schema') AND NOT (rel.kind IN ('v', 'm') AND w.rulename = '_RETURN')
  UNION ALL SELECT 'a key leads through the wall', a.name || ' -> ' || b.name FROM pg_constraint c JOIN rel a ON a.oid = c.conrelid JOIN rel b ON b.oid = c.confrelid
   WHERE c.contype = 'f' AND a.s <> b.s AND b.s <> 'shared'
  UNION ALL SELECT 'a key leaves out the partnership', a.name || ' -> ' || b.name FROM pg_constraint c JOIN rel a ON a.oid = c.conrelid JOIN rel b ON b.oid = c.confrelid
   WHERE c.contype = 'f' AND a.s IN (SELECT s FROM strand) AND a.s = b.s
     AND NOT EXISTS (SELECT FROM pg_attribute k WHERE k.attrelid = c.conrelid AND k.attnum = ANY (c.conkey) AND k.attname IN ('partnership_id', 'casefile_id'))
  UNION ALL SELECT 'a key is not checked', a.name || ' ' || c.conname FROM pg_constraint c JOIN rel a ON a.oid = c.conrelid WHERE NOT c.convalidated AND a.s IN (SELECT s FROM ours)
  UNION ALL SELECT 'something depends on what is behind the wall', a.name || ' -> ' || b.name FROM pg_depend d JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    JOIN rel a ON a.oid = w.ev_class JOIN rel b ON d.refclassid = 'pg_class'::regclass AND d.refobjid = b.oid
   WHERE b.s IN (SELECT s FROM strand) AND a.s <> b.s
  UNION ALL SELECT 'something depends on what is behind the wall', fn.name || ' -> ' || b.name FROM pg_depend d JOIN fn ON d.classid = 'pg_proc'::regclass AND d.objid = fn.oid
    JOIN rel b ON d.refclassid = 'pg_class'::regclass AND d.refobjid = b.oid WHERE b.s IN (SELECT s FROM strand) AND fn.s <> b.s

  -- Row policies.
  UNION ALL SELECT 'a row policy is not one of ours', p.name || ' ' || p.policy FROM policy p
   WHERE NOT EXISTS (SELECT FROM expected_policy e WHERE (e.name, e.policy, e.permissive, e.command, e.roles, e.using_text, e.check_text)
     = (p.name, p.policy::text, p.permissive, p.command, p.roles, p.using_text, p.check_text))
  UNION ALL SELECT 'a row policy is missing', e.name || ' ' || e.policy FROM expected_policy e WHERE NOT EXISTS (SELECT FROM policy p WHERE p.name = e.name AND p.policy = e.policy)
  UNION ALL SELECT 'two row policies admit to the same table', p.name FROM policy p WHERE p.permissive AND p.s IN (SELECT s FROM strand) GROUP BY p.name HAVING count(*) > 1

  -- Functions.
  UNION ALL SELECT 'a function is not one of ours', fn.name FROM fn WHERE fn.s IN (SELECT s FROM ours) AND fn.name NOT IN (SELECT name FROM known_fn)
  UNION ALL SELECT 'a function is missing', k.name FROM known_fn k WHERE k.name NOT IN (SELECT name FROM fn)
  UNION ALL SELECT 'a function says something else', fn.name FROM fn JOIN known_fn k USING (name) WHERE k.body IS NOT NULL AND md5(fn.src) <> k.body
  UNION ALL SELECT 'a function acts as its owner, or no longer does', fn.name FROM fn JOIN known_fn k USING (name) WHERE fn.definer <> k.definer
  UNION ALL SELECT 'a function takes names from the session', fn.name FROM fn
   WHERE fn.definer AND coalesce(fn.config, '{}') <> ARRAY['search_path=pg_catalog'] AND NOT fn.extension
  UNION ALL SELECT 'a function names another strand', fn.name FROM fn, strand WHERE NOT fn.extension AND fn.s <> strand.s AND fn.s <> 'wall' AND fn.src ~ ('\m' || strand.s || '"?\s*\.')
  UNION ALL SELECT 'a function acts as a superuser', fn.name FROM fn WHERE fn.definer AND fn.super
  UNION ALL SELECT 'a function may be called by somebody else', coalesce(g.rolname, 'PUBLIC') || ' ' || fn.name
    FROM fn CROSS JOIN LATERAL aclexplode(coalesce(fn.acl, acldefault('f', (SELECT oid FROM role WHERE rolname = fn.owner)))) a LEFT JOIN role g ON g.oid = a.grantee
   WHERE fn.s IN (SELECT s FROM ours) AND g.rolname IS DISTINCT FROM fn.owner
     AND NOT EXISTS (SELECT FROM caller c WHERE c.name = fn.name AND c.grantee = g.rolname)

  -- Triggers, constraints, worked out columns.
  UNION ALL SELECT 'a trigger is not one of ours', t.name || ' ' || t.trigger FROM trigger t
   WHERE NOT EXISTS (SELECT FROM known_trigger k WHERE k.name = t.name AND k.trigger = t.trigger AND right(t.def, length(k.calls)) = k.calls)
  UNION ALL SELECT 'a trigger is missing or switched off', k.name || ' ' || k.trigger FROM known_trigger k
   WHERE NOT EXISTS (SELECT FROM trigger t WHERE t.name = k.name AND t.trigger = k.trigger AND (t.enabled = 'A' OR (t.enabled = 'O' AND NOT k.always)))
  UNION ALL SELECT 'a trigger asks for somebody else', t.name || ' ' || t.trigger FROM trigger t
   WHERE (t.trigger IN ('signed', 'two_people', 'sign_recall', 'sign_decision')) = (t.def !~* ('WHEN \(\(current_user = ''liaison_' || CASE WHEN t.name LIKE 'shared.%' THEN 'coordination' ELSE split_part(t.name, '.', 1) END || '''(::name)?\)\)'))
  UNION ALL SELECT 'a trigger looks away', t.name || ' ' || t.trigger FROM trigger t WHERE t.trigger NOT IN ('signed', 'two_people', 'sign_recall', 'sign_decision') AND t.def ~ ' WHEN \('
  UNION ALL SELECT 'a trigger of the server runs', evtname FROM pg_event_trigger
  UNION ALL SELECT 'a constraint is missing', k.name || ' ' || k.def FROM (SELECT * FROM known_constraint UNION ALL SELECT * FROM wrong_content_constraint) k
   WHERE NOT EXISTS (SELECT FROM pg_constraint c JOIN rel ON rel.oid = c.conrelid WHERE rel.name = k.name AND pg_get_constraintdef(c.oid) = k.def AND c.convalidated AND NOT c.condeferrable)
  UNION ALL SELECT 'an index of a constraint is not valid', rel.name FROM pg_index i JOIN rel ON rel.oid = i.indrelid WHERE rel.s IN (SELECT s FROM ours) AND NOT (i.indisvalid AND i.indisready AND i.indislive)
  UNION ALL SELECT 'a worked out column is worked out otherwise', k.name || '.' || k.col FROM known_generated k
   WHERE NOT EXISTS (SELECT FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE rel.name = k.name AND a.attname = k.col AND a.attgenerated = 's'
       AND replace(regexp_replace(pg_get_expr(d.adbin, d.adrelid), '\s|::[a-z]+(\[\])?|[()]', '', 'g'), '"', '') = k.def)

  -- The server.
  UNION ALL SELECT 'a default opens what is made later', o.rolname || ' ' || d.defaclobjtype::text || ' ' || a.privilege_type || ' to ' || coalesce(g.rolname, 'PUBLIC')
    FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) a JOIN role o ON o.oid = d.defaclrole LEFT JOIN role g ON g.oid = a.grantee
   WHERE a.grantee <> d.defaclrole
  UNION ALL SELECT 'a default no longer closes functions', s FROM ours WHERE NOT EXISTS (SELECT FROM pg_default_acl d JOIN role o ON o.oid = d.defaclrole
     WHERE o.rolname = 'own_' || s AND d.defaclobjtype = 'f' AND d.defaclnamespace = 0)
  UNION ALL SELECT 'an extension is not one of ours', extname FROM pg_extension WHERE extname NOT IN ('plpgsql', 'pgcrypto', 'btree_gist')
  UNION ALL SELECT 'rows are sent elsewhere', 'publication ' || pubname FROM pg_publication
  UNION ALL SELECT 'rows come from elsewhere', 'server ' || srvname FROM pg_foreign_server
  UNION ALL SELECT 'a language may do anything', lanname FROM pg_language WHERE NOT lanpltrusted AND lanname NOT IN ('internal', 'c')
  UNION ALL SELECT 'anyone may run blocks of code', lanname FROM pg_language l CROSS JOIN LATERAL aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a
   WHERE lanname = 'plpgsql' AND (a.grantee = 0 OR a.grantee IN (SELECT oid FROM role WHERE rolname IN (SELECT r FROM serving)))
  UNION ALL SELECT 'the catalogue tells how many rows there are', sv.r || ' ' || a.attname FROM serving sv JOIN role ON role.rolname = sv.r, pg_attribute a
   WHERE a.attrelid = 'pg_class'::regclass AND a.attname IN ('reltuples', 'relpages', 'relallvisible') AND has_column_privilege(role.oid, a.attrelid, a.attnum, 'SELECT')
  UNION ALL SELECT 'the catalogue tells what others do', sv.r || ' ' || c.relname FROM serving sv JOIN role ON role.rolname = sv.r, pg_class c
   WHERE c.relnamespace = 'pg_catalog'::regnamespace AND (c.relname LIKE 'pg\_stat\_%' OR c.relname IN ('pg_locks', 'pg_sequences', 'pg_statistic')) AND c.relkind IN ('v', 'r')
     AND c.relname NOT IN ('pg_statistic_ext', 'pg_statistic_ext_data') AND has_any_column_privilege(role.oid, c.oid, 'SELECT')
  UNION ALL SELECT 'a function of the server speaks across the wall', sv.r || ' ' || p.proname FROM serving sv JOIN role ON role.rolname = sv.r, pg_proc p
   WHERE p.pronamespace = 'pg_catalog'::regnamespace
     AND p.proname IN ('pg_notify', 'query_to_xml', 'table_to_xml', 'schema_to_xml', 'database_to_xml', 'cursor_to_xml', 'pg_advisory_lock', 'pg_try_advisory_lock',
       'pg_advisory_xact_lock', 'lo_import', 'lo_export', 'lo_create', 'lo_from_bytea', 'pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'pg_stat_file', 'pg_sleep', 'pg_terminate_backend', 'pg_relation_size')
     AND NOT (p.proname = 'pg_notify' AND sv.r = 'liaison_identity') AND has_function_privilege(role.oid, p.oid, 'EXECUTE')
  UNION ALL SELECT 'the server is too old to hold row security', current_setting('server_version') WHERE current_setting('server_version_num')::int / 10000 < 15
      OR (current_setting('server_version_num')::int / 10000 = 15 AND current_setting('server_version_num')::int < 150014)
      OR (current_setting('server_version_num')::int / 10000 = 16 AND current_setting('server_version_num')::int < 160010)
      OR (current_setting('server_version_num')::int / 10000 = 17 AND current_setting('server_version_num')::int < 170006)
)
SELECT DISTINCT rule::text, what::text FROM found ORDER BY 1, 2
