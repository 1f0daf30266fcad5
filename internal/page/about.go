package page

import (
	"net/http"
	"strings"

	"liaison/internal/access"
	"liaison/internal/server"
	web "liaison/web/help"
	"liaison/web/layout"
)

// aboutRoutes are pages that explain the service and hold no record.
func (p *Pages) aboutRoutes() []server.Route {
	const why = "explains the service, to people who cannot sign in yet as well; it holds no record"
	return []server.Route{
		server.Public(http.MethodGet, "/about/evidence", why, p.showAboutEvidence),
		server.Public(http.MethodGet, "/about/accessibility", why, p.showAboutAccessibility),
		server.Public(http.MethodGet, "/about/privacy", why, p.showAboutPrivacy),
		server.Public(http.MethodGet, "/help", why, p.showHelp),
	}
}

func (p *Pages) showAboutEvidence(r *server.Request) error {
	v := web.EvidenceView{Shell: p.aboutShell(r, "About the evidence"), Citation: p.Book.Citation, Narrative: p.Book.Narrative}
	if r.MayIn(access.ReadChecklist, access.Coordination) {
		v.Mechanisms = mechanismsLink
	}
	return r.Show(web.Evidence(v))
}

func (p *Pages) showAboutAccessibility(r *server.Request) error {
	return r.Show(web.Accessibility(web.View{Shell: p.aboutShell(r, "Accessibility")}))
}

func (p *Pages) showAboutPrivacy(r *server.Request) error {
	name := "liaison"
	if strings.HasPrefix(p.PublicURL, "https://") {
		name = "__Host-liaison" // what browsers keep to this host and to HTTPS
	}
	return r.Show(web.Privacy(web.PrivacyView{Shell: p.aboutShell(r, "Privacy and cookies"), Cookies: []web.Cookie{
		{Name: name, For: "Shows that you have signed in.", Lasts: "Until you sign out, are away for a while, or 12 hours have passed"},
		{Name: name + "-flash", For: "Says on the next page what you have just done.", Lasts: "Until that page is shown"},
	}}))
}

func (p *Pages) showHelp(r *server.Request) error {
	return r.Show(web.Guide(web.View{Shell: p.aboutShell(r, "Help and recording guide")}))
}

func (p *Pages) aboutShell(r *server.Request, title string) layout.Shell {
	return p.shell(r, shellOf{Title: title})
}
