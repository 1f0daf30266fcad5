package partnership

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Setup is how far a new partnership has come, counted from what it keeps.
type Setup struct {
	Agencies    int // that take part
	Represented int // of those, with a named representative
	Agreements  int // on sharing, in force or not
	Goals       int // versions of them
	Meetings    int // held
}

// Step is one of the five steps by which a partnership begins. None waits for
// another.
type Step string

// The steps, in the order of the page.
const (
	AgenciesStep        Step = "agencies"
	RepresentativesStep Step = "representatives"
	AgreementsStep      Step = "agreements"
	GoalsStep           Step = "goals"
	MeetingStep         Step = "meeting"
)

// Steps lists the five.
func Steps() []Step {
	return []Step{AgenciesStep, RepresentativesStep, AgreementsStep, GoalsStep, MeetingStep}
}

// Done reports whether a step is completed: at least two agencies take part,
// each of them has a named representative, there is an agreement, there are
// goals, a meeting was held.
func (s Setup) Done(step Step) bool {
	switch step {
	case AgenciesStep:
		return s.Agencies >= 2
	case RepresentativesStep:
		return s.Agencies > 0 && s.Represented == s.Agencies
	case AgreementsStep:
		return s.Agreements > 0
	case GoalsStep:
		return s.Goals > 0
	case MeetingStep:
		return s.Meetings > 0
	}
	return false
}

// Begun reports whether something of the step is there, though not all of it.
func (s Setup) Begun(step Step) bool {
	return step == RepresentativesStep && s.Represented > 0 && !s.Done(step)
}

// Details is how a partnership is called, by whose bank holidays it counts
// working days, and what its forms say about where to refer and report.
type Details struct {
	Partnership int
	Name        string
	Short       string
	Calendar    Calendar
	Referral    string
}

// Calendar is whose bank holidays a partnership goes by. It has none where it
// has no code.
type Calendar struct {
	Code string
	Name string // as in England and Wales
}

// KnownCalendar is a calendar and how far it is known.
type KnownCalendar struct {
	Calendar
	Until time.Time // its last holiday
}

// Source is the id under which the history of the details is kept.
func (d Details) Source() uuid.UUID {
	return uuid.NewSHA1(partners, []byte("details/"+strconv.Itoa(d.Partnership)))
}

// Scope is where they are kept.
func (d Details) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: d.Partnership}
}

// Mark is the same for the same details and another for others. A form carries
// it, so that what somebody else saved meanwhile is noticed.
func (d Details) Mark() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Name, d.Short, d.Calendar.Code, d.Referral}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Check returns everything wrong with the details, as an Invalid fault.
func (d Details) Check() error {
	var c fault.Check
	c.Need(strings.TrimSpace(d.Name) != "", "name", "Enter the name of the partnership")
	c.Need(form.Length(d.Name) <= 100, "name", "Name must be 100 characters or less")
	c.Need(!strings.Contains(d.Name, "\n"), "name", "Enter the name on one line")
	c.Need(strings.TrimSpace(d.Short) != "", "short", "Enter a short name")
	c.Need(form.Length(d.Short) <= 60, "short", "Short name must be 60 characters or less")
	c.Need(!strings.Contains(d.Short, "\n"), "short", "Enter the short name on one line")
	c.Need(d.Calendar.Code != "", "calendar", "Select whose bank holidays you go by")
	c.Need(form.Length(d.Referral) <= 4000, "referral", "Where to refer and report must be 4,000 characters or less")
	return c.Err()
}

// Changes says, in words for the history, where the details differ from what
// they were: which ones on the first line, and what each was on those after.
func (d Details) Changes(was Details) string {
	var names, before []string
	for _, x := range []struct{ what, was, is string }{
		{"name", was.Name, d.Name}, {"short name", was.Short, d.Short}, {"bank holidays", was.Calendar.Name, d.Calendar.Name}, {"where to refer and report", was.Referral, d.Referral},
	} {
		if x.was == x.is {
			continue
		}
		names = append(names, x.what)
		if x.was != "" {
			before = append(before, "Before, "+x.what+": "+x.was)
		}
	}
	return strings.Join(append([]string{"Changed: " + strings.Join(names, ", ")}, before...), "\n")
}

// SetDetails changes the details. The mark is of those that who was looking at.
func SetDetails(d Details, mark string) access.Change[Details] {
	return access.Change[Details]{Do: access.KeepPartnership, Apply: func(now *Details) error {
		if err := d.Check(); err != nil {
			return err
		}
		if now.Mark() != mark {
			return fault.New(fault.Conflict, "These details changed while you were editing. Check them, then change them again")
		}
		d.Partnership = now.Partnership
		if d == *now {
			return fault.New(fault.Conflict, "Nothing was changed")
		}
		*now = d
		return nil
	}}
}

// Register is one kind of standing fact, and how much of it there is.
type Register struct {
	Key     string
	Count   int
	Changed time.Time // when it was last changed, zero where nothing was recorded
}

// SetupStore keeps how far a partnership has come, and how it is called.
type SetupStore interface {
	// Setup counts what the steps ask for, on the day.
	Setup(ctx context.Context, who access.Actor, day time.Time) (Setup, error)
	// Details returns how the partnership is called.
	Details(ctx context.Context, who access.Actor) (Details, error)
	// ChangeDetails does one thing to the details and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden.
	ChangeDetails(ctx context.Context, who access.Actor, ch access.Change[Details]) error
	// Calendars returns the calendars that a partnership can go by, by name.
	Calendars(ctx context.Context, who access.Actor) ([]KnownCalendar, error)
	// Registers returns how much is kept of each kind of standing fact, on the
	// day, in any order.
	Registers(ctx context.Context, who access.Actor, day time.Time) ([]Register, error)
}
