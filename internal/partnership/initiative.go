package partnership

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Initiative is one version of what the partnership set out to do: from when
// until when, to what end, and with whom. The agencies are its baseline, to
// which "the same partners" is compared. One person proposes a version and
// another approves it; only then does it count.
type Initiative struct {
	ID         uuid.UUID
	Version    int
	Name       string
	Starts     time.Time
	Ends       time.Time
	Goals      string
	Agencies   []int // the baseline, by id
	Locked     time.Time
	Reason     string
	ProposedBy uuid.UUID
	ProposedAt time.Time
	ApprovedBy uuid.UUID
	ApprovedAt time.Time
	RefusedBy  uuid.UUID
	RefusedAt  time.Time
	RefusedWhy string

	// For an evaluation, all of it optional: what the initiative is compared
	// with, by what instrument and when things were measured before it began,
	// and which outcomes it states beforehand.
	Comparison string
	Instrument string
	Baseline   time.Time
	Outcomes   string
}

// Approved reports whether a second person approved it.
func (i Initiative) Approved() bool { return i.ApprovedBy != uuid.Nil }

// Refused reports whether a second person refused it.
func (i Initiative) Refused() bool { return i.RefusedBy != uuid.Nil }

// Waiting reports whether nobody has decided on it yet.
func (i Initiative) Waiting() bool { return !i.Approved() && !i.Refused() }

// Check returns everything wrong with the proposal, as an Invalid fault. The
// agencies must be among the partners given.
func (i Initiative) Check(today time.Time, partners []int) error {
	var c fault.Check
	c.Need(strings.TrimSpace(i.Name) != "", "name", "Enter the name of the initiative")
	c.Need(form.Length(i.Name) <= 200, "name", "Name must be 200 characters or less")
	c.Need(!i.Starts.IsZero(), "starts", "Enter the day the initiative starts")
	c.Need(!i.Ends.IsZero(), "ends", "Enter the day the initiative ends")
	c.Need(i.Ends.IsZero() || i.Starts.IsZero() || i.Ends.After(i.Starts), "ends", "End must be after the start")
	c.Need(strings.TrimSpace(i.Goals) != "", "goals", "Enter the goals of the initiative")
	c.Need(form.Length(i.Goals) <= 2000, "goals", "Goals must be 2,000 characters or less")
	c.Need(len(i.Agencies) >= 2, "agencies", "Select at least two agencies")
	c.Need(!slices.ContainsFunc(i.Agencies, func(a int) bool { return !slices.Contains(partners, a) }), "agencies", "Select agencies from the list")
	c.Need(!i.Locked.IsZero(), "locked", "Enter the day the baseline is locked")
	c.Need(!i.Locked.After(today), "locked", "Day the baseline is locked must be today or in the past")
	c.Need(form.Length(i.Comparison) <= 2000, "comparison", "What it is compared with must be 2,000 characters or less")
	c.Need(form.Length(i.Instrument) <= 200, "instrument", "Instrument must be 200 characters or less")
	c.Need(!strings.Contains(i.Instrument, "\n"), "instrument", "Enter the instrument on one line")
	checkYear(&c, "baseline", "Day of the measurement", i.Baseline)
	c.Need(form.Length(i.Outcomes) <= 2000, "outcomes", "Outcomes must be 2,000 characters or less")
	checkReason(&c, "reason", i.Reason, "Enter why you propose this")
	return c.Err()
}

// Facts is what rules may know of the initiative: nothing until it is approved.
func (i Initiative) Facts() []fact.Fact {
	if !i.Approved() {
		return nil
	}
	facts := []fact.Fact{{Source: i.ID, Kind: fact.Initiative, Day: i.Starts, Until: i.Ends, Number: i.Version}}
	agencies := slices.Clone(i.Agencies)
	slices.Sort(agencies)
	for n, a := range agencies {
		facts = append(facts, fact.Fact{Source: i.ID, Part: n + 1, Kind: fact.Baseline, Day: i.Locked, Agency: a})
	}
	return facts
}

// Plan is the initiative of one partnership with all its versions.
type Plan struct {
	Partnership int
	Versions    []Initiative // newest first
}

// Scope is where the plan is kept.
func (p Plan) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: p.Partnership}
}

// Current returns the version that counts: the newest approved one.
func (p Plan) Current() (Initiative, bool) { return p.first(Initiative.Approved) }

// Began is the day on which the initiative, as it was agreed by then, started,
// the first after the one given and no later than today. Where it was agreed
// afterwards it is the day of that.
func (p Plan) Began(after, today time.Time) (time.Time, bool) {
	var first time.Time
	for _, v := range p.Versions {
		if !v.Approved() || !v.Starts.After(after) || v.Starts.After(today) || p.replaced(v) {
			continue
		}
		on := v.Starts
		if agreed := calendar.Day(v.ApprovedAt); agreed.After(on) {
			on = agreed
		}
		if first.IsZero() || on.Before(first) {
			first = on
		}
	}
	return first, !first.IsZero()
}

// replaced reports whether a newer version was agreed before this one started.
func (p Plan) replaced(v Initiative) bool {
	return slices.ContainsFunc(p.Versions, func(w Initiative) bool {
		return w.Approved() && w.Version > v.Version && !calendar.Day(w.ApprovedAt).After(v.Starts)
	})
}

// Waiting returns the version that nobody has decided on yet.
func (p Plan) Waiting() (Initiative, bool) { return p.first(Initiative.Waiting) }

func (p Plan) first(is func(Initiative) bool) (Initiative, bool) {
	i := slices.IndexFunc(p.Versions, is)
	if i < 0 {
		return Initiative{}, false
	}
	return p.Versions[i], true
}

// Propose adds a version, which waits for a second person. Only one waits at
// a time.
func Propose(i Initiative, partners []int, today time.Time) access.Change[Plan] {
	return access.Change[Plan]{Do: access.ProposeInitiative, Apply: func(p *Plan) error {
		if err := i.Check(today, partners); err != nil {
			return err
		}
		if _, waits := p.Waiting(); waits {
			return fault.New(fault.Conflict, "Another proposal is already waiting for a decision")
		}
		i.Version = 1
		if len(p.Versions) > 0 {
			i.Version = p.Versions[0].Version + 1
		}
		i.ApprovedBy, i.RefusedBy = uuid.Nil, uuid.Nil
		p.Versions = append([]Initiative{i}, p.Versions...)
		return nil
	}}
}

// Approve makes a waiting version the one that counts.
func Approve(id, by uuid.UUID, now time.Time) access.Change[Plan] {
	return decide(id, by, func(i *Initiative) error {
		i.ApprovedBy, i.ApprovedAt = by, now
		return nil
	})
}

// Refuse turns a waiting version down, with a reason.
func Refuse(id, by uuid.UUID, why string, now time.Time) access.Change[Plan] {
	return decide(id, by, func(i *Initiative) error {
		var c fault.Check
		checkReason(&c, "why", why, "Enter why you refuse this")
		i.RefusedBy, i.RefusedAt, i.RefusedWhy = by, now, why
		return c.Err()
	})
}

func decide(id, by uuid.UUID, how func(*Initiative) error) access.Change[Plan] {
	return access.Change[Plan]{Do: access.ApproveInitiative, Apply: func(p *Plan) error {
		n := slices.IndexFunc(p.Versions, func(i Initiative) bool { return i.ID == id })
		switch {
		case n < 0:
			return fault.Missing()
		case !p.Versions[n].Waiting():
			return fault.New(fault.Conflict, "This proposal has already been decided")
		case p.Versions[n].ProposedBy == by:
			return fault.New(fault.Forbidden, "Somebody other than the person who proposed this must decide on it")
		}
		return how(&p.Versions[n])
	}}
}
