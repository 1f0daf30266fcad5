package page

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// shareForm records requests and offers of information.
type shareForm struct{ p *Pages }

func (shareForm) kind() activity.Kind { return activity.Share }

func (shareForm) words() kindWords {
	return kindWords{
		path: "share", noun: "request or offer", name: "Title", log: "Log information sharing", about: "Who, what for and on what ground",
		lede:    "Record that information was requested, offered or shared. The agencies, the purpose and the ground are enough.",
		summary: "Summary", hint: "What people should know about the sharing. Leave out the information itself", said: "Summary", saved: "Information sharing",
		notes: []string{
			"The agency that has to answer sees it on the list of requests until it has.",
			"You can correct the record for 24 hours. After that, corrections are added and the first version stays in the history.",
		},
		never: []string{
			"Record that information was shared, on what terms and for what. Never record the information.",
			"Do not identify any member of the public, even by initials.",
			"People you write about can ask to see what you wrote.",
			"Do not record intelligence, or refer to it. Report it by your agency’s own route.",
		},
	}
}

// blank begins with a request that somebody's own agency makes today.
func (shareForm) blank(r *server.Request, f *form.Form, in activity.Setting) error {
	f.Set("marking", string(activity.Official))
	f.Set("direction", string(activity.Requested))
	f.Set("date", day(in.Today))
	f.Set("form", string(activity.InWriting))
	f.Set("outcome", string(activity.StillOpen))
	if slices.ContainsFunc(in.Invited, func(i activity.Invited) bool { return i.Agency == r.Who.Agency }) {
		f.Set("to", itoa(r.Who.Agency))
	}
	return nil
}

func (s shareForm) read(f *form.Form, in activity.Setting) activity.Content {
	c := readContent(f, in, s.words(), nil)
	d := activity.Sharing{
		Direction: activity.Direction(f.Text("direction")), Giver: f.Int("from", "Select an agency of this partnership"), Need: f.ID("need"), Purpose: f.Text("purpose"),
		Line: f.ID("line"), Emergency: f.Text("emergency"), Form: activity.ShareForm(f.Text("form")), Briefing: f.Ticked("briefing", "yes"),
		Due: f.Date("due", "Due date", in.Today), Acknowledged: f.Date("acknowledged", "Day it was acknowledged", in.Today),
		Outcome: activity.Outcome(f.Text("outcome")), LeftOut: f.Text("left_out"), Refused: f.Text("refused"),
	}
	f.Need(f.Text("need") == "" || d.Need != uuid.Nil, "need", "Select a need from the list")
	f.Need(f.Text("line") == "" || d.Line != uuid.Nil, "line", "Select a line of a sharing agreement from the list")
	for _, i := range in.Invited {
		if i.Agency == d.Giver {
			d.GiverName = i.Name
		}
	}
	for _, i := range pickAgencies(f, "to", in) {
		d.Takers = append(d.Takers, activity.Taker{Agency: i.Agency, AgencyName: i.Name})
	}
	answered := f.Date("answered", "Day of the answer", in.Today)
	switch d.Outcome {
	case activity.Declined, activity.Dropped:
		d.Closed = answered
	case activity.StillOpen, activity.Given, activity.GivenInPart:
		d.Sent = answered
	}
	if d.Direction == activity.Requested && f.Text("due") == "" && !c.Day.IsZero() {
		d.Due = in.ShareDue(c.Day)
	}
	d = named(d, in.Terms)
	d.Repeats = in.Terms.Repeats(d, c.Day)
	c.Name, c.Start, c.Detail = d.Title(), -1, d
	return c
}

// named is the sharing with the words of the need and the line that it names,
// and with what its form does not ask.
func named(d activity.Sharing, t activity.Terms) activity.Sharing {
	if g, ok := t.Ground(d.Line); ok {
		d.LineWords = g.Words()
	}
	n, ok := t.Need(d.Need)
	if ok {
		d.NeedTitle = n.Title
	}
	if t.Was == nil {
		return d
	}
	if !ok && d.Need == t.Was.Need {
		d.NeedTitle = t.Was.NeedTitle
	}
	return d.Keeping(*t.Was)
}

func (shareForm) fill(f *form.Form, c activity.Content) {
	d := activity.Part[activity.Sharing](c)
	fillContent(f, c)
	f.Set("direction", string(d.Direction))
	f.Set("from", itoa(d.Giver))
	var to []string
	for _, t := range d.Takers {
		to = append(to, itoa(t.Agency))
	}
	f.Set("to", to...)
	setID(f, "need", d.Need)
	f.Set("purpose", d.Purpose)
	setID(f, "line", d.Line)
	f.Set("emergency", d.Emergency)
	f.Set("form", string(d.Form))
	if d.Briefing {
		f.Set("briefing", "yes")
	}
	f.Set("due", day(d.Due))
	f.Set("acknowledged", day(d.Acknowledged))
	f.Set("outcome", string(d.Outcome))
	f.Set("answered", day(d.Ended()))
	f.Set("left_out", d.LeftOut)
	f.Set("refused", d.Refused)
}

// setID fills in what names a record, if one is named.
func setID(f *form.Form, name string, id uuid.UUID) {
	if id != uuid.Nil {
		f.Set(name, id.String())
	}
}

func (shareForm) fields(activity.Setting) []string {
	return []string{
		"direction", "from", "to", "need", "purpose", "line", "emergency", "due", "acknowledged", "form", "briefing", "outcome", "answered", "left_out", "refused",
	}
}

// press ticks every agency but the one that gives.
func (shareForm) press(f *form.Form, in activity.Setting, do string) (open, focus string, ok bool) {
	if do != "everyone" {
		return "", "", false
	}
	var all []string
	for _, i := range in.Invited {
		if id := itoa(i.Agency); id != f.Text("from") {
			all = append(all, id)
		}
	}
	f.Set("to", all...)
	return "", "", true
}

// wide knows the agencies, the need and the ground of then.
func (shareForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	d := activity.Part[activity.Sharing](c)
	in = widened(in, d.Giver, d.GiverName)
	for _, t := range d.Takers {
		in = widened(in, t.Agency, t.AgencyName)
	}
	in.Terms.Was = &d
	return in
}

func (s shareForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	text := func(id, label, hint string) layout.Field {
		return layout.Field{ID: id, Label: label, Hint: hint, Value: f.Raw(id), Error: wrong[id], Rows: 2, Max: activity.MaxTerms}
	}
	date := func(id, label, hint string) layout.Field {
		return layout.Field{ID: id, Label: label, Hint: hint, Value: f.Raw(id), Error: wrong[id], Optional: true}
	}
	v := web.SharingView{
		FrameView: frame,
		Direction: layout.Field{ID: "direction", Label: "Requested or offered", Value: f.Raw("direction"), Error: wrong["direction"], Inline: true, Small: true},
		From:      layout.Field{ID: "from", Label: "From", Hint: "The agency that gives it, or is asked to", Value: f.Raw("from"), Error: wrong["from"], Options: []layout.Option{{Label: "Select an agency"}}},
		To:        agencyBoxes(f, in, wrong, "to", "To"),
		Everyone:  layout.Link{Text: "Tick every other agency"},
		Need:      needField(f, in, wrong),
		Purpose:   text("purpose", "Purpose", "What the information is for"),
		Line:      groundField(f.Raw("line"), wrong["line"], in.Terms.Grounds, in.Today),
		Emergency: text("emergency", "Emergency ground", "Why it could not wait for an agreement"),
		Due:       date("due", "Due", "Leave it empty for 10 working days after a request"), Acknowledged: date("acknowledged", "Acknowledged", ""),
		Form:     layout.Field{ID: "form", Label: "In what form", Value: f.Raw("form"), Error: wrong["form"], Inline: true, Small: true},
		Briefing: layout.Field{ID: "briefing", Label: "Briefing", HideLabel: true, Error: wrong["briefing"], Small: true},
		Outcome:  layout.Field{ID: "outcome", Label: "What came of it", Value: f.Raw("outcome"), Error: wrong["outcome"], Small: true},
		Answered: date("answered", "Day it was sent or refused", ""),
		LeftOut:  text("left_out", "What was left out", "If it was given in part. Say what kind of information, not what it says"),
		Refused:  text("refused", "Why it was refused", "If it was"),
	}
	v.To.Hint, v.To.Optional = "The agencies that receive it, or ask for it", false
	v.Emergency.Optional, v.LeftOut.Optional, v.Refused.Optional = true, true, true
	v.Date.Label, v.Date.Hint = "Requested or offered on", layout.DateHint
	for _, d := range activity.Directions() {
		v.Direction.Options = append(v.Direction.Options, layout.Option{Value: string(d), Label: d.Name()})
	}
	for _, i := range in.Invited {
		v.From.Options = append(v.From.Options, layout.Option{Value: itoa(i.Agency), Label: i.Name})
	}
	for _, x := range activity.ShareForms() {
		v.Form.Options = append(v.Form.Options, layout.Option{Value: string(x), Label: x.Name()})
	}
	v.Briefing.Options = []layout.Option{{Value: "yes", Label: "This is a briefing to everybody, for a need of the whole partnership", Chosen: f.Ticked("briefing", "yes")}}
	for _, o := range outcomesFor(in) {
		v.Outcome.Options = append(v.Outcome.Options, layout.Option{Value: string(o), Label: o.Name()})
	}
	s.folds(&v, f, how)
	return web.Sharing(v)
}

// folds says what is in each part that is folded away.
func (shareForm) folds(v *web.SharingView, f *form.Form, how formPage) {
	direction, outcome := activity.Direction(f.Text("direction")), activity.Outcome(f.Text("outcome"))
	v.Urgent = web.Fold{ID: "urgent", Summary: "An emergency, where no agreement covers it", Note: brief(f.Text("emergency"), 40), Open: f.Text("emergency") != "" || how.opens("urgent", "emergency")}
	dates := filled([]string{direction.Name() + " " + brief(f.Text("date"), 30), prefixed("due ", f.Text("due")), prefixed("acknowledged ", f.Text("acknowledged"))})
	v.When = web.Fold{ID: "when", Summary: "Dates", Note: strings.Join(dates, ", "), Open: how.opens("when", "date", "due", "acknowledged")}
	v.How = web.Fold{ID: "how", Summary: "Form", Note: activity.ShareForm(f.Text("form")).Name(), Open: how.opens("how", "form", "briefing")}
	if f.Ticked("briefing", "yes") {
		v.How.Note += ", a briefing"
	}
	v.Came = web.Fold{
		ID: "came", Summary: "Outcome", Note: strings.Join(filled([]string{outcome.Name(), brief(f.Text("answered"), 30)}), ", "),
		Open: how.opens("came", "outcome", "answered", "left_out", "refused"),
	}
}

// prefixed is what was typed after a word, or nothing.
func prefixed(word, text string) string {
	if text == "" {
		return ""
	}
	return word + brief(text, 30)
}

// outcomesFor are the outcomes that a form offers: that it was dropped only
// where it was.
func outcomesFor(in activity.Setting) []activity.Outcome {
	all := activity.ShareOutcomes()
	if in.Terms.Was != nil && in.Terms.Was.Outcome == activity.Dropped {
		all = append(all, activity.Dropped)
	}
	return all
}

// needField offers the needs that stand.
func needField(f *form.Form, in activity.Setting, wrong map[string]string) layout.Field {
	v := layout.Field{ID: "need", Label: "Need it answers", Value: f.Raw("need"), Error: wrong["need"], Options: []layout.Option{{Label: "None of those registered"}}, Optional: true}
	whose := map[int]string{0: "the whole partnership"}
	for _, i := range in.Invited {
		whose[i.Agency] = i.Name
	}
	for _, n := range in.Terms.Needs {
		v.Options = append(v.Options, layout.Option{Value: n.ID.String(), Label: strings.TrimSuffix(n.Title+", "+whose[n.Agency], ", ")})
	}
	if was := in.Terms.Was; was != nil && was.Need != uuid.Nil {
		if _, ok := in.Terms.Need(was.Need); !ok {
			v.Options = append(v.Options, layout.Option{Value: was.Need.String(), Label: was.NeedTitle + " (closed)"})
		}
	}
	return v
}

// groundField offers the lines of sharing agreements, those that do not hold
// today said to be so.
func groundField(typed, wrong string, grounds []activity.Ground, today time.Time) layout.Field {
	v := layout.Field{ID: "line", Label: "Line of a sharing agreement that covers it", Value: typed, Error: wrong, Options: []layout.Option{{Label: "None"}}, Optional: true}
	for _, g := range grounds {
		o := layout.Option{Value: g.ID.String(), Label: g.Words()}
		switch {
		case today.Before(g.Begins):
			o.Label += ". From " + day(g.Begins)
		case !g.InForce(today):
			o.Label += ". Ended " + day(g.Ends)
		}
		v.Options = append(v.Options, o)
	}
	return v
}

func (shareForm) checks(c activity.Content) []checkRow {
	d := activity.Part[activity.Sharing](c)
	return []checkRow{
		{"Requested or offered", []string{d.Direction.Name()}, "requested or offered", "", "direction"},
		{"From", []string{d.GiverName}, "who it is from", "", "from"},
		{"To", takersOf(d), "who it is to", "", "to"},
		{"Need it answers", []string{d.NeedTitle}, "the need it answers", "", "need"},
		{"Purpose", strings.Split(d.Purpose, "\n"), "purpose", "", "purpose"},
		{"Ground", groundText(d), "ground", "", "line"},
		{"Due", filled([]string{day(d.Due), prefixed("Acknowledged ", day(d.Acknowledged))}), "due date", "when", "due"},
		{"Form", filled([]string{d.Form.Name(), briefingText(d)}), "form", "how", "form"},
		{"Outcome", outcomeText(d), "outcome", "came", "outcome"},
	}
}

// noticing is a kind that has something to say of a record before it is saved.
type noticing interface {
	notice(c activity.Content) *web.Notice
}

// notice says of which earlier requests this one repeats, which may be right.
func (shareForm) notice(c activity.Content) *web.Notice {
	like := activity.Part[activity.Sharing](c).Repeats
	if len(like) == 0 {
		return nil
	}
	n := &web.Notice{Title: "Has this been asked before?", Text: []string{
		"The same need was asked about between the same agencies in the last 90 days. If this is the same request, open the first and log a reminder there instead.",
	}}
	for _, e := range like {
		n.Links = append(n.Links, layout.Link{Text: e.Ref + ", " + day(e.Day), Href: activityPath(activity.Share.Strand(), e.Ref)})
	}
	return n
}

func (shareForm) answers(c activity.Content) []answer {
	d := activity.Part[activity.Sharing](c)
	all := []answer{
		{"Requested or offered", d.Direction.Name()},
		{"From", d.GiverName},
		{"To", list(takersOf(d))},
		{"Need it answers", d.NeedTitle},
		{"Purpose", d.Purpose},
		{"Line of a sharing agreement", d.LineWords},
		{"Emergency ground", d.Emergency},
		{"Due", day(d.Due)},
		{"Acknowledged", day(d.Acknowledged)},
		{"Form", d.Form.Name()},
		{"Briefing to everybody", yes(d.Briefing)},
		{"Outcome", d.Outcome.Name()},
		{"Day of the answer", day(d.Ended())},
		{"What was left out", d.LeftOut},
		{"Why it was refused", d.Refused},
		{"Next reminder", day(d.Remind)},
	}
	for _, t := range d.Takers {
		if !t.FeedbackOn.IsZero() {
			all = append(all, answer{"Feedback of " + t.AgencyName, strings.TrimSuffix(day(t.FeedbackOn)+". "+t.Feedback, ". ")})
		}
	}
	return all
}

// takersOf names the agencies that receive.
func takersOf(d activity.Sharing) []string {
	var names []string
	for _, t := range d.Takers {
		names = append(names, t.AgencyName)
	}
	return names
}

// groundText says what the sharing rests on.
func groundText(d activity.Sharing) []string {
	switch {
	case d.LineWords != "":
		return []string{d.LineWords}
	case d.Emergency != "":
		return []string{"Emergency. " + d.Emergency}
	}
	return []string{"None named yet. It is needed before anything is given"}
}

func briefingText(d activity.Sharing) string {
	if d.Briefing {
		return "A briefing to everybody"
	}
	return ""
}

// outcomeText says what came of it and on which day.
func outcomeText(d activity.Sharing) []string {
	first := d.Outcome.Name()
	if !d.Ended().IsZero() {
		first += ", " + day(d.Ended())
	}
	return filled([]string{first, prefixedLong("Left out: ", d.LeftOut), d.Refused})
}

func prefixedLong(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}
