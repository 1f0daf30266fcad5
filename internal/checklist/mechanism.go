package checklist

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Mechanism is one way in which working together is assumed to help. None was
// tested by the review's studies, and nothing here is ever scored.
//
// Source: checklist.md "Also recorded, never scored" and domain.md 3.3.
type Mechanism struct {
	Code    string // "MEC-1": stable, in addresses and links
	Name    string
	Assumed string // what is assumed of it, in our words
}

// Mechanisms lists the seven in the order pages show them.
func Mechanisms() []Mechanism {
	return []Mechanism{
		{"MEC-1", "Addressing several risk factors together", "That agencies which act on different risks at the same time do more than one that acts on its own part."},
		{"MEC-2", "Coordinating effort", "That agencies which agree who does what leave fewer gaps and do less twice."},
		{"MEC-3", "Drawing on a range of expertise", "That people of different professions see and solve what one profession would not."},
		{"MEC-4", "Sharing information and intelligence", "That agencies which tell one another what they know act sooner and on better grounds."},
		{"MEC-5", "Pooling resources", "That money, time and places put together reach further than each agency’s own."},
		{"MEC-6", "Increasing capacity", "That more people who can do the work means that more of it is done, also when somebody is away."},
		{"MEC-7", "Planning and designing the programme", "That a programme planned together, and changed by what was learnt, fits better."},
	}
}

// FindMechanism is the mechanism of a code.
func FindMechanism(code string) (Mechanism, bool) {
	all := Mechanisms()
	n := slices.IndexFunc(all, func(m Mechanism) bool { return m.Code == code })
	if n < 0 {
		return Mechanism{}, false
	}
	return all[n], true
}

// Turnout is how a hypothesis turned out.
type Turnout string

// The turnouts.
const (
	AsStated   Turnout = "as_stated"
	PartlySo   Turnout = "partly"
	Otherwise  Turnout = "otherwise"
	Unmeasured Turnout = "unmeasured"
)

// Turnouts lists them in the order pages show them.
func Turnouts() []Turnout { return []Turnout{AsStated, PartlySo, Otherwise, Unmeasured} }

// Words is the turnout as people read it.
func (t Turnout) Words() string {
	switch t {
	case AsStated:
		return "Changed as stated"
	case PartlySo:
		return "Changed in part"
	case Otherwise:
		return "Did not change, or changed the other way"
	case Unmeasured:
		return "Not measured"
	}
	return ""
}

// Result is what came of a hypothesis. It says what was measured, and never
// that the mechanism is why.
type Result struct {
	ID      uuid.UUID
	Turnout Turnout
	Said    string
	Day     time.Time // on which it was measured
	By      uuid.UUID
	At      time.Time
}

// Hypothesis is one wording of what a partnership expects of a mechanism: that
// through an item of the checklist it will change a measure by a day.
type Hypothesis struct {
	ID        uuid.UUID
	Version   int
	Item      string
	Measure   string
	Change    string // how the measure will change
	Due       time.Time
	WrittenBy uuid.UUID
	WrittenAt time.Time
	LockedBy  uuid.UUID // nobody where the initiative's start locks it
	LockedAt  time.Time
	Results   []Result // newest first
}

// Start answers on which day, first after the one given, the initiative started;
// there is none while it has not.
type Start func(after time.Time) (time.Time, bool)

// Locked is since when nothing but its result can be added to the hypothesis: a
// manager locked it, or the initiative started.
func (h Hypothesis) Locked(start Start) (time.Time, bool) {
	if h.LockedBy != uuid.Nil {
		return calendar.Day(h.LockedAt), true
	}
	if h.ID == uuid.Nil {
		return time.Time{}, false
	}
	return start(calendar.Day(h.WrittenAt))
}

// Trial is what one partnership wrote about one mechanism.
type Trial struct {
	Partnership int
	Mechanism   string
	Versions    []Hypothesis // newest first; it only ever grows
}

// Scope is where the trial is kept.
func (t Trial) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: t.Partnership}
}

// Latest is the wording that stands, zero where there is none.
func (t Trial) Latest() Hypothesis {
	if len(t.Versions) == 0 {
		return Hypothesis{}
	}
	return t.Versions[0]
}

// Open reports whether another wording may take the place of the latest: until
// that is locked, and again once its result is known.
func (t Trial) Open(start Start) bool {
	_, locked := t.Latest().Locked(start)
	return !locked || len(t.Latest().Results) > 0
}

var errAnotherWording = fault.New(fault.Conflict, "This hypothesis changed while you were looking at it. Read it again, then go on")

// CheckHypothesis returns everything wrong with a wording, as an Invalid fault.
func CheckHypothesis(h Hypothesis, b *Book, today time.Time) error {
	var c fault.Check
	_, known := b.Find(h.Item)
	c.Need(known, "item", "Select the item through which it works")
	c.Need(h.Measure != "", "measure", "Enter the measure")
	c.Need(form.Length(h.Measure) <= 200, "measure", "Measure must be 200 characters or less")
	c.Need(h.Change != "", "change", "Enter how the measure will change")
	c.Need(form.Length(h.Change) <= 500, "change", "How the measure will change must be 500 characters or less")
	c.Need(!h.Due.IsZero(), "due", "Enter the day by which it will have changed")
	c.Need(h.Due.IsZero() || h.Due.After(today), "due", "Day by which it will have changed must be in the future")
	return c.Err()
}

// WriteHypothesis puts a wording over the one that its author had seen;
// uuid.Nil where there was none.
func WriteHypothesis(h Hypothesis, seen uuid.UUID, b *Book, start Start) access.Change[Trial] {
	return access.Change[Trial]{Do: access.KeepMechanism, Apply: func(t *Trial) error {
		if err := CheckHypothesis(h, b, calendar.Day(h.WrittenAt)); err != nil {
			return err
		}
		latest := t.Latest()
		if latest.ID != seen {
			return errAnotherWording
		}
		if !t.Open(start) {
			return fault.New(fault.Conflict, "This hypothesis is locked. Only its result can be recorded now")
		}
		h.Version = latest.Version + 1
		t.Versions = append([]Hypothesis{h}, t.Versions...)
		return nil
	}}
}

// LockHypothesis makes the wording that by had seen one that nobody can change.
func LockHypothesis(by, seen uuid.UUID, now time.Time, start Start) access.Change[Trial] {
	return access.Change[Trial]{Do: access.LockMechanism, Apply: func(t *Trial) error {
		h := t.Latest()
		_, locked := h.Locked(start)
		switch {
		case h.ID == uuid.Nil:
			return fault.Missing()
		case h.ID != seen:
			return errAnotherWording
		case locked:
			return fault.New(fault.Conflict, "This hypothesis is locked already")
		case h.WrittenBy == by:
			return fault.New(fault.Forbidden, "Somebody else has to lock what you wrote")
		case !h.Due.After(calendar.Day(now)):
			return fault.New(fault.Conflict, "The day by which the measure was to change has passed. Write the hypothesis again with a later day")
		}
		t.Versions = slices.Clone(t.Versions)
		t.Versions[0].LockedBy, t.Versions[0].LockedAt = by, now
		return nil
	}}
}

// CheckResult returns everything wrong with a result of a hypothesis that was
// locked on the day, as an Invalid fault.
func CheckResult(r Result, locked, today time.Time) error {
	var c fault.Check
	c.Need(slices.Contains(Turnouts(), r.Turnout), "outcome", "Select how it turned out")
	c.Need(r.Said != "", "said", "Enter what was measured")
	c.Need(form.Length(r.Said) <= 2000, "said", "What was measured must be 2,000 characters or less")
	c.Need(!r.Day.IsZero(), "on", "Enter the day of the measurement")
	c.Need(!r.Day.After(today), "on", "Day of the measurement must be today or in the past")
	c.Need(r.Day.IsZero() || !r.Day.Before(locked), "on", "Day of the measurement must not be before the hypothesis was locked")
	return c.Err()
}

// RecordResult adds what came of the wording that its author had seen. A later
// result stands over an earlier one.
func RecordResult(r Result, seen uuid.UUID, start Start) access.Change[Trial] {
	return access.Change[Trial]{Do: access.KeepMechanism, Apply: func(t *Trial) error {
		h := t.Latest()
		since, locked := h.Locked(start)
		switch {
		case h.ID == uuid.Nil:
			return fault.Missing()
		case h.ID != seen:
			return errAnotherWording
		case !locked:
			return fault.New(fault.Conflict, "This hypothesis is not locked yet, so it has no result")
		}
		if err := CheckResult(r, since, calendar.Day(r.At)); err != nil {
			return err
		}
		t.Versions = slices.Clone(t.Versions)
		t.Versions[0].Results = append([]Result{r}, h.Results...)
		return nil
	}}
}
