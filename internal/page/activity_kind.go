package page

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// kindForm is what the screens that record an activity must know of one kind.
// Logging, checking, correcting, clashing and history are the same for all.
type kindForm interface {
	// kind is what it records.
	kind() activity.Kind
	// words are what its pages call it.
	words() kindWords
	// blank fills in what a new form begins with.
	blank(r *server.Request, f *form.Form, in activity.Setting) error
	// read is what was typed. What could not be read is noted in f; what may
	// not be is the subject's to say.
	read(f *form.Form, in activity.Setting) activity.Content
	// fill types a record into the form, to be corrected.
	fill(f *form.Form, c activity.Content)
	// fields names every field of the form beyond those that all kinds have:
	// what a draft keeps.
	fields(in activity.Setting) []string
	// press does what another button than save asks, and says what of the form
	// to open and where to go on. It reports false for a button it does not know.
	press(f *form.Form, in activity.Setting, do string) (open, focus string, ok bool)
	// wide adds to the setting of today what a correction of c may still name:
	// agencies that have left since, a series that has ended.
	wide(in activity.Setting, c activity.Content) activity.Setting
	// page is the form in its frame.
	page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component
	// checks is everything about to be saved beyond what all kinds have.
	checks(c activity.Content) []checkRow
	// answers is everything that the content says beyond what all kinds have,
	// in words. Two versions of a record differ where their answers do.
	answers(c activity.Content) []answer
	// shows puts what the kind adds into the page of a record.
	shows(r *server.Request, v *web.ShowView, a activity.Activity) error
}

// situated is implemented by forms that are checked against more than the
// partnership as it is today: as it was on the day they say, or against the
// record that they follow.
type situated interface {
	// situate adds that to the setting of today, by what was typed.
	situate(ctx context.Context, who access.Actor, f *form.Form, in activity.Setting) (activity.Setting, error)
}

// kindWords are what pages call one kind.
type kindWords struct {
	path    string // the last part of the address of its form: "meeting"
	noun    string // "meeting"
	name    string // what its name is: "Meeting name"
	log     string // "Log a coordination meeting"
	lede    string // what to record, and what to leave out
	about   string // heads the first part of the form: "About the meeting"
	summary string // label of the summary
	hint    string // its hint
	said    string // heads the summary on the record's page: "What was agreed"
	saved   string // begins what is said after saving: "Meeting"
	notes   []string
	asks    bool // whether it can ask actions of agencies
	never   []string
}

// checkRow is one answer on the page that checks what is about to be saved.
type checkRow struct {
	key   string
	lines []string
	what  string // what changing it is called, to be read aloud; empty for what cannot be changed
	fold  string // the fold it is in, or empty
	field string
}

// forms is every kind that is recorded by hand.
func (p *Pages) forms() []kindForm {
	return []kindForm{meetingForm{p}, trainingForm{p}, connectForm{p}, shareForm{p}, engagementForm{}, pointerForm{}}
}

// formOf is the form of the kind, if it is recorded by hand.
func (p *Pages) formOf(k activity.Kind) (kindForm, bool) {
	for _, f := range p.forms() {
		if f.kind() == k {
			return f, true
		}
	}
	return nil, false
}

// loggedStrands is every strand in which something is recorded by hand.
func (p *Pages) loggedStrands() []access.Strand {
	var all []access.Strand
	for _, k := range p.forms() {
		if in := k.kind().Strand(); !slices.Contains(all, in) {
			all = append(all, in)
		}
	}
	return all
}

// inStrand is fn for the records of one strand.
func inStrand(in access.Strand, fn func(*server.Request, access.Strand) error) func(*server.Request) error {
	return func(r *server.Request) error { return fn(r, in) }
}

// newPath is where a new record of the kind is begun.
func newPath(k kindForm) string {
	return "/" + string(k.kind().Strand()) + "/activities/new/" + k.words().path
}

// draftPath is where a draft of the strand is, or what is done to it.
func draftPath(in access.Strand, id, do string) string {
	return "/" + string(in) + "/drafts/" + id + "/" + do
}

// readContent is what was typed into the fields that all kinds have, with the
// kind's own detail.
func readContent(f *form.Form, in activity.Setting, w kindWords, d activity.Detail) activity.Content {
	c := activity.Content{
		Name: f.Text("name"), Day: f.Date("date", "Date of the "+w.noun, in.Today), Start: f.Clock("start", "Start time"),
		Summary: f.Text("summary"), Items: slices.Clone(f.All("item")), Marking: activity.Marking(f.Text("marking")), Limit: activity.Limit(f.Text("limit")), Detail: d,
	}
	if w.asks {
		c.Actions = readActions(f, in)
	}
	return c
}

// fillContent types the fields that all kinds have.
func fillContent(f *form.Form, c activity.Content) {
	f.Set("name", c.Name)
	f.Set("date", day(c.Day))
	f.Set("start", clock(c.Start))
	f.Set("summary", c.Summary)
	f.Set("item", c.Items...)
	f.Set("marking", string(c.Marking))
	f.Set("limit", string(c.Limit))
}

// commonFields are the fields that all kinds have.
func commonFields(w kindWords) []string {
	names := []string{"name", "date", "start", "summary", "marking", "limit", "item"}
	if w.asks {
		names = append(names, askedActions.fields()...)
	}
	return names
}

// answersOf is everything that the content says, in words.
func (p *Pages) answersOf(c activity.Content, k activity.Kind) []answer {
	kf, ok := p.formOf(k)
	if !ok {
		return []answer{{"Title", c.Name}, {"Date", day(c.Day)}, {"Summary", c.Summary}, {"Marking", string(c.Marking)}}
	}
	w := kf.words()
	all := []answer{{w.name, c.Name}, {"Date", day(c.Day)}, {"Start time", clock(c.Start)}}
	all = append(all, kf.answers(c)...)
	all = append(all, answer{w.summary, c.Summary})
	if w.asks {
		var asked []string
		for _, a := range c.Actions {
			asked = append(asked, actionText(a))
		}
		all = append(all, answer{"Actions", strings.Join(asked, "\n")})
	}
	if k.Strand() == access.Coordination {
		all = append(all, answer{"Evidence for", list(c.Items)})
	}
	return append(all, answer{"Marking", string(c.Marking)}, answer{"Passing on", limitText(c.Limit)})
}

// limitText says how far a record may be passed on, or nothing.
func limitText(l activity.Limit) string {
	if l == activity.Unlimited {
		return ""
	}
	return l.Name()
}

// differences is where two versions of a record part.
func (p *Pages) differences(k activity.Kind, was, is activity.Content) []layout.Difference {
	if m, ok := was.Detail.(activity.Meeting); ok && m.Series == activity.Part[activity.Meeting](is).Series {
		m.SeriesName = activity.Part[activity.Meeting](is).SeriesName // a series may be renamed, which changes no record
		was.Detail = m
	}
	left := map[string]string{}
	var names []string
	for _, a := range p.answersOf(was, k) {
		left[a.name] = a.text
		names = append(names, a.name)
	}
	right := map[string]string{}
	for _, a := range p.answersOf(is, k) {
		right[a.name] = a.text
		if _, ok := left[a.name]; !ok {
			names = append(names, a.name)
		}
	}
	var rows []layout.Difference
	for _, n := range names {
		if left[n] != right[n] {
			rows = append(rows, layout.Difference{Name: n, Left: left[n], Right: right[n]})
		}
	}
	return rows
}
