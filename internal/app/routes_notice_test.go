package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"
)

func noticeExamples() []example {
	// Their own draft that is about to be deleted, for who can have one.
	warned := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		id := uuid.New()
		if a.id != uuid.Nil {
			h.exec(t, `INSERT INTO coordination.draft (id, partnership_id, author, kind, content, created_at, updated_at) VALUES ($1, $2, $3, 'meeting', '', now() - interval '25 days', now() - interval '25 days')`, id, a.partnership, a.id)
		}
		return "draft:" + id.String()
	}
	away := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		notice := "draft:" + uuid.NewString()
		if a.id != uuid.Nil {
			h.exec(t, `INSERT INTO coordination.notice_away (partnership_id, account_id, notice, state, at) VALUES ($1, $2, $3, 'ending', now())`, a.partnership, a.id, notice)
		}
		return notice
	}
	return []example{
		{route: "GET /account/mail", make: to("/account/mail")},
		{route: "POST /account/mail", make: filled("/account/mail", url.Values{"every": {"weekly"}, "on": {"1"}, "quiet": {"yes"}})},
		{route: "GET /notices", make: to("/notices")},
		{route: "POST /notices/:notice/away", make: aimed("/notices/%s/away", warned, url.Values{})},
		{route: "POST /notices/:notice/away", what: "another", make: filled("/notices/draft:"+uuid.NewString()+"/away", url.Values{})},
		{route: "POST /notices/:notice/back", make: aimed("/notices/%s/back", away, url.Values{})},
	}
}
