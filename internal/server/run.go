package server

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// What a request may be at most, in bytes.
const (
	mostBody    = 1 << 20
	mostAddress = 8 << 10
)

// OpenedIn is the field of a form that says in which partnership it was opened.
// Only the forms of people with several have it.
const OpenedIn = "opened_in"

// run is the only caller of a route's handler.
func (s *Server) run(route Route) gin.HandlerFunc {
	return func(c *gin.Context) {
		trailOf(c.Request).route = route.path
		r := s.request(c, &route)
		if err := s.serve(r); err != nil {
			s.fail(r, err)
			return
		}
		s.send(r)
	}
}

// serve asks who it is, whether they may at all, and then the handler.
func (s *Server) serve(r *Request) error {
	if err := s.identify(r); err != nil {
		if r.route.NeedsSession() {
			return err
		}
		s.Log.WarnContext(r.Context(), "answering without the session", "route", r.pattern(), "request", r.ID(), "err", err)
	}
	if r.route.NeedsSession() && !r.known {
		return r.signIn(s)
	}
	if err := s.permit(r); err != nil {
		return err
	}
	if err := r.read(); err != nil {
		return err
	}
	if err := r.elsewhere(); err != nil {
		return err
	}
	if err := r.route.fn(r); err != nil {
		return err
	}
	if r.answer == nil {
		return fmt.Errorf("server: route %s: answered nothing", r.route.name())
	}
	if r.route.sent != nil && r.answer.location != "" && r.Form().Has(Resumed) {
		if err := r.route.sent(r); err != nil { // it did what it was sent for, and would only be offered once more
			s.Log.WarnContext(r.Context(), "a form that was sent stays kept", "route", r.pattern(), "request", r.ID(), "err", err)
		}
	}
	return nil
}

// identify finds the session of the request, if it has one.
func (s *Server) identify(r *Request) error {
	token := r.Token()
	if token == "" {
		return nil
	}
	found, err := s.Sessions.Find(r.Context(), token)
	if errors.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("server: finding the session: %w", err)
	}
	found.Who.Request = r.ID()
	r.Session, r.Who, r.known = found, found.Who, true
	return nil
}

// permit refuses whoever may not use the route at all. Whoever works in none
// of its strands is told what they would be told of a page that does not exist.
func (s *Server) permit(r *Request) error {
	in := r.route.in
	if r.route.do == "" {
		return nil
	}
	if r.route.kind == ofSeveral && !slices.Contains(in, access.Identity) {
		in = append(slices.Clone(in), access.Identity)
	}
	for _, strand := range in {
		if s.Guard.Anywhere(r.Who, r.route.do, strand) {
			return nil
		}
	}
	for _, strand := range r.route.in {
		if strand == access.Identity || r.Who.Works(strand) {
			return fault.New(fault.Forbidden, "You do not have permission to do this")
		}
	}
	return fault.Missing()
}

// signIn sends the browser to sign in, and from there back to an address that
// was looked at, but not to one that was posted to. What was typed into a form
// whose session has ended may be kept first.
func (r *Request) signIn(s *Server) error {
	to := Local(r.gin.Request.URL.RequestURI())
	switch {
	case r.route.lost != nil && r.Token() != "":
		if err := r.read(); err != nil {
			return err
		}
		kept, err := r.route.lost(r)
		if err != nil {
			s.Log.WarnContext(r.Context(), "a form without its session is not kept", "route", r.pattern(), "request", r.ID(), "err", err)
		}
		to = Local(kept)
	case r.route.method != http.MethodGet:
		to = "/"
	}
	if to == "/" {
		return r.Go("/sign-in")
	}
	return r.Go("/sign-in?to=%s", to)
}

// read takes in what was posted. A body that ended early is no form: what it
// lacks might have been the part that mattered.
func (r *Request) read() error {
	if r.gin.Request.Method != http.MethodPost {
		return nil
	}
	body, err := io.ReadAll(r.gin.Request.Body)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return tooLarge(http.StatusRequestEntityTooLarge)
	case err != nil:
		return errBody
	}
	kind, _, _ := strings.Cut(r.gin.GetHeader("Content-Type"), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded") {
		return nil
	}
	typed, _ := url.ParseQuery(string(body)) // what cannot be read of it was not filled in
	r.form = form.New(typed)
	return nil
}

// elsewhere refuses a form that was opened in one partnership and is sent in
// another, where what it says might fit as well.
func (r *Request) elsewhere() error {
	if r.form == nil || !r.known {
		return nil
	}
	if opened := r.form.Raw(OpenedIn); opened == "" || opened == strconv.Itoa(r.Who.Partnership) {
		return nil
	}
	return fault.New(fault.Conflict, "Nothing was saved, because this form was opened in another partnership. Change back to that partnership, then send the form again")
}

// send writes the answer that was made.
func (s *Server) send(r *Request) {
	h := r.gin.Writer.Header()
	for _, c := range r.cookies {
		h.Add("Set-Cookie", c.String())
	}
	t := trailOf(r.gin.Request)
	for _, receipt := range t.receipts.List() {
		h.Add("X-Audit-Receipt", receipt)
	}
	if r.answer.location != "" {
		h.Set("Location", r.answer.location)
		r.gin.Writer.WriteHeader(r.answer.status)
		r.gin.Writer.WriteHeaderNow()
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	if r.answer.file != "" {
		h.Set("Content-Type", r.answer.kind)
		h.Set("Content-Disposition", `attachment; filename="`+r.answer.file+`"`)
	}
	r.gin.Writer.WriteHeader(r.answer.status)
	if r.gin.Request.Method == http.MethodHead {
		r.gin.Writer.WriteHeaderNow()
		return
	}
	_, _ = r.gin.Writer.Write(r.answer.body) // a browser that left is not ours to mend
}

func (s *Server) request(c *gin.Context, route *Route) *Request {
	return &Request{Who: access.Actor{Request: trailOf(c.Request).id}, server: s, gin: c, route: route}
}

// ID is the request's id, which the log keeps and error pages quote.
func (r *Request) ID() string { return trailOf(r.gin.Request).id }

// pattern is the route for the log, never what was typed.
func (r *Request) pattern() string { return trailOf(r.gin.Request).route }

// noRoute answers for every path that leads nowhere, in the words and at the
// cost of a record that the person may not know of.
func (s *Server) noRoute(c *gin.Context) {
	r := s.request(c, nil)
	if err := s.identify(r); err != nil {
		s.fail(r, err)
		return
	}
	s.fail(r, fault.Missing())
}

// noMethod answers for a path that exists and cannot be asked for in this way.
func (s *Server) noMethod(c *gin.Context) {
	r := s.request(c, nil)
	if err := s.identify(r); err != nil {
		s.fail(r, err)
		return
	}
	s.explain(r, http.StatusMethodNotAllowed, nil)
}

// limit bounds what a request may bring.
func (s *Server) limit(c *gin.Context) {
	if len(c.Request.URL.RequestURI()) > mostAddress {
		s.fail(s.request(c, nil), tooLarge(http.StatusRequestURITooLong))
		c.Abort()
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, mostBody)
}

// plain treats a path with unprintable characters as one that leads nowhere.
func (s *Server) plain(c *gin.Context) {
	if p := c.Request.URL.Path; form.Clean(p) != p || strings.ContainsAny(p, "\n\t") {
		s.noRoute(c)
		c.Abort()
	}
}

var origins = http.NewCrossOriginProtection()

// sameOrigin refuses what another site's page would have this person's browser
// do. Beyond the standard library it wants a browser's word with every session
// cookie, and HTTPS where the site has it.
func (s *Server) sameOrigin(c *gin.Context) {
	q := c.Request
	err := origins.Check(q)
	safe := q.Method == http.MethodGet || q.Method == http.MethodHead || q.Method == http.MethodOptions
	fetched, origin := q.Header.Get("Sec-Fetch-Site"), q.Header.Get("Origin")
	switch {
	case safe:
	case fetched == "" && origin == "" && s.token(q) != "":
		err = errors.New("server: a session cookie without Origin or Sec-Fetch-Site")
	case fetched == "" && s.Secure && strings.HasPrefix(origin, "http:"):
		err = errors.New("server: Origin is not HTTPS")
	}
	if err == nil {
		return
	}
	r := s.request(c, nil)
	if lost := s.identify(r); lost != nil {
		s.fail(r, lost)
	} else {
		s.fail(r, fault.New(fault.Forbidden, "This was sent from another site. Open Liaison and try again"))
	}
	c.Abort()
}

// recover answers for a handler that panicked. It logs where, and nothing that
// was sent. An answer that has begun is cut off, so that no browser takes half
// of it for the whole.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler { //nolint:errorlint // it is the value that net/http compares
			panic(p)
		}
		r := s.request(c, nil)
		s.Log.ErrorContext(c.Request.Context(), "request panicked", "route", r.pattern(), "request", r.ID(), "panic", panicked(p), "stack", string(debug.Stack()))
		if c.Writer.Written() {
			panic(http.ErrAbortHandler)
		}
		c.Abort()
		s.explain(r, http.StatusInternalServerError, errors.New("server: panic"))
	}()
	c.Next()
}

// panicked says what a panic was about: what the runtime said in full, and
// only the type of anything else, which may hold what somebody typed.
func panicked(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("%T", p)
}
