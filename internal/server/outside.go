package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/gzhttp"

	"liaison/internal/audit"
)

// longest is how long a request may take before everything done for it stops.
const longest = 30 * time.Second

// trail is what one request leaves in the service's own log.
type trail struct {
	id       string
	route    string // the pattern, never the address
	receipts *audit.Receipts
}

type trailKey struct{}

func trailOf(q *http.Request) *trail { return q.Context().Value(trailKey{}).(*trail) }

// outside puts around the engine what every answer has: headers, an id, a
// line in the service's log, and compression.
func (s *Server) outside(files *static, engine http.Handler) (http.Handler, error) {
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(1), gzhttp.EnableZstd(false), gzhttp.RandomJitter(32, 0, false))
	if err != nil {
		return nil, fmt.Errorf("server: compression: %w", err)
	}
	pages := compress(engine)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		s.headers(w.Header())
		ctx, cancel := context.WithTimeout(q.Context(), longest)
		defer cancel()
		ctx, receipts := audit.Collecting(ctx)
		t := &trail{id: uuid.NewString(), route: "none", receipts: receipts}
		q = q.WithContext(context.WithValue(ctx, trailKey{}, t))
		w.Header().Set("X-Request-Id", t.id)
		seen := &watched{ResponseWriter: w}
		began := s.Now()
		defer s.after(seen, q, t, began)
		if strings.HasPrefix(q.URL.Path, "/static/") {
			t.route = "/static"
			files.ServeHTTP(seen, q)
			return
		}
		pages.ServeHTTP(seen, q)
	}), nil
}

// after leaves the line in the log, and is the last to catch a panic: one in
// the pages that say what went wrong.
func (s *Server) after(w *watched, q *http.Request, t *trail, began time.Time) {
	p := recover()
	if p != nil && p != http.ErrAbortHandler { //nolint:errorlint // it is the value that net/http compares
		s.Log.ErrorContext(q.Context(), "answering panicked", "route", t.route, "request", t.id, "panic", panicked(p), "stack", string(debug.Stack()))
		if w.status == 0 {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = fmt.Fprintln(w, "Sorry, there is a problem with the service")
			p = nil
		} else {
			p = http.ErrAbortHandler
		}
	}
	if w.status == 0 {
		w.status = http.StatusOK
	}
	took := s.Now().Sub(began)
	s.measure().request(q.Method, t.route, w.status, took)
	level := slog.LevelInfo
	if t.route == "/static" || t.route == "/healthz" || t.route == "/readyz" {
		level = slog.LevelDebug
	}
	s.Log.Log(q.Context(), level, "request", "method", method(q.Method), "route", t.route, "status", w.status,
		"ms", float64(took.Microseconds())/1000, "request", t.id, "receipts", strings.Join(t.receipts.List(), " "), "cut", p != nil)
	if p != nil {
		panic(p)
	}
}

// headers are on every answer, whatever it is.
func (s *Server) headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Cache-Control", "no-store")
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

// watched notes the status that goes out.
type watched struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *watched) WriteHeader(code int) {
	if w.status == 0 && code >= 200 {
		w.status = code
	}
	w.ResponseWriter.WriteHeader(code)
}

// Write begins the answer where WriteHeader has not.
func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets net/http reach what is underneath.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
