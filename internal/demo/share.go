package demo

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/partnership"
)

type shareFile struct {
	Days       int // before today
	Offered    bool
	From       string
	To         []string
	Need, Line string // the key of a need; "ISA-04/2"
	Briefing   bool
	Form       activity.ShareForm
	By         string // who recorded it
	Purpose    string
	Summary    string
	Steps      []shareStepFile
}

type shareStepFile struct {
	After     int // working days since it was asked for
	What      activity.StepWhat
	Agency    string // of several
	Why       string
	Emergency string
	Next      int // days after the step
}

// shares makes the requests and offers of a year, each step by step as it was
// answered, on grounds that held then.
func (m *maker) shares() error {
	var all []shareFile
	if err := readSeed(m.seeds, "share.json", &all); err != nil {
		return err
	}
	for n, f := range all {
		a, err := m.share(f, n)
		if err != nil {
			return fmt.Errorf("share.json: share %d: %w", n, err)
		}
		m.made.Activities = append(m.made.Activities, a)
	}
	return nil
}

// asked is the day of something so many days ago, or the working day before it.
func (m *maker) asked(days int) time.Time {
	day := m.today.AddDate(0, 0, -days)
	for !calendar.Holidays(nil).Works(day) {
		day = day.AddDate(0, 0, -1)
	}
	return day
}

// share is one request or offer with what came of it.
func (m *maker) share(f shareFile, n int) (activity.Activity, error) {
	day := m.asked(f.Days)
	in := m.terms(day)
	c, err := m.shareContent(f, day, in)
	if err != nil {
		return activity.Activity{}, err
	}
	if err := c.Check(in); err != nil {
		return activity.Activity{}, err
	}
	by := m.account(f.By)
	a := activity.Log(access.Actor{ID: by.ID, Partnership: m.made.ID, Agency: by.Agency}, c, day.Add(15*time.Hour))
	a.ID, a.Ref, a.AgencyName = m.id("share/", n), m.ref(access.Coordination, "share/", n), m.partner(by.Agency).Name
	for i, s := range f.Steps {
		on := in.Off.After(day, s.After)
		answer, err := m.answer(a, s, on)
		if err != nil {
			return a, err
		}
		scope := answer.What.Scope(a, access.Actor{}).Agency
		if answer.Agency != 0 {
			scope = answer.Agency
		}
		who := m.speaker(scope)
		if err := answer.Take(who, a.Version, m.terms(on), on.Add(16*time.Hour+time.Duration(i)*time.Minute)).Apply(&a); err != nil {
			return a, fmt.Errorf("%s: %w", s.What, err)
		}
		activity.Part[activity.Sharing](a.Content).Steps[i].ID = m.id("share/", n, "/step/", i)
	}
	return a, nil
}

func (m *maker) shareContent(f shareFile, day time.Time, in activity.Setting) (activity.Content, error) {
	s := activity.Sharing{
		Direction: activity.Requested, Purpose: f.Purpose, Form: cmp.Or(f.Form, activity.InWriting), Briefing: f.Briefing, Outcome: activity.StillOpen, Due: in.ShareDue(day),
	}
	if f.Offered {
		s.Direction, s.Due = activity.Offered, time.Time{}
	}
	var err error
	if s.Giver, err = m.agency(f.From); err != nil {
		return activity.Content{}, err
	}
	s.GiverName = m.partner(s.Giver).Name
	for _, slug := range f.To {
		taker, err := m.agency(slug)
		if err != nil {
			return activity.Content{}, err
		}
		s.Takers = append(s.Takers, activity.Taker{Agency: taker, AgencyName: m.partner(taker).Name})
	}
	if f.Need != "" {
		need, _ := in.Terms.Need(NeedID(f.Need))
		s.Need, s.NeedTitle = NeedID(f.Need), need.Title
	}
	if f.Line != "" {
		ground, err := groundOf(f.Line, in.Terms)
		if err != nil {
			return activity.Content{}, err
		}
		s.Line, s.LineWords = ground.ID, ground.Words()
	}
	return activity.Content{
		Name: s.Title(), Day: day, Start: -1, Summary: f.Summary, Items: []string{"CON-2", "CON-7"}, Marking: activity.Official, Detail: s,
	}, nil
}

// groundOf is the line that "ISA-04/2" names.
func groundOf(line string, t activity.Terms) (activity.Ground, error) {
	number, place, _ := strings.Cut(line, "/")
	position, err := strconv.Atoi(place)
	if err != nil {
		return activity.Ground{}, err
	}
	g, ok := t.Ground(LineID(number, position))
	if !ok {
		return g, fmt.Errorf("no line %q", line)
	}
	return g, nil
}

// answer is the step as somebody took it on the day.
func (m *maker) answer(a activity.Activity, f shareStepFile, on time.Time) (activity.Answer, error) {
	s := activity.Part[activity.Sharing](a.Content)
	n := activity.Answer{What: f.What, Day: on, Why: f.Why}
	if f.Next != 0 {
		n.Next = on.AddDate(0, 0, f.Next)
	}
	switch f.What {
	case activity.Giving, activity.GivingPart:
		n.Line, n.LineWords, n.Emergency = s.Line, s.LineWords, f.Emergency
	case activity.GivingWord:
		n.Agency = s.Takers[0].Agency
		if f.Agency != "" {
			var err error
			if n.Agency, err = m.agency(f.Agency); err != nil {
				return n, err
			}
		}
	case activity.MovingDue:
		n.Day = time.Time{}
	case activity.Acknowledging, activity.Refusing, activity.Dropping, activity.Reminding:
	}
	return n, nil
}

// speaker is somebody of the agency, or the coordinator who speaks for it.
func (m *maker) speaker(agency int) access.Actor {
	by := m.account(string(access.Coordinator))
	for _, a := range m.made.Accounts {
		if a.Agency == agency && a.Role == access.Staff && by.Agency != agency {
			by = a
			break
		}
	}
	return access.Actor{ID: by.ID, Partnership: m.made.ID, Agency: by.Agency}
}

// partner is the agency by that number, or none.
func (m *maker) partner(agency int) partnership.Agency {
	for _, p := range m.made.Partners {
		if p.Agency.ID == agency {
			return p.Agency
		}
	}
	return partnership.Agency{}
}

// terms is what sharing was checked against on the day. The agencies were
// those of today.
func (m *maker) terms(day time.Time) activity.Setting {
	in := activity.Setting{Today: day, Items: []string{"CON-2", "CON-7"}}
	for _, p := range m.made.Partners {
		in.Invited = append(in.Invited, activity.Invited{Agency: p.Agency.ID, Name: p.Agency.Name})
	}
	for _, n := range m.made.Provision.Needs {
		if n.Stands(day) {
			in.Terms.Needs = append(in.Terms.Needs, activity.KnownNeed{ID: n.ID, Title: n.Title, Agency: n.Agency})
		}
	}
	for _, a := range m.made.Provision.Agreements {
		var parties []int
		for _, p := range a.Parties {
			parties = append(parties, p.Agency)
		}
		for _, l := range a.Lines {
			in.Terms.Grounds = append(in.Terms.Grounds, activity.Ground{
				ID: l.ID, Number: a.Number, Position: l.Position, Purpose: l.Purpose, Data: l.Items, From: l.Giver, To: l.Taker, FromName: l.GiverName, ToName: l.TakerName,
				Parties: parties, Begins: l.From, Ends: l.To,
			})
		}
	}
	return in
}
