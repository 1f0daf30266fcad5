package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// FundingStore keeps funding streams, what was spent and what was asked for.
// A stream, entry or request of another partnership is NotFound.
type FundingStore interface {
	// Streams returns every stream, the one that ends first first.
	Streams(ctx context.Context, who access.Actor) ([]Stream, error)
	// Stream returns one stream.
	Stream(ctx context.Context, who access.Actor, id uuid.UUID) (Stream, error)
	// AddStream records a stream. It returns Forbidden and Invalid.
	AddStream(ctx context.Context, who access.Actor, s Stream) error
	// ChangeStream does one thing to a stream and logs it, or does neither.
	// Besides what the deed itself returns, it returns Forbidden and Conflict.
	ChangeStream(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Stream]) error

	// Spends returns what was spent of a stream, the newest first, with the
	// entries that were made in error.
	Spends(ctx context.Context, who access.Actor, stream uuid.UUID) ([]Spend, error)
	// Spend returns one entry.
	Spend(ctx context.Context, who access.Actor, id uuid.UUID) (Spend, error)
	// AddSpend records that money was spent. It returns Forbidden and Invalid.
	AddSpend(ctx context.Context, who access.Actor, s Spend) error
	// ChangeSpend does one thing to an entry, as ChangeStream does to a stream.
	ChangeSpend(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Spend]) error

	// FundingRequests returns every request: those that wait, the oldest
	// first, and then those that were decided, the newest first.
	FundingRequests(ctx context.Context, who access.Actor) ([]FundingRequest, error)
	// FundingRequest returns one request.
	FundingRequest(ctx context.Context, who access.Actor, id uuid.UUID) (FundingRequest, error)
	// AskFunding records a request. It returns Forbidden for an agency that
	// this person may not ask for, and Invalid.
	AskFunding(ctx context.Context, who access.Actor, q FundingRequest) error
	// ChangeFundingRequest does one thing to a request, as ChangeStream does to a stream.
	ChangeFundingRequest(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[FundingRequest]) error
}

// Stream is money that is there for the partnership for a time.
type Stream struct {
	ID         uuid.UUID
	Name       string
	Funder     string
	Amount     Pence
	InContext  bool // in the counter-terrorism context
	Additional bool // beyond core budgets
	Confirmed  bool
	From, To   time.Time
	Renewal    string // what is planned for when it ends
	ClosedWhy  string
	By         uuid.UUID
	At         time.Time
	Version    int
	Spent      Pence // of it so far, without entries made in error
}

// Left is what is not spent yet; less than nothing where more was spent.
func (s Stream) Left() Pence { return s.Amount - s.Spent }

// Covers reports whether the money is there on the day.
func (s Stream) Covers(day time.Time) bool { return !day.Before(s.From) && !day.After(s.To) }

// Closed reports whether somebody ended it before its time.
func (s Stream) Closed() bool { return s.ClosedWhy != "" }

// Check returns everything wrong with the stream, as an Invalid fault.
func (s Stream) Check() error {
	var c fault.Check
	checkName(&c, "name", strings.TrimSpace(s.Name), "Enter the name of the stream", "Name", 200)
	checkName(&c, "funder", strings.TrimSpace(s.Funder), "Enter who the money comes from", "Funder", 200)
	checkAmount(&c, s.Amount)
	c.Need(!s.From.IsZero(), "from", "Enter the first day of the stream")
	checkYear(&c, "from", "First day", s.From)
	c.Need(!s.To.IsZero(), "to", "Enter the last day of the stream")
	checkYear(&c, "to", "Last day", s.To)
	c.Need(s.From.IsZero() || s.To.IsZero() || !s.To.Before(s.From), "to", "Last day must be on or after the first day")
	checkText(&c, "renewal", "Renewal plan", s.Renewal, 1000)
	return c.Err()
}

// Facts is what rules may know of the stream.
func (s Stream) Facts() []fact.Fact {
	f := fact.Fact{Source: s.ID, Kind: fact.Stream, Day: s.From, Until: s.To, Number: s.Amount.Whole()}
	for _, m := range []struct {
		is   bool
		flag fact.Flag
	}{{s.InContext, fact.InContext}, {s.Additional, fact.Additional}, {s.Confirmed, fact.Confirmed}} {
		if m.is {
			f.Flags = append(f.Flags, m.flag)
		}
	}
	return []fact.Fact{f}
}

// CorrectStream changes what is known of a stream, but not its first day. The
// version is the one that the person was looking at.
func CorrectStream(version int, to Stream, why string) Deed[Stream] {
	return Deed[Stream]{
		Change: access.Change[Stream]{Do: access.KeepFunding, Apply: func(s *Stream) error {
			if s.Closed() {
				return errStreamClosed()
			}
			is := *s
			is.Name, is.Funder, is.Amount, is.To, is.Renewal = to.Name, to.Funder, to.Amount, to.To, to.Renewal
			is.InContext, is.Additional, is.Confirmed = to.InContext, to.Additional, to.Confirmed
			if err := is.CheckCorrection(why); err != nil {
				return err
			}
			if s.Version != version {
				return stale()
			}
			if len(streamChanges(*s, is)) == 0 {
				return fault.At("name", "Change something, or cancel")
			}
			*s = is
			return nil
		}},
		Said: streamChanges, Why: why,
	}
}

// CheckCorrection returns everything wrong with a stream as it is corrected
// and with the reason, which nobody has to give, as an Invalid fault.
func (s Stream) CheckCorrection(why string) error {
	var c fault.Check
	checkText(&c, "why", "Reason", why, 1000)
	return c.Join(s.Check())
}

func streamChanges(was, is Stream) []string {
	return differing(
		[3]string{"Name", was.Name, is.Name}, [3]string{"Funder", was.Funder, is.Funder}, [3]string{"Amount", was.Amount.Pounds(), is.Amount.Pounds()},
		[3]string{"In the counter-terrorism context", yes(was.InContext), yes(is.InContext)}, [3]string{"Beyond core budgets", yes(was.Additional), yes(is.Additional)},
		[3]string{"Confirmed", yes(was.Confirmed), yes(is.Confirmed)}, [3]string{"Last day", written(was.To), written(is.To)},
		[3]string{"Renewal plan", was.Renewal, is.Renewal},
	)
}

// errStreamClosed is the fault of changing a stream that was closed.
func errStreamClosed() error {
	return fault.New(fault.Conflict, "This stream has already been closed")
}

// CheckStream returns everything wrong with closing the stream, as an Invalid fault.
func (e Closing) CheckStream(s Stream) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day of the stream")
	c.Need(e.Last.IsZero() || !e.Last.Before(s.From), "last", "Last day must be on or after the first day, %s", written(s.From))
	c.Need(!e.Last.After(s.To), "last", "Last day must be on or before %s, when the stream ends already", written(s.To))
	checkReason(&c, "why", e.Why, "Enter why the stream is closed")
	return c.Err()
}

// CloseStream ends a stream, on its last day or before.
func CloseStream(e Closing) Deed[Stream] {
	return Deed[Stream]{
		Change: access.Change[Stream]{Do: access.KeepFunding, Apply: func(s *Stream) error {
			if s.Closed() {
				return errStreamClosed()
			}
			if err := e.CheckStream(*s); err != nil {
				return err
			}
			s.To, s.ClosedWhy = e.Last, e.Why
			return nil
		}},
		Said: saying[Stream]("Closed. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// Cliff is a day on which confirmed money ends.
type Cliff struct {
	Day   time.Time // the last day of the streams
	Ends  []Stream  // the confirmed streams that end on it
	After []Stream  // the confirmed streams that are there on the day after
}

// Cliffs lists the days from today on which confirmed streams end, the first
// one first.
func Cliffs(streams []Stream, today time.Time) []Cliff {
	var cliffs []Cliff
	for _, s := range streams {
		if !s.Confirmed || s.To.Before(today) {
			continue
		}
		i := slices.IndexFunc(cliffs, func(c Cliff) bool { return c.Day.Equal(s.To) })
		if i < 0 {
			i, cliffs = len(cliffs), append(cliffs, Cliff{Day: s.To})
		}
		cliffs[i].Ends = append(cliffs[i].Ends, s)
	}
	for i := range cliffs {
		next := cliffs[i].Day.AddDate(0, 0, 1)
		for _, s := range streams {
			if s.Confirmed && s.Covers(next) {
				cliffs[i].After = append(cliffs[i].After, s)
			}
		}
	}
	slices.SortStableFunc(cliffs, func(a, b Cliff) int { return a.Day.Compare(b.Day) })
	return cliffs
}

// Spend is money spent of a stream. It is never changed: one made in error is
// struck, stays readable, and is made again.
type Spend struct {
	ID     uuid.UUID
	Stream uuid.UUID
	Day    time.Time
	Amount Pence
	What   string
	By     uuid.UUID
	At     time.Time
	Struck
}

// Struck says of an entry that it was made in error; empty while it counts.
type Struck struct {
	StruckAt  time.Time
	StruckBy  uuid.UUID
	StruckWhy string
}

// Counts reports whether the entry was not struck.
func (s Struck) Counts() bool { return s.StruckAt.IsZero() }

// CheckStriking returns everything wrong with striking an entry, as an Invalid fault.
func CheckStriking(why string) error {
	var c fault.Check
	checkReason(&c, "why", why, "Enter why the entry is wrong")
	return c.Err()
}

func (s *Struck) strike(by uuid.UUID, why string, now time.Time) error {
	if !s.Counts() {
		return fault.New(fault.Conflict, "This entry has already been struck")
	}
	if err := CheckStriking(why); err != nil {
		return err
	}
	s.StruckAt, s.StruckBy, s.StruckWhy = now, by, why
	return nil
}

// Check returns everything wrong with the entry, as an Invalid fault.
func (s Spend) Check(of Stream, today time.Time) error {
	var c fault.Check
	c.Need(!s.Day.IsZero(), "day", "Enter the day the money was spent")
	c.Need(!s.Day.After(today), "day", "Day must be today or in the past")
	c.Need(s.Day.IsZero() || of.Covers(s.Day), "day", "Day must be while the stream lasts, from %s to %s", written(of.From), written(of.To))
	checkAmount(&c, s.Amount)
	checkName(&c, "what", strings.TrimSpace(s.What), "Enter what the money was spent on", "What it was spent on", 300)
	return c.Err()
}

// Facts is what rules may know of the entry: nothing once it is struck.
func (s Spend) Facts() []fact.Fact {
	if !s.Counts() {
		return nil
	}
	return []fact.Fact{{Source: s.ID, Kind: fact.Spend, Day: s.Day, Person: s.Stream, Number: s.Amount.Whole()}}
}

// StrikeSpend takes an entry out of every sum and leaves it readable.
func StrikeSpend(by uuid.UUID, why string, now time.Time) Deed[Spend] {
	return Deed[Spend]{
		Change: access.Change[Spend]{Do: access.KeepFunding, Apply: func(s *Spend) error { return s.strike(by, why, now) }},
		Said:   saying[Spend]("Struck, since it was recorded in error"), Why: why,
	}
}

// Support is what an agency asks for.
type Support string

// The kinds of support.
const (
	InCash Support = "cash"
	InKind Support = "kind"
)

// Name is what people read.
func (s Support) Name() string {
	switch s {
	case InCash:
		return "Cash"
	case InKind:
		return "In kind"
	}
	return ""
}

// Outcome is how a request was decided.
type Outcome string

// The outcomes.
const (
	RequestGranted Outcome = "granted"
	RequestInPart  Outcome = "part"
	RequestRefused Outcome = "refused"
	RequestDropped Outcome = "dropped"
)

// Outcomes lists them in the order of the page.
func Outcomes() []Outcome {
	return []Outcome{RequestGranted, RequestInPart, RequestRefused, RequestDropped}
}

// Name is what people read.
func (o Outcome) Name() string {
	switch o {
	case RequestGranted:
		return "Granted"
	case RequestInPart:
		return "Granted in part"
	case RequestRefused:
		return "Refused"
	case RequestDropped:
		return "Dropped, since the agency no longer needs it"
	}
	return ""
}

// Gives reports whether the agency gets something.
func (o Outcome) Gives() bool { return o == RequestGranted || o == RequestInPart }

// FundingRequest is an agency asking for money or for support in kind.
type FundingRequest struct {
	ID         uuid.UUID
	Agency     int
	AgencyName string
	AgencyKind string
	What       string
	Support    Support
	Amount     Pence // what it asks for, or what the support in kind is worth; 0 where nobody said
	Asked      time.Time
	AskedBy    uuid.UUID
	Decision
	DecidedBy   uuid.UUID
	CorrectedBy uuid.UUID   // who last put right what is asked for, if somebody did
	Correctors  []uuid.UUID // everybody who ever did, as Store gives them
	Version     int
	Struck
}

// Decision is what came of a request.
type Decision struct {
	Outcome    Outcome // empty while the request waits
	Decided    time.Time
	Granted    Pence
	Stream     uuid.UUID // the money comes from, if that is known
	StreamName string
	Why        string
}

// Waiting reports whether it stands and nobody has decided on it yet.
func (q FundingRequest) Waiting() bool { return q.Outcome == "" && q.Counts() }

// Days is how many days the request has waited, or waited until it was decided.
func (q FundingRequest) Days(today time.Time) int {
	if !q.Waiting() {
		today = q.Decided
	}
	return int(today.Sub(q.Asked).Hours() / 24)
}

// Scope is where the request is kept: it is its agency's.
func (q FundingRequest) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership, Agency: q.Agency}
}

// Check returns everything wrong with the request, as an Invalid fault.
func (q FundingRequest) Check(today time.Time) error {
	var c fault.Check
	c.Need(q.Agency != 0, "agency", "Select the agency that asks")
	checkName(&c, "what", strings.TrimSpace(q.What), "Enter what is asked for", "What is asked for", 500)
	c.Need(q.Support.Name() != "", "support", "Select whether it is cash or in kind")
	c.Need(q.Support != InCash || q.Amount > 0, "amount", "Enter the amount that is asked for, more than £0")
	c.Need(q.Amount <= MostPence, "amount", "The amount must be %s or less", MostPence.Pounds())
	c.Need(!q.Asked.IsZero(), "asked", "Enter the day it was asked for")
	checkYear(&c, "asked", "Day it was asked for", q.Asked)
	c.Need(!q.Asked.After(today), "asked", "Day it was asked for must be today or in the past")
	return c.Err()
}

// Facts is what rules may know of the request: nothing once it is struck.
func (q FundingRequest) Facts() []fact.Fact {
	if !q.Counts() {
		return nil
	}
	f := fact.Fact{
		Source: q.ID, Kind: fact.FundingRequest, Day: q.Asked, Until: q.Decided, Agency: q.Agency, Number: q.Amount.Whole(),
		Flags: []fact.Flag{fact.Flag(q.Support)},
	}
	if !q.Waiting() {
		f.Flags = append(f.Flags, fact.Flag(q.Outcome))
	}
	if q.AgencyKind == "community" {
		f.Flags = append(f.Flags, fact.NonStatutory)
	}
	return []fact.Fact{f}
}

// CheckDecision returns everything wrong with a decision, as an Invalid fault.
func (q FundingRequest) CheckDecision(d Decision, today time.Time) error {
	var c fault.Check
	c.Need(slices.Contains(Outcomes(), d.Outcome), "outcome", "Select what was decided")
	c.Need(!d.Decided.IsZero(), "decided", "Enter the day it was decided")
	c.Need(d.Decided.IsZero() || !d.Decided.Before(q.Asked), "decided", "Day it was decided must be on or after the day it was asked for, %s", written(q.Asked))
	c.Need(!d.Decided.After(today), "decided", "Day it was decided must be today or in the past")
	if d.Outcome == RequestInPart {
		c.Need(d.Granted > 0 || q.Support == InKind, "granted", "Enter the amount that is granted, more than £0")
		c.Need(q.Amount == 0 || d.Granted < q.Amount, "granted", "Amount that is granted must be less than was asked for, %s", q.Amount.Pounds())
	}
	c.Need(d.Granted <= MostPence, "granted", "The amount must be %s or less", MostPence.Pounds())
	if say := map[Outcome]string{RequestInPart: "Enter why only a part is granted", RequestRefused: "Enter why it is refused"}[d.Outcome]; say != "" {
		checkReason(&c, "why", d.Why, say)
	}
	checkText(&c, "why", "Reason", d.Why, 1000)
	return c.Err()
}

// DecideRequest says what comes of a request. Nobody decides on a request that
// they made themselves. What is granted whole is the amount asked for, and what
// gives nothing is paid from nowhere, whatever else the decision says.
func DecideRequest(version int, by uuid.UUID, d Decision, today time.Time) Deed[FundingRequest] {
	return Deed[FundingRequest]{
		Change: access.Change[FundingRequest]{Do: access.DecideFunding, Apply: func(q *FundingRequest) error {
			if err := q.Open(); err != nil {
				return err
			}
			if err := q.MayDecide(by); err != nil {
				return err
			}
			if err := q.CheckDecision(d, today); err != nil {
				return err
			}
			if q.Version != version {
				return stale()
			}
			q.Decision, q.DecidedBy = d, by
			if d.Outcome == RequestGranted {
				q.Granted = q.Amount
			}
			if !d.Outcome.Gives() {
				q.Granted, q.Stream, q.StreamName = 0, uuid.Nil, ""
			}
			return nil
		}},
		Said: func(_, is FundingRequest) []string { return []string{is.said()} }, Why: d.Why,
	}
}

// MayDecide returns Forbidden for the person who asked, and for everybody who
// ever put right what is asked for.
func (q FundingRequest) MayDecide(who uuid.UUID) error {
	if q.CorrectedBy == who || slices.Contains(q.Correctors, who) {
		return fault.New(fault.Forbidden, "Somebody other than the person who put this request right decides on it")
	}
	if q.AskedBy == who {
		return fault.New(fault.Forbidden, "Somebody other than the person who asked decides on this request")
	}
	return nil
}

func (d Decision) said() string {
	words := []string{d.Outcome.Name()}
	if d.Granted > 0 {
		words = append(words, d.Granted.Pounds())
	}
	if d.StreamName != "" {
		words = append(words, "from "+d.StreamName)
	}
	return strings.Join(words, ", ")
}
