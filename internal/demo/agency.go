package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// Seats is what the demonstration has of agencies and series beyond those of
// the present: who left, other series, and the history of all of them.
type Seats struct {
	Former  []partnership.Partner
	Series  []partnership.Series // beside the monthly one
	Changes History
}

type seatFile struct {
	Former []struct{ Slug, Name, Short, Kind, Into, Why string }
	Series []struct {
		Name, Place, Mode, Why string
		EveryDays              int    `json:"every_days"`
		StartsAt               string `json:"starts_at"`
		Quorum                 int
		MinutesDays            int `json:"minutes_days"`
		From, To               int
	}
}

// seats makes them from their own file, and the history by doing each thing in
// the order in which it happened.
func (m *maker) seats() error {
	var f seatFile
	if err := readSeed(m.seeds, "agency.json", &f); err != nil {
		return err
	}
	for _, p := range m.made.Partners {
		if err := m.seat(p); err != nil {
			return fmt.Errorf("%s: %w", p.Agency.Slug, err)
		}
	}
	for n, a := range f.Former {
		into, err := m.agency(a.Into)
		if err != nil {
			return err
		}
		p := partnership.Partner{
			Agency: partnership.Agency{ID: len(m.made.Partners) + n + 1, Slug: a.Slug, Name: a.Name, Short: a.Short, Kind: a.Kind},
			Joined: m.month(-13), Left: m.month(-12).AddDate(0, 0, -1), LeftReason: a.Why, Handover: true, MergedInto: into,
		}
		m.made.Seats.Former = append(m.made.Seats.Former, p)
		if err := m.seat(p); err != nil {
			return fmt.Errorf("%s: %w", a.Slug, err)
		}
	}
	return m.series(f)
}

// event is one thing done to a seat on a day.
type event struct {
	day time.Time
	ch  access.Change[partnership.Seat]
}

// seat lets the agency join, be stood for and leave, as it did, and keeps what
// the history says of it.
func (m *maker) seat(p partnership.Partner) error {
	s := partnership.Seat{Partnership: m.made.ID, Agency: p.Agency}
	events := []event{{p.Joined, partnership.Join(p.Joined, p.Joined)}}
	for _, r := range m.made.Representatives {
		if r.Agency != p.Agency.ID {
			continue
		}
		n := partnership.Naming{ID: r.ID, Person: r.Person.Name, Deputy: r.Deputy, From: r.From}
		events = append(events, event{r.From, partnership.Name(n, r.From)})
		if !r.To.IsZero() {
			d := partnership.StandingDown{Last: r.To, Why: r.LeftWhy, Handover: r.Handover}
			events = append(events, event{r.To, partnership.StandDown(r.ID, d, r.To)})
		}
	}
	if !p.Left.IsZero() {
		var others []partnership.Agency
		for _, o := range m.made.Partners {
			others = append(others, o.Agency)
		}
		l := partnership.Leaving{Last: p.Left, Why: p.LeftReason, Handover: p.Handover, MergedInto: p.MergedInto}
		events = append(events, event{p.Left, partnership.Leave(l, others, p.Left)})
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.day.Compare(b.day) })
	for _, e := range events {
		s.Did = nil
		if err := e.ch.Apply(&s); err != nil {
			return err
		}
		for i, r := range s.People {
			s.People[i].Person = m.person(r.Agency, r.Person.Name)
		}
		for _, c := range s.Did {
			register := "representative"
			if c.On == p.Source(m.made.ID) {
				register = "agency"
			}
			m.changed(register, c, e.day, s.Facts(c))
		}
	}
	return nil
}

// series makes the series beside the monthly one, and the history of all.
func (m *maker) series(f seatFile) error {
	table := partnership.Timetable{Partnership: m.made.ID}
	add := func(s partnership.Series) error {
		if err := partnership.AddSeries(s, s.From).Apply(&table); err != nil {
			return err
		}
		m.changed("series", table.Did, s.From, s.Facts())
		return nil
	}
	monthly := m.made.Series
	if err := add(partnership.Series{
		ID: monthly.ID, Name: monthly.Name, EveryDays: monthly.EveryDays, Start: monthly.Start, Place: monthly.Place, Mode: string(monthly.Mode),
		Quorum: monthly.Quorum, MinutesDays: monthly.MinutesDays, From: m.made.SeriesFrom,
	}); err != nil {
		return err
	}
	for _, x := range f.Series {
		at, err := time.Parse("15:04", x.StartsAt)
		if err != nil {
			return err
		}
		s := partnership.Series{
			ID: m.id("series/", x.Name), Name: x.Name, EveryDays: x.EveryDays, Start: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute,
			Place: x.Place, Mode: x.Mode, Quorum: x.Quorum, MinutesDays: x.MinutesDays, From: m.month(x.From),
		}
		if err := add(s); err != nil {
			return err
		}
		if x.To != 0 {
			s.To = m.month(x.To)
			if err := partnership.EndSeries(s.ID, s.To, x.Why, s.To).Apply(&table); err != nil {
				return err
			}
			m.changed("series", table.Did, s.To, s.Facts())
		}
		m.made.Seats.Series = append(m.made.Seats.Series, s)
	}
	slices.SortStableFunc(m.made.Seats.Changes, func(a, b Change) int {
		return cmp.Or(a.At.Compare(b.At), slices.Compare(a.On[:], b.On[:]))
	})
	return nil
}

// changed keeps a line of history, as the coordinator did it on the day.
func (m *maker) changed(register string, c partnership.Change, day time.Time, facts []fact.Fact) {
	c.At, c.By = day.Add(10*time.Hour), m.account("coordinator").ID
	m.made.Seats.Changes = append(m.made.Seats.Changes, seatChange(register, c, facts))
}

// seatChange is a line whose id is the same for the same line.
func seatChange(register string, c partnership.Change, facts []fact.Fact) Change {
	return Change{id("seat/", register, "/", c.On, "/", c.At.Unix(), "/", c.Said), register, c, facts}
}
