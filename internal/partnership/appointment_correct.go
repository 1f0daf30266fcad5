package partnership

import (
	"slices"
	"strings"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// putRight is how the history begins what it says of a correction.
const putRight = "Put right. "

// Corrects reports whether a line of the history tells of a correction.
func (c Change) Corrects() bool { return strings.HasPrefix(c.Said, putRight) }

// CheckCorrection returns everything wrong with the appointment as it is put
// right in the place of was, and with the reason, as an Invalid fault.
func (a Appointment) CheckCorrection(p Post, was Appointment, why string) error {
	var c fault.Check
	checkReason(&c, "why", why, "Enter what was wrong")
	c.Take(a.Check())
	checkYear(&c, "from", "First day", a.From)
	for _, o := range p.Appointments {
		c.Need(o.ID == a.ID || a.From.IsZero() || !a.overlaps(o), "from", "%s", overlapSay(o))
	}
	c.Need(len(appointmentChanges(was, a)) > 0, "fte", "Change something, or cancel")
	return c.Err()
}

// CorrectAppointment puts right what was recorded of an appointment: how much
// of full time it is, whether the post is dedicated, who deputises and its
// first day. Whose it is never changes. The version is the one that the person
// was looking at.
func CorrectAppointment(version int, to Appointment, why string) access.Change[Post] {
	return access.Change[Post]{Do: access.AppointPerson, Apply: func(p *Post) error {
		i := slices.IndexFunc(p.Appointments, func(a Appointment) bool { return a.ID == to.ID })
		if i < 0 {
			return fault.Missing()
		}
		was := p.Appointments[i]
		is := was
		is.Hundredths, is.Dedicated, is.Deputy, is.DeputyName, is.From = to.Hundredths, to.Dedicated, to.Deputy, to.DeputyName, to.From
		if err := is.CheckCorrection(*p, was, why); err != nil {
			return err
		}
		if was.Version != version {
			return stale()
		}
		p.Appointments[i] = is
		p.Did = Change{On: to.ID, Said: putRight + strings.Join(appointmentChanges(was, is), ". "), Why: why}
		return nil
	}}
}

func appointmentChanges(was, is Appointment) []string {
	return differing(
		[3]string{"How much of full time", FullTime(was.Hundredths), FullTime(is.Hundredths)}, [3]string{"Dedicated", yes(was.Dedicated), yes(is.Dedicated)},
		[3]string{"Deputy", was.DeputyName, is.DeputyName}, [3]string{"First day", written(was.From), written(is.From)},
	)
}
