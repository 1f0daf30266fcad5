package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// trainingForm records sessions of courses.
type trainingForm struct{ p *Pages }

func (trainingForm) kind() activity.Kind { return activity.Training }

func (trainingForm) words() kindWords {
	return kindWords{
		path: "training", noun: "training session", name: "Session name", log: "Log a training session", about: "About the session",
		lede:    "Record that a session was held and how many people came from each agency. Each agency that came is then followed up.",
		summary: "Summary", hint: "What was taught and what people asked for. Leave out who said what", said: "What was taught", saved: "Training session",
		notes: []string{
			"A follow-up is opened for each agency that came. The agency sees it on its home page.",
			"On the record’s page you can make a link for people without an account, so that they can say how good it was.",
			"You can correct the record for 24 hours. After that, corrections are added and the first version stays in the history.",
		},
		asks: true,
		never: []string{
			"Do not identify any member of the public, even by initials.",
			"Do not name the people who came. Their number is enough.",
			"Do not record intelligence, or what was said about a case.",
		},
	}
}

func (trainingForm) blank(_ *server.Request, f *form.Form, _ activity.Setting) error {
	f.Set("marking", string(activity.Official))
	f.Set("mode", string(activity.InPerson))
	f.Set("context", "yes")
	f.Set("follow", itoa(activity.DefaultFollowDays))
	return nil
}

// read takes name and provider from the course where nobody typed them.
func (t trainingForm) read(f *form.Form, in activity.Setting) activity.Content {
	c := readContent(f, in, t.words(), nil)
	d := activity.Session{
		Course: f.ID("course"), Provider: f.Text("provider"), Mode: activity.Mode(f.Text("mode")), Place: f.Text("place"),
		InContext: f.Ticked("context", "yes"), Tested: f.Ticked("tested", "yes"), FollowDays: f.Int("follow", "Days until each agency is followed up must be a whole number, like 60"),
		Parties: readParties(f, in), Police: activity.PolicePart(f.Text("police")), Outcome: f.Text("outcome"),
	}
	f.Need(f.Text("course") == "" || d.Course != uuid.Nil, "course", "Select a course from the list")
	if n := slices.IndexFunc(in.Courses, func(x activity.Course) bool { return x.ID == d.Course }); n >= 0 {
		d.CourseName = in.Courses[n].Name
		if c.Name == "" {
			c.Name = d.CourseName
		}
		if d.Provider == "" {
			d.Provider = in.Courses[n].Provider
		}
	}
	for _, id := range f.All("need") {
		if id == "" {
			continue
		}
		n := slices.IndexFunc(in.TrainingNeeds, func(x activity.TrainingNeed) bool { return x.ID.String() == id })
		if n < 0 {
			d.Needs = append(d.Needs, activity.TrainingNeed{})
			continue
		}
		d.Needs = append(d.Needs, in.TrainingNeeds[n])
	}
	c.Detail = d
	return c
}

func (trainingForm) fill(f *form.Form, c activity.Content) {
	s := activity.Part[activity.Session](c)
	fillContent(f, c)
	if s.Course != uuid.Nil {
		f.Set("course", s.Course.String())
	}
	f.Set("provider", s.Provider)
	f.Set("mode", string(s.Mode))
	f.Set("place", s.Place)
	if s.InContext {
		f.Set("context", "yes")
	}
	if s.Tested {
		f.Set("tested", "yes")
	}
	f.Set("follow", itoa(s.FollowDays))
	fillParties(f, s.Parties)
	var needs []string
	for _, n := range s.Needs {
		needs = append(needs, n.ID.String())
	}
	f.Set("need", needs...)
	f.Set("police", string(s.Police))
	f.Set("outcome", s.Outcome)
}

func (trainingForm) fields(in activity.Setting) []string {
	return append(partyFields(in), "course", "provider", "mode", "place", "context", "tested", "follow", "need", "police", "outcome")
}

func (trainingForm) press(*form.Form, activity.Setting, string) (open, focus string, ok bool) {
	return "", "", false
}

// wide knows the agencies that came then, and the course and the needs that
// may have ended since.
func (trainingForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	s := activity.Part[activity.Session](c)
	for _, p := range s.Parties {
		in = widened(in, p.Agency, p.AgencyName)
	}
	if s.Course != uuid.Nil && !slices.ContainsFunc(in.Courses, func(x activity.Course) bool { return x.ID == s.Course }) {
		in.Courses = append(slices.Clone(in.Courses), activity.Course{ID: s.Course, Name: s.CourseName})
	}
	for _, n := range s.Needs {
		if !slices.ContainsFunc(in.TrainingNeeds, func(x activity.TrainingNeed) bool { return x.ID == n.ID }) {
			in.TrainingNeeds = append(slices.Clone(in.TrainingNeeds), n)
		}
	}
	return in
}

func (trainingForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	frame.Name.Hint = "Leave empty to take the name of the course"
	if len(in.Courses) == 0 {
		frame.Name.Hint = ""
	}
	v := web.TrainingView{
		FrameView: frame,
		Mode:      modeField(f, wrong, "How people met"),
		Place:     placeField(f, wrong),
		Provider:  layout.Field{ID: "provider", Label: "Provider", Hint: "Who gave the training", Value: f.Raw("provider"), Error: wrong["provider"], Width: "two-thirds", Autocomplete: "off", Optional: true},
		Parties:   partyLines(f, in, wrong), Wrong: wrong["people"],
		Follow: layout.Field{
			ID: "follow", Label: "Days until each agency is followed up", Value: f.Raw("follow"), Error: wrong["follow"], Width: "3", Mode: "numeric", Autocomplete: "off",
		},
		Context: layout.Field{ID: "context", Label: "Context", Small: true, Options: []layout.Option{
			{Value: "yes", Label: "In the counter-terrorism context", Chosen: f.Ticked("context", "yes")},
		}},
		Tested: layout.Field{ID: "tested", Label: "Test", Small: true, Options: []layout.Option{
			{Value: "yes", Label: "People were tested before and after", Chosen: f.Ticked("tested", "yes")},
		}},
		Evaluation: evaluationView("training", "police", f, how),
	}
	if len(in.Courses) > 0 || wrong["course"] != "" {
		v.Course = &layout.Field{ID: "course", Label: "Course", Value: f.Raw("course"), Error: wrong["course"], Options: []layout.Option{{Label: "None of the list"}}, Optional: true}
		for _, c := range in.Courses {
			v.Course.Options = append(v.Course.Options, layout.Option{Value: c.ID.String(), Label: c.Name})
		}
	}
	v.Need = layout.Field{ID: "need", Label: "Needs that it answers", Error: wrong["need"], Small: true, Optional: true}
	chosen := 0
	for _, n := range in.TrainingNeeds {
		ticked := f.Ticked("need", n.ID.String())
		v.Need.Options = append(v.Need.Options, layout.Option{Value: n.ID.String(), Label: n.Title, Chosen: ticked})
		if ticked {
			chosen++
		}
	}
	v.When = web.Fold{
		ID: "when", Summary: "Time, place and provider", Note: brief(strings.Join(filled([]string{f.Text("start"), f.Text("place"), activity.Mode(f.Text("mode")).Name(), f.Text("provider")}), ", "), 80),
		Open: how.opens("when", "start", "place", "mode", "provider"),
	}
	v.Needs = web.Fold{ID: "needs", Summary: "Needs that it answers", Open: how.opens("needs", "need")}
	if chosen > 0 {
		v.Needs.Note = plural(chosen, "need", "needs") + " chosen"
	}
	v.After = web.Fold{ID: "after", Summary: "Follow-up, context and test", Note: afterNote(f), Open: how.opens("after", "follow")}
	return web.Training(v)
}

// evaluationView asks what is for evaluation, of something that was meant to
// change something; police is the name of the field of the part that police had.
func evaluationView(meant, police string, f *form.Form, how formPage) web.Evaluation {
	wrong := said(how.err)
	v := web.Evaluation{
		Fold: web.Fold{
			ID: "evaluation", Summary: "For evaluation", Note: policeText(activity.PolicePart(f.Text(police))),
			Open: f.Text(police)+f.Text("outcome") != "" || how.opens("evaluation", police, "outcome"),
		},
		Meant:   meant,
		Police:  layout.Field{ID: police, Label: "Part that police had", Value: f.Raw(police), Error: wrong[police]},
		Outcome: layout.Field{ID: "outcome", Label: "Outcome hoped for", Hint: "As it was stated beforehand", Value: f.Raw("outcome"), Error: wrong["outcome"], Rows: 2, Max: activity.MaxAims, Optional: true},
	}
	for _, part := range activity.PoliceParts() {
		v.Police.Options = append(v.Police.Options, layout.Option{Value: string(part), Label: part.Name()})
	}
	return v
}

// afterNote says what the fold about follow-ups holds.
func afterNote(f *form.Form) string {
	var parts []string
	if f.Text("follow") != "" {
		parts = append(parts, "Followed up after "+brief(f.Text("follow"), 10)+" days")
	}
	if f.Ticked("context", "yes") {
		parts = append(parts, "counter-terrorism context")
	}
	if f.Ticked("tested", "yes") {
		parts = append(parts, "tested")
	}
	return strings.Join(parts, ", ")
}

func (trainingForm) checks(c activity.Content) []checkRow {
	s := activity.Part[activity.Session](c)
	context := "Not in the counter-terrorism context"
	if s.InContext {
		context = "In the counter-terrorism context"
	}
	tested := ""
	if s.Tested {
		tested = "People were tested before and after"
	}
	return []checkRow{
		{"Course", []string{s.CourseName}, "course", "", "course"},
		{"People", partyTexts(s.Parties), "how many people came", "", "people"},
		{"Place and provider", filled([]string{place(s.Place, s.Mode), s.Provider}), "place and provider", "when", "when"},
		{"Needs that it answers", needTitles(s), "needs", "needs", "needs"},
		{"Follow-up", filled([]string{followText(s, len(c.Tidy().Detail.(activity.Session).Parties)), context, tested}), "follow-up, context and test", "after", "follow"},
		{"For evaluation", filled([]string{policeText(s.Police), s.Outcome}), "what is for evaluation", "evaluation", "police"},
	}
}

// evaluationAnswers is what is for evaluation.
func evaluationAnswers(police activity.PolicePart, outcome string) []answer {
	return []answer{{"Part that police had", policeText(police)}, {"Outcome hoped for", outcome}}
}

// followText is "7 agencies, 60 days after the session".
func followText(s activity.Session, agencies int) string {
	return plural(agencies, "agency", "agencies") + ", " + plural(s.FollowDays, "day", "days") + " after the session"
}

func policeText(p activity.PolicePart) string {
	if p == activity.PoliceUnsaid {
		return ""
	}
	return p.Name()
}

func needTitles(s activity.Session) []string {
	var titles []string
	for _, n := range s.Needs {
		titles = append(titles, n.Title)
	}
	slices.Sort(titles)
	return titles
}

func (trainingForm) answers(c activity.Content) []answer {
	s := activity.Part[activity.Session](c)
	all := []answer{
		{"Course", s.CourseName},
		{"Provider", s.Provider},
		{"Where", s.Place},
		{"How people met", s.Mode.Name()},
		{"In the counter-terrorism context", yes(s.InContext)},
		{"Tested before and after", yes(s.Tested)},
		{"Needs that it answers", strings.Join(needTitles(s), "\n")},
		{"Days until follow-up", itoa(s.FollowDays)},
	}
	for _, p := range s.Parties {
		all = append(all, answer{p.AgencyName, partyText(p)})
	}
	return append(all, evaluationAnswers(s.Police, s.Outcome)...)
}

func (t trainingForm) shows(r *server.Request, v *web.ShowView, a activity.Activity) error {
	s := activity.Part[activity.Session](a.Content)
	v.Facts = append(v.Facts, factRows(append([]answer{
		{"Course", s.CourseName},
		{"Where", place(s.Place, s.Mode)},
		{"Provider", s.Provider},
		{"People", partyTotal(s.Parties)},
		{"In the counter-terrorism context", yes(s.InContext)},
		{"Tested before and after", yes(s.Tested)},
		{"Needs that it answers", strings.Join(needTitles(s), "\n")},
	}, evaluationAnswers(s.Police, s.Outcome)...))...)
	v.Parts = append(v.Parts, web.Parties(partyRows(s.Parties)), web.FollowUps(t.p.followUpsView(a)))
	if !a.IsWithdrawn() && r.MayIn(access.LogTraining, access.Coordination) {
		v.Links = append(v.Links, layout.Link{Text: "Log an event that connects these people", Href: newPath(connectForm(t)) + "?session=" + a.ID.String()})
	}
	v.Actions = nil
	for _, n := range a.Asked() {
		v.Actions = append(v.Actions, recordAction(n, t.p.today()))
	}
	return nil
}

// followUpsView is how far the session is followed up.
func (p *Pages) followUpsView(a activity.Activity) web.FollowUpsView {
	var v web.FollowUpsView
	done, late, all := 0, 0, 0
	for _, n := range a.FollowUps() {
		row := recordAction(n, p.today())
		row.Link.Text = n.AgencyName
		row.Link.Hidden = "follow-up"
		if n.State == activity.Done && !n.DoneOn.IsZero() {
			row.State = "Done on " + day(n.DoneOn)
		}
		v.Rows = append(v.Rows, row)
		if n.State != activity.Cancelled {
			all++
		}
		if n.State == activity.Done {
			done++
		}
		if n.State == activity.Open && n.Due.Before(p.today()) {
			late++
		}
	}
	v.Lead = strconv.Itoa(done) + " of " + plural(all, "agency", "agencies") + " followed up."
	if late > 0 {
		v.Late = plural(late, "follow-up is", "follow-ups are") + " overdue."
	}
	return v
}
