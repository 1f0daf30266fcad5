package partnership

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// CostStore keeps the cost ledger and its ceiling. An entry or a ceiling of
// another partnership is NotFound.
type CostStore interface {
	// Costs returns the entries of the days from and to, either of which may be
	// no day, the newest first, with the entries that were made in error.
	Costs(ctx context.Context, who access.Actor, from, to time.Time) ([]Cost, error)
	// Cost returns one entry.
	Cost(ctx context.Context, who access.Actor, id uuid.UUID) (Cost, error)
	// AddCost records an entry. It returns Forbidden for an agency whose costs
	// this person may not record, and Invalid.
	AddCost(ctx context.Context, who access.Actor, c Cost) error
	// ChangeCost does one thing to an entry and logs it, or does neither.
	// Besides what the deed itself returns, it returns Forbidden and Conflict.
	ChangeCost(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Cost]) error

	// Ceilings returns every ceiling, also those that wait or were refused, the
	// latest first.
	Ceilings(ctx context.Context, who access.Actor) ([]Ceiling, error)
	// ProposeCeiling records a ceiling that waits for a second person. It
	// returns Forbidden, Invalid, and Conflict while another one waits.
	ProposeCeiling(ctx context.Context, who access.Actor, c Ceiling) error
	// ChangeCeiling does one thing to a ceiling, as ChangeCost does to an
	// entry. It returns Conflict where an approved one has days in common.
	ChangeCeiling(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Ceiling]) error
}

// Phase is what a cost was for.
type Phase string

// The phases.
const (
	StartUpCost   Phase = "start_up"
	ProductCost   Phase = "product"
	RecurringCost Phase = "recurring"
)

// Phases lists them in the order of the page.
func Phases() []Phase { return []Phase{StartUpCost, ProductCost, RecurringCost} }

// Name is what people read.
func (p Phase) Name() string {
	switch p {
	case StartUpCost:
		return "Start-up"
	case ProductCost:
		return "Product"
	case RecurringCost:
		return "Recurring"
	}
	return ""
}

// Payment is how a cost was borne.
type Payment string

// The ways to bear a cost.
const (
	CashPayment Payment = "cash"
	TimePayment Payment = "time"
)

// Name is what people read.
func (p Payment) Name() string {
	switch p {
	case CashPayment:
		return "Cash"
	case TimePayment:
		return "Staff time"
	}
	return ""
}

// Cost is one entry of the ledger: cash, or staff time at a rate. It is never
// changed: one made in error is struck, stays readable, and is made again.
type Cost struct {
	ID          uuid.UUID
	Day         time.Time
	Phase       Phase
	What        string
	Product     uuid.UUID // it was for, if any
	ProductName string
	Activity    uuid.UUID // it was for, if any
	ActivityRef string
	Bearer      int // the agency that bears it
	BearerName  string
	Paid        Payment
	Amount      Pence
	Minutes     int   // of staff time, 0 for cash
	Rate        Pence // an hour of it
	By          uuid.UUID
	At          time.Time
	Struck
}

// most are what the ledger holds of time and of its rate.
const (
	mostMinutes       = 6_000_000
	mostRate    Pence = 10_000_000
)

// Worth is what time costs at a rate an hour, to the nearest penny.
func Worth(minutes int, rate Pence) Pence { return (Pence(minutes)*rate + 30) / 60 }

// InTime reports whether the cost is staff time.
func (e Cost) InTime() bool { return e.Paid == TimePayment }

// Check returns everything wrong with the entry, as an Invalid fault. An entry
// in time has its amount from Worth.
func (e Cost) Check(today time.Time) error {
	var c fault.Check
	c.Need(!e.Day.IsZero(), "day", "Enter the day of the cost")
	checkYear(&c, "day", "Day", e.Day)
	c.Need(!e.Day.After(today), "day", "Day must be today or in the past")
	c.Need(e.Phase.Name() != "", "phase", "Select what kind of cost it is")
	checkName(&c, "what", strings.TrimSpace(e.What), "Enter what the cost was", "What it was", 300)
	c.Need(e.Phase != ProductCost || e.Product != uuid.Nil, "product", "Select the product that the cost was for")
	c.Need(e.Bearer != 0, "bearer", "Select the agency that bears the cost")
	switch e.Paid {
	case CashPayment:
		checkAmount(&c, e.Amount)
	case TimePayment:
		e.checkTime(&c)
	default:
		c.Need(false, "paid", "Select whether it is cash or staff time")
	}
	return c.Err()
}

func (e Cost) checkTime(c *fault.Check) {
	c.Need(e.Minutes > 0, "hours", "Enter the hours, like 7.5 or 7:30")
	c.Need(e.Minutes <= mostMinutes, "hours", "Hours must be 100,000 or less")
	c.Need(e.Rate > 0, "rate", "Enter the rate for an hour, more than £0")
	c.Need(e.Rate <= mostRate, "rate", "Rate for an hour must be %s or less", mostRate.Pounds())
	worth := Worth(min(e.Minutes, mostMinutes), min(e.Rate, mostRate))
	c.Need(worth > 0, "rate", "Hours times the rate must come to a penny or more")
	c.Need(worth <= MostPence, "rate", "Hours times the rate must come to %s or less", MostPence.Pounds())
}

// Facts is what rules may know of the entry: nothing once it is struck.
func (e Cost) Facts() []fact.Fact {
	if !e.Counts() {
		return nil
	}
	facts := []fact.Fact{{
		Source: e.ID, Kind: fact.Cost, Day: e.Day, Agency: e.Bearer, Person: e.Product, Number: e.Amount.Whole(), Flags: []fact.Flag{fact.Flag(e.Phase)},
	}}
	if e.InTime() {
		facts = append(facts, fact.Fact{Source: e.ID, Part: 1, Kind: fact.StaffTime, Day: e.Day, Agency: e.Bearer, Person: e.Product, Number: e.Minutes})
	}
	return facts
}

// Scope is where the entry is kept: it is its bearer's.
func (e Cost) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership, Agency: e.Bearer}
}

// StrikeCost takes an entry out of every sum and leaves it readable.
func StrikeCost(by uuid.UUID, why string, now time.Time) Deed[Cost] {
	return Deed[Cost]{
		Change: access.Change[Cost]{Do: access.RecordCost, Apply: func(e *Cost) error { return e.strike(by, why, now) }},
		Said:   saying[Cost]("Struck, since it was recorded in error"), Why: why,
	}
}

// Sum is a total under a name.
type Sum struct {
	Name   string
	Amount Pence
}

// Total adds up entries, without those struck. Each counts in whole pounds, as
// it does in the facts that FUN-2 reads, so that both come to the same.
func Total(costs []Cost) Pence {
	var all Pence
	for _, e := range costs {
		if e.Counts() {
			all += e.summed()
		}
	}
	return all
}

// summed is what the entry counts for in a sum.
func (e Cost) summed() Pence { return Pence(e.Amount.Whole()) * 100 }

// ByPhase adds up entries by what they were for, every phase in its place.
func ByPhase(costs []Cost) []Sum {
	var sums []Sum
	for _, p := range Phases() {
		of := slices.DeleteFunc(slices.Clone(costs), func(e Cost) bool { return e.Phase != p })
		sums = append(sums, Sum{p.Name(), Total(of)})
	}
	return sums
}

// ByBearer adds up entries by the agency that bears them, in the order of the
// alphabet: it is no league table.
func ByBearer(costs []Cost) []Sum {
	var sums []Sum
	for _, e := range costs {
		if !e.Counts() {
			continue
		}
		i := slices.IndexFunc(sums, func(s Sum) bool { return s.Name == e.BearerName })
		if i < 0 {
			i, sums = len(sums), append(sums, Sum{Name: e.BearerName})
		}
		sums[i].Amount += e.summed()
	}
	slices.SortFunc(sums, func(a, b Sum) int { return cmp.Compare(a.Name, b.Name) })
	return sums
}

// Within keeps the entries of the days, both included.
func Within(costs []Cost, from, to time.Time) []Cost {
	return slices.DeleteFunc(slices.Clone(costs), func(e Cost) bool { return e.Day.Before(from) || e.Day.After(to) })
}

// Ceiling is the most that starting up and products may cost in a time. One
// person proposes it and another approves it; only then does it count.
type Ceiling struct {
	ID         uuid.UUID
	Amount     Pence
	From, To   time.Time
	Reason     string
	ProposedBy uuid.UUID
	ProposedAt time.Time
	DecidedBy  uuid.UUID
	DecidedAt  time.Time
	Approved   bool
	RefusedWhy string
	Recall     Recall
}

// Recall is the taking back of an approved ceiling that was wrong. As the
// ceiling itself, it takes two people.
type Recall struct {
	State     RecallState
	By        uuid.UUID // who proposed it last
	At        time.Time
	Why       string
	DecidedBy uuid.UUID // who decided last, on this or on one before it
	DecidedAt time.Time
}

// RecallState is what became of a withdrawal, or nothing where none was
// proposed.
type RecallState string

// The states. A withdrawal that was refused may be proposed again.
const (
	RecallProposed RecallState = "proposed"
	RecallRefused  RecallState = "refused"
	Recalled       RecallState = "withdrawn"
)

// Undecided reports whether the ceiling, or its withdrawal, waits for a second
// person.
func (l Ceiling) Undecided() bool { return l.Waiting() || l.Recall.State == RecallProposed }

// Counts reports whether costs are compared with the ceiling.
func (l Ceiling) Counts() bool { return l.Approved && l.Recall.State != Recalled }

// Waiting reports whether nobody has decided on it yet.
func (l Ceiling) Waiting() bool { return l.DecidedBy == uuid.Nil }

// Overlaps reports whether the two have a day in common.
func (l Ceiling) Overlaps(o Ceiling) bool { return coincide(l.From, l.To, o.From, o.To) }

// Words names the ceiling: "£20,000 from 1 April 2025 to 31 March 2026".
func (l Ceiling) Words() string {
	return l.Amount.Pounds() + " from " + written(l.From) + " to " + written(l.To)
}

// Check returns everything wrong with the proposal, as an Invalid fault. It
// must have no day in common with an approved one.
func (l Ceiling) Check(others []Ceiling) error {
	var c fault.Check
	checkAmount(&c, l.Amount)
	c.Need(!l.From.IsZero(), "from", "Enter the first day of the ceiling")
	checkYear(&c, "from", "First day", l.From)
	c.Need(!l.To.IsZero(), "to", "Enter the last day of the ceiling")
	checkYear(&c, "to", "Last day", l.To)
	c.Need(l.From.IsZero() || l.To.IsZero() || !l.To.Before(l.From), "to", "Last day must be on or after the first day")
	for _, o := range others {
		c.Need(!o.Counts() || l.From.IsZero() || l.To.IsZero() || !l.Overlaps(o), "from", "Ceiling must have no day in common with the approved one of %s", o.Words())
	}
	checkReason(&c, "reason", l.Reason, "Enter why you propose this")
	return c.Err()
}

// CheckProposal is Check, and returns Conflict while another proposal waits.
func (l Ceiling) CheckProposal(others []Ceiling) error {
	if slices.ContainsFunc(others, Ceiling.Undecided) {
		return fault.New(fault.Conflict, "Another ceiling already waits for a decision")
	}
	return l.Check(others)
}

// Facts is what rules may know of the ceiling: nothing until it is approved,
// nor once it was withdrawn.
func (l Ceiling) Facts() []fact.Fact {
	if !l.Counts() {
		return nil
	}
	return []fact.Fact{{Source: l.ID, Kind: fact.Ceiling, Day: l.From, Until: l.To, Number: l.Amount.Whole()}}
}

// ApproveCeiling makes a proposal count. Somebody else than its proposer does.
func ApproveCeiling(by uuid.UUID, now time.Time) Deed[Ceiling] {
	return Deed[Ceiling]{
		Change: access.Change[Ceiling]{Do: access.ApproveCeiling, Apply: func(l *Ceiling) error {
			if err := l.decide(by, now); err != nil {
				return err
			}
			l.Approved = true
			return nil
		}},
		Said: func(_, is Ceiling) []string { return []string{"Ceiling of " + is.Words() + " approved"} },
	}
}

// RefuseCeiling turns a proposal down, with a reason.
func RefuseCeiling(by uuid.UUID, why string, now time.Time) Deed[Ceiling] {
	return Deed[Ceiling]{
		Change: access.Change[Ceiling]{Do: access.ApproveCeiling, Apply: func(l *Ceiling) error {
			if err := l.decide(by, now); err != nil {
				return err
			}
			var c fault.Check
			checkReason(&c, "why", why, "Enter why you refuse this")
			if err := c.Err(); err != nil {
				return err
			}
			l.RefusedWhy = why
			return nil
		}},
		Said: func(_, is Ceiling) []string { return []string{"Ceiling of " + is.Words() + " refused"} }, Why: why,
	}
}

func (l *Ceiling) decide(by uuid.UUID, now time.Time) error {
	if !l.Waiting() {
		return fault.New(fault.Conflict, "This ceiling has already been decided on")
	}
	if l.ProposedBy == by {
		return fault.New(fault.Forbidden, "Somebody other than the person who proposed this decides on it")
	}
	l.DecidedBy, l.DecidedAt = by, now
	return nil
}

// CheckRecall says why the withdrawal of the ceiling cannot be proposed, as a
// Conflict; nil where it can.
func (l Ceiling) CheckRecall() error {
	switch {
	case !l.Counts():
		return fault.New(fault.Conflict, "This ceiling does not count, so there is nothing to withdraw")
	case l.Recall.State == RecallProposed:
		return fault.New(fault.Conflict, "Somebody has already proposed to withdraw this ceiling")
	}
	return nil
}

// ProposeRecall asks a second person to withdraw an approved ceiling. It counts
// until they do.
func ProposeRecall(by uuid.UUID, why string, now time.Time) Deed[Ceiling] {
	return Deed[Ceiling]{
		Change: access.Change[Ceiling]{Do: access.ProposeCeiling, Apply: func(l *Ceiling) error {
			if err := l.CheckRecall(); err != nil {
				return err
			}
			if err := CheckWithdrawal(why); err != nil {
				return err
			}
			l.Recall.State, l.Recall.By, l.Recall.At, l.Recall.Why = RecallProposed, by, now, why
			return nil
		}},
		Said: func(_, is Ceiling) []string {
			return []string{"Withdrawal of the ceiling of " + is.Words() + " proposed"}
		}, Why: why,
	}
}

// DecideRecall withdraws the ceiling, or with a reason leaves it as it is.
// Somebody else than its proposer does.
func DecideRecall(by uuid.UUID, approve bool, why string, now time.Time) Deed[Ceiling] {
	return Deed[Ceiling]{
		Change: access.Change[Ceiling]{Do: access.ApproveCeiling, Apply: func(l *Ceiling) error {
			if l.Recall.State != RecallProposed {
				return fault.New(fault.Conflict, "The withdrawal of this ceiling has already been decided on")
			}
			if l.Recall.By == by {
				return fault.New(fault.Forbidden, "Somebody other than the person who proposed this decides on it")
			}
			if !approve {
				var c fault.Check
				checkReason(&c, "why", why, "Enter why you refuse this")
				if err := c.Err(); err != nil {
					return err
				}
			}
			l.Recall.State, l.Recall.DecidedBy, l.Recall.DecidedAt = Recalled, by, now
			if !approve {
				l.Recall.State = RecallRefused
			}
			return nil
		}},
		Said: func(_, is Ceiling) []string {
			if is.Recall.State == Recalled {
				return []string{"Ceiling of " + is.Words() + " withdrawn"}
			}
			return []string{"Withdrawal of the ceiling of " + is.Words() + " refused"}
		},
		Why: why,
	}
}
