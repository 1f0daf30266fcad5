package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const top = `<!doctype html><html lang="en"><head><title>%s</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><script src="/app.js" defer></script></head><body><main><h1>%s</h1>`

// site is a small service with our own security policy.
func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	show := func(w http.ResponseWriter, status int, title, body string) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, top+"%s</main></body></html>", title, title, body)
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		show(w, http.StatusOK, "Log a meeting", `<form method="post" action="/save">
<label for="name">Name of the meeting</label><input id="name" name="name" value="old name">
<label for="kind">Kind</label><select id="kind" name="kind"><option value="a">Panel</option><option value="b">Board</option></select>
<fieldset><legend>Northgate College</legend><input type="radio" id="n1" name="n" value="came"><label for="n1">Came</label>
<input type="radio" id="n2" name="n" value="absent"><label for="n2">Absent</label></fieldset>
<fieldset><legend>Westmere Police</legend><input type="radio" id="w1" name="w" value="came"><label for="w1">Came</label>
<input type="radio" id="w2" name="w" value="absent"><label for="w2">Absent</label></fieldset>
<details><summary>More</summary><label for="more">Note</label><textarea id="more" name="more"></textarea></details>
<p>Then:</p><p><button>Save</button></p></form><p id="js">without scripts</p><a href="/missing">Nowhere</a> <a href="#name">To the name</a>`)
	})
	mux.HandleFunc("POST /save", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.PostFormValue("name"), Path: "/"})
		q := fmt.Sprintf("%s, %s, %s, %s, %s", r.PostFormValue("name"), r.PostFormValue("kind"), r.PostFormValue("n"), r.PostFormValue("w"), r.PostFormValue("more"))
		http.Redirect(w, r, "/saved?q="+strings.ReplaceAll(q, " ", "+"), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /saved", func(w http.ResponseWriter, r *http.Request) {
		who := "nobody"
		if c, err := r.Cookie("who"); err == nil {
			who = c.Value
		}
		show(w, http.StatusOK, "Saved", "<p>"+r.FormValue("q")+" by "+who+"</p>")
	})
	mux.HandleFunc("GET /bad", func(w http.ResponseWriter, _ *http.Request) {
		show(w, http.StatusOK, "Bad", `<img src="/picture.png"><p style="color:red">red</p><script>alert(1)</script>`)
	})
	mux.HandleFunc("GET /app.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = fmt.Fprint(w, `const p = document.getElementById('js'); if (p) p.textContent = 'with scripts'
document.querySelectorAll('a[href="#name"]').forEach((a) => a.addEventListener('click', (e) => { e.preventDefault(); document.getElementById('name').focus() }))`)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		show(w, http.StatusNotFound, "Page not found", "<p>Nothing is here.</p>")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestPage(t *testing.T) {
	url := site(t)
	b := Open(t)

	t.Run("a form is filled in by its words", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		if got := p.Value("Name of the meeting"); got != "old name" {
			t.Errorf("got %q, want the old name", got)
		}
		p.Fill("Name of the meeting", "Weekly panel")
		p.Fill("Kind", "Board")
		p.In("Northgate College").Choose("Came")
		p.In("Westmere Police").Choose("Absent")
		p.Click("More")
		p.Fill("more", "two words")
		p.Click("Save")
		p.See("Weekly panel, b, came, absent, two words by")
		if p.Title() != "Saved" || p.Status() != http.StatusOK || !strings.Contains(p.URL(), "/saved") {
			t.Errorf("got %q, %d, %s", p.Title(), p.Status(), p.URL())
		}
		if !strings.Contains(p.Header("Content-Security-Policy"), "script-src 'self'") {
			t.Errorf("got policy %q", p.Header("Content-Security-Policy"))
		}
		other := b.Page(t, 1280)
		other.Goto(url + "/saved")
		other.See("by nobody")
	})

	t.Run("by keyboard", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		p.TabTo("Name of the meeting")
		p.Fill("name", "")
		p.Press("P", "Enter")
		p.See("P, a,")
	})

	t.Run("a key that moves the focus presses nothing there", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		p.TabTo("To the name")
		p.Press("Enter")
		if p.Title() != "Log a meeting" || p.Focused() != "Name of the meeting" {
			t.Errorf("got the focus on %q of %q, want it on the name, unsent", p.Focused(), p.Title())
		}
	})

	t.Run("narrower, and on paper", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		p.Resize(390)
		p.OnPaper(true)
		var width int
		var printed bool
		p.Eval(`innerWidth`, &width)
		p.Eval(`matchMedia('print').matches`, &printed)
		if width != 390 || !printed || p.Overflow() != 0 || !p.Shown("h1") || p.Shown("h2") {
			t.Errorf("got a page %d wide, printed %t, %d too wide", width, printed, p.Overflow())
		}
		p.OnPaper(false)
		p.Eval(`document.querySelector('h1').style.width = '900px'`, nil)
		if p.Overflow() == 0 {
			t.Error("got no overflow of a heading wider than the page, want some")
		}
		p.Complaints()
	})

	t.Run("without scripts", func(t *testing.T) {
		p := b.Page(t, 390)
		p.NoJS()
		p.Goto(url)
		p.See("without scripts")
		p.NotSee("with scripts")
		p.Fill("Name of the meeting", "Plain")
		p.Click("Save")
		p.See("Plain, a")
		if got := p.Complaints(); len(got) != 0 {
			t.Errorf("got complaints %q, want none", got)
		}
	})

	t.Run("a page that is missing is no complaint", func(t *testing.T) {
		p := b.Page(t, 390)
		p.Goto(url)
		p.See("with scripts")
		p.Click("Nowhere")
		if p.Status() != http.StatusNotFound {
			t.Errorf("got %d, want 404", p.Status())
		}
	})

	t.Run("what the policy refuses, and parts that are missing, are complaints", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url + "/bad")
		got := strings.Join(p.Complaints(), "\n")
		for _, want := range []string{"inline script", "inline style", "/picture.png"} {
			if !strings.Contains(got, want) {
				t.Errorf("got complaints\n%s\nwant %q among them", got, want)
			}
		}
	})

	t.Run("axe finds nothing on a good page and something on a bad one", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		p.Axe()
		p.Goto(url + "/bad")
		if !slices.ContainsFunc(p.Violations(), func(v Violation) bool { return v.ID == "image-alt" }) {
			t.Errorf("got %v, want image-alt among them", p.Violations())
		}
		p.Complaints()
	})

	t.Run("a picture of it", func(t *testing.T) {
		p := b.Page(t, 1280)
		p.Goto(url)
		path := filepath.Join(t.TempDir(), "page.png")
		p.Screenshot(path)
		if got, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(got), "\x89PNG") {
			t.Errorf("got %v, want a PNG", err)
		}
	})
}
