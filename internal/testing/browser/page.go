package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed find.js
var findScript string

const (
	actWait  = 30 * time.Second
	goWait   = 5 * time.Second        // for a page to begin after what should bring one
	stayWait = 150 * time.Millisecond // for a page to begin after what should not
)

// Page is one person's page. Whatever cannot be done on it fails the test at
// once, with what the page said.
type Page struct {
	t      testing.TB
	ctx    context.Context
	seen   *seen
	groups []string
	mute   bool
}

// In returns the page narrowed to a group: a fieldset by its legend, a row by
// its first cell, a section or card by its heading.
func (p *Page) In(group string) *Page {
	q := *p
	q.groups = append(q.groups[:len(q.groups):len(q.groups)], group)
	return &q
}

// NoJS stops the scripts of every page that follows.
func (p *Page) NoJS() {
	p.t.Helper()
	p.mute = true
	p.run(emulation.SetScriptExecutionDisabled(true))
}

// Goto goes to an address and waits until the page has loaded.
func (p *Page) Goto(url string) {
	p.t.Helper()
	before := p.begun()
	p.run(chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, _, _, err := page.Navigate(url).Do(ctx)
		return err
	}))
	p.follow(before, true)
}

// Click clicks the link or button with these words, or else what the selector
// finds, and waits for the page that follows if one does.
func (p *Page) Click(what string) {
	p.t.Helper()
	f := p.find("click", what, "")
	before := p.begun()
	p.run(chromedp.MouseClickXY(f.X, f.Y))
	p.follow(before, f.Goes)
}

// Choose clicks the radio button or checkbox with this label.
func (p *Page) Choose(label string) {
	p.t.Helper()
	f := p.find("choose", label, "")
	p.run(chromedp.MouseClickXY(f.X, f.Y))
}

// Fill types a value into the field with this label or name, in place of what
// is there; in a list it chooses the value.
func (p *Page) Fill(what, value string) {
	p.t.Helper()
	f := p.find("fill", what, value)
	if f.Done {
		return
	}
	if !f.Empty {
		p.run(chromedp.KeyEvent(kb.Delete))
	}
	if value != "" {
		p.run(input.InsertText(value))
	}
}

// Press presses keys where the focus is: Enter, Tab, Shift+Tab, Space, Escape,
// the arrows, or a letter. It waits for a page that follows.
func (p *Page) Press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		before := p.begun()
		name, shift := strings.CutPrefix(key, "Shift+")
		if code, ok := map[string]string{
			"Enter": kb.Enter, "Tab": kb.Tab, "Space": " ", "Escape": kb.Escape, "Up": kb.ArrowUp, "Down": kb.ArrowDown,
			"Left": kb.ArrowLeft, "Right": kb.ArrowRight, "Home": kb.Home, "End": kb.End,
		}[name]; ok {
			name = code
		}
		var options []chromedp.KeyOption
		if shift {
			options = append(options, chromedp.KeyModifiers(input.ModifierShift))
		}
		acts := key == "Enter" || key == "Space"
		goes := acts && p.goes(key)
		if key == "Enter" {
			p.run(enterKey(input.KeyDown), enterKey(input.KeyUp))
		} else {
			p.run(chromedp.KeyEvent(name, options...))
		}
		if acts {
			p.follow(before, goes)
		}
	}
}

// enterKey is the Enter key going down or up. What it types goes with it, as
// from a keyboard: sent on its own, it would reach a field to which the key
// itself has just moved the focus, and press Enter there too.
func enterKey(move input.KeyType) chromedp.Action {
	k := input.DispatchKeyEvent(move).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13)
	if move == input.KeyDown {
		k = k.WithText("\r").WithUnmodifiedText("\r")
	}
	return k
}

// goes reports whether a page follows a key where the focus is.
func (p *Page) goes(key string) bool {
	p.t.Helper()
	var goes bool
	p.Eval(`((key) => { const e = document.activeElement
		const button = e.matches('button, input[type=submit]') && e.form && e.type === 'submit'
		const link = key === 'Enter' && e.matches('a[href]') && !(e.hash && e.pathname === location.pathname && e.search === location.search)
		const field = key === 'Enter' && e.form && e.matches('input') && !e.matches('[type=button], [type=reset]')
		return Boolean(button || link || field) })(`+strconv.Quote(key)+`)`, &goes)
	return goes
}

// TabTo presses Tab until the focus is on what has these words or this label.
func (p *Page) TabTo(words string) {
	p.t.Helper()
	for range 300 {
		p.Press("Tab")
		if p.Focused() == words {
			return
		}
	}
	p.t.Fatalf("no press of Tab comes to %q", words)
}

// Focused is the label or the words of what has the focus.
func (p *Page) Focused() string {
	p.t.Helper()
	var words string
	p.Eval(`(() => { const e = document.activeElement
		const words = !e || e === document.body ? '' : e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || e.value || e.name || ''
		return words.replace(/\s+/g, ' ').trim() })()`, &words)
	return words
}

// Text is what can be read on the page.
func (p *Page) Text() string {
	p.t.Helper()
	var text string
	p.Eval(`document.body.innerText`, &text)
	return text
}

// See fails the test unless each of the words can be read on the page.
func (p *Page) See(words ...string) {
	p.t.Helper()
	text := plain(p.Text())
	for _, w := range words {
		if !strings.Contains(text, plain(w)) {
			p.t.Errorf("%s: got a page without %q, want it:\n%s", p.URL(), w, text)
		}
	}
}

// NotSee fails the test if any of the words can be read on the page.
func (p *Page) NotSee(words ...string) {
	p.t.Helper()
	text := plain(p.Text())
	for _, w := range words {
		if strings.Contains(text, plain(w)) {
			p.t.Errorf("%s: got a page with %q, want none:\n%s", p.URL(), w, text)
		}
	}
}

func plain(text string) string { return strings.Join(strings.Fields(text), " ") }

// Value is what the field with this label or name holds.
func (p *Page) Value(what string) string {
	p.t.Helper()
	p.find("fill", what, "")
	var value string
	p.Eval(`document.activeElement.value`, &value)
	return value
}

// Title is the page's title.
func (p *Page) Title() string {
	p.t.Helper()
	var title string
	p.Eval(`document.title`, &title)
	return title
}

// URL is the page's address.
func (p *Page) URL() string {
	p.t.Helper()
	var url string
	p.Eval(`location.href`, &url)
	return url
}

// Status is the status with which the page came.
func (p *Page) Status() int {
	p.seen.Lock()
	defer p.seen.Unlock()
	return p.seen.status
}

// Header is a header with which the page came.
func (p *Page) Header(name string) string {
	p.seen.Lock()
	defer p.seen.Unlock()
	return p.seen.header.Get(name)
}

// Complaints are the browser's complaints so far. Those asked for no longer
// fail the test.
func (p *Page) Complaints() []string {
	p.seen.Lock()
	defer p.seen.Unlock()
	all := p.seen.complaints
	p.seen.complaints = nil
	return all
}

// Screenshot writes a picture of the whole page, as PNG.
func (p *Page) Screenshot(path string) {
	p.t.Helper()
	var picture []byte
	p.run(chromedp.FullScreenshot(&picture, 100))
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// Eval asks the page, past its content security policy and even where its own
// scripts are stopped. The answer may be a promise.
func (p *Page) Eval(script string, answer any) {
	p.t.Helper()
	p.run(chromedp.Evaluate(script, answer, func(e *runtime.EvaluateParams) *runtime.EvaluateParams {
		return e.WithAwaitPromise(true)
	}))
}

type found struct {
	X, Y  float64
	Goes  bool   // a page follows
	Done  bool   // nothing is left to do
	Empty bool   // the field holds nothing
	Note  string // why there is nothing
}

func (p *Page) find(how, what, value string) found {
	p.t.Helper()
	args, err := json.Marshal([]any{how, what, value, append([]string{}, p.groups...)})
	if err != nil {
		p.t.Fatal(err)
	}
	var f found
	p.Eval(findScript+".apply(null, "+string(args)+")", &f)
	if f.Note != "" {
		p.t.Fatalf("%s: to %s: %s. The page says:\n%s", p.URL(), how, f.Note, plain(p.Text()))
	}
	return f
}

func (p *Page) run(actions ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, actWait)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.t.Fatalf("in the browser: %v", err)
	}
}

func (p *Page) begun() int {
	p.seen.Lock()
	defer p.seen.Unlock()
	return p.seen.begun
}

// follow waits for the page that an act brings, if it does: until it begins,
// for a while, and then until it has loaded.
func (p *Page) follow(before int, expected bool) {
	p.t.Helper()
	begin := stayWait
	if expected {
		begin = goWait
	}
	if err := p.wait(begin, func() bool { return p.seen.begun > before }); err != nil {
		return // it did not go anywhere, which the test will see
	}
	if err := p.wait(actWait, func() bool { return p.seen.ended >= p.seen.begun }); err != nil {
		p.t.Fatalf("the page did not finish loading: %v", err)
	}
}

var errTooLong = errors.New("it took too long")

func (p *Page) wait(most time.Duration, until func() bool) error {
	late := time.After(most)
	for {
		p.seen.Lock()
		met := until()
		p.seen.Unlock()
		if met {
			return nil
		}
		select {
		case <-p.seen.changed:
		case <-late:
			return fmt.Errorf("%w: %v", errTooLong, most)
		}
	}
}
