package demo

import (
	"slices"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
)

// meetingFile is what meetings of the monthly series have beside who came.
type meetingFile struct {
	Quorum      int
	MinutesDays int `json:"minutes_days"`
	Chairs      []string
	Agenda      int   // days before a meeting that its agenda goes out
	Minutes     []int // days after each meeting that its minutes went out; those of later ones wait
	Decisions   []struct {
		Meeting            int
		What, Why, Dissent string
	}
	Owners map[string]string // what is asked, and the address of who does it
	Given  struct{ What, To string }
	Next   struct{ Points []string }

	Cancelled struct {
		Name  string
		After int // the meeting before it
		Days  int // after that
		Why   string
	}
}

// papers reads what meetings have beside who came, and says what the monthly
// series asks of them.
func (m *maker) papers() error {
	if err := readSeed(m.seeds, "meeting.json", &m.agendas); err != nil {
		return err
	}
	m.made.Series.Quorum, m.made.Series.MinutesDays = m.agendas.Quorum, m.agendas.MinutesDays
	return nil
}

// decide adds to the nth meeting, before it is recorded, its chair and quorum,
// its agenda, what it decided and who does what it asks.
func (m *maker) decide(n int, c *activity.Content, d *activity.Meeting) {
	f := m.agendas
	d.Status, d.Chair, d.Quorum = activity.HeldMeeting, f.Chairs[n%len(f.Chairs)], f.Quorum
	d.AgendaSent = c.Day.AddDate(0, 0, -f.Agenda)
	d.MinutesDue = calendar.Holidays{}.After(c.Day, f.MinutesDays)
	for _, x := range f.Decisions {
		if x.Meeting == n {
			d.Decisions = append(d.Decisions, activity.Decision{What: x.What, Rationale: x.Why, Dissent: x.Dissent})
		}
	}
	for i := range c.Actions {
		if by := f.Owners[c.Actions[i].What]; by != "" {
			c.Actions[i].Owner = m.account(by).ID
		}
	}
}

// follow says of the nth meeting, once it is recorded, when its minutes were
// sent and agreed, and who was given one of its actions later.
func (m *maker) follow(n int, a *activity.Activity) error {
	f, coordinator := m.agendas, m.account("coordinator")
	who := access.Actor{ID: coordinator.ID, Partnership: m.made.ID, Agency: coordinator.Agency}
	say := func(what activity.Follow, on time.Time) error {
		at := on.Add(16 * time.Hour)
		if at.After(m.now) {
			return nil
		}
		return what.Say(who, a.Version, on, at).Apply(a)
	}
	if n < len(f.Minutes) {
		if err := say(activity.MinutesSent, a.Content.Day.AddDate(0, 0, f.Minutes[n])); err != nil {
			return err
		}
		if err := say(activity.MinutesAgreed, m.held(n+1)); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(a.Actions, func(c activity.Action) bool { return c.What == f.Given.What })
	if i < 0 {
		return nil
	}
	to := m.account(f.Given.To)
	c := &a.Actions[i]
	all := activity.Colleagues{{ID: to.ID, Name: to.Name, Agency: to.Agency}}
	if err := activity.GiveTo(who, c.Version, to.ID, all, a.CreatedAt.Add(20*time.Hour)).Apply(c); err != nil {
		return err
	}
	c.History[len(c.History)-1].ID = m.id("change/", n, "/", i, "/given")
	return nil
}

// plans makes the next meeting, which is planned, and one that was cancelled.
func (m *maker) plans() error {
	coordinator := m.account("coordinator")
	who := access.Actor{ID: coordinator.ID, Partnership: m.made.ID, Agency: coordinator.Agency}
	plan := func(name string, day, at time.Time, points []string) activity.Activity {
		d := activity.Meeting{
			Status: activity.PlannedMeeting, Mode: m.made.Series.Mode, Place: m.made.Series.Place, Series: m.made.Series.ID, Initiative: true,
			Chair: m.agendas.Chairs[0], Quorum: m.agendas.Quorum,
		}
		for _, p := range m.made.Partners {
			d.Attendance = append(d.Attendance, activity.Attendance{Agency: p.Agency.ID, AgencyName: p.Agency.Name})
		}
		a := activity.Log(who, activity.Content{
			Name: name, Day: day, Start: m.made.Series.Start, Summary: strings.Join(points, "\n"), Marking: activity.Official, Detail: d,
		}, at)
		a.ID, a.Ref = m.id("meeting/", name), m.ref(access.Coordination, "meeting/", name)
		return a
	}
	in := activity.Setting{Today: m.today, Series: []activity.Series{m.made.Series}}
	last := m.held(len(m.file.Summaries) - 1)
	next := plan(m.made.Series.Name, in.Next(m.made.Series.ID, last), last.Add(11*time.Hour), m.agendas.Next.Points) // agreed at the last one

	x := m.agendas.Cancelled
	day := m.held(x.After).AddDate(0, 0, x.Days)
	off := plan(x.Name, day, m.held(x.After).Add(18*time.Hour), nil)
	if err := activity.CancelMeeting(who, off.Version, x.Why, day.AddDate(0, 0, -2).Add(11*time.Hour)).Apply(&off); err != nil {
		return err
	}
	m.made.Activities = append(m.made.Activities, next, off)
	return nil
}
