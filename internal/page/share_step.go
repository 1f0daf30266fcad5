package page

import (
	"errors"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// shareStep is one thing that can be done to a request or an offer, and what
// its page says. In the words %s is "request" or "offer".
type shareStep struct {
	what   activity.StepWhat
	path   string
	link   string // on the record's page
	title  string // begins the heading, before "this request"
	says   string
	day    string // label of the day, or empty where the step has none
	why    string // label of the reason, or empty
	next   string // label of the day to come, or empty
	button string
	danger bool
	done   string // follows the reference once it is done
}

// shareSteps are the steps in the order of the record's page. What is given in
// part is given on the page of Giving.
var shareSteps = []shareStep{
	{what: activity.Acknowledging, path: "acknowledge", link: "Acknowledge it", title: "Acknowledge", says: "This says that it has been seen and will be answered.", day: "Acknowledged on", button: "Acknowledge", done: "has been acknowledged."},
	{what: activity.Giving, path: "give", link: "Give it", title: "Give the information of", says: "This says that the information was given, and on what ground. Send the information by your usual route, not here.", day: "Sent on", button: "Say that it was given", done: "is recorded as given."},
	{what: activity.Refusing, path: "refuse", link: "Refuse it", title: "Refuse", day: "Refused on", why: "Why is it refused?", button: "Refuse", danger: true, done: "has been refused."},
	{what: activity.Reminding, path: "remind", link: "Log a reminder", title: "Log a reminder about", says: "This says that you reminded the agency that has to answer. It sends nothing.", day: "Reminder sent on", next: "Remind again on", button: "Log the reminder", done: "has a reminder logged."},
	{what: activity.MovingDue, path: "due", link: "Change the due date", title: "Change the due date of", next: "New due date", why: "Why is the date changing?", button: "Change the date", done: "is now due on another day."},
	{what: activity.Dropping, path: "drop", link: "Drop it", title: "Drop", says: "This says that nobody waits for an answer any more. It stays readable.", day: "Dropped on", why: "Why is it not needed any more?", button: "Drop", danger: true, done: "has been dropped."},
	{what: activity.GivingWord, path: "feedback", link: "Give feedback", title: "Give feedback on", says: "Say whether it came in time and answered the need. Leave out the information itself.", day: "Feedback given on", why: "Feedback", button: "Save feedback", done: "has your feedback."},
}

// shareRoutes is the map of what is done to requests and offers.
func (p *Pages) shareRoutes() []server.Route {
	in, do := access.Coordination, access.AnswerShare
	routes := []server.Route{server.Get("/requests", in, access.ReadActivity, audit.None, p.showRequestList)}
	for _, st := range shareSteps {
		path := sharePath(":ref", st.path)
		routes = append(routes,
			server.Get(path, in, do, audit.None, func(r *server.Request) error { return p.showShareStep(r, st) }),
			server.Post(path, in, do, audit.Alter, func(r *server.Request) error { return p.saveShareStep(r, st) }))
	}
	return routes
}

// findShare is the record in the path, if this person can take the step now,
// with what the step is checked against.
func (p *Pages) findShare(r *server.Request, st shareStep) (activity.Activity, activity.Setting, error) {
	a, err := p.Activities.Find(r.Context(), r.Who, access.Coordination, r.Param("ref"), false)
	if err != nil {
		return a, activity.Setting{}, err
	}
	if a.Kind != activity.Share {
		return a, activity.Setting{}, fault.Missing()
	}
	if !a.Hidden() && !r.May(access.AnswerShare, st.what.Scope(a, r.Who)) {
		return a, activity.Setting{}, fault.New(fault.Forbidden, "Only the agencies concerned and the coordinator can do this")
	}
	if err := st.what.Ready(a); err != nil {
		return a, activity.Setting{}, err
	}
	in, err := p.settingOf(r, shareForm{p}, form.New(nil))
	return a, shareForm{p}.wide(in, a.Content), err
}

func (p *Pages) showShareStep(r *server.Request, st shareStep) error {
	a, in, err := p.findShare(r, st)
	if err != nil {
		return err
	}
	f := form.New(nil)
	blankShareStep(r, f, a, st, in.Today)
	return r.Show(web.ShareStep(p.shareStepView(r, a, in, st, f, nil)))
}

// blankShareStep fills in that it was today, on the ground that is named
// already, and what the agency said before.
func blankShareStep(r *server.Request, f *form.Form, a activity.Activity, st shareStep, today time.Time) {
	d := activity.Part[activity.Sharing](a.Content)
	f.Set("day", day(today))
	switch st.what {
	case activity.Giving, activity.GivingPart:
		f.Set("extent", string(activity.Giving))
		setID(f, "line", d.Line)
		f.Set("emergency", d.Emergency)
	case activity.GivingWord:
		agency := st.what.Scope(a, r.Who).Agency
		f.Set("agency", itoa(agency))
		for _, t := range d.Takers {
			if t.Agency == agency && !t.FeedbackOn.IsZero() {
				f.Set("day", day(t.FeedbackOn))
				f.Set("why", t.Feedback)
			}
		}
	case activity.Acknowledging, activity.Refusing, activity.Dropping, activity.Reminding, activity.MovingDue:
	}
}

// readShareStep is the step that was typed.
func readShareStep(r *server.Request, f *form.Form, a activity.Activity, in activity.Setting, st shareStep) activity.Answer {
	n := activity.Answer{What: st.what, Why: f.Text("why")}
	if st.day != "" {
		n.Day = f.Date("day", "Date", in.Today)
	}
	if st.next != "" {
		n.Next = f.Date("next", st.next, in.Today)
	}
	switch st.what {
	case activity.Giving, activity.GivingPart:
		n.Line, n.Emergency = f.ID("line"), f.Text("emergency")
		if g, ok := in.Terms.Ground(n.Line); ok {
			n.LineWords = g.Words()
		}
		switch activity.StepWhat(f.Text("extent")) { //nolint:exhaustive // the two that the page offers
		case activity.Giving:
		case activity.GivingPart:
			n.What, n.Why = activity.GivingPart, f.Text("left_out")
		default:
			f.Need(false, "extent", "Select how much was given")
		}
	case activity.GivingWord:
		n.Agency = st.what.Scope(a, r.Who).Agency
		if speakers(r, f, a, nil) != nil {
			n.Agency = f.Int("agency", "Select the agency that gave feedback")
		}
	case activity.Acknowledging, activity.Refusing, activity.Dropping, activity.Reminding, activity.MovingDue:
	}
	return n
}

func (p *Pages) saveShareStep(r *server.Request, st shareStep) error {
	a, in, err := p.findShare(r, st)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Check it, then save again")
	n := readShareStep(r, f, a, in, st)
	if err = f.Join(n.Check(a, in)); err == nil {
		_, err = p.Activities.Answer(r.Context(), r.Who, a.Ref, n.Take(r.Who, version, in, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.ShareStep(p.shareStepView(r, a, in, st, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashShareStep(r, st, f)
	}
	if err != nil {
		return err
	}
	r.Flash(a.Ref + " " + st.done)
	return r.Go("/coordination/activities/%s", a.Ref)
}

// clashShareStep shows the form again as it was sent, beside what somebody else
// made of the record meanwhile. Where the step cannot be taken any more it is a
// Conflict.
func (p *Pages) clashShareStep(r *server.Request, st shareStep, f *form.Form) error {
	a, in, err := p.findShare(r, st)
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), r.Who, a.UpdatedBy)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	v := p.shareStepView(r, a, in, st, f, nil)
	v.Clash = &layout.Versions{By: names[a.UpdatedBy], At: clockOf(a.UpdatedAt) + " on " + day(calendar.Day(a.UpdatedAt)), Rows: clashRows(a, st, f)}
	v.Shell.HasErrors = true
	return r.Clash(web.ShareStep(v))
}

// clashRows is what of the record bears on the step.
func clashRows(a activity.Activity, st shareStep, f *form.Form) []layout.Difference {
	d := activity.Part[activity.Sharing](a.Content)
	last := layout.Difference{Name: "Last step", Left: activity.Saved.Name(), Right: st.what.Name()}
	if n := len(d.Steps); n > 0 {
		last.Left = d.Steps[n-1].What.Name()
	}
	rows := []layout.Difference{last}
	if st.what == activity.MovingDue {
		rows = append(rows, layout.Difference{Name: "Due", Left: day(d.Due), Right: f.Text("next")})
	}
	return rows
}

func (p *Pages) shareStepView(r *server.Request, a activity.Activity, in activity.Setting, st shareStep, f *form.Form, err error) web.ShareStepView {
	d := activity.Part[activity.Sharing](a.Content)
	wrong, at := said(err), activityPath(a.Strand, a.Ref)
	noun := "this request"
	if d.Direction == activity.Offered {
		noun = "this offer"
	}
	version := f.Text("version")
	if version == "" {
		version = itoa(a.Version)
	}
	v := web.ShareStepView{
		Shell: p.shell(r, shellOf{Title: st.title + " " + noun, Strand: a.Strand, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Problems: problems(err), Heading: st.title + " " + noun,
		Says: filled([]string{a.Content.Name + ". " + d.Direction.Name() + " " + day(a.Content.Day) + ".", st.says}), Action: sharePath(a.Ref, st.path), Version: version,
		Button: st.button, Danger: st.danger, Cancel: layout.Link{Text: "Cancel", Href: at},
	}
	if st.day != "" {
		v.Day = &layout.Field{ID: "day", Label: st.day, Value: f.Raw("day"), Error: wrong["day"]}
	}
	if st.next != "" {
		v.Next = &layout.Field{ID: "next", Label: st.next, Value: f.Raw("next"), Error: wrong["next"]}
	}
	if st.why != "" {
		v.Why = &layout.Field{
			ID: "why", Label: st.why, Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("why"), Error: wrong["why"], Rows: 3, Max: activity.MaxTerms,
			Optional: st.what == activity.GivingWord,
		}
	}
	switch st.what {
	case activity.Giving, activity.GivingPart:
		p.givingFields(&v, f, d, in, wrong)
	case activity.GivingWord:
		v.Agency = speakers(r, f, a, wrong)
	case activity.Acknowledging, activity.Refusing, activity.Dropping, activity.Reminding, activity.MovingDue:
	}
	return v
}

// givingFields ask how much was given and on what ground: of lines only those
// that name these agencies.
func (p *Pages) givingFields(v *web.ShareStepView, f *form.Form, d activity.Sharing, in activity.Setting, wrong map[string]string) {
	v.Extent = &layout.Field{ID: "extent", Label: "How much was given", Value: f.Raw("extent"), Error: wrong["extent"], Small: true, Options: []layout.Option{
		{Value: string(activity.Giving), Label: "All that was wanted"}, {Value: string(activity.GivingPart), Label: "Part of it"},
	}}
	v.LeftOut = &layout.Field{
		ID: "left_out", Label: "What was left out", Hint: "If only part was given. Say what kind of information, not what it says", Value: f.Raw("left_out"), Error: wrong["left_out"],
		Rows: 2, Max: activity.MaxTerms, Optional: true,
	}
	var fit []activity.Ground
	for _, g := range in.Terms.Grounds {
		if g.ID == d.Line || g.Covers(d.Giver, d.Receivers(), g.Begins) {
			fit = append(fit, g)
		}
	}
	line := groundField(f.Raw("line"), wrong["line"], fit, in.Today)
	v.Line = &line
	v.Urgent = &layout.Field{
		ID: "emergency", Label: "Emergency ground", Hint: "Why it could not wait for an agreement, where none covers it", Value: f.Raw("emergency"), Error: wrong["emergency"],
		Rows: 2, Max: activity.MaxTerms, Optional: true,
	}
}

// speakers asks which of several agencies gave feedback, of those that this
// person may speak for. Of one there is nothing to ask.
func speakers(r *server.Request, f *form.Form, a activity.Activity, wrong map[string]string) *layout.Field {
	v := &layout.Field{ID: "agency", Label: "Which agency gave feedback", Value: f.Raw("agency"), Error: wrong["agency"], Small: true}
	for _, t := range activity.Part[activity.Sharing](a.Content).Takers {
		if r.May(access.AnswerShare, access.Scope{Strand: a.Strand, Partnership: a.Partnership, Agency: t.Agency}) {
			v.Options = append(v.Options, layout.Option{Value: itoa(t.Agency), Label: t.AgencyName})
		}
	}
	if len(v.Options) < 2 && v.Error == "" {
		return nil
	}
	return v
}
