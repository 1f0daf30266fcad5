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
	"liaison/internal/form"
)

// Appointment is one person being the coordinator for a time.
type Appointment struct {
	ID         uuid.UUID
	Account    uuid.UUID
	Name       string
	Hundredths int  // of a full-time equivalent, 1 to 100
	Dedicated  bool // it is their own post, and not an addition to another
	Deputy     uuid.UUID
	DeputyName string
	From       time.Time
	To         time.Time // last day, zero while it goes on
	Reason     string
	By         uuid.UUID
	At         time.Time
	EndedBy    uuid.UUID
	EndReason  string
	Version    int
}

// FullTime writes hundredths of full time as people do: "0.5".
func FullTime(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
}

// Check returns everything wrong with the appointment, as an Invalid fault.
func (a Appointment) Check() error {
	var c fault.Check
	c.Need(a.Account != uuid.Nil, "coordinator", "Select who is the coordinator")
	c.Need(a.Hundredths >= 1 && a.Hundredths <= 100, "fte", "Enter how much of full time, from 0.01 to 1, like 0.5")
	c.Need(a.Deputy == uuid.Nil || a.Deputy != a.Account, "deputy", "Deputy must be somebody other than the coordinator")
	c.Need(!a.From.IsZero(), "from", "Enter the day the appointment starts")
	c.Need(a.To.IsZero() || a.From.IsZero() || !a.To.Before(a.From), "to", "Last day must be on or after the first day")
	checkReason(&c, "reason", a.Reason, "Enter why this appointment is made")
	return c.Err()
}

// checkReason asks for a reason that fits where reasons are kept.
func checkReason(c *fault.Check, field, reason, say string) {
	c.Need(strings.TrimSpace(reason) != "", field, say)
	c.Need(form.Length(reason) <= 1000, field, "Reason must be 1,000 characters or less")
}

// Covers reports whether the appointment holds on the day.
func (a Appointment) Covers(day time.Time) bool {
	return !day.Before(a.From) && (a.To.IsZero() || !day.After(a.To))
}

func (a Appointment) overlaps(b Appointment) bool {
	return (b.To.IsZero() || !a.From.After(b.To)) && (a.To.IsZero() || !b.From.After(a.To))
}

// Facts is what rules may know of the appointment.
func (a Appointment) Facts() []fact.Fact {
	f := fact.Fact{
		Source: a.ID, Kind: fact.Appointment, Day: a.From, Until: a.To,
		By: a.Account, Person: a.Deputy, Number: a.Hundredths,
	}
	if a.Dedicated {
		f.Flags = append(f.Flags, fact.Dedicated)
	}
	if a.Deputy != uuid.Nil {
		f.Flags = append(f.Flags, fact.Deputy)
	}
	return []fact.Fact{f}
}

// Post is the coordinator's post of one partnership.
type Post struct {
	Partnership  int
	Appointments []Appointment // newest first
	Did          Change        // what a correction did; of it On, Said and Why
}

// Scope is where the post is kept.
func (p Post) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: p.Partnership}
}

// On returns the appointment that holds on the day, if one does.
func (p Post) On(day time.Time) (Appointment, bool) {
	i := slices.IndexFunc(p.Appointments, func(a Appointment) bool { return a.Covers(day) })
	if i < 0 {
		return Appointment{}, false
	}
	return p.Appointments[i], true
}

// Appoint adds an appointment. Appointments never overlap: the one before is
// ended first.
func Appoint(a Appointment) access.Change[Post] {
	return access.Change[Post]{Do: access.AppointPerson, Apply: func(p *Post) error {
		if err := a.Check(); err != nil {
			return err
		}
		if i := slices.IndexFunc(p.Appointments, a.overlaps); i >= 0 {
			return fault.At("from", overlapSay(p.Appointments[i]))
		}
		p.Appointments = append([]Appointment{a}, p.Appointments...)
		slices.SortStableFunc(p.Appointments, func(a, b Appointment) int { return b.From.Compare(a.From) })
		return nil
	}}
}

func overlapSay(a Appointment) string {
	if a.To.IsZero() {
		return "End the appointment of " + a.Name + " first, since two appointments must not overlap"
	}
	return "Appointment must not overlap that of " + a.Name + ", which ends on " + a.To.Format("2 January 2006")
}

// Ending is how an appointment comes to its end.
type Ending struct {
	Last   time.Time // last day of the appointment
	Reason string
	By     uuid.UUID
}

// Check returns everything wrong with ending the appointment, as an Invalid fault.
func (e Ending) Check(a Appointment) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day of the appointment")
	c.Need(e.Last.IsZero() || !e.Last.Before(a.From), "last", "Last day must be on or after the first day, %s", a.From.Format("2 January 2006"))
	c.Need(e.Last.IsZero() || a.To.IsZero() || !e.Last.After(a.To), "last", "Last day must be on or before %s, when the appointment ends already", a.To.Format("2 January 2006"))
	checkReason(&c, "why", e.Reason, "Enter why the appointment ends")
	return c.Err()
}

// EndAppointment gives an appointment its last day.
func EndAppointment(id uuid.UUID, e Ending) access.Change[Post] {
	return access.Change[Post]{Do: access.AppointPerson, Apply: func(p *Post) error {
		i := slices.IndexFunc(p.Appointments, func(a Appointment) bool { return a.ID == id })
		if i < 0 {
			return fault.Missing()
		}
		a := &p.Appointments[i]
		if a.EndedBy != uuid.Nil {
			return fault.New(fault.Conflict, "This appointment has already been ended")
		}
		if err := e.Check(*a); err != nil {
			return err
		}
		a.To, a.EndReason, a.EndedBy = e.Last, e.Reason, e.By
		return nil
	}}
}
