package page

import (
	"slices"
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

// connectForm records events at which people who were trained meet.
type connectForm struct{ p *Pages }

func (connectForm) kind() activity.Kind { return activity.Connect }

func (connectForm) words() kindWords {
	return kindWords{
		path: "connect", noun: "event", name: "Event name", log: "Log a connecting event", about: "About the event",
		lede:    "Record that people who were trained met each other, and how many came from each agency.",
		summary: "Summary", hint: "What people did and what they agreed to do together. Leave out who said what", said: "What happened", saved: "Connecting event",
		notes: []string{
			"Agencies with an action see it on their home page.",
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

// blank begins with the session that the event follows, its marking and its
// limit.
func (connectForm) blank(r *server.Request, f *form.Form, in activity.Setting) error {
	f.Set("marking", string(activity.Official))
	f.Set("mode", string(activity.InPerson))
	if id, err := uuid.Parse(r.Query("session")); err == nil {
		f.Set("session", id.String())
		if n := slices.IndexFunc(in.Sessions, func(s activity.Past) bool { return s.ID == id }); n >= 0 {
			f.Set("marking", string(in.Sessions[n].Marking))
			f.Set("limit", string(in.Sessions[n].Limit))
		}
	}
	return nil
}

func (e connectForm) read(f *form.Form, in activity.Setting) activity.Content {
	c := readContent(f, in, e.words(), nil)
	d := activity.ConnectEvent{
		Session: f.ID("session"), Mode: activity.Mode(f.Text("mode")), Place: f.Text("place"), Parties: readParties(f, in),
		Police: activity.PolicePart(f.Text("police")), Outcome: f.Text("outcome"),
	}
	f.Need(f.Text("session") == "" || d.Session != uuid.Nil, "session", "Select a training session from the list")
	if n := slices.IndexFunc(in.Sessions, func(s activity.Past) bool { return s.ID == d.Session }); n >= 0 {
		d.SessionName, d.SessionRef, d.SessionMark, d.SessionLimit = in.Sessions[n].Name, in.Sessions[n].Ref, in.Sessions[n].Marking, in.Sessions[n].Limit
	}
	c.Detail = d
	return c
}

func (connectForm) fill(f *form.Form, c activity.Content) {
	e := activity.Part[activity.ConnectEvent](c)
	fillContent(f, c)
	if e.Session != uuid.Nil {
		f.Set("session", e.Session.String())
	}
	f.Set("mode", string(e.Mode))
	f.Set("place", e.Place)
	f.Set("police", string(e.Police))
	f.Set("outcome", e.Outcome)
	fillParties(f, e.Parties)
}

func (connectForm) fields(in activity.Setting) []string {
	return append(partyFields(in), "session", "mode", "place", "police", "outcome")
}

func (connectForm) press(*form.Form, activity.Setting, string) (open, focus string, ok bool) {
	return "", "", false
}

// wide knows the agencies that came then, and the session that it followed.
func (connectForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	e := activity.Part[activity.ConnectEvent](c)
	for _, p := range e.Parties {
		in = widened(in, p.Agency, p.AgencyName)
	}
	if e.Session != uuid.Nil && !slices.ContainsFunc(in.Sessions, func(s activity.Past) bool { return s.ID == e.Session }) {
		name := e.SessionName
		if name == "" {
			name = "A session that is hidden now"
		}
		in.Sessions = append(slices.Clone(in.Sessions), activity.Past{ID: e.Session, Ref: e.SessionRef, Name: name, Marking: e.SessionMark, Limit: e.SessionLimit})
	}
	return in
}

func (connectForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	v := web.ConnectView{
		FrameView: frame, Mode: modeField(f, wrong, "How people met"), Place: placeField(f, wrong), Parties: partyLines(f, in, wrong), Wrong: wrong["people"],
		Evaluation: evaluationView("the event", "police", f, how),
	}
	if len(in.Sessions) > 0 || wrong["session"] != "" {
		v.Session = &layout.Field{
			ID: "session", Label: "Training session that it follows", Value: f.Raw("session"), Error: wrong["session"], Options: []layout.Option{{Label: "None"}}, Optional: true,
		}
		for _, s := range in.Sessions {
			label := s.Name
			if !s.Day.IsZero() {
				label += ", " + day(s.Day)
			}
			v.Session.Options = append(v.Session.Options, layout.Option{Value: s.ID.String(), Label: label})
		}
	}
	v.When = web.Fold{
		ID: "when", Summary: "Time and place", Note: brief(strings.Join(filled([]string{f.Text("start"), f.Text("place"), activity.Mode(f.Text("mode")).Name()}), ", "), 80),
		Open: how.opens("when", "start", "place", "mode"),
	}
	return web.Connect(v)
}

func (connectForm) checks(c activity.Content) []checkRow {
	e := activity.Part[activity.ConnectEvent](c)
	return []checkRow{
		{"Follows", []string{e.SessionName}, "training session", "", "session"},
		{"People", partyTexts(e.Parties), "how many people came", "", "people"},
		{"Place", filled([]string{place(e.Place, e.Mode)}), "place", "when", "when"},
		{"For evaluation", filled([]string{policeText(e.Police), e.Outcome}), "what is for evaluation", "evaluation", "police"},
	}
}

func (connectForm) answers(c activity.Content) []answer {
	e := activity.Part[activity.ConnectEvent](c)
	all := []answer{{"Training session that it follows", e.SessionRef}, {"Where", e.Place}, {"How people met", e.Mode.Name()}}
	for _, p := range e.Parties {
		all = append(all, answer{p.AgencyName, partyText(p)})
	}
	return append(all, evaluationAnswers(e.Police, e.Outcome)...)
}

func (connectForm) shows(_ *server.Request, v *web.ShowView, a activity.Activity) error {
	e := activity.Part[activity.ConnectEvent](a.Content)
	v.Facts = append(v.Facts, factRows(append([]answer{{"Where", place(e.Place, e.Mode)}, {"People", partyTotal(e.Parties)}}, evaluationAnswers(e.Police, e.Outcome)...))...)
	if e.SessionName != "" {
		raise(&v.Shell, e.SessionMark == activity.Sensitive)
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Follows", Show: layout.Anchor(layout.Link{Text: e.SessionName, Href: activityPath(access.Coordination, e.SessionRef)})})
	}
	v.Parts = append(v.Parts, web.Parties(partyRows(e.Parties)))
	return nil
}
