package activity

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// How far ahead plans are looked at, and how near two days are on which one
// thing may be planned twice. Source: the specification, "planned activities of
// the next 60 days by agency and area to avoid duplication"; a fortnight is ours.
const (
	PlanDays    = 60
	OverlapDays = 14
)

// The most that a plan's title may have, in characters, and how far from today
// its day may be.
const (
	MaxPlanTitle = 120
	farthestPlan = 2 * 366
)

// PlanKind is what is planned.
type PlanKind string

// The kinds. Meetings are planned by logging them.
const (
	PlansTraining PlanKind = "training"
	PlansEvent    PlanKind = "event"
	PlansBriefing PlanKind = "briefing"
	PlansOther    PlanKind = "other"
)

// PlanKinds lists the kinds in the order of a form.
func PlanKinds() []PlanKind {
	return []PlanKind{PlansTraining, PlansEvent, PlansBriefing, PlansOther}
}

// Name is what people read.
func (k PlanKind) Name() string {
	switch k {
	case PlansTraining:
		return "Training session"
	case PlansEvent:
		return "Event"
	case PlansBriefing:
		return "Briefing"
	case PlansOther:
		return "Something else"
	}
	return ""
}

// Plan is an activity that an agency means to do, written down so that the
// others know before they plan the same. What happened is logged when it has.
type Plan struct {
	ID         uuid.UUID
	Kind       PlanKind
	Title      string
	Day        time.Time
	Area       string
	Agency     int // whose it is
	AgencyName string
	With       []Partner // who else has a part in it
	Need       uuid.UUID // what it answers, if it answers one
	NeedTitle  string    // as Store gives it
	By         uuid.UUID
	At         time.Time
	OffBy      uuid.UUID
	OffAt      time.Time // zero while it is planned
	OffWhy     string
	Version    int
	Did        string // what the last change did, in words for its history
}

// Scope is where the plan is kept.
func (p Plan) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership, Agency: p.Agency}
}

// IsOff reports whether it was called off.
func (p Plan) IsOff() bool { return !p.OffAt.IsZero() }

// Check returns everything wrong with the plan, as an Invalid fault. The
// agencies and needs are those it may name.
func (p Plan) Check(agencies []int, needs []uuid.UUID, today time.Time) error {
	var c fault.Check
	c.Need(p.Kind.Name() != "", "kind", "Select what is planned")
	c.Need(strings.TrimSpace(p.Title) != "", "title", "Enter what it is called")
	c.Need(form.Length(p.Title) <= MaxPlanTitle, "title", "Title must be %d characters or less", MaxPlanTitle)
	c.Need(!p.Day.IsZero(), "day", "Enter the day it is planned for")
	c.Need(p.Day.IsZero() || !p.Day.Before(today), "day", "Day must be today or in the future")
	c.Need(p.Day.IsZero() || calendar.Days(today, p.Day) <= farthestPlan, "day", "Day must be within two years")
	c.Need(form.Length(p.Area) <= MaxArea, "area", "Area must be %d characters or less", MaxArea)
	c.Need(slices.Contains(agencies, p.Agency), "agency", "Select whose activity it is")
	for _, w := range p.With {
		c.Need(slices.Contains(agencies, w.Agency), "with", "Select agencies from the list")
	}
	c.Need(p.Need == uuid.Nil || slices.Contains(needs, p.Need), "need", "Select a need from the list")
	return c.Err()
}

// AlterPlan makes a plan what is says. Version is the one that who was looking
// at.
func AlterPlan(is Plan, version int) access.Change[Plan] {
	return access.Change[Plan]{Do: access.KeepPlan, Apply: func(p *Plan) error {
		if p.IsOff() {
			return fault.New(fault.Conflict, "This has already been called off")
		}
		if p.Version != version {
			return fault.New(fault.Conflict, "This plan changed while you were editing. Check it, then save again")
		}
		did := p.changes(is)
		if did == "" {
			return fault.At("title", "Change something, or go back")
		}
		p.Kind, p.Title, p.Day, p.Area, p.Agency, p.With, p.Need = is.Kind, is.Title, is.Day, is.Area, is.Agency, is.With, is.Need
		p.Version++
		p.Did = p.Title + " changed: " + did
		return nil
	}}
}

// changes says in what the plan would differ.
func (p Plan) changes(is Plan) string {
	var said []string
	for _, d := range []struct {
		is  bool
		say string
	}{
		{p.Title != is.Title, "what it is called"},
		{p.Kind != is.Kind, "it was a " + strings.ToLower(p.Kind.Name())},
		{!p.Day.Equal(is.Day), "day " + is.Day.Format("2 January 2006") + ", was " + p.Day.Format("2 January 2006")},
		{p.Area != is.Area, "area"},
		{p.Agency != is.Agency, "whose it is"},
		{!slices.Equal(agenciesOf(p.With), agenciesOf(is.With)), "who else has a part in it"},
		{p.Need != is.Need, "the need that it answers"},
	} {
		if d.is {
			said = append(said, d.say)
		}
	}
	return strings.Join(said, "; ")
}

func agenciesOf(with []Partner) []int {
	ids := make([]int, 0, len(with))
	for _, w := range with {
		ids = append(ids, w.Agency)
	}
	slices.Sort(ids)
	return ids
}

// CallOff says that it will not happen, for a reason. Once said, it stands.
func CallOff(who access.Actor, why string, now time.Time) access.Change[Plan] {
	return access.Change[Plan]{Do: access.KeepPlan, Apply: func(p *Plan) error {
		if p.IsOff() {
			return fault.New(fault.Conflict, "This has already been called off")
		}
		if err := CheckOff(why); err != nil {
			return err
		}
		p.OffBy, p.OffAt, p.OffWhy = who.ID, now, why
		p.Did = p.Title + " called off"
		return nil
	}}
}

// CheckOff returns an Invalid fault for a reason that says nothing or too much.
func CheckOff(why string) error {
	var c fault.Check
	c.Need(strings.TrimSpace(why) != "", "why", "Enter why it is called off")
	c.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	return c.Err()
}

// Overlap is two plans that may be one, and what was said of them.
type Overlap struct {
	ID          uuid.UUID
	Plan, Other Plan     // the sooner one first
	Near        []string // why they may be one, in sentences
	Settled     Settled
	SettledAt   time.Time
	SettledBy   uuid.UUID
	Why         string
}

// Mark is the same for two plans as they are, whichever is named first, and
// another once one of them has changed. A form carries it, so that nobody decides
// on what they did not see.
func (o Overlap) Mark() string {
	a, b := o.Plan, o.Other
	if b.ID.String() < a.ID.String() {
		a, b = b, a
	}
	return strconv.Itoa(a.Version) + "." + strconv.Itoa(b.Version)
}

// ErrPlansChanged is the Conflict of a decision on two plans of which one was
// changed since they were looked at.
func ErrPlansChanged() error {
	return fault.New(fault.Conflict, "One of these two was changed while you were deciding. Read both again, then decide")
}

// Overlaps lists the pairs of plans that may be one, the soonest first: of one
// kind, OverlapDays apart at most, neither called off, and alike in two of what
// they are for, whom they are by, where they are, and what they are called.
// Source: the specification, "suggested merges"; two of four is ours.
func Overlaps(plans []Plan) []Overlap {
	var found []Overlap
	for i, a := range plans {
		for _, b := range plans[i+1:] {
			if a.Kind != b.Kind || a.IsOff() || b.IsOff() || max(calendar.Days(a.Day, b.Day), calendar.Days(b.Day, a.Day)) > OverlapDays {
				continue
			}
			if near := a.near(b); len(near) >= 2 {
				o := Overlap{Plan: a, Other: b, Near: near}
				if earlier(b, a) < 0 {
					o.Plan, o.Other = b, a
				}
				found = append(found, o)
			}
		}
	}
	slices.SortFunc(found, func(a, b Overlap) int { return cmp.Or(earlier(a.Plan, b.Plan), earlier(a.Other, b.Other)) })
	return found
}

func earlier(a, b Plan) int {
	return cmp.Or(a.Day.Compare(b.Day), slices.Compare(a.ID[:], b.ID[:]))
}

// near says in what two plans are alike.
func (p Plan) near(other Plan) []string {
	var near []string
	if p.Need != uuid.Nil && p.Need == other.Need {
		near = append(near, "Both answer the need “"+p.NeedTitle+"”.")
	}
	if names := p.common(other); len(names) > 0 {
		near = append(near, "Both are with "+strings.Join(names, " and ")+".")
	}
	if p.Area != "" && strings.EqualFold(plainArea(p.Area), plainArea(other.Area)) {
		near = append(near, "Both are in "+plainArea(p.Area)+".")
	}
	if Alike(p.Title, other.Title) {
		near = append(near, "They are called much the same.")
	}
	return near
}

func plainArea(s string) string { return strings.Join(strings.Fields(s), " ") }

// common names the agencies that have a part in both.
func (p Plan) common(other Plan) []string {
	var names []string
	for _, a := range p.parties() {
		if slices.ContainsFunc(other.parties(), func(b Partner) bool { return a.Agency == b.Agency }) {
			names = append(names, a.AgencyName)
		}
	}
	return names
}

func (p Plan) parties() []Partner {
	return append([]Partner{{p.Agency, p.AgencyName}}, p.With...)
}

// SettleOverlap says whether two plans are one. Once said, it stands until one
// of them changes.
func SettleOverlap(who access.Actor, as Settled, why string, now time.Time) access.Change[Overlap] {
	return access.Change[Overlap]{Do: access.SettleDuplicate, Apply: func(o *Overlap) error {
		if o.Settled != Unsettled {
			return fault.New(fault.Conflict, "Somebody has already decided on these two")
		}
		if err := CheckSettled(as); err != nil {
			return err
		}
		o.ID, o.Settled, o.SettledAt, o.SettledBy, o.Why = uuid.New(), as, now, who.ID, why
		return nil
	}}
}

// MostPlans is how many plans are read at once.
const MostPlans = 500

// PlanStore keeps what agencies mean to do.
type PlanStore interface {
	// Plans returns what is planned for the days, without what was called off,
	// the soonest first, MostPlans at most.
	Plans(ctx context.Context, who access.Actor, from, to time.Time) ([]Plan, error)
	// Plan returns one of them, called off or not.
	Plan(ctx context.Context, who access.Actor, id uuid.UUID) (Plan, error)
	// AddPlan writes a plan down and logs it. Forbidden where who may not for
	// its agency.
	AddPlan(ctx context.Context, who access.Actor, p Plan) error
	// ChangePlan applies ch to a plan, and adds it to its history and the log.
	// Forbidden where who may not for its agency, before or after.
	ChangePlan(ctx context.Context, who access.Actor, id uuid.UUID, ch access.Change[Plan]) error
	// Settled returns what was said of the plans of those days in pairs, the
	// newest first, MostPlans at most, unless one of them changed since. Of the
	// plans it gives the ids alone.
	Settled(ctx context.Context, who access.Actor, from, to time.Time) ([]Overlap, error)
	// SettleOverlap applies ch to two plans that may be one, as Change does.
	// Conflict where somebody decided on them already, or changed one of them: o
	// has the versions of both that were looked at.
	SettleOverlap(ctx context.Context, who access.Actor, o Overlap, ch access.Change[Overlap]) error
}
