package server

import (
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"liaison/internal/access"
	"liaison/internal/audit"
)

func TestHandlerRefusesRoutesDeclaredByHalf(t *testing.T) {
	const coo, out, cas, intel = access.Coordination, access.Outreach, access.Casework, access.Intelligence
	read, ok := access.ReadActivity, say("")
	for _, tt := range []struct {
		name  string
		route Route
		says  string
	}{
		{"nothing", Route{}, "is not made by a constructor"},
		{"no handler", Get("/coordination/x", coo, read, audit.None, nil), "leads nowhere"},
		{"no action", Get("/coordination/x", coo, "", audit.None, ok), "no action"},
		{"an unknown action", Get("/coordination/x", coo, "activity.*", audit.None, ok), "unknown action"},
		{"no act", Get("/coordination/x", coo, read, "", ok), "no audit act"},
		{"an unknown act", Get("/coordination/x", coo, read, "look", ok), "unknown audit act"},
		{"an act that is the server's own", Post("/coordination/x", coo, read, audit.Refuse, ok), "unknown audit act"},
		{"no strand", Get("/coordination/x", "", read, audit.None, ok), "no strand"},
		{"an unknown strand", Get("/secret/x", "secret", read, audit.None, ok), "no strand"},
		{"identity as a strand", Get("/identity/x", access.Identity, read, audit.None, ok), "no strand"},
		{"collecting by GET", Get("/coordination/x", coo, read, audit.Collect, ok), "changes something by GET"},
		{"altering by GET", Get("/coordination/x", coo, read, audit.Alter, ok), "changes something by GET"},
		{"erasing by GET", Get("/coordination/x", coo, read, audit.Erase, ok), "changes something by GET"},
		{"disclosing by GET", Get("/coordination/x", coo, read, audit.Disclose, ok), "changes something by GET"},
		{"combining by GET", Get("/coordination/x", coo, read, audit.Combine, ok), "changes something by GET"},
		{"administering by GET", Identity("GET", "/admin/x", access.ProposeGrant, audit.Admin, ok), "changes something by GET"},
		{"a change that is not logged", Post("/coordination/x", coo, read, audit.None, ok), "not logged"},
		{"intelligence without its prefix", Get("/activities/x", intel, read, audit.Consult, ok), "not under its path"},
		{"intelligence under a path like its prefix", Get("/intelligences/x", intel, read, audit.Consult, ok), "not under its path"},
		{"intelligence under outreach", Get("/outreach/x", intel, read, audit.Consult, ok), "not under its path"},
		{"outreach under intelligence", Get("/intelligence/x", out, read, audit.None, ok), "not under its path"},
		{"casework on a coordination page", Get("/checklist", cas, read, audit.Consult, ok), "not under its path"},
		{"coordination on a path that is not listed", Get("/elsewhere", coo, read, audit.None, ok), "not under its path"},
		{"a strand that is a parameter", Get("/:strand/activities", intel, read, audit.Consult, ok), "begins with a parameter"},
		{"several strands under one's name", Mixed("GET", "/outreach", []access.Strand{coo, out}, read, audit.None, ok), "not that strand's alone"},
		{"several strands with intelligence", Mixed("GET", "/x", []access.Strand{coo, intel}, read, audit.None, ok), "mixes intelligence"},
		{"several strands, one unknown", Mixed("GET", "/x", []access.Strand{coo, "secret"}, read, audit.None, ok), "no strand or is there twice"},
		{"several strands, one twice", Mixed("GET", "/x", []access.Strand{coo, coo}, read, audit.None, ok), "no strand or is there twice"},
		{"several strands of none", Mixed("GET", "/x", nil, read, audit.None, ok), "no strand"},
		{"accounts under a strand's name", Identity("GET", "/intelligence/users", access.ReadAccounts, audit.None, ok), "not that strand's alone"},
		{"public under a strand's name", Public("GET", "/casework", "because", ok), "not that strand's alone"},
		{"public without a reason", Public("GET", "/x", " ", ok), "does not say why"},
		{"a session without a reason", SignedIn("GET", "/x", "", ok), "does not say why"},
		{"another method", Public("DELETE", "/x", "because", ok), "neither GET nor POST"},
		{"a path without its slash", Public("GET", "x", "because", ok), "no plain pattern"},
		{"a path that catches all", Public("GET", "/x/*rest", "because", ok), "no plain pattern"},
		{"a path with two slashes", Public("GET", "/x//y", "because", ok), "no plain pattern"},
		{"a path with a query", Public("GET", "/x?y=1", "because", ok), "no plain pattern"},
		{"a path with a slash at its end", Public("GET", "/x/", "because", ok), "ends with a slash"},
		{"a path of static files", Public("GET", "/static/x", "because", ok), "static files"},
		{"a probe's path", Public("GET", "/healthz", "because", ok), "declared twice"},
		{"a path that is there already", Public("GET", "/sign-in", "because", ok), "declared twice"},
		{"another name in the same place", Get("/coordination/activities/:id/x", coo, read, audit.None, ok), "routes:"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, nil).Server
			if _, err := s.Handler(append(routes(), tt.route)...); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want an error that says %q", err, tt.says)
			}
		})
	}
}

func TestHandlerRefusesWhatIsNotDeclared(t *testing.T) {
	e := gin.New()
	e.GET("/declared", func(*gin.Context) {})
	e.GET("/behind/the/back", func(*gin.Context) {})
	if err := undeclared(e.Routes(), map[string]bool{"GET /declared": true}); err == nil || !strings.Contains(err.Error(), "GET /behind/the/back") {
		t.Errorf("got %v, want the route named", err)
	}
	if err := undeclared(e.Routes(), map[string]bool{"GET /declared": true, "GET /behind/the/back": true}); err != nil {
		t.Errorf("got %v, want nothing", err)
	}
}

func TestRoutesTellWhatTheyAre(t *testing.T) {
	for _, r := range routes() {
		permission := r.Does() != "" && r.Act() != "" && len(r.In()) > 0 && r.Why() == ""
		if reason := r.Does() == "" && r.Act() == "" && len(r.In()) == 0 && r.Why() != ""; permission == reason {
			t.Errorf("%s %s: got both or neither of a permission and a reason", r.Method(), r.Path())
		}
		if r.NeedsSession() != (r.Path() != "/sign-in" && r.Path() != "/echo") {
			t.Errorf("%s: got %t, want %t", r.Path(), r.NeedsSession(), !r.NeedsSession())
		}
	}
}
