package server

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"liaison/internal/fault"
	"liaison/internal/form"
)

// Resumed is the field of a form that says as which kept one it was opened.
const Resumed = "resumed"

// Rehearse answers as if the form had been sent to the address now, and
// changes nothing: with the form as it was typed, with what is wrong with it
// today, or beside what somebody else saved meanwhile. Whoever may not send it
// is refused as they would be, and that is logged. It is an error where the answer is no page, and
// the request is then as it was before.
func (r *Request) Rehearse(address string, typed url.Values) error {
	s := r.server
	route, params, ok := s.posted(address)
	if !ok {
		return fault.Missing()
	}
	before := *r
	were := r.gin.Params
	r.route, r.form, r.Who.Rehearses, r.gin.Params = &route, form.New(typed), true, params
	err := s.permit(r)
	if err == nil {
		err = r.route.fn(r)
	}
	if err == nil && (r.answer == nil || r.answer.location != "") {
		err = fmt.Errorf("server: route %s: a rehearsal went on", route.name())
	}
	if code := status(err); err != nil && (code == http.StatusNotFound || code == http.StatusForbidden) {
		if lost := s.refuse(r, code, http.MethodPost+" "+address); lost != nil {
			err = lost // they hear nothing
		}
	}
	if err != nil {
		*r = before
		r.gin.Params = were
		return err
	}
	r.answer.status = http.StatusOK
	return nil
}

// posted is the route that a form is sent to at the address. A word of its own
// goes before a parameter, as it does in the router.
func (s *Server) posted(address string) (Route, gin.Params, bool) {
	parts := strings.Split(address, "/")
	var best Route
	var with gin.Params
	most, found := -1, false
	for _, route := range s.routes {
		words := strings.Split(route.path, "/")
		if route.method != http.MethodPost || route.do == "" || len(words) != len(parts) {
			continue
		}
		same, params := 0, gin.Params{}
		for i, w := range words {
			name, variable := strings.CutPrefix(w, ":")
			switch {
			case variable && parts[i] != "":
				params = append(params, gin.Param{Key: name, Value: parts[i]})
			case w == parts[i]:
				same++
			default:
				same = -len(words)
			}
		}
		if same > most {
			best, with, most, found = route, params, same, true
		}
	}
	return best, with, found
}
