package app

import (
	"strings"
	"testing"

	"liaison/internal/testing/browser"
)

func TestShots(t *testing.T) {
	base := "http://127.0.0.1:18431"
	b := browser.Open(t)
	shot := func(p *browser.Page, name string) {
		p.Resize(1280)
		p.Screenshot("/dev/shm/shots/" + name + "-1280.png")
		p.Resize(390)
		p.Screenshot("/dev/shm/shots/" + name + "-390.png")
		if n := p.Overflow(); n > 0 {
			t.Logf("%s overflows by %d at 390", name, n)
		}
		p.Resize(1280)
		p.Axe()
	}
	in := func(email string) *browser.Page {
		p := b.Page(t, 1280)
		p.Goto(base + "/sign-in")
		p.Fill("Email address", email)
		p.Fill("Password", "demonstration")
		p.Press("Enter")
		return p
	}
	p := b.Page(t, 1280)
	p.Goto(base + "/sign-in")
	shot(p, "sign-in")
	for who, email := range map[string]string{"tom": "tom.okafor@northgate.example", "priya": "priya.nair@westmere.example", "alan": "alan.whitford@westmere.example"} {
		shot(in(email), "home-"+who)
	}
	p = in("priya.nair@westmere.example")
	for _, path := range []string{"/activities", "/activities/new", "/coordination/activities/new/meeting", "/actions?view=all", "/checklist", "/checklist?open=RES-2", "/checklist/RES-1", "/checklist/RES-2", "/checklist/FUN-1",
		"/coordination/appointment", "/coordination/initiative", "/coordination/initiative/propose", "/agencies", "/about/evidence", "/help", "/account", "/account/second-factor", "/admin/users", "/admin/users/invite", "/admin/grants/propose", "/nowhere"} {
		p.Goto(base + path)
		shot(p, "p"+strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(path))
	}
	p.Goto(base + "/activities?type=meeting")
	p.Click("table th a")
}
