package health

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// FewestRaters is how many people must have answered, and LeastResponse how many
// in a hundred of those asked, before anything they said is told. Source:
// domain, partnership health, "only if >=5 raters and response >=70%". The
// database holds the same.
const (
	FewestRaters  = 5
	LeastResponse = 70
)

// PulseDays is for how many days a round is open unless something else is
// chosen, and the least and the most that may be.
const (
	PulseDays  = 21
	LeastDays  = 7
	MostDays   = 61
	daysBefore = 92 // how long ahead of its first day a round may be opened
)

// Round is one time that the partners are asked. It holds nothing that anybody
// said: that comes as facts, once the round is over.
type Round struct {
	ID          uuid.UUID
	Partnership int
	Wording     int
	Opens       time.Time // the first day on which somebody can answer
	Closes      time.Time // the last
	Asked       int
	Answered    int
	By          uuid.UUID
	At          time.Time
	Published   time.Time // zero until it was over and its facts were made
	Told        bool      // whether enough people answered
	Waits       Waits     // whether a link waits for who asked for the round
	Renewed     int       // how often its links were made anew

	Tokens []string    // only of a round whose links are being made: those that are mailed or handed out
	Seats  []uuid.UUID // likewise: the accounts of those who take theirs themselves
}

// Waits is how somebody who is signed in stands to a round.
type Waits string

// The ways to stand to it. Nobody can tell who else is Free or has Taken.
const (
	NotAsked Waits = ""
	Free     Waits = "free"
	Taken    Waits = "taken"
)

// Quarter is the first day of the quarter that the round is of.
func (r Round) Quarter() time.Time { return quarterOf(r.Opens) }

// OpenOn reports whether somebody can answer on the day.
func (r Round) OpenOn(day time.Time) bool {
	return r.Published.IsZero() && !day.Before(r.Opens) && !day.After(r.Closes)
}

// OverOn reports whether nobody can answer any more on the day. A round is never
// over earlier, not even when everybody has answered: whoever could choose the
// moment could choose who is left out.
func (r Round) OverOn(day time.Time) bool { return day.After(r.Closes) }

// Missing is how many more people would have to answer for the results to be told.
func (r Round) Missing() int { return missing(r.Answered, r.Asked) }

func missing(answered, asked int) int {
	needed := max(FewestRaters, (asked*LeastResponse+99)/100)
	return max(0, needed-answered)
}

// Enough reports whether so many answers of so many people asked are told.
func Enough(answered, asked int) bool { return asked > 0 && missing(answered, asked) == 0 }

func quarterOf(day time.Time) time.Time {
	return time.Date(day.Year(), (day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
}

// FirstDay is the day on which a round of the day's quarter begins unless
// another is chosen: the quarter's first working day, or the day itself where
// that has passed.
func FirstDay(day time.Time, off calendar.Holidays) time.Time {
	first := quarterOf(day)
	if !off.Works(first) {
		first = off.After(first, 1)
	}
	if first.Before(day) {
		return day
	}
	return first
}

// Rater is somebody who stands for a partner agency: its named representative or
// a registered deputy.
type Rater struct {
	ID      uuid.UUID // of the person, where agencies name who stands for them
	Name    string
	Agency  int
	Account uuid.UUID // nil where they have none
	Address string    // to which their link is mailed; empty where it is not
}

// TakesOwn reports whether the rater takes their link themselves, signed in.
// The others get one from somebody's hand, or by mail.
func (r Rater) TakesOwn() bool { return r.Account != uuid.Nil && r.Address == "" }

// AddressField is the name of the field in which the rater's address is typed.
func (r Rater) AddressField() string { return "address-" + r.ID.String() }

// CheckAddresses returns an Invalid fault for each address that was typed for a
// rater and to which the link of another would go too: whoever reads it could
// answer for both.
func CheckAddresses(raters []Rater) error {
	var c fault.Check
	for _, r := range raters {
		others := slices.ContainsFunc(raters, func(q Rater) bool { return q.ID != r.ID && strings.EqualFold(q.Address, r.Address) })
		c.Need(r.Address == "" || r.Account != uuid.Nil || !others, r.AddressField(), "Address of %s must be their own. It is somebody else’s here", r.Name)
	}
	return c.Err()
}

// Raters puts each person who stands for an agency beside their account: that of
// the same name in the same agency. Whoever stands for an agency twice is asked
// once.
func Raters(people, accounts []Rater) []Rater {
	var all []Rater
	taken := map[uuid.UUID]bool{}
	for _, p := range people {
		same := func(q Rater) bool { return q.Agency == p.Agency && sameName(q.Name, p.Name) }
		if slices.ContainsFunc(all, same) {
			continue
		}
		if n := slices.IndexFunc(accounts, same); n >= 0 && !taken[accounts[n].Account] {
			p.Account = accounts[n].Account
			taken[p.Account] = true
		}
		all = append(all, p)
	}
	return all
}

// Pulse is the rounds of a partnership, newest first.
type Pulse struct {
	Partnership int
	Rounds      []Round
}

// Scope is where the pulse is kept.
func (p Pulse) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: p.Partnership}
}

// Of returns the round of the quarter that begins on the day.
func (p Pulse) Of(quarter time.Time) (Round, bool) {
	n := slices.IndexFunc(p.Rounds, func(r Round) bool { return r.Quarter().Equal(quarter) })
	if n < 0 {
		return Round{}, false
	}
	return p.Rounds[n], true
}

// Current returns the round that is open on the day or will be, if there is one.
func (p Pulse) Current(day time.Time) (Round, bool) {
	n := slices.IndexFunc(p.Rounds, func(r Round) bool { return r.Published.IsZero() && !r.OverOn(day) })
	if n < 0 {
		return Round{}, false
	}
	return p.Rounds[n], true
}

// CheckRound returns everything wrong with the days of a round that so many
// people would be asked in, as an Invalid fault, or a Conflict where there can be
// none.
func (p Pulse) CheckRound(opens, closes time.Time, people int, today time.Time) error {
	if err := p.MayOpen(people, today); err != nil {
		return err
	}
	var c fault.Check
	c.Need(!opens.IsZero(), "opens", "Enter the first day")
	c.Need(!closes.IsZero(), "closes", "Enter the last day")
	c.Need(opens.IsZero() || !opens.Before(today), "opens", "First day must be today or in the future")
	c.Need(opens.IsZero() || !opens.After(today.AddDate(0, 0, daysBefore)), "opens", "First day must be within three months from today")
	if !opens.IsZero() && !closes.IsZero() {
		days := calendar.Span{From: opens, To: closes}.Days()
		c.Need(days >= LeastDays, "closes", "Last day must be at least %d days after the first", LeastDays-1)
		c.Need(days <= MostDays, "closes", "Last day must be at most %d days after the first", MostDays-1)
	}
	if _, ok := p.Of(quarterOf(opens)); ok {
		c.Need(false, "opens", "There is a round of that quarter already. First day must be in another quarter")
	}
	for _, r := range p.Rounds {
		if !opens.IsZero() && !closes.IsZero() && quarterOf(opens) != r.Quarter() && !opens.After(r.Closes) && !closes.Before(r.Opens) {
			c.Need(false, "opens", "First day must be after %s, the last day of the round before", r.Closes.Format("2 January 2006"))
		}
	}
	return c.Err()
}

// MayOpen returns nil where another round can be opened of so many people, and
// otherwise a Conflict that says why not.
func (p Pulse) MayOpen(people int, today time.Time) error {
	if r, ok := p.Current(today); ok {
		return fault.New(fault.Conflict, "The round until %s is not over yet. One round is open at a time", r.Closes.Format("2 January 2006"))
	}
	if people < FewestRaters {
		return fault.New(fault.Conflict, "A round needs at least %d people who stand for partner agencies, so that nobody can be told apart. There are %d", FewestRaters, people)
	}
	return nil
}

// OpenRound asks the raters, by the tokens: one for each of them who does not
// take theirs themselves, in their order.
func OpenRound(round Round, raters []Rater, tokens []string) access.Change[Pulse] {
	return access.Change[Pulse]{Do: access.OpenPulse, Apply: func(p *Pulse) error {
		if err := p.CheckRound(round.Opens, round.Closes, len(raters), calendar.Day(round.At)); err != nil {
			return err
		}
		round.Partnership, round.Wording = p.Partnership, PresentWording().Number
		round.ask(raters, tokens)
		p.Rounds = append([]Round{round}, p.Rounds...)
		return nil
	}}
}

func (r *Round) ask(raters []Rater, tokens []string) {
	r.Asked, r.Seats = len(raters), nil
	for _, q := range raters {
		if q.TakesOwn() {
			r.Seats = append(r.Seats, q.Account)
		}
	}
	r.Tokens = tokens[:len(raters)-len(r.Seats)]
}

// MayRenew returns the round whose links can all be made anew for so many people
// on the day: the one that is open or will be, while nobody has answered. Then no
// link was used, and nothing can be learned from whose end. Otherwise it is a
// Conflict that says why not.
func (p Pulse) MayRenew(people int, today time.Time) (Round, error) {
	r, ok := p.Current(today)
	switch {
	case !ok:
		return r, fault.New(fault.Conflict, "No round is open")
	case r.Answered > 0:
		return r, fault.New(fault.Conflict, "Somebody has answered, so links can no longer be made anew. Nobody may learn whose were used")
	case people < FewestRaters:
		return r, fault.New(fault.Conflict, "A round needs at least %d people who stand for partner agencies, so that nobody can be told apart. There are %d", FewestRaters, people)
	}
	return r, nil
}

// RenewRound ends every link of the open round, and asks the raters by new ones,
// as OpenRound does. Renewed is what who asks for it saw.
func RenewRound(renewed int, raters []Rater, tokens []string, now time.Time) access.Change[Pulse] {
	return access.Change[Pulse]{Do: access.OpenPulse, Apply: func(p *Pulse) error {
		round, err := p.MayRenew(len(raters), calendar.Day(now))
		if err != nil {
			return err
		}
		if round.Renewed != renewed {
			return ErrRenewed()
		}
		round.ask(raters, tokens)
		round.Renewed++
		n := slices.IndexFunc(p.Rounds, func(r Round) bool { return r.ID == round.ID })
		p.Rounds[n] = round
		return nil
	}}
}

// ErrRenewed is the Conflict of links that were made anew, or used, meanwhile.
func ErrRenewed() error {
	return fault.New(fault.Conflict, "The links were made anew or somebody answered meanwhile. Nothing was changed and no mail was sent")
}

// ErrTooSoon is the Conflict of links that were made a moment ago, so that mails
// with them may still be on their way.
func ErrTooSoon() error {
	return fault.New(fault.Conflict, "The links of this round were made less than 10 minutes ago, and their mails may still arrive. Wait, then make them anew. Nothing was changed and no mail was sent")
}

// Returned is a link that reached nobody, and the account of who it was for.
type Returned struct {
	Token   string
	Account uuid.UUID
}

// Said is what one person answers: a value from 1 to 4 for each question, and 0
// where they cannot say.
type Said map[fact.Flag]int

// Check returns everything wrong with the answers to a wording, as an Invalid
// fault. The fields are named after the questions.
func (s Said) Check(w Wording) error {
	var c fault.Check
	for _, q := range w.Questions {
		value, spoken := s[q.Code]
		c.Need(spoken && value >= 0 && value <= highest, string(q.Code), "Select an answer to “%s”", q.Says)
	}
	for code := range s {
		known := slices.ContainsFunc(w.Questions, func(q Question) bool { return q.Code == code })
		c.Need(known, string(code), "This is not asked here")
	}
	return c.Err()
}

// Counter is one number that answers are added to, in its place among the
// round's facts.
type Counter struct {
	Part     int
	Kind     fact.Kind
	Measure  Code      // of which it is, or none
	Question fact.Flag // of a PulseCount
	Answer   int       // likewise
	N        int
}

// firstCounter is the place of the first one: before it are how many were asked
// and how many answered.
const firstCounter = 2

// Counters lists those of a wording, all at zero.
func (w Wording) Counters() []Counter {
	var all []Counter
	add := func(c Counter) {
		c.Part = firstCounter + len(all)
		all = append(all, c)
	}
	for _, m := range []Code{Trust, Worth} {
		add(Counter{Kind: fact.PulseRaters, Measure: m})
		add(Counter{Kind: fact.PulseScore, Measure: m})
	}
	for _, q := range w.Questions {
		for value := range highest + 1 {
			add(Counter{Kind: fact.PulseCount, Measure: q.Of, Question: q.Code, Answer: value})
		}
	}
	return all
}

// Facts is what the measures may know of a round that was published, with what
// its counters stood at.
func (r Round) Facts(counters []Counter) []fact.Fact {
	if r.Published.IsZero() {
		return nil
	}
	one := func(part int, k fact.Kind, n int, flags ...fact.Flag) fact.Fact {
		return fact.Fact{Source: r.ID, Part: part, Kind: k, Day: r.Opens, Until: r.Closes, Number: n, Flags: flags}
	}
	all := []fact.Fact{one(0, fact.PulseAsked, r.Asked, fact.PulseWording(r.Wording)), one(1, fact.PulseAnswered, r.Answered)}
	if !r.Told {
		return all
	}
	all[1].Flags = []fact.Flag{fact.PulseTold}
	for _, c := range counters {
		if c.Kind == fact.PulseCount {
			all = append(all, one(c.Part, c.Kind, c.N, fact.PulseAnswer(c.Answer), c.Question))
			continue
		}
		all = append(all, one(c.Part, c.Kind, c.N, fact.Flag(c.Measure)))
	}
	return all
}
