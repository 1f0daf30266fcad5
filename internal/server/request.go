package server

import (
	"bytes"
	"context"
	"encoding"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"liaison/internal/access"
	"liaison/internal/form"
)

// Request is one request and the answer being made to it. It keeps gin's
// context to itself: gin uses contexts again after the answer, so one that
// reached the database would be read while another request writes it.
//
// The answer is made whole before its first byte is sent. A handler makes one
// answer, by Show, Mend, Clash, Table, Workbook, Calendar or Go, and returns.
type Request struct {
	Who     access.Actor // without a session nobody, but for the request's id
	Session Session

	server  *Server
	gin     *gin.Context
	known   bool   // a session was found
	route   *Route // nil where no route was found
	form    *form.Form
	cookies []*http.Cookie
	answer  *answer
}

type answer struct {
	status   int
	location string
	file     string // the name under which a browser keeps it, of a table and not of a page
	kind     string // its media type, likewise
	body     []byte
}

// Context ends with the request.
func (r *Request) Context() context.Context { return r.gin.Request.Context() }

// Now is the moment of the service's clock.
func (r *Request) Now() time.Time { return r.server.Now() }

// SignedIn reports whether a session was found.
func (r *Request) SignedIn() bool { return r.known }

// Method is how it was asked: GET, POST, and HEAD for a GET without its body.
func (r *Request) Method() string { return r.gin.Request.Method }

// Path is what was asked for, without the query. Nothing in it is unprintable.
func (r *Request) Path() string { return r.gin.Request.URL.Path }

// Param is what stands in the path where the route has :name. Nothing in it is
// unprintable.
func (r *Request) Param(name string) string { return r.gin.Param(name) }

// Query is one value of the query, cleaned as form.Clean does.
func (r *Request) Query(name string) string { return form.Clean(r.gin.Query(name)) }

// QueryAll is the whole query, cleaned as form.Clean does.
func (r *Request) QueryAll() url.Values {
	all := url.Values{}
	for name, values := range r.gin.Request.URL.Query() {
		for _, v := range values {
			all.Add(form.Clean(name), form.Clean(v))
		}
	}
	return all
}

// Form is what the person filled in: an empty form where nothing was posted.
func (r *Request) Form() *form.Form {
	if r.form == nil {
		r.form = form.New(nil)
	}
	return r.form
}

// May reports whether to show a way to do something. The store decides.
func (r *Request) May(do access.Action, on access.Scope) bool {
	return r.MayAs(r.Who, do, on)
}

// MayAs is May for the person as they are in another of their partnerships.
func (r *Request) MayAs(who access.Actor, do access.Action, on access.Scope) bool {
	return r.server.Guard.Check(who, do, on) == nil
}

// MayIn reports whether the person may do it to some record of the strand.
func (r *Request) MayIn(do access.Action, in access.Strand) bool {
	return r.server.Guard.Anywhere(r.Who, do, in)
}

// Address is where the request came from, through the proxies that are
// trusted. See Network for what to count by.
func (r *Request) Address() string { return r.gin.ClientIP() }

// Agent is what the browser calls itself, 200 characters of it at most.
func (r *Request) Agent() string {
	agent := []rune(strings.TrimSpace(form.Clean(r.gin.Request.UserAgent())))
	return string(agent[:min(len(agent), 200)])
}

// Show answers with a page.
func (r *Request) Show(page templ.Component) error { return r.render(http.StatusOK, page) }

// Mend answers with a page that has problems for the person to mend.
func (r *Request) Mend(page templ.Component) error {
	return r.render(http.StatusUnprocessableEntity, page)
}

// Clash answers with a page that shows what somebody else saved meanwhile.
func (r *Request) Clash(page templ.Component) error { return r.render(http.StatusConflict, page) }

func (r *Request) render(status int, page templ.Component) error {
	b, ok := r.server.sheets.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	defer r.server.sheets.Put(b)
	b.Reset()
	if err := page.Render(r.Context(), b); err != nil {
		return fmt.Errorf("server: rendering: %w", err)
	}
	r.answer = &answer{status: status, body: bytes.Clone(b.Bytes())}
	return nil
}

// Table answers with a table for a spreadsheet, as comma-separated values, that
// a browser keeps under the name: small letters, digits and dashes.
func (r *Request) Table(name string, csv []byte) error {
	return r.keepAs(name, ".csv", "text/csv; charset=utf-8", csv)
}

// Workbook answers with a workbook for a spreadsheet, kept as Table's is.
func (r *Request) Workbook(name string, xlsx []byte) error {
	return r.keepAs(name, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx)
}

// Calendar answers with a calendar as iCalendar has them, kept as Table's is.
func (r *Request) Calendar(name string, ics []byte) error {
	return r.keepAs(name, ".ics", "text/calendar; charset=utf-8", ics)
}

func (r *Request) keepAs(name, ending, kind string, body []byte) error {
	if !plainName.MatchString(name) {
		return fmt.Errorf("server: %q is no plain name of a file", name)
	}
	r.answer = &answer{status: http.StatusOK, file: name + ending, kind: kind, body: body}
	return nil
}

var plainName = regexp.MustCompile(`^[a-z0-9-]{1,60}$`)

// Go sends the browser on, to a path of this site. Each argument is escaped
// for the place it has in path; without arguments path stays as it is.
func (r *Request) Go(path string, args ...any) error {
	if len(args) > 0 {
		path = fmt.Sprintf(path, escaped(args)...)
	}
	if !local(path) {
		return fmt.Errorf("server: %q is no path of this site", path)
	}
	r.answer = &answer{status: http.StatusSeeOther, location: path}
	return nil
}

// escaped makes words fit for any place in a URL and leaves numbers alone.
func escaped(args []any) []any {
	safe := make([]any, len(args))
	for i, a := range args {
		safe[i] = a
		_, text := a.(encoding.TextMarshaler)
		_, stringer := a.(fmt.Stringer)
		if text || stringer || reflect.ValueOf(a).Kind() == reflect.String {
			safe[i] = strings.ReplaceAll(url.QueryEscape(fmt.Sprint(a)), "+", "%20")
		}
	}
	return safe
}

// Local returns to when it leads to a page of this site, and "/" otherwise.
// It is for addresses that came with a request.
func Local(to string) string {
	path, _, _ := strings.Cut(to, "?")
	if !local(to) || path == "/sign-out" || path == "/sign-in" || strings.HasPrefix(path, "/sign-in/") {
		return "/"
	}
	return to
}

// local reports whether a browser told to go there stays on this site: one
// slash in front, and nothing that browsers read as another slash or skip.
func local(to string) bool {
	if len(to) > 2048 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") || form.Clean(to) != to || strings.ContainsAny(to, "\n\t") {
		return false
	}
	u, err := url.Parse(to)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && !strings.HasPrefix(u.Path, "//") && !strings.Contains(u.Path, "\\")
}
