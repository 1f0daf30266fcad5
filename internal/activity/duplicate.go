package activity

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// How alike two records are that may be one and the same.
//
// Source: the checklist's item CON-5; that what looks like a duplicate is of
// the same kind, within 3 days, with a similar title and agencies in common.
const (
	NearDays   = 3    // from one day to the other, at most
	AlikeShare = 0.45 // of what two titles have, in both; see Alike
	MaxAlike   = 5    // how many are suggested at most
)

// Settled is what somebody said of two records that look like one.
type Settled string

// What can be said. Nothing has been said of a pair that is unsettled.
const (
	Unsettled Settled = ""
	Same      Settled = "same"
	Different Settled = "different"
)

// Name is what people read.
func (s Settled) Name() string {
	switch s {
	case Unsettled:
		return "Not decided"
	case Same:
		return "The same"
	case Different:
		return "Different"
	}
	return ""
}

// Duplicate is a pair of records that look like one, and what was said of it.
type Duplicate struct {
	ID        uuid.UUID
	Strand    access.Strand
	Line      Line // the later record of the two, as Store gives them; empty where nothing was saved
	Other     Line
	FoundAt   time.Time
	FoundBy   uuid.UUID
	Settled   Settled
	SettledAt time.Time
	SettledBy uuid.UUID
	Why       string
}

// Scope is where the pair lives.
func (d Duplicate) Scope(partnership int) access.Scope {
	return access.Scope{Strand: d.Strand, Partnership: partnership}
}

// Facts is what the rules may know of the pair: when it was found, until when
// it was not decided, and what was said.
func (d Duplicate) Facts() []fact.Fact {
	f := fact.Fact{Source: d.ID, Kind: fact.Duplicate, Day: calendar.Day(d.FoundAt)}
	if d.Settled != Unsettled {
		f.Until, f.Flags = calendar.Day(d.SettledAt), []fact.Flag{fact.Flag(d.Settled)}
	}
	return []fact.Fact{f}
}

// Settle says whether the two are one. Once said, it stands.
func Settle(who access.Actor, as Settled, why string, now time.Time) access.Change[Duplicate] {
	return access.Change[Duplicate]{Do: access.SettleDuplicate, Apply: func(d *Duplicate) error {
		if d.Settled != Unsettled {
			return fault.New(fault.Conflict, "Somebody has already decided on these two records")
		}
		if err := CheckSettled(as); err != nil {
			return err
		}
		d.Settled, d.SettledAt, d.SettledBy, d.Why = as, now, who.ID, why
		return nil
	}}
}

// SameAsDraft is what who says of a draft before it is saved: that it is the
// same as a record which is there. Its id follows from the two, so that it is
// said once.
func SameAsDraft(who access.Actor, draft uuid.UUID, other Line, now time.Time) Duplicate {
	return Duplicate{
		ID: uuid.NewSHA1(draft, other.ID[:]), Strand: other.Strand, Other: other,
		FoundAt: now, FoundBy: who.ID, Settled: Same, SettledAt: now, SettledBy: who.ID,
	}
}

// CheckSettled returns an Invalid fault for an answer that decides nothing.
func CheckSettled(as Settled) error {
	var c fault.Check
	c.Need(as == Same || as == Different, "settled", "Select whether they are the same")
	return c.Err()
}

// Alike reports whether two titles say about the same. It compares their
// trigrams, as Dice's coefficient does: twice what they share over what both
// have. Upper case, punctuation, dates and numbers do not count, since a
// series gives every meeting one name.
func Alike(a, b string) bool {
	x, y := trigrams(a), trigrams(b)
	if len(x) == 0 || len(y) == 0 {
		return len(x) == len(y)
	}
	shared := 0
	for t := range x {
		if y[t] {
			shared++
		}
	}
	return 2*float64(shared) >= AlikeShare*float64(len(x)+len(y))
}

func trigrams(title string) map[string]bool {
	found := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) }) {
		r := []rune("  " + word + " ")
		for i := 0; i+3 <= len(r); i++ {
			found[string(r[i:i+3])] = true
		}
	}
	return found
}

// involved is implemented by details that say which agencies had a part.
type involved interface{ agencies() []int }

// Meets reports whether some agency had a part in both. Where either does not
// say who had a part, they may have had. Of two sharings it asks more: one
// agency gives in most of them, and their titles are made of the agencies'
// names. The same agency gives in both, to one in common, for the same need.
func (c Content) Meets(other Content) bool {
	s, ok := c.Detail.(Sharing)
	t, too := other.Detail.(Sharing)
	if ok && too && (s.Giver != t.Giver || s.Need != t.Need) {
		return false
	}
	a, b := tookPart(c.Detail), tookPart(other.Detail)
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(id int) bool { return slices.Contains(b, id) })
}

// tookPart are the agencies that had a part, as far as the record says.
func tookPart(d Detail) []int {
	if i, ok := d.(involved); ok {
		return i.agencies()
	}
	return nil
}

func (m Meeting) agencies() []int {
	var all []int
	for _, l := range m.Attendance {
		if l.Attended() {
			all = append(all, l.Agency)
		}
	}
	return all
}

func (s Session) agencies() []int      { return partiesOf(s.Parties) }
func (e ConnectEvent) agencies() []int { return partiesOf(e.Parties) }

func partiesOf(parties []Party) []int {
	var all []int
	for _, p := range present(parties) {
		all = append(all, p.Agency)
	}
	return all
}

func (e Engagement) agencies() []int { return agenciesOf(e.Partners) }

// agencies are those that receive: which one gives is compared by itself.
func (s Sharing) agencies() []int {
	var all []int
	for _, t := range s.Takers {
		all = append(all, t.Agency)
	}
	return all
}
