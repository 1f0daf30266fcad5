package server

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// A tooLarge error says that a request is bigger than the service takes.
type tooLarge int

func (t tooLarge) Error() string { return http.StatusText(int(t)) }

// errBody says that a request's body ended early.
var errBody = errors.New("server: the body cannot be read")

// status is what a browser is told of an error.
func status(err error) int {
	var large tooLarge
	var down interface{ Unavailable() bool }
	switch {
	case errors.As(err, &large):
		return int(large)
	case errors.Is(err, errBody):
		return http.StatusBadRequest
	case errors.Is(err, fault.Invalid):
		return http.StatusUnprocessableEntity
	case errors.Is(err, fault.NotFound):
		return http.StatusNotFound
	case errors.Is(err, fault.Forbidden):
		return http.StatusForbidden
	case errors.Is(err, fault.Conflict):
		return http.StatusConflict
	case errors.As(err, &down) && down.Unavailable(), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail is where an error becomes an answer, and the only place that does it.
// What is refused to a person who is signed in is logged before they hear of
// it; where that cannot be done, they hear nothing. A nameless route leaves no
// trace of a person.
func (s *Server) fail(r *Request, err error) {
	code := status(err)
	nameless := r.route != nil && r.route.nameless
	if r.SignedIn() && !nameless && (code == http.StatusNotFound || code == http.StatusForbidden) {
		if lost := s.refuse(r, code, r.gin.Request.Method+" "+r.Path()); lost != nil {
			s.Log.ErrorContext(r.Context(), "refusal not logged", "route", r.pattern(), "request", r.Who.Request, "err", lost)
			err, code = lost, http.StatusServiceUnavailable
		}
	}
	switch code {
	case http.StatusInternalServerError:
		s.Log.ErrorContext(r.Context(), "request failed", "route", r.pattern(), "request", r.ID(), "err", err)
	case http.StatusServiceUnavailable:
		s.Log.WarnContext(r.Context(), "request not served", "route", r.pattern(), "request", r.ID(), "err", err)
		r.Who, r.Session, r.known = access.Actor{Request: r.ID()}, Session{}, false
		r.gin.Header("Retry-After", "5")
	case http.StatusNotFound:
		err = fault.Missing() // whatever was missing, and whyever, it is told in the same words
	}
	r.cookies = nil // what an error interrupted did not happen
	s.explain(r, code, err)
}

// explain sends the page for a status.
func (s *Server) explain(r *Request, code int, err error) {
	var b bytes.Buffer
	page := s.Errors(r, code, err)
	if page == nil || page.Render(r.Context(), &b) != nil {
		b.Reset()
		b.WriteString(http.StatusText(code))
	}
	r.answer = &answer{status: code, body: b.Bytes()}
	s.send(r)
}

// refuse logs that what was asked was refused: in the lanes of the strand where the person
// works in it, else in those of identity, so that a record which exists leaves
// the same trace as one which does not.
func (s *Server) refuse(r *Request, code int, asked string) error {
	e := audit.Event{Act: audit.Refuse, Kind: "route", On: cut(strings.ToValidUTF8(asked, ""), 200), Outcome: audit.Denied}
	in := access.Identity
	if r.route != nil {
		e.Did, e.Detail = r.route.do, r.route.name()
		if !r.route.NeedsSession() {
			e.On = r.route.name() // its address may hold a token, which is nobody else's to read
		}
		for _, strand := range r.route.in {
			if r.Who.Works(strand) {
				in = strand
				break
			}
		}
	}
	s.measure().refusals.WithLabelValues(http.StatusText(code)).Inc()
	return s.Refusals.Refuse(r.Context(), r.Who, in, e)
}
