package server

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"liaison/internal/form"
)

// SignIn gives the browser a session token, in place of any it had.
func (r *Request) SignIn(token string, expires time.Time) {
	r.keep(r.server.cookie(""), token, expires.Sub(r.Now()))
}

// SignOut takes the session token away from the browser.
func (r *Request) SignOut() { r.keep(r.server.cookie(""), "", -1) }

// Token is the session token that the browser sent, or "". A token that finds
// no session says that its session ended, or waits for a second factor.
func (r *Request) Token() string { return r.server.token(r.gin.Request) }

// Flash is what the next page says about what was just done.
type Flash struct {
	Say  string
	Link string // the words of a link, or ""
	Href string
}

// Flash makes the next page say something, once.
func (r *Request) Flash(say string) { r.FlashLink(say, "", "") }

// FlashLink makes the next page say something, once, with a link to a page of
// this site.
func (r *Request) FlashLink(say, link, href string) {
	b, err := json.Marshal(Flash{Say: cut(say, 500), Link: cut(link, 100), Href: href})
	if err == nil {
		r.keep(r.server.cookie("flash"), base64.RawURLEncoding.EncodeToString(b), flashLife)
	}
}

// flashLife is how long what was done waits for a page to say it.
const flashLife = time.Minute

// TakeFlash returns what the page before wanted said, or nil, and forgets it
// as soon as this request is answered.
func (r *Request) TakeFlash() *Flash {
	name := r.server.cookie("flash")
	c, err := r.gin.Request.Cookie(name)
	if err != nil || c.Value == "" || len(c.Value) > 4096 {
		return nil
	}
	r.keep(name, "", -1)
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil
	}
	var f Flash
	if json.Unmarshal(b, &f) != nil || f.Say == "" {
		return nil
	}
	f.Say, f.Link = cut(form.Clean(f.Say), 500), cut(form.Clean(f.Link), 100)
	if f.Link == "" || !local(f.Href) {
		f.Link, f.Href = "", ""
	}
	return &f
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// keep sets a cookie with the answer. The last word on a name counts.
func (r *Request) keep(name, value string, life time.Duration) {
	c := &http.Cookie{ //nolint:gosec // Secure wherever the site has HTTPS; a demonstration has none
		Name: name, Value: value, Path: "/", MaxAge: int(life.Seconds()),
		HttpOnly: true, Secure: r.server.Secure, SameSite: http.SameSiteLaxMode,
	}
	if c.MaxAge <= 0 {
		c.MaxAge, c.Value = -1, ""
	}
	for i, old := range r.cookies {
		if old.Name == name {
			r.cookies[i] = c
			return
		}
	}
	r.cookies = append(r.cookies, c)
}

// cookie names a cookie. The __Host- in front makes browsers refuse one that
// came from another host or without HTTPS.
func (s *Server) cookie(part string) string {
	name := "liaison"
	if part != "" {
		name += "-" + part
	}
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// token reads the session cookie. What cannot be a token is none.
func (s *Server) token(q *http.Request) string {
	c, err := q.Cookie(s.cookie(""))
	if err != nil || len(c.Value) > 256 || form.Clean(c.Value) != c.Value {
		return ""
	}
	return c.Value
}
