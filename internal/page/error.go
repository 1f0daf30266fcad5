package page

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"liaison/internal/fault"
	"liaison/internal/server"
	"liaison/web/layout"
)

// Error is the page for a request that failed. What may not be known and what
// is not there get the same page, word for word.
func (p *Pages) Error(r *server.Request, status int, err error) templ.Component {
	s := p.shell(r, shellOf{})
	at := stamp(p.Now())
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return layout.NotFound(s, at)
	case http.StatusForbidden:
		return layout.Forbidden(s, at)
	case http.StatusConflict:
		return layout.Conflict(s, sayOf(err), r.Path())
	case http.StatusUnprocessableEntity:
		return layout.Conflict(s, unmended(err), r.Path())
	case http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong:
		return layout.TooMuch(s)
	case http.StatusServiceUnavailable:
		return layout.Unavailable(p.Asset)
	}
	return layout.Broken(s, r.Who.Request)
}

// unmended is what an Invalid fault says where no form was there to show it.
func unmended(err error) string {
	if f := fault.FieldsOf(err); len(f) > 0 {
		return f[0].Say
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Say
	}
	return "This could not be read"
}
