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
	Line      Line // the later record of the two, as Store gives them
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
// say who had a part, they may have had.
func (c Content) Meets(other Content) bool {
	a, ok := c.Detail.(involved)
	b, too := other.Detail.(involved)
	if !ok || !too {
		return true
	}
	return slices.ContainsFunc(a.agencies(), func(id int) bool { return slices.Contains(b.agencies(), id) })
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
