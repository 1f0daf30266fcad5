// Package server is how the service speaks HTTP, and the only package that
// imports gin. It owns the order in which a request passes its checks, the
// session cookie, the headers of every answer, and the one place where a fault
// becomes a status. It knows no subject: pages hand it their routes, and the
// pages that say what went wrong.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// Session is a signed-in person, where they are working, and the words that
// every page shows about it.
type Session struct {
	Who             access.Actor
	Person          string
	RoleName        string
	AgencyName      string
	PartnershipName string
	Strong          bool // a second factor was given
	Partnerships    int  // how many the person may choose from
}

// Sessions finds sessions by what the browser's cookie holds.
type Sessions interface {
	// Find returns a session that is complete and in force, and counts the
	// request as a sign of life. It returns a NotFound fault when there is none.
	Find(ctx context.Context, token string) (Session, error)
}

// Refusals writes what was refused into the log.
type Refusals interface {
	// Refuse logs the event in the strand's lanes, in a transaction of its own.
	Refuse(ctx context.Context, who access.Actor, in access.Strand, e audit.Event) error
}

// Server builds the handler for the whole site. Its fields are set before
// Handler is called and not changed afterwards.
type Server struct {
	Log      *slog.Logger
	Sessions Sessions
	Guard    access.Guard
	Refusals Refusals
	// Errors is the page for a status: 400, 403, 404, 405, 409, 413, 414, 422,
	// 500 or 503. With 503 the request has no person, and the page must need no
	// database. The err of a 404 is always the same one.
	Errors         func(r *Request, status int, err error) templ.Component
	Secure         bool  // the site is reached by HTTPS
	Static         fs.FS // served under /static/{StaticVersion}/
	StaticVersion  string
	Ready          func(context.Context) error
	TrustedProxies []string // addresses or networks whose X-Forwarded-For is believed
	Now            func() time.Time

	routes  []Route // as they were mounted
	once    sync.Once
	metrics *metrics
	sheets  sync.Pool // *bytes.Buffer, on which pages are written: one that has grown is used again
}

// Handler mounts the routes. It refuses to build on a route that is declared
// by half, and on anything that reached the router in another way.
func (s *Server) Handler(routes ...Route) (http.Handler, error) {
	if err := s.complete(); err != nil {
		return nil, err
	}
	if err := check(routes); err != nil {
		return nil, err
	}
	files, err := newStatic(s.Static, s.StaticVersion)
	if err != nil {
		return nil, err
	}
	s.routes = slices.Clone(routes)
	engine, err := s.engine(routes)
	if err != nil {
		return nil, err
	}
	return s.outside(files, engine)
}

func (s *Server) complete() error {
	var missing []string
	for name, there := range map[string]bool{
		"Log": s.Log != nil, "Sessions": s.Sessions != nil, "Guard": s.Guard != nil, "Refusals": s.Refusals != nil,
		"Errors": s.Errors != nil, "Now": s.Now != nil,
	} {
		if !there {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return fmt.Errorf("server: without %s", strings.Join(missing, ", "))
	}
	return nil
}

// check returns everything that is wrong with the routes.
func check(routes []Route) error {
	var problems []error
	seen := map[string]bool{"GET /healthz": true, "GET /readyz": true}
	for _, r := range routes {
		if p := r.problem(); p != "" {
			problems = append(problems, fmt.Errorf("server: route %s: %s", r.name(), p))
		}
		if seen[r.name()] {
			problems = append(problems, fmt.Errorf("server: route %s: is declared twice", r.name()))
		}
		seen[r.name()] = true
	}
	return errors.Join(problems...)
}

// engine is gin with the checks that come before every route, and the routes.
func (s *Server) engine(routes []Route) (_ *gin.Engine, err error) {
	defer func() {
		if p := recover(); p != nil { // gin panics on patterns that contradict each other
			err = fmt.Errorf("server: routes: %v", p)
		}
	}()
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.RedirectTrailingSlash = false
	e.RedirectFixedPath = false
	e.HandleMethodNotAllowed = true
	if err := e.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("server: trusted proxies: %w", err)
	}
	e.Use(s.recover, s.limit, s.plain, s.sameOrigin)
	e.NoRoute(s.noRoute)
	e.NoMethod(s.noMethod)
	declared := map[string]bool{}
	mount := func(r Route) {
		methods := []string{r.method}
		if r.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		for _, m := range methods {
			e.Handle(m, r.path, s.run(r))
			declared[m+" "+r.path] = true
		}
	}
	for _, r := range routes {
		mount(r)
	}
	s.probes(e, declared)
	return e, undeclared(e.Routes(), declared)
}

// undeclared refuses what is on the router without being on the site's map.
func undeclared(mounted gin.RoutesInfo, declared map[string]bool) error {
	for _, r := range mounted {
		if !declared[r.Method+" "+r.Path] {
			return fmt.Errorf("server: route %s %s: is on the router and not declared", r.Method, r.Path)
		}
	}
	return nil
}

// probes answer the machines that watch the service. They need no session.
func (s *Server) probes(e *gin.Engine, declared map[string]bool) {
	live := func(c *gin.Context) {
		trailOf(c.Request).route = "/healthz"
		c.String(http.StatusOK, "ok\n")
	}
	ready := func(c *gin.Context) {
		trailOf(c.Request).route = "/readyz"
		if s.Ready != nil {
			if err := s.Ready(c.Request.Context()); err != nil {
				s.Log.WarnContext(c.Request.Context(), "not ready", "err", err)
				c.String(http.StatusServiceUnavailable, "not ready\n")
				return
			}
		}
		c.String(http.StatusOK, "ready\n")
	}
	for _, m := range []string{http.MethodGet, http.MethodHead} {
		e.Handle(m, "/healthz", live)
		e.Handle(m, "/readyz", ready)
		declared[m+" /healthz"], declared[m+" /readyz"] = true, true
	}
}
