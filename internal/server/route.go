package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// Route is one line of the site's map: what is asked, what it takes, and what
// the log calls it. It is made by Get, Post, Mixed, Identity, SignedIn and
// Public alone, and Handler refuses one that leaves anything out.
type Route struct {
	method, path string
	kind         kind
	in           []access.Strand
	do           access.Action
	act          audit.Act
	why          string
	fn           func(*Request) error
	lost         func(*Request) (string, error)
	sent         func(*Request) error
	nameless     bool
}

// Lost returns the route with what is done with a form that was posted when its
// session had ended: fn may keep it for its person, and says where they go on
// once they have signed in again, or "".
func (r Route) Lost(fn func(*Request) (string, error)) Route {
	r.lost = fn
	return r
}

// Nameless returns a public route of which nobody may learn who asked it, not
// from the log either: a refusal is not logged with the person who happens to
// be signed in.
func (r Route) Nameless() Route {
	r.nameless = true
	return r
}

// Sent returns the route with what is done once a form that was kept has been
// sent again, and did what it was sent for.
func (r Route) Sent(fn func(*Request) error) Route {
	r.sent = fn
	return r
}

// Keeps reports whether the route says what is done with a form whose session
// had ended.
func (r Route) Keeps() bool { return r.lost != nil }

type kind int

const (
	ofStrand kind = iota + 1
	ofSeveral
	ofIdentity
	ofAnyone
	ofNobody
)

// Get is a route that looks at the records of one strand.
func Get(path string, in access.Strand, do access.Action, act audit.Act, fn func(*Request) error) Route {
	return Route{method: http.MethodGet, path: path, kind: ofStrand, in: []access.Strand{in}, do: do, act: act, fn: fn}
}

// Post is a route that changes records of one strand.
func Post(path string, in access.Strand, do access.Action, act audit.Act, fn func(*Request) error) Route {
	return Route{method: http.MethodPost, path: path, kind: ofStrand, in: []access.Strand{in}, do: do, act: act, fn: fn}
}

// Mixed is a route whose page shows several strands. It takes the action in
// at least one of them, or in Identity, where everybody may see their home.
func Mixed(method, path string, in []access.Strand, do access.Action, act audit.Act, fn func(*Request) error) Route {
	return Route{method: method, path: path, kind: ofSeveral, in: slices.Clone(in), do: do, act: act, fn: fn}
}

// Identity is a route about accounts, which are in no strand.
func Identity(method, path string, do access.Action, act audit.Act, fn func(*Request) error) Route {
	return Route{method: method, path: path, kind: ofIdentity, in: []access.Strand{access.Identity}, do: do, act: act, fn: fn}
}

// SignedIn is a route that takes a session and no role, as for a person who
// has yet to choose the partnership to work in, and says why.
func SignedIn(method, path, why string, fn func(*Request) error) Route {
	return Route{method: method, path: path, kind: ofAnyone, why: why, fn: fn}
}

// Public is a route for people who have not signed in, and says why.
func Public(method, path, why string, fn func(*Request) error) Route {
	return Route{method: method, path: path, kind: ofNobody, why: why, fn: fn}
}

// Method is GET or POST. Every GET answers HEAD as well.
func (r Route) Method() string { return r.method }

// Path is the pattern, as in "/coordination/activities/:ref".
func (r Route) Path() string { return r.path }

// In lists the strands that the route concerns: none for those without a permission.
func (r Route) In() []access.Strand { return slices.Clone(r.in) }

// Does is the action it takes, or "".
func (r Route) Does() access.Action { return r.do }

// Act is what the log calls it, or "".
func (r Route) Act() audit.Act { return r.act }

// Why says why the route takes no permission, or "".
func (r Route) Why() string { return r.why }

// NeedsSession reports whether a person must have signed in.
func (r Route) NeedsSession() bool { return r.kind != ofNobody }

func (r Route) name() string { return r.method + " " + r.path }

// coordinationPaths are the pages of coordination that do not have its name in
// front. The other strands have none.
var coordinationPaths = []string{"checklist", "agencies", "health", "requests", "notices"}

// problem says what is wrong with the route, or "".
func (r Route) problem() string {
	permission := r.kind == ofStrand || r.kind == ofSeveral || r.kind == ofIdentity
	switch {
	case r.kind == 0:
		return "is not made by a constructor of this package"
	case r.fn == nil:
		return "leads nowhere"
	case r.method != http.MethodGet && r.method != http.MethodPost:
		return "is neither GET nor POST"
	case !strings.HasPrefix(r.path, "/") || strings.ContainsAny(r.path, "*?#\\ ") || strings.Contains(r.path, "//"):
		return "has a path that is no plain pattern"
	case strings.HasPrefix(r.path, "/:"):
		return "begins with a parameter"
	case len(r.path) > 1 && strings.HasSuffix(r.path, "/"):
		return "ends with a slash"
	case strings.HasPrefix(r.path+"/", "/static/"):
		return "is where the static files are"
	case !permission && strings.TrimSpace(r.why) == "":
		return "takes no permission and does not say why"
	case permission && r.do == "":
		return "declares no action"
	case permission && !slices.Contains(access.Actions(), r.do):
		return fmt.Sprintf("declares the unknown action %q", r.do)
	case permission && r.act == "":
		return "declares no audit act"
	case permission && !slices.Contains(acts, r.act):
		return fmt.Sprintf("declares the unknown audit act %q", r.act)
	case permission && r.method == http.MethodGet && r.act != audit.None && r.act != audit.Consult:
		return "changes something by GET"
	case (r.lost != nil || r.sent != nil) && (r.method != http.MethodPost || !permission):
		return "keeps a form that nobody posts, or without a permission"
	case permission && r.method == http.MethodPost && r.act == audit.None:
		return "changes something that is not logged"
	case permission && len(r.in) == 0:
		return "declares no strand"
	}
	return r.misplaced()
}

// misplaced says why the path does not fit the strand, or "".
func (r Route) misplaced() string {
	first := strings.SplitN(strings.TrimPrefix(r.path, "/"), "/", 2)[0]
	prefixed := slices.Contains(access.Strands(), access.Strand(first))
	if r.kind != ofStrand {
		if prefixed {
			return "is under the name of a strand and is not that strand's alone"
		}
		if r.kind == ofSeveral {
			for i, s := range r.in {
				if !slices.Contains(access.Strands(), s) && s != access.Identity || slices.Contains(r.in[:i], s) {
					return fmt.Sprintf("declares %q, which is no strand or is there twice", s)
				}
				if s == access.Intelligence {
					return "mixes intelligence with other strands"
				}
			}
		}
		return ""
	}
	in := r.in[0]
	page, _, _ := strings.Cut(first, ".") // its file is as near to it as a page below it
	switch {
	case !slices.Contains(access.Strands(), in):
		return fmt.Sprintf("declares %q, which is no strand", in)
	case first == string(in):
		return ""
	case in == access.Coordination && slices.Contains(coordinationPaths, page):
		return ""
	}
	return fmt.Sprintf("is of %s and is not under its path", in)
}

// acts are the acts that a route may declare.
var acts = []audit.Act{
	audit.None, audit.Collect, audit.Alter, audit.Consult, audit.Disclose,
	audit.Combine, audit.Erase, audit.Auth, audit.Admin,
}
