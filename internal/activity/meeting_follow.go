package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

// Follow is one thing that is said of a meeting after it was recorded, without
// the right to correct it. Each is a correction in the record's history.
type Follow string

// The things that follow.
const (
	AgendaSent    Follow = "agenda-sent"
	MinutesSent   Follow = "minutes-sent"
	MinutesAgreed Follow = "minutes-agreed"
)

// Follows lists them in the order in which they happen.
func Follows() []Follow { return []Follow{AgendaSent, MinutesSent, MinutesAgreed} }

// Name is what people read.
func (f Follow) Name() string {
	switch f {
	case AgendaSent:
		return "Agenda sent"
	case MinutesSent:
		return "Minutes sent"
	case MinutesAgreed:
		return "Minutes agreed"
	}
	return ""
}

// MayFollow returns nil where something can be said of the meeting now, and a
// Conflict where it cannot. NotFound for what is no meeting.
func (a Activity) MayFollow() error {
	switch {
	case a.Kind != CoordinationMeeting:
		return fault.Missing()
	case a.Hidden():
		return fault.New(fault.Conflict, "This record is hidden, because it was reported as wrong content")
	case a.IsWithdrawn():
		return fault.New(fault.Conflict, "This record has been withdrawn")
	}
	return nil
}

// Waits returns nil where the thing can be said of the meeting and was not yet,
// and a Conflict otherwise.
func (f Follow) Waits(a Activity) error {
	if err := a.MayFollow(); err != nil {
		return err
	}
	m := Part[Meeting](a.Content)
	switch {
	case m.Status == CancelledMeeting:
		return fault.New(fault.Conflict, "This meeting was cancelled")
	case f == AgendaSent && !m.AgendaSent.IsZero():
		return fault.New(fault.Conflict, "The agenda has already been recorded as sent")
	case f != AgendaSent && !m.Held():
		return fault.New(fault.Conflict, "This meeting has not been held yet")
	case f == MinutesSent && !m.MinutesSent.IsZero():
		return fault.New(fault.Conflict, "The minutes have already been recorded as sent")
	case f == MinutesAgreed && m.MinutesSent.IsZero():
		return fault.New(fault.Conflict, "Record that the minutes were sent first")
	case f == MinutesAgreed && !m.MinutesAgreed.IsZero():
		return fault.New(fault.Conflict, "The minutes have already been recorded as agreed")
	}
	return nil
}

// Check returns everything wrong with the day on which it happened, as an
// Invalid fault at the field "day".
func (f Follow) Check(a Activity, day, today time.Time) error {
	var c fault.Check
	c.Need(!day.IsZero(), "day", "Enter the day")
	m := Part[Meeting](a.Content)
	switch f {
	case AgendaSent:
		checkAgenda(&c, "day", day, a.Content.Day, today)
	case MinutesSent:
		checkMinutes(&c, "day", day, a.Content.Day, today)
	case MinutesAgreed:
		checkAgreed(&c, "day", day, m.MinutesSent, today)
	}
	return c.Err()
}

// Say records that it happened on the day. The version is the one that who
// was looking at.
func (f Follow) Say(who access.Actor, version int, day, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.FollowMeeting, Apply: func(a *Activity) error {
		if err := f.Waits(*a); err != nil {
			return err
		}
		if err := f.Check(*a, day, calendar.Day(now)); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing. Check it, then save again")
		}
		m := Part[Meeting](a.Content)
		switch f {
		case AgendaSent:
			m.AgendaSent = day
		case MinutesSent:
			m.MinutesSent = day
		case MinutesAgreed:
			m.MinutesAgreed = day
		}
		a.Content.Detail = m
		a.touch(who, now)
		a.add(Corrected, who, f.Name()+" on "+day.Format("2 January 2006"), now)
		return nil
	}}
}

// MayCall returns nil while the meeting is planned, and so can be held or
// cancelled. Conflict otherwise.
func (a Activity) MayCall() error {
	if err := a.MayFollow(); err != nil {
		return err
	}
	switch m := Part[Meeting](a.Content); {
	case m.Held():
		return fault.New(fault.Conflict, "What happened at this meeting has already been recorded")
	case m.Status == CancelledMeeting:
		return fault.New(fault.Conflict, "This meeting was cancelled")
	}
	return nil
}

// CancelMeeting calls a planned meeting off, for a reason.
func CancelMeeting(who access.Actor, version int, why string, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.FollowMeeting, Apply: func(a *Activity) error {
		if err := a.MayCall(); err != nil {
			return err
		}
		if err := CheckReason(why, "Enter why the meeting is cancelled"); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing. Check it, then save again")
		}
		m := Part[Meeting](a.Content)
		m.Status, m.CancelledWhy = CancelledMeeting, why
		a.Content.Detail = m
		a.touch(who, now)
		a.add(Corrected, who, why, now)
		return nil
	}}
}

// HoldMeeting puts what happened in the place of what was planned. It needs no
// reason, and neither authorship nor the first 24 hours: whoever was there may
// say what happened. The actions of c are asked for by it.
func HoldMeeting(who access.Actor, version int, c Content, in Setting, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.FollowMeeting, Apply: func(a *Activity) error {
		if err := a.MayCall(); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing")
		}
		if err := a.CheckHeld(who, c, in); err != nil {
			return err
		}
		asked := c.Actions
		a.Content = c.Tidy()
		a.At = a.Content.Held()
		a.touch(who, now)
		a.open(asked, who, now)
		a.add(Corrected, who, "What happened was recorded", now)
		return nil
	}}
}

// CheckHeld returns everything wrong with what is said to have happened at a
// meeting that was planned, as an Invalid fault.
func (a Activity) CheckHeld(who access.Actor, c Content, in Setting) error {
	var wrong fault.Check
	wrong.Need(Part[Meeting](c).Held(), "status", "Record what happened, or go back and cancel the meeting")
	keepsAfter(&wrong, a.Content.Detail, c.Detail)
	wrong.Need(a.mayMark(who, c), "marking", "Only the agency that recorded this can lower its marking")
	wrong.Need(a.mayLimit(who, c), "limit", "Only the agency that recorded this can widen how far it may be passed on")
	return wrong.Join(c.Check(in))
}

// keepsStatus notes in c where a correction would undo that a meeting was held
// or cancelled.
func keepsStatus(c *fault.Check, was, is Detail) {
	m, ok := was.(Meeting)
	if !ok {
		return
	}
	n, _ := is.(Meeting)
	c.Need(!m.Held() || n.Held(), "status", "This meeting was recorded as held. Withdraw the record if it was not")
	c.Need(m.Status != CancelledMeeting || n.Status == CancelledMeeting, "status", "This meeting was cancelled. Log it again if it was held after all")
}

// keepsAfter notes in c where a change would have a meeting follow another than
// it did, and so be marked lower than what it was made from.
func keepsAfter(c *fault.Check, was, is Detail) {
	m, ok := was.(Meeting)
	n, _ := is.(Meeting)
	c.Need(!ok || m.After == n.After, "after", "A meeting follows the one that it was planned from, for ever")
}

// defaultMinutesDays is in how many working days minutes are due of a meeting
// that belongs to no series.
const defaultMinutesDays = 10

// MostPlanned is how many planned meetings are listed at once.
const MostPlanned = 50

// MinutesDue is when the minutes of a meeting of the series on the day are due.
func (in Setting) MinutesDue(series uuid.UUID, day time.Time) time.Time {
	if day.IsZero() || day.After(in.Today) || day.Before(earliest) {
		return time.Time{}
	}
	n := defaultMinutesDays
	for _, s := range in.Series {
		if s.ID == series && s.MinutesDays > 0 {
			n = s.MinutesDays
		}
	}
	return in.Off.After(day, n)
}

// Quorum is how many agencies must attend a meeting of the series, 0 where
// none must.
func (in Setting) Quorum(series uuid.UUID) int {
	for _, s := range in.Series {
		if s.ID == series {
			return s.Quorum
		}
	}
	return 0
}

// Next is the day of the meeting after one on the day, by the rhythm of the
// series: the first that is a working day and still to come. Without a rhythm
// it is no day.
func (in Setting) Next(series uuid.UUID, day time.Time) time.Time {
	for _, s := range in.Series {
		if s.ID != series || s.EveryDays < 1 {
			continue
		}
		next := day.AddDate(0, 0, s.EveryDays)
		if late := int(in.Today.Sub(next).Hours() / 24); late > 0 {
			next = next.AddDate(0, 0, (late+s.EveryDays-1)/s.EveryDays*s.EveryDays)
		}
		for !in.Off.Works(next) {
			next = next.AddDate(0, 0, 1)
		}
		return next
	}
	return time.Time{}
}
