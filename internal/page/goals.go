package page

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// goalsRoutes is the map of the goals and their acknowledgement.
func (p *Pages) goalsRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/goals", in, access.ReadPartnership, audit.None, p.showGoals),
		server.Get("/coordination/goals/change", in, access.KeepGoals, audit.None, p.showGoalsChange),
		server.Post("/coordination/goals/change", in, access.KeepGoals, audit.Collect, p.saveGoalsChange),
		server.Get("/coordination/goals/acknowledge", in, access.AcknowledgeGoals, audit.None, p.showGoalsAcknowledge),
		server.Post("/coordination/goals/acknowledge", in, access.AcknowledgeGoals, audit.Collect, p.saveGoalsAcknowledge),
		server.Get("/coordination/goals/acknowledge/withdraw", in, access.AcknowledgeGoals, audit.None, p.showAcknowledgementWithdraw),
		server.Post("/coordination/goals/acknowledge/withdraw", in, access.AcknowledgeGoals, audit.Alter, p.saveAcknowledgementWithdraw),
	}
}

// goalsLink is where the goals are kept.
var goalsLink = layout.Link{Text: "Goals", Href: "/coordination/goals"}

// goalsToAcknowledge is the way to the goals that hold today, for somebody who
// takes part and has not acknowledged them yet.
func (p *Pages) goalsToAcknowledge(r *server.Request) (layout.Link, bool, error) {
	if !r.MayIn(access.AcknowledgeGoals, access.Coordination) {
		return layout.Link{}, false, nil
	}
	aims, err := p.Partnerships.Aims(r.Context(), r.Who)
	if err != nil {
		return layout.Link{}, false, err
	}
	g, ok := aims.On(p.today())
	if !ok {
		return layout.Link{}, false, nil
	}
	got, err := p.Partnerships.Acknowledgements(r.Context(), r.Who, g)
	if err != nil || acknowledged(got, r.Who.ID) {
		return layout.Link{}, false, err
	}
	return layout.Link{Text: "Read and acknowledge version " + strconv.Itoa(g.Version) + " of the goals", Href: "/coordination/goals/acknowledge"}, true, nil
}

func acknowledged(all []partnership.Acknowledgement, who uuid.UUID) bool {
	return slices.ContainsFunc(all, func(a partnership.Acknowledgement) bool { return a.Account == who })
}

func (p *Pages) showGoals(r *server.Request) error {
	aims, err := p.Partnerships.Aims(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.GoalsView{Shell: p.shell(r, shellOf{Title: "Goals", Strand: access.Coordination, Nav: "Agencies"})}
	if r.May(access.KeepGoals, aims.Scope()) {
		v.Change = "/coordination/goals/change"
	}
	if g, ok := aims.Coming(p.today()); ok {
		v.Coming, v.ComingText = "Version "+strconv.Itoa(g.Version)+" holds from "+day(g.From), paragraphs(g.Text)
	}
	g, ok := aims.On(p.today())
	if ok {
		v.Version, v.Text = "Version "+strconv.Itoa(g.Version)+", from "+day(g.From), paragraphs(g.Text)
		if err := p.addAcknowledgements(r, &v, g); err != nil {
			return err
		}
	}
	if v.History, err = p.goalsHistory(r, aims); err != nil {
		return err
	}
	return r.Show(web.Goals(v))
}

// addAcknowledgements says whether the reader has acknowledged the version and,
// to those who keep accounts, who else has.
func (p *Pages) addAcknowledgements(r *server.Request, v *web.GoalsView, g partnership.Goals) error {
	got, err := p.Partnerships.Acknowledgements(r.Context(), r.Who, g)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(got, func(a partnership.Acknowledgement) bool { return a.Account == r.Who.ID }); i >= 0 {
		v.Mine = "You acknowledged this version on " + day(got[i].Day) + "."
		v.Unsay = layout.Link{Text: "Withdraw that", Href: "/coordination/goals/acknowledge/withdraw"}
	} else if r.MayIn(access.AcknowledgeGoals, access.Coordination) {
		v.Acknowledge = "/coordination/goals/acknowledge"
	}
	if !r.MayIn(access.ReadAccounts, access.Identity) {
		return nil
	}
	staffing, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v.Taking = true
	missed := make([]int, len(g.Questions))
	for _, m := range p.peopleTakingPart(staffing) {
		row := web.AcknowledgementRow{Name: m.Name, Agency: memberAgency(m)}
		if i := slices.IndexFunc(got, func(a partnership.Acknowledgement) bool { return a.Account == m.ID }); i >= 0 {
			a := got[i]
			row.Day, row.ISO = day(a.Day), iso(a.Day)
			if len(g.Questions) > 0 {
				row.Answers = strconv.Itoa(a.Answered) + " answered, " + strconv.Itoa(a.Correct) + " right"
			}
			v.Have = append(v.Have, row)
		} else {
			v.HaveNot = append(v.HaveNot, row)
		}
	}
	answered := 0
	for _, a := range got {
		if a.Answered > 0 {
			answered++
		}
		for _, n := range a.Missed {
			if n <= len(missed) {
				missed[n-1]++
			}
		}
	}
	v.Meta = strconv.Itoa(len(v.Have)) + " of " + plural(len(v.Have)+len(v.HaveNot), "person who takes part has", "people who take part have") + " acknowledged this version."
	for n, q := range g.Questions {
		v.Questions = append(v.Questions, web.MissedRow{Question: q.Text, Missed: strconv.Itoa(missed[n]) + " of " + plural(answered, "person", "people") + " who answered", Count: missed[n]})
	}
	slices.SortStableFunc(v.Questions, func(a, b web.MissedRow) int { return b.Count - a.Count })
	return nil
}

// peopleTakingPart lists those who take part today: members who act for an agency.
func (p *Pages) peopleTakingPart(s account.Staffing) []account.Member {
	return slices.DeleteFunc(slices.Clone(s.Members), func(m account.Member) bool {
		return !m.Disabled.IsZero() || !slices.ContainsFunc(m.Memberships, func(x account.Membership) bool {
			return x.Live(p.today()) && account.NeedsAgency(x.Role)
		})
	})
}

// memberAgency is the name of the agency that a member acts for.
func memberAgency(m account.Member) string {
	for _, x := range m.Memberships {
		if x.AgencyName != "" {
			return x.AgencyName
		}
	}
	return ""
}

// goalsHistory is every version with its words, which stay readable.
func (p *Pages) goalsHistory(r *server.Request, aims partnership.Aims) ([]layout.Change, error) {
	var ids []uuid.UUID
	for _, g := range aims.Versions {
		ids = append(ids, g.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return nil, err
	}
	history := make([]layout.Change, 0, len(aims.Versions))
	for n, g := range aims.Versions {
		c := layout.Change{What: "Version " + strconv.Itoa(g.Version) + " recorded, from " + day(g.From), By: by(names, g.By), When: moment(g.At), ISO: isoMoment(g.At), Why: g.Reason}
		if n+1 < len(aims.Versions) {
			c.Rows = goalsChanges(aims.Versions[n+1], g)
		}
		history = append(history, c)
	}
	return history, nil
}

func goalsChanges(was, is partnership.Goals) []layout.Difference {
	var rows []layout.Difference
	if was.Text != is.Text {
		rows = append(rows, layout.Difference{Name: "Goals", Left: was.Text, Right: is.Text})
	}
	if left, right := questionsText(was.Questions), questionsText(is.Questions); left != right {
		rows = append(rows, layout.Difference{Name: "Check questions", Left: left, Right: right})
	}
	return rows
}

// questionsText leaves out which answer is right, since everybody reads it.
func questionsText(questions []partnership.Question) string {
	var all []string
	for _, q := range questions {
		all = append(all, q.Text+" "+strings.Join(q.Choices, " / "))
	}
	return strings.Join(all, "\n")
}

func (p *Pages) showGoalsChange(r *server.Request) error {
	aims, err := p.Partnerships.Aims(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("from", day(p.today()))
	if len(aims.Versions) > 0 {
		typeGoals(f, aims.Versions[0])
	}
	return r.Show(web.GoalsChange(p.goalsChangeView(r, aims, f, nil)))
}

// typeGoals begins from the version before.
func typeGoals(f *form.Form, g partnership.Goals) {
	f.Set("text", g.Text)
	for n, q := range g.Questions {
		at := strconv.Itoa(n + 1)
		f.Set("question-"+at, q.Text)
		f.Set("choices-"+at, strings.Join(q.Choices, "\n"))
		f.Set("right-"+at, strconv.Itoa(q.Right))
	}
}

func (p *Pages) saveGoalsChange(r *server.Request) error {
	f := r.Form()
	packQuestions(f)
	g := partnership.Goals{
		ID: uuid.New(), Text: f.Text("text"), From: f.Date("from", "Day from which these goals hold", p.today()), Reason: f.Text("reason"), By: r.Who.ID, At: p.Now(),
		Questions: readQuestions(f),
	}
	err := f.Join(g.Check())
	if err == nil {
		err = p.Partnerships.ChangeAims(r.Context(), r.Who, partnership.SetGoals(g))
	}
	if errors.Is(err, fault.Invalid) {
		aims, findErr := p.Partnerships.Aims(r.Context(), r.Who)
		if findErr != nil {
			return findErr
		}
		return r.Mend(web.GoalsChange(p.goalsChangeView(r, aims, f, err)))
	}
	if err != nil {
		return err
	}
	r.FlashLink("Goals recorded, from "+day(g.From)+". Everybody who takes part is asked to acknowledge them.", "Acknowledge them yourself", "/coordination/goals/acknowledge")
	return r.Go("/coordination/goals")
}

// packQuestions moves what was typed up, so that a question left empty between
// two others leaves no gap.
func packQuestions(f *form.Form) {
	to := 1
	for n := 1; n <= partnership.MaxQuestions; n++ {
		from := strconv.Itoa(n)
		if f.Text("question-"+from)+f.Text("choices-"+from)+f.Text("right-"+from) == "" {
			continue
		}
		for _, name := range []string{"question-", "choices-", "right-"} {
			typed := f.Raw(name + from)
			if to != n {
				f.Set(name+from, "")
			}
			f.Set(name+strconv.Itoa(to), typed)
		}
		to++
	}
}

func readQuestions(f *form.Form) []partnership.Question {
	var all []partnership.Question
	for n := 1; n <= partnership.MaxQuestions; n++ {
		at := strconv.Itoa(n)
		if f.Text("question-"+at)+f.Text("choices-"+at)+f.Text("right-"+at) == "" {
			continue
		}
		q := partnership.Question{Text: oneLine(f.Text("question-" + at)), Right: f.Int("right-"+at, "Question "+at+": enter which answer is right, as 1 for the first")}
		for line := range strings.SplitSeq(f.Text("choices-"+at), "\n") {
			if line = oneLine(line); line != "" {
				q.Choices = append(q.Choices, line)
			}
		}
		all = append(all, q)
	}
	return all
}

func (p *Pages) goalsChangeView(r *server.Request, aims partnership.Aims, f *form.Form, err error) web.GoalsChangeView {
	heading := "Record the goals"
	if len(aims.Versions) > 0 {
		heading = "Change the goals"
	}
	say := said(err)
	order := []string{"text", "from"}
	v := web.GoalsChangeView{
		Shell:   p.shell(r, shellOf{Title: heading, Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Heading: heading,
		Text:    layout.Field{ID: "text", Label: "Goals", Hint: "What the programme is for, in words that everybody who takes part can repeat.", Value: f.Raw("text"), Error: say["text"], Rows: 8, Max: 5000},
		From:    layout.Field{ID: "from", Label: "Day from which these goals hold", Value: f.Raw("from"), Error: say["from"]},
		Reason:  layout.Field{ID: "reason", Label: "Reason", Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000},
	}
	for n := 1; n <= partnership.MaxQuestions; n++ {
		at := strconv.Itoa(n)
		q := web.QuestionFields{
			Legend:  "Question " + at,
			Text:    layout.Field{ID: "question-" + at, Label: "Question", Value: f.Raw("question-" + at), Error: say["question-"+at], Autocomplete: "off"},
			Choices: layout.Field{ID: "choices-" + at, Label: "Answers to choose from", Hint: "Two to five, each on a line", Value: f.Raw("choices-" + at), Error: say["choices-"+at], Rows: 4},
			Right:   layout.Field{ID: "right-" + at, Label: "Which answer is right", Hint: "1 for the first", Value: f.Raw("right-" + at), Error: say["right-"+at], Width: "2", Mode: "numeric"},
		}
		v.Open = v.Open || q.Text.Value+q.Choices.Value+q.Right.Value != ""
		v.Questions = append(v.Questions, q)
		order = append(order, q.Text.ID, q.Choices.ID, q.Right.ID)
	}
	v.Problems = inOrder(problems(err), append(order, "reason")...)
	return v
}

// findGoals is the version that holds today, if who asks has yet to
// acknowledge it.
func (p *Pages) findGoals(r *server.Request) (partnership.Goals, error) {
	aims, err := p.Partnerships.Aims(r.Context(), r.Who)
	if err != nil {
		return partnership.Goals{}, err
	}
	g, ok := aims.On(p.today())
	if !ok {
		return g, fault.New(fault.Conflict, "No goals hold today. The coordinator records them first")
	}
	got, err := p.Partnerships.Acknowledgements(r.Context(), r.Who, g)
	if err == nil && acknowledged(got, r.Who.ID) {
		err = fault.New(fault.Conflict, "You have already acknowledged these goals")
	}
	return g, err
}

func (p *Pages) showGoalsAcknowledge(r *server.Request) error {
	g, err := p.findGoals(r)
	if err != nil {
		return err
	}
	return r.Show(web.GoalsAcknowledge(p.acknowledgeView(r, g, form.New(nil), nil)))
}

func (p *Pages) saveGoalsAcknowledge(r *server.Request) error {
	g, err := p.findGoals(r)
	if err != nil {
		return err
	}
	f := r.Form()
	if f.ID("goals") != g.ID {
		v := p.acknowledgeView(r, g, form.New(nil), nil)
		v.Changed = "The goals changed since you opened this page. Read them as they are now, then acknowledge them"
		return r.Clash(web.GoalsAcknowledge(v))
	}
	took := make([]int, len(g.Questions))
	for n := range took {
		at := strconv.Itoa(n + 1)
		took[n] = f.Int("answer-"+at, "Question "+at+": select an answer from the list")
	}
	a, err := g.Acknowledge(r.Who, took, p.today())
	err = f.Join(err)
	if err == nil {
		err = p.Partnerships.Acknowledge(r.Context(), r.Who, a)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.GoalsAcknowledge(p.acknowledgeView(r, g, f, err)))
	}
	if err != nil {
		return err
	}
	say := "You acknowledged version " + strconv.Itoa(g.Version) + " of the goals."
	if a.Answered > 0 {
		say += " You answered " + plural(a.Answered, "question", "questions") + ", " + strconv.Itoa(a.Correct) + " of them rightly."
	}
	r.Flash(say)
	return r.Go("/coordination/goals")
}

func (p *Pages) acknowledgeView(r *server.Request, g partnership.Goals, f *form.Form, err error) web.GoalsAcknowledgeView {
	say := said(err)
	v := web.GoalsAcknowledgeView{
		Shell:    p.shell(r, shellOf{Title: "Acknowledge the goals", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: problems(err), Version: "Version " + strconv.Itoa(g.Version) + ", from " + day(g.From), Text: paragraphs(g.Text), ID: g.ID.String(),
	}
	for n, q := range g.Questions {
		at := "answer-" + strconv.Itoa(n+1)
		field := layout.Field{ID: at, Label: q.Text, Optional: true, Value: f.Raw(at), Error: say[at], Small: true}
		for i, c := range q.Choices {
			field.Options = append(field.Options, layout.Option{Value: strconv.Itoa(i + 1), Label: c})
		}
		v.Questions = append(v.Questions, field)
	}
	return v
}
