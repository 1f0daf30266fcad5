package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// Steering is who leads the demonstration, what was escalated to them, its
// goals and who acknowledged them, and which strands it uses.
type Steering struct {
	Leaders          []partnership.Leader
	Escalations      []partnership.Escalation
	Goals            []partnership.Goals // newest first
	Acknowledgements []partnership.Acknowledgement
	Uses             []partnership.StrandUse
	Changes          History
}

type steeringFile struct {
	Leaders []struct {
		Post                             partnership.LeaderPost
		Agency, Name, Title, Reason, End string
		From, To                         int // months from now
	}
	Escalations []struct {
		Post    partnership.LeaderPost
		What    string
		Meeting *int // which of the twelve
		Days    int  // before now, where it came from no meeting
		After   int  // days until the answer
		Answer  string
	}
	Goals []struct {
		Text, Reason string
		From         int // months from now
		Questions    []partnership.Question
	}
	Acknowledgements []struct {
		Version int
		Email   string
		After   int // days from the version's first
		Took    []int
	}
	Areas []struct {
		Strand      access.Strand
		Reason, Why string
	}
	Evaluation struct{ Comparison, Instrument, Outcomes string }
}

// steering makes them from their own file, by doing each thing in the order in
// which it happened.
func (m *maker) steering() error {
	var f steeringFile
	if err := readSeed(m.seeds, "leader.json", &f); err != nil {
		return err
	}
	i := &m.made.Initiative
	i.Comparison, i.Instrument, i.Outcomes, i.Baseline = f.Evaluation.Comparison, f.Evaluation.Instrument, f.Evaluation.Outcomes, m.month(-13)
	for _, step := range []func(steeringFile) error{m.leaders, m.escalations, m.goals, m.acknowledgements, m.areas} {
		if err := step(f); err != nil {
			return fmt.Errorf("leader.json: %w", err)
		}
	}
	return nil
}

// told keeps a line of history with the facts from then on.
func (m *maker) told(register string, by uuid.UUID, at time.Time, on uuid.UUID, said, why string, facts []fact.Fact) {
	m.made.Steering.Changes = append(m.made.Steering.Changes, Change{
		ID: m.id("steering/", register, "/", on, "/", at.Unix()), Register: register, Change: partnership.Change{On: on, At: at, By: by, Said: said, Why: why}, Facts: facts,
	})
}

func (m *maker) leaders(f steeringFile) error {
	by := m.account("coordinator").ID
	var all partnership.Leadership
	for _, x := range f.Leaders {
		agency, err := m.agency(x.Agency)
		if err != nil {
			return err
		}
		l := partnership.Leader{
			ID: m.id("leader/", x.Post, "/", x.Name), Post: x.Post, Person: m.person(agency, x.Name), Agency: m.partner(agency),
			Title: x.Title, From: m.month(x.From), Reason: x.Reason, By: by, At: m.month(x.From).Add(10 * time.Hour), Version: 1,
		}
		if x.From > -13 {
			l.From = l.From.AddDate(0, 0, 1) // the day after the one before left
			l.At = l.At.AddDate(0, 0, 1)
		}
		if err := partnership.Lead(l, m.made.Partners).Apply(&all); err != nil {
			return err
		}
		m.told("leader", by, l.At, l.ID, l.Person.Name+" recorded as "+postWords(l.Post)+" from "+dayWords(l.From), l.Reason, l.Facts())
		if x.To == 0 {
			continue
		}
		last := m.month(x.To)
		if err := partnership.EndLead(l.ID, partnership.Ending{Last: last, Reason: x.End, By: by}).Apply(&all); err != nil {
			return err
		}
		n := slices.IndexFunc(all.Leaders, func(o partnership.Leader) bool { return o.ID == l.ID })
		all.Leaders[n].Version = 2
		m.told("leader", by, last.Add(10*time.Hour), l.ID, l.Person.Name+" is "+postWords(l.Post)+" until "+dayWords(last), x.End, all.Leaders[n].Facts())
	}
	m.made.Steering.Leaders = all.Leaders
	return nil
}

func dayWords(day time.Time) string { return day.Format("2 January 2006") }

// postWords is a post within a sentence.
func postWords(p partnership.LeaderPost) string {
	if p == partnership.PoliceLead {
		return "police lead"
	}
	return "senior sponsor"
}

func (m *maker) escalations(f steeringFile) error {
	raiser, answerer := m.account("coordinator").ID, m.account("manager").ID
	for n, x := range f.Escalations {
		e := partnership.Escalation{
			ID: m.id("escalation/", n), Post: x.Post, What: x.What, Raised: m.today.AddDate(0, 0, -x.Days), RaisedBy: raiser, Version: 1,
		}
		if x.Meeting != nil {
			e.Meeting, e.Raised = m.id("meeting/", *x.Meeting), m.held(*x.Meeting)
			if !slices.ContainsFunc(m.made.Activities, func(a activity.Activity) bool { return a.ID == e.Meeting }) {
				return fmt.Errorf("no meeting %d", *x.Meeting)
			}
		}
		if err := e.Check(m.today); err != nil {
			return err
		}
		m.told("escalation", raiser, e.Raised.Add(17*time.Hour), e.ID, "Escalated to the "+postWords(e.Post), "", e.Facts())
		if x.After > 0 {
			reply := partnership.Reply{Day: e.Raised.AddDate(0, 0, x.After), Text: x.Answer, By: answerer}
			if err := partnership.AnswerEscalation(reply, m.today).Apply(&e); err != nil {
				return err
			}
			e.Version = 2
			m.told("escalation", answerer, e.Answered.Add(9*time.Hour), e.ID, "Answer recorded", "", e.Facts())
		}
		m.made.Steering.Escalations = append(m.made.Steering.Escalations, e)
	}
	return nil
}

func (m *maker) goals(f steeringFile) error {
	by := m.account("coordinator").ID
	var aims partnership.Aims
	for n, x := range f.Goals {
		g := partnership.Goals{
			ID: m.id("goals/", n), Text: x.Text, From: m.month(x.From), Reason: x.Reason, Questions: x.Questions, By: by, At: m.month(x.From).Add(11 * time.Hour),
		}
		if err := partnership.SetGoals(g).Apply(&aims); err != nil {
			return err
		}
		g = aims.Versions[0]
		m.told("goals", by, g.At, g.ID, fmt.Sprintf("Version %d recorded, from %s", g.Version, dayWords(g.From)), g.Reason, g.Facts())
	}
	m.made.Steering.Goals = aims.Versions
	return nil
}

func (m *maker) acknowledgements(f steeringFile) error {
	for _, x := range f.Acknowledgements {
		all, by := m.made.Steering.Goals, m.account(x.Email)
		n := slices.IndexFunc(all, func(g partnership.Goals) bool { return g.Version == x.Version })
		if n < 0 || by.ID == uuid.Nil {
			return fmt.Errorf("no version %d, or no account %q", x.Version, x.Email)
		}
		day := all[n].From.AddDate(0, 0, x.After)
		a, err := all[n].Acknowledge(access.Actor{ID: by.ID, Agency: by.Agency}, x.Took, day)
		if err != nil {
			return err
		}
		m.told("acknowledgement", by.ID, day.Add(15*time.Hour), a.Source(), fmt.Sprintf("Version %d of the goals acknowledged", a.Version), "", a.Facts())
		m.made.Steering.Acknowledgements = append(m.made.Steering.Acknowledgements, a)
	}
	return nil
}

func (m *maker) areas(f steeringFile) error {
	proposer, decider := m.account("coordinator").ID, m.account("manager").ID
	var all partnership.StrandUses
	for n, x := range f.Areas {
		u := partnership.StrandUse{
			ID: m.id("strand/", x.Strand), Strand: x.Strand, Reason: x.Reason, ProposedBy: proposer, ProposedAt: m.month(-13).AddDate(0, 0, 7+n).Add(10 * time.Hour),
		}
		if err := partnership.ProposeStrand(u).Apply(&all); err != nil {
			return err
		}
		at := u.ProposedAt.AddDate(0, 0, 2)
		if err := partnership.DecideStrand(u.ID, decider, true, x.Why, at).Apply(&all); err != nil {
			return err
		}
		m.told("strand", proposer, u.ProposedAt, u.ID, x.Strand.Name()+" proposed", x.Reason, nil)
		m.told("strand", decider, at, u.ID, x.Strand.Name()+" switched on", x.Why, nil)
	}
	m.made.Steering.Uses = all.Uses
	return nil
}
