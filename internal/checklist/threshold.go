package checklist

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Threshold is what a partnership sets one parameter of an item to.
type Threshold struct {
	Parameter     string
	Value, Partly float64 // Partly is zero where there is no such band
	Default       bool    // back to Liaison's own, whatever that is; then the two values are not read
}

// Outcome is what became of a proposal.
type Outcome string

// The outcomes.
const (
	Waiting   Outcome = ""
	Approved  Outcome = "approved"
	Refused   Outcome = "refused"
	Withdrawn Outcome = "withdrawn" // by whoever proposed it
)

// Words is the outcome as people read it.
func (o Outcome) Words() string {
	switch o {
	case Waiting:
		return "waiting"
	case Approved:
		return "approved"
	case Refused:
		return "refused"
	case Withdrawn:
		return "withdrawn"
	}
	return ""
}

// Proposal asks for other thresholds of one item. They count from the moment at
// which somebody else approves it, for that day and the days after.
type Proposal struct {
	ID         uuid.UUID
	Item       string
	Sets       []Threshold // those that would change, and no others
	Reason     string
	ProposedBy uuid.UUID
	ProposedAt time.Time
	Outcome    Outcome
	DecidedBy  uuid.UUID
	DecidedAt  time.Time
	Why        string // it was refused
}

// set is the proposal's threshold for the parameter.
func (p Proposal) set(parameter string) (Threshold, bool) {
	n := slices.IndexFunc(p.Sets, func(t Threshold) bool { return t.Parameter == parameter })
	if n < 0 {
		return Threshold{}, false
	}
	return p.Sets[n], true
}

// Register is every proposal that a partnership ever made, the newest first.
type Register struct {
	Partnership int
	Proposals   []Proposal
}

// Scope is where the register is kept.
func (r Register) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: r.Partnership}
}

// Of lists the proposals for one item.
func (r Register) Of(item string) []Proposal {
	return slices.DeleteFunc(slices.Clone(r.Proposals), func(p Proposal) bool { return p.Item != item })
}

// Waiting lists the proposals that nobody has decided on.
func (r Register) Waiting() []Proposal {
	return slices.DeleteFunc(slices.Clone(r.Proposals), func(p Proposal) bool { return p.Outcome != Waiting })
}

// Setter is the approved proposal that set the parameter of an item as it is at
// the moment. There is none where Liaison's default was never changed.
func (r Register) Setter(item, parameter string, at time.Time) (Proposal, bool) {
	for _, p := range slices.Backward(r.InForce(at)) {
		if _, sets := p.set(parameter); p.Item == item && sets {
			return p, true
		}
	}
	return Proposal{}, false
}

// InForce lists what was approved until the moment, in the order in which it
// was, so that the last of those for a parameter counts.
func (r Register) InForce(at time.Time) []Proposal {
	found := slices.DeleteFunc(slices.Clone(r.Proposals), func(p Proposal) bool { return p.Outcome != Approved || p.DecidedAt.After(at) })
	slices.SortFunc(found, func(a, b Proposal) int {
		return cmp.Or(a.DecidedAt.Compare(b.DecidedAt), slices.Compare(a.ID[:], b.ID[:]))
	})
	return found
}

// On is the book as the partnership had it at the end of the day: Liaison's
// defaults, with the thresholds that two people had set by then.
func (b *Book) On(day time.Time, r Register) *Book {
	return b.With(r.InForce(calendar.EndOf(day))...)
}

// With is the book with the thresholds of the proposals, whatever became of
// them, each over those before it. The book itself stays as it is: it is
// Liaison's, and what goes back to the default goes back to it.
func (b *Book) With(proposals ...Proposal) *Book {
	is := *b
	is.Sections = slices.Clone(b.Sections)
	for s := range is.Sections {
		is.Sections[s].Items = slices.Clone(b.Sections[s].Items)
		for n := range is.Sections[s].Items {
			i := &is.Sections[s].Items[n]
			i.Parameters = slices.Clone(i.Parameters)
			for _, p := range proposals {
				if p.Item == i.Code {
					i.set(p, b.Sections[s].Items[n])
				}
			}
		}
	}
	return &is
}

// set takes over a proposal's thresholds; by is the item with the defaults.
func (i *Item) set(p Proposal, by Item) {
	for n := range i.Parameters {
		t, sets := p.set(i.Parameters[n].Name)
		switch {
		case sets && t.Default:
			i.Parameters[n] = by.Parameters[n]
		case sets:
			i.Parameters[n].Value, i.Parameters[n].Partly = t.Value, t.Partly
		}
	}
}

// Sets lists which of the wanted thresholds differ from those that the item has
// now. One that is Liaison's default again is said to be that, so that it
// follows the default where a later version of Liaison has another.
func Sets(now, byDefault Item, wanted []Threshold) []Threshold {
	var sets []Threshold
	for n, p := range now.Parameters {
		i := slices.IndexFunc(wanted, func(t Threshold) bool { return t.Parameter == p.Name })
		if i < 0 || wanted[i].Value == p.Value && wanted[i].Partly == p.Partly {
			continue
		}
		w := wanted[i]
		if own := byDefault.Parameters[n]; w.Value == own.Value && w.Partly == own.Partly {
			w = Threshold{Parameter: p.Name, Default: true}
		}
		sets = append(sets, w)
	}
	return sets
}

// ValueField names the field of a form that holds a parameter's threshold.
func ValueField(parameter string) string { return "value-" + parameter }

// PartlyField names the field that holds where partly begins.
func PartlyField(parameter string) string { return "partly-" + parameter }

// CheckProposal returns everything wrong with the thresholds that somebody
// wants an item to have and the reason for them, as an Invalid fault. The item
// is as it is now.
func CheckProposal(now Item, wanted []Threshold, reason string) error {
	var c fault.Check
	value := map[string]float64{}
	for _, t := range wanted {
		value[t.Parameter] = t.Value
	}
	changed := false
	for _, p := range now.Parameters {
		n := slices.IndexFunc(wanted, func(t Threshold) bool { return t.Parameter == p.Name })
		at := ValueField(p.Name)
		if n < 0 {
			c.Need(false, at, "Enter the threshold for ‘%s’", p.Meaning)
			continue
		}
		t := wanted[n]
		changed = changed || t.Value != p.Value || t.Partly != p.Partly
		p.check(&c, at, "Threshold for ‘"+p.Meaning+"’", t.Value)
		if p.Partly > 0 {
			wrong := c.Spoke(at)
			at = PartlyField(p.Name)
			p.check(&c, at, "Partly for ‘"+p.Meaning+"’", t.Partly)
			c.Need(wrong || t.Partly <= t.Value, at, "Partly for ‘%s’ must be at most the threshold, %s", p.Meaning, inUnit(t.Value, p.Unit))
		}
		if p.Within != "" {
			other := now.parameter(p.Within)
			c.Need(t.Value <= value[p.Within], ValueField(p.Name), "Threshold for ‘%s’ must be at most that for ‘%s’", p.Meaning, other.Meaning)
		}
	}
	c.Need(changed || c.Err() != nil, ValueField(now.Parameters[0].Name), "Change at least one threshold")
	checkReason(&c, "reason", reason, "Enter why the thresholds should change")
	return c.Err()
}

// check says what is wrong with one number. What is counted in whole things is
// a whole number, and a share a whole percentage, so that pages say exactly
// what the rule asks for.
func (p Parameter) check(c *fault.Check, at, name string, v float64) {
	least, most := 1.0, p.Largest()
	switch p.Unit {
	case "share":
		c.Need(v > 0, at, "%s must be a whole percentage from 1 to 100", name)
		c.Need(v <= 1 && whole(v*100), at, "%s must be a whole percentage from 1 to 100", name)
		return
	case "number", "fte":
		least = 0.01
		c.Need(whole(v*100), at, "%s must have at most two digits after the point", name)
	default:
		c.Need(whole(v), at, "%s must be a whole number", name)
	}
	c.Need(v >= least && v <= most, at, "%s must be from %s to %s", name, Number(least), Number(most))
}

func whole(v float64) bool {
	n := v - float64(int64(v+0.5))
	return n < nearly && n > -nearly
}

// Largest is the most that the parameter may be set to: what the book says, or
// what still makes sense in its unit.
func (p Parameter) Largest() float64 {
	if p.Most > 0 {
		return p.Most
	}
	switch p.Unit {
	case "share":
		return 1
	case "days":
		return 1100
	case "working days":
		return 250
	case "months":
		return 36
	case "meetings":
		return 24
	}
	return 100
}

// Propose adds a proposal, where no other for the same item waits. Its
// thresholds are those that somebody wants the item to have, all of them; the
// book is Liaison's.
func Propose(p Proposal, book *Book, wanted []Threshold) access.Change[Register] {
	return access.Change[Register]{Do: access.ProposeThreshold, Apply: func(r *Register) error {
		now, known := book.With(r.InForce(p.ProposedAt)...).Find(p.Item)
		byDefault, _ := book.Find(p.Item)
		if !known || len(now.Parameters) == 0 {
			return fault.Missing()
		}
		if err := CheckProposal(now, wanted, p.Reason); err != nil {
			return err
		}
		if slices.ContainsFunc(r.Waiting(), func(o Proposal) bool { return o.Item == p.Item }) {
			return fault.New(fault.Conflict, "Other thresholds for this item already wait for a decision")
		}
		p.Sets, p.Outcome = Sets(now, byDefault, wanted), Waiting
		r.Proposals = append([]Proposal{p}, r.Proposals...)
		return nil
	}}
}

// ApproveThresholds makes a proposal count. Somebody other than who proposed
// it does.
func ApproveThresholds(id, by uuid.UUID, now time.Time) access.Change[Register] {
	return access.Change[Register]{Do: access.ApproveThreshold, Apply: func(r *Register) error {
		return r.decide(id, by, now, Approved, "")
	}}
}

// RefuseThresholds turns a proposal down, with a reason.
func RefuseThresholds(id, by uuid.UUID, why string, now time.Time) access.Change[Register] {
	return access.Change[Register]{Do: access.ApproveThreshold, Apply: func(r *Register) error {
		return r.decide(id, by, now, Refused, why)
	}}
}

// WithdrawThresholds takes a proposal back, which only who made it may.
func WithdrawThresholds(id, by uuid.UUID, now time.Time) access.Change[Register] {
	return access.Change[Register]{Do: access.ProposeThreshold, Apply: func(r *Register) error {
		return r.decide(id, by, now, Withdrawn, "")
	}}
}

// OnlyFor does the change only where the proposal is one for the item.
func OnlyFor(item string, id uuid.UUID, ch access.Change[Register]) access.Change[Register] {
	return access.Change[Register]{Do: ch.Do, Apply: func(r *Register) error {
		if !slices.ContainsFunc(r.Of(item), func(p Proposal) bool { return p.ID == id }) {
			return fault.Missing()
		}
		return ch.Apply(r)
	}}
}

func (r *Register) decide(id, by uuid.UUID, now time.Time, o Outcome, why string) error {
	n := slices.IndexFunc(r.Proposals, func(p Proposal) bool { return p.ID == id })
	if n < 0 {
		return fault.Missing()
	}
	p := &r.Proposals[n]
	switch {
	case p.Outcome != Waiting:
		return fault.New(fault.Conflict, "This proposal has already been %s", p.Outcome.Words())
	case o == Withdrawn && p.ProposedBy != by:
		return fault.New(fault.Forbidden, "Only the person who proposed this can withdraw it")
	case o != Withdrawn && p.ProposedBy == by:
		return fault.New(fault.Forbidden, "Somebody other than the person who proposed this decides on it")
	}
	if o == Refused {
		var c fault.Check
		checkReason(&c, "why", why, "Enter why you refuse this")
		if err := c.Err(); err != nil {
			return err
		}
	}
	p.Outcome, p.DecidedBy, p.DecidedAt, p.Why = o, by, now, why
	return nil
}

func checkReason(c *fault.Check, field, why, say string) {
	c.Need(why != "", field, say)
	c.Need(form.Length(why) <= 1000, field, "Reason must be 1,000 characters or less")
}

// Move is an item whose state would be another.
type Move struct {
	Item     Item
	From, To State
}

// Moves lists the items whose state differs between two findings of the same
// facts, in the order of the book.
func Moves(book *Book, from, to []Finding) []Move {
	was := map[string]State{}
	for _, f := range from {
		was[f.Code] = f.State
	}
	var moves []Move
	for _, f := range to {
		if i, ok := book.Find(f.Code); ok && was[f.Code] != f.State {
			moves = append(moves, Move{Item: i, From: was[f.Code], To: f.State})
		}
	}
	return moves
}
