package page

import (
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// answerDays is within how many working days RES-3 asks for an answer.
const answerDays = 10

func (p *Pages) showEscalations(r *server.Request) error {
	f := form.New(nil)
	f.Set("raised", day(p.today()))
	f.Set("meeting", r.Query("meeting"))
	v, err := p.escalationsView(r, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Escalations(v))
}

func (p *Pages) saveEscalation(r *server.Request) error {
	f := r.Form()
	e := partnership.Escalation{
		ID: uuid.New(), Post: partnership.LeaderPost(f.Text("post")), What: f.Text("what"), Raised: f.Date("raised", "Day it was raised", p.today()), RaisedBy: r.Who.ID,
	}
	var err error
	if e.Meeting, err = p.meetingNamed(r, f); err != nil {
		return err
	}
	if err = f.Join(e.Check(p.today())); err == nil {
		err = p.Partnerships.Escalate(r.Context(), r.Who, e)
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.escalationsView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Escalations(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Escalated to the " + strings.ToLower(e.Post.Name()) + ". The service tells nobody: tell them yourself.")
	return r.Go("/coordination/escalations")
}

// meetingNamed is the coordination meeting whose reference was typed, or nothing
// where none was. Whatever else the reference is of, it is none that can be used.
func (p *Pages) meetingNamed(r *server.Request, f *form.Form) (uuid.UUID, error) {
	ref := strings.ToUpper(f.Text("meeting"))
	if ref == "" {
		return uuid.Nil, nil
	}
	a, err := p.Activities.Find(r.Context(), r.Who, access.Coordination, ref, false)
	if err != nil && !errors.Is(err, fault.NotFound) {
		return uuid.Nil, err
	}
	f.Need(err == nil && a.Kind == activity.CoordinationMeeting && !a.Hidden(), "meeting", "%s is not a reference you can use here. Enter that of a coordination meeting, like COO-7K2M9QX", shortened(ref, 40))
	return a.ID, nil
}

// shortened is at most n characters of a text.
func shortened(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}

func (p *Pages) escalationsView(r *server.Request, f *form.Form, err error) (web.EscalationsView, error) {
	v := web.EscalationsView{
		Shell:    p.shell(r, shellOf{Title: "Escalations", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "post", "what", "meeting", "raised"), Leadership: leadershipLink, Form: r.MayIn(access.RaiseEscalation, access.Coordination),
	}
	all, findErr := p.Partnerships.Escalations(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	off, findErr := p.Partnerships.Holidays(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	leaders, findErr := p.Partnerships.Leadership(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	raise(&v.Shell, slices.ContainsFunc(all, ofSensitiveEscalation))
	for _, e := range all {
		v.Rows = append(v.Rows, p.escalationRow(e, off))
		if e.Open() {
			v.Open++
		}
	}
	v.Meta = plural(v.Open, "escalation waits", "escalations wait") + " for an answer."
	say := said(err)
	v.Post = layout.Field{ID: "post", Label: "Who has to decide", Value: f.Raw("post"), Error: say["post"], Small: true}
	for _, post := range partnership.LeaderPosts() {
		o := layout.Option{Value: string(post), Label: post.Name(), Hint: "Nobody is recorded in this post today"}
		if l, ok := leaders.On(post, p.today()); ok {
			o.Hint = l.Person.Name + ", " + l.Agency.Name
		}
		v.Post.Options = append(v.Post.Options, o)
	}
	v.What = layout.Field{ID: "what", Label: "What needs a decision", Hint: "Do not identify any member of the public, even by initials.", Value: f.Raw("what"), Error: say["what"], Rows: 4, Max: 1000}
	v.Meeting = layout.Field{ID: "meeting", Label: "Reference of the meeting it came from", Hint: "For example, COO-7K2M9QX", Optional: true, Value: f.Raw("meeting"), Error: say["meeting"], Width: "10", Autocomplete: "off"}
	v.Raised = layout.Field{ID: "raised", Label: "Day it was raised", Value: f.Raw("raised"), Error: say["raised"]}
	return v, nil
}

// ofSensitiveEscalation reports whether it came from a meeting marked above OFFICIAL.
func ofSensitiveEscalation(e partnership.Escalation) bool {
	return e.Marking == string(activity.Sensitive)
}

// escalationShell is the frame of a page about one escalation, which bears the
// handling of the meeting it came from.
func (p *Pages) escalationShell(r *server.Request, title string, e partnership.Escalation, err error) layout.Shell {
	return p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Marking: e.Marking, Limit: activity.Limit(e.Limit), Err: err})
}

func (p *Pages) escalationRow(e partnership.Escalation, off calendar.Holidays) web.EscalationRow {
	row := web.EscalationRow{
		Link: layout.Link{Text: shortened(e.What, 140), Href: "/coordination/escalations/" + e.ID.String()}, Post: e.Post.Name(), Raised: day(e.Raised), RaisedISO: iso(e.Raised),
		Open: e.Open(), Waits: "Answered " + day(e.Answered), Took: p.escalationDays(e, off),
	}
	if e.MeetingRef != "" {
		row.Meeting = layout.Link{Text: e.MeetingRef, Href: "/coordination/activities/" + e.MeetingRef}
	}
	if e.Open() {
		row.Waits, row.Late = "Waits", e.Days(off, p.today()) > answerDays
	}
	return row
}

// escalationDays says how long it waited for its answer, or has waited by now.
func (p *Pages) escalationDays(e partnership.Escalation, off calendar.Holidays) string {
	n := plural(e.Days(off, p.today()), "working day", "working days")
	if e.Open() {
		return n + " so far"
	}
	return "after " + n
}

func (p *Pages) showEscalation(r *server.Request) error {
	e, err := p.Partnerships.Escalation(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("answered", day(p.today()))
	v, err := p.escalationView(r, e, f, nil)
	if err != nil {
		return err
	}
	return r.Show(web.Escalation(v))
}

func (p *Pages) saveEscalationAnswer(r *server.Request) error {
	e, err := p.Partnerships.Escalation(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	f := r.Form()
	reply := partnership.Reply{Day: f.Date("answered", "Day it was answered", p.today()), Text: f.Text("answer"), By: r.Who.ID}
	if !e.Open() {
		return p.clashEscalation(r, f)
	}
	err = f.Join(e.CheckReply(reply, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeEscalation(r.Context(), r.Who, e.ID, partnership.AnswerEscalation(reply, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.escalationView(r, e, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Escalation(v))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashEscalation(r, f)
	}
	if err != nil {
		return err
	}
	r.Flash("Answer recorded.")
	return r.Go("/coordination/escalations/%s", e.ID)
}

// clashEscalation shows the answer that somebody else recorded meanwhile beside
// what was typed, which is kept to be read.
func (p *Pages) clashEscalation(r *server.Request, f *form.Form) error {
	e, err := p.Partnerships.Escalation(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	names, err := p.authors(r, e.AnsweredBy)
	if err != nil {
		return err
	}
	return r.Clash(web.Settled(web.SettledView{
		Shell:   p.escalationShell(r, "This has already been answered", e, nil),
		Heading: "This has already been answered", Back: layout.Link{Text: "Back to the escalation", Href: "/coordination/escalations/" + e.ID.String()}, By: by(names, e.AnsweredBy),
		Rows: []layout.Difference{{Name: "Day it was answered", Left: day(e.Answered), Right: f.Raw("answered")}, {Name: "Answer", Left: e.Answer, Right: f.Raw("answer")}},
	}))
}

func (p *Pages) escalationView(r *server.Request, e partnership.Escalation, f *form.Form, err error) (web.EscalationView, error) {
	v := web.EscalationView{
		Shell:    p.escalationShell(r, "Escalation to the "+strings.ToLower(e.Post.Name()), e, err),
		Problems: inOrder(problems(err), "answered", "answer"), Heading: "Escalation to the " + strings.ToLower(e.Post.Name()),
	}
	off, findErr := p.Partnerships.Holidays(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	names, findErr := p.authors(r, e.RaisedBy, e.AnsweredBy)
	if findErr != nil {
		return v, findErr
	}
	v.Rows = escalationRows(e, p.escalationDays(e, off), names)
	if e.Open() && r.MayIn(access.AnswerEscalation, access.Coordination) {
		say := said(err)
		v.Action = "/coordination/escalations/" + e.ID.String() + "/answer"
		v.Answered = layout.Field{ID: "answered", Label: "Day it was answered", Value: f.Raw("answered"), Error: say["answered"]}
		v.Answer = layout.Field{ID: "answer", Label: "Answer", Hint: "Do not identify any member of the public, even by initials.", Value: f.Raw("answer"), Error: say["answer"], Rows: 4, Max: 2000}
	}
	if !e.Open() && r.MayIn(access.AnswerEscalation, access.Coordination) {
		v.Withdraw = layout.Link{Text: "Withdraw this answer", Href: "/coordination/escalations/" + e.ID.String() + "/withdraw"}
	}
	v.History, findErr = p.factHistory(r, e.ID)
	return v, findErr
}

func escalationRows(e partnership.Escalation, took string, names map[uuid.UUID]account.Name) []layout.SummaryRow {
	rows := []layout.SummaryRow{
		{Key: "To", Lines: []string{e.Post.Name()}},
		{Key: "What needs a decision", Lines: []string{e.What}},
	}
	if e.MeetingRef != "" {
		rows = append(rows,
			layout.SummaryRow{Key: "From the meeting", Show: layout.Anchor(layout.Link{Text: e.MeetingRef, Href: "/coordination/activities/" + e.MeetingRef})},
			layout.SummaryRow{Key: "Marking", Lines: filled([]string{e.Marking + ", as the meeting is", limitText(activity.Limit(e.Limit))})})
	}
	rows = append(rows, layout.SummaryRow{Key: "Raised", Lines: []string{day(e.Raised) + ", by " + by(names, e.RaisedBy)}})
	if e.Open() {
		return append(rows, layout.SummaryRow{Key: "Answer", Lines: []string{"Waits, " + took}})
	}
	return append(rows,
		layout.SummaryRow{Key: "Answer", Lines: []string{e.Answer}},
		layout.SummaryRow{Key: "Answered", Lines: []string{day(e.Answered) + ", " + took, "Recorded by " + by(names, e.AnsweredBy)}})
}
