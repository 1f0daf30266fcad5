package partnership

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// SystemStore keeps the register of databases and technology. Who has access
// to them is ReachStore's. A system of another partnership is NotFound.
type SystemStore interface {
	// Systems returns every system, by name, those that are closed last.
	Systems(ctx context.Context, who access.Actor) ([]System, error)
	// System returns one system.
	System(ctx context.Context, who access.Actor, id uuid.UUID) (System, error)
	// AddSystem records a system. It returns Forbidden, and Invalid where the
	// agency has one of that name in the register.
	AddSystem(ctx context.Context, who access.Actor, s System) error
	// ChangeSystem does one thing to a system and logs it, or does neither.
	// Besides what the deed itself returns, it returns Forbidden and Conflict.
	ChangeSystem(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[System]) error

	// SystemReviews returns the reviews of a system, the newest first.
	SystemReviews(ctx context.Context, who access.Actor, system uuid.UUID) ([]SystemReview, error)
	// AddSystemReview records that who has access was gone through. It returns
	// Forbidden, and Conflict for a system that is closed.
	AddSystemReview(ctx context.Context, who access.Actor, v SystemReview) error
}

// SystemKind is what a system is.
type SystemKind string

// The kinds of systems.
const (
	Database   SystemKind = "database"
	Technology SystemKind = "technology"
)

// Name is what people read.
func (k SystemKind) Name() string {
	switch k {
	case Database:
		return "Database"
	case Technology:
		return "Technology"
	}
	return ""
}

// After so many days without use an account counts as dormant, unless the
// register says otherwise.
const (
	DormantDays             = 180
	DormantDaysIntelligence = 90
)

// System is a database or a technology that the partnership relies on.
type System struct {
	ID           uuid.UUID
	Name         string
	Kind         SystemKind
	Purpose      string
	Agency       int // whose it is
	AgencyName   string
	Owner        string // who looks after it, by post or name
	Deputy       string // who does when the owner cannot
	Intelligence bool   // it holds intelligence
	Dormant      int    // days without use after which an account is dormant
	From         time.Time
	To           time.Time // last day, zero while it is in use
	ClosedWhy    string
	Reviewed     time.Time // the day of the last access review
	By           uuid.UUID
	At           time.Time
	Version      int
}

// Closed reports whether somebody took it out of use.
func (s System) Closed() bool { return s.ClosedWhy != "" }

// Check returns everything wrong with the system, as an Invalid fault.
func (s System) Check(today time.Time) error {
	var c fault.Check
	checkName(&c, "name", strings.TrimSpace(s.Name), "Enter the name of the system", "Name", 200)
	c.Need(s.Kind.Name() != "", "kind", "Select whether it is a database or technology")
	checkText(&c, "purpose", "Purpose", s.Purpose, 1000)
	c.Need(s.Agency != 0, "agency", "Select whose system it is")
	checkName(&c, "owner", strings.TrimSpace(s.Owner), "Enter who looks after the system", "Owner", 120)
	checkText(&c, "deputy", "Deputy", s.Deputy, 120)
	c.Need(s.Deputy == "" || !strings.EqualFold(s.Deputy, s.Owner), "deputy", "Deputy must be somebody other than the owner")
	c.Need(s.Dormant >= 1 && s.Dormant <= 730, "dormant", "Days without use must be a whole number from 1 to 730")
	c.Need(!s.From.IsZero(), "from", "Enter the day it came into use")
	checkYear(&c, "from", "Day it came into use", s.From)
	c.Need(!s.From.After(today), "from", "Day it came into use must be today or in the past")
	return c.Err()
}

// Facts is what rules may know of the system.
func (s System) Facts() []fact.Fact {
	f := fact.Fact{Source: s.ID, Kind: fact.System, Day: s.From, Until: s.To, Agency: s.Agency, Number: s.Dormant}
	if s.Deputy != "" {
		f.Flags = append(f.Flags, fact.Deputy)
	}
	if s.Intelligence {
		f.Flags = append(f.Flags, fact.HoldsIntelligence)
	}
	return []fact.Fact{f}
}

// CorrectSystem changes what is known of a system, but not its first day. The
// version is the one that the person was looking at.
func CorrectSystem(version int, to System, why string, today time.Time) Deed[System] {
	return Deed[System]{
		Change: access.Change[System]{Do: access.KeepSystem, Apply: func(s *System) error {
			if s.Closed() {
				return errSystemClosed()
			}
			is := *s
			is.Name, is.Kind, is.Purpose, is.Agency, is.AgencyName = to.Name, to.Kind, to.Purpose, to.Agency, to.AgencyName
			is.Owner, is.Deputy, is.Intelligence, is.Dormant = to.Owner, to.Deputy, to.Intelligence, to.Dormant
			if err := is.CheckCorrection(why, today); err != nil {
				return err
			}
			if s.Version != version {
				return stale()
			}
			if len(systemChanges(*s, is)) == 0 {
				return fault.At("name", "Change something, or cancel")
			}
			*s = is
			return nil
		}},
		Said: systemChanges, Why: why,
	}
}

// CheckCorrection returns everything wrong with a system as it is corrected
// and with the reason, which nobody has to give, as an Invalid fault.
func (s System) CheckCorrection(why string, today time.Time) error {
	var c fault.Check
	checkText(&c, "why", "Reason", why, 1000)
	return c.Join(s.Check(today))
}

func systemChanges(was, is System) []string {
	return differing(
		[3]string{"Name", was.Name, is.Name}, [3]string{"Kind", was.Kind.Name(), is.Kind.Name()}, [3]string{"Purpose", was.Purpose, is.Purpose},
		[3]string{"Whose it is", was.AgencyName, is.AgencyName}, [3]string{"Owner", was.Owner, is.Owner}, [3]string{"Deputy", was.Deputy, is.Deputy},
		[3]string{"Holds intelligence", yes(was.Intelligence), yes(is.Intelligence)},
		[3]string{"Days without use", strconv.Itoa(was.Dormant), strconv.Itoa(is.Dormant)},
	)
}

// errSystemClosed is the fault of using a system that was closed.
func errSystemClosed() error {
	return fault.New(fault.Conflict, "This system has already been closed")
}

// CheckSystem returns everything wrong with closing the system, as an Invalid fault.
func (e Closing) CheckSystem(s System, today time.Time) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day it was in use")
	c.Need(e.Last.IsZero() || !e.Last.Before(s.From), "last", "Last day must be on or after the day it came into use, %s", written(s.From))
	checkPast(&c, "last", "Last day", e.Last, today)
	checkReason(&c, "why", e.Why, "Enter why the system is closed")
	return c.Err()
}

// CloseSystem takes a system out of use.
func CloseSystem(e Closing, today time.Time) Deed[System] {
	return Deed[System]{
		Change: access.Change[System]{Do: access.KeepSystem, Apply: func(s *System) error {
			if s.Closed() {
				return errSystemClosed()
			}
			if err := e.CheckSystem(*s, today); err != nil {
				return err
			}
			s.To, s.ClosedWhy = e.Last, e.Why
			return nil
		}},
		Said: saying[System]("Closed. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// SystemReview is one time that somebody went through who has access.
type SystemReview struct {
	ID      uuid.UUID
	System  uuid.UUID
	Day     time.Time
	By      uuid.UUID
	Kept    int // accounts that stay
	Removed int // accounts that were taken away
	Note    string
}

// Check returns everything wrong with the review, as an Invalid fault.
func (v SystemReview) Check(of System, today time.Time) error {
	if of.Closed() {
		return errSystemClosed()
	}
	var c fault.Check
	c.Need(!v.Day.IsZero(), "day", "Enter the day of the review")
	c.Need(!v.Day.After(today), "day", "Day of the review must be today or in the past")
	c.Need(v.Day.IsZero() || !v.Day.Before(of.From), "day", "Day of the review must be on or after the day the system came into use, %s", written(of.From))
	c.Need(v.Kept >= 0 && v.Kept <= 100_000, "kept", "Accounts that stay must be a whole number from 0 to 100,000")
	c.Need(v.Removed >= 0 && v.Removed <= 100_000, "removed", "Accounts that were removed must be a whole number from 0 to 100,000")
	checkText(&c, "note", "Note", v.Note, 2000)
	return c.Err()
}

// Facts is what rules may know of the review.
func (v SystemReview) Facts() []fact.Fact {
	return []fact.Fact{{Source: v.ID, Kind: fact.SystemReview, Day: v.Day, Person: v.System, By: v.By, Number: v.Removed}}
}
