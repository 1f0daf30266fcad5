package partnership

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Series is a run of meetings held at a rhythm, with what they usually are.
type Series struct {
	ID          uuid.UUID
	Name        string
	EveryDays   int
	Start       time.Duration // since midnight; -1 when not fixed
	Place       string
	Mode        string // "in_person", "online" or "hybrid"
	Quorum      int    // agencies that must attend, or 0
	MinutesDays int    // working days until minutes are due
	From        time.Time
	To          time.Time // last day, zero while it goes on
	Changes     int       // how often it was written, as Store gives it
}

// Modes lists how the meetings of a series may be held.
func Modes() []string { return []string{"in_person", "online", "hybrid"} }

// Check returns everything wrong with the series, as an Invalid fault.
func (s Series) Check(today time.Time) error {
	var c fault.Check
	checkName(&c, "name", s.Name, "Enter the name of the series", "Name", MaxSeriesName)
	c.Need(s.EveryDays >= 1 && s.EveryDays <= 400, "every", "Enter how many days there are from one meeting to the next, from 1 to 400")
	c.Need(s.Start < 24*time.Hour, "start", "Usual time must be a time, like 10am or 14:30")
	checkText(&c, "place", "Usual place", s.Place, MaxSeriesPlace)
	c.Need(slices.Contains(Modes(), s.Mode), "mode", "Select how people meet")
	c.Need(s.Quorum >= 0 && s.Quorum <= 200, "quorum", "Quorum must be a number of agencies from 1 to 200")
	c.Need(s.MinutesDays >= 1 && s.MinutesDays <= 90, "minutes", "Enter in how many working days minutes are due, from 1 to 90")
	c.Need(!s.From.IsZero(), "from", "Enter the first day")
	checkFirst(&c, "from", s.From, today, "First day")
	return c.Err()
}

// Facts is what rules may know of the series.
func (s Series) Facts() []fact.Fact {
	return []fact.Fact{{Source: s.ID, Kind: fact.Series, Day: s.From, Until: s.To, Number: s.EveryDays}}
}

// Ended says that the last day of the series is set already, as a Conflict;
// nil where it is not.
func (s Series) Ended() error {
	if s.To.IsZero() {
		return nil
	}
	return fault.New(fault.Conflict, "The last day of this series has already been recorded, %s", written(s.To))
}

// Timetable is every series of one partnership.
type Timetable struct {
	Partnership int
	Series      []Series // by name
	Did         Change   // what the last change did; of it On, Said and Why
}

// Scope is where the timetable is kept.
func (t Timetable) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: t.Partnership}
}

// Find returns one of the series. NotFound without.
func (t Timetable) Find(id uuid.UUID) (Series, error) {
	i := slices.IndexFunc(t.Series, func(s Series) bool { return s.ID == id })
	if i < 0 {
		return Series{}, fault.Missing()
	}
	return t.Series[i], nil
}

// taken says, as an Invalid fault, that another series that goes on has the name.
func (t Timetable) taken(s Series) error {
	if slices.ContainsFunc(t.Series, func(o Series) bool { return o.ID != s.ID && o.To.IsZero() && strings.EqualFold(o.Name, s.Name) }) {
		return fault.At("name", "Another series has this name. Enter a different one")
	}
	return nil
}

// AddSeries begins a series.
func AddSeries(s Series, today time.Time) access.Change[Timetable] {
	return access.Change[Timetable]{Do: access.KeepSeries, Apply: func(t *Timetable) error {
		if err := s.Check(today); err != nil {
			return err
		}
		if err := t.taken(s); err != nil {
			return err
		}
		t.Series = append(t.Series, s)
		t.Did = Change{On: s.ID, Said: s.Name + " added, every " + counted(s.EveryDays, "day") + " from " + written(s.From)}
		return nil
	}}
}

// AlterSeries makes a series what is says, but for its days. Seen is how often
// it had been written when who was looking at it.
func AlterSeries(is Series, seen int, today time.Time) access.Change[Timetable] {
	return access.Change[Timetable]{Do: access.KeepSeries, Apply: func(t *Timetable) error {
		was, err := t.Find(is.ID)
		if err != nil {
			return err
		}
		if err := was.Ended(); err != nil {
			return err
		}
		is.From, is.To, is.Changes = was.From, was.To, was.Changes
		if err := is.Check(today); err != nil {
			return err
		}
		if err := t.taken(is); err != nil {
			return err
		}
		if was.Changes != seen {
			return fault.New(fault.Conflict, "This series changed while you were editing. Check it, then save again")
		}
		said := was.changes(is)
		if said == "" {
			return fault.At("name", "Change something, or go back")
		}
		t.Series[slices.Index(t.Series, was)] = is
		t.Did = Change{On: is.ID, Said: is.Name + " changed: " + said}
		return nil
	}}
}

// changes says what differs between two versions of a series.
func (s Series) changes(is Series) string {
	var said []string
	for _, d := range []struct {
		is  bool
		say string
	}{
		{s.Name != is.Name, "it was called " + s.Name},
		{s.EveryDays != is.EveryDays, "every " + counted(is.EveryDays, "day") + ", was " + strconv.Itoa(s.EveryDays)},
		{s.Start != is.Start, "usual time"},
		{s.Place != is.Place, "usual place"},
		{s.Mode != is.Mode, "how people meet"},
		{s.Quorum != is.Quorum, "quorum " + orNone(is.Quorum) + ", was " + orNone(s.Quorum)},
		{s.MinutesDays != is.MinutesDays, "minutes due in " + counted(is.MinutesDays, "working day") + ", was " + strconv.Itoa(s.MinutesDays)},
	} {
		if d.is {
			said = append(said, d.say)
		}
	}
	return strings.Join(said, "; ")
}

// CheckLastOf returns everything wrong with ending a series, as an Invalid fault.
func CheckLastOf(s Series, last time.Time, why string, today time.Time) error {
	var c fault.Check
	checkLast(&c, s.From, last, today)
	checkReason(&c, "why", why, "Enter why the series ends")
	return c.Err()
}

// EndSeries gives a series its last day.
func EndSeries(id uuid.UUID, last time.Time, why string, today time.Time) access.Change[Timetable] {
	return access.Change[Timetable]{Do: access.KeepSeries, Apply: func(t *Timetable) error {
		was, err := t.Find(id)
		if err != nil {
			return err
		}
		if err := was.Ended(); err != nil {
			return err
		}
		if err := CheckLastOf(was, last, why, today); err != nil {
			return err
		}
		t.Series[slices.Index(t.Series, was)].To = last
		t.Did = Change{On: id, Said: was.Name + " ends on " + written(last), Why: why}
		return nil
	}}
}

func counted(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

func orNone(n int) string {
	if n == 0 {
		return "none"
	}
	return strconv.Itoa(n)
}
