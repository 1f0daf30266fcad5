package demo

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
)

// Partnerships is over how many partnerships a large demonstration is spread.
const Partnerships = 20

// share is the part of the activities that falls to the first partnership, in
// hundredths.
const share = 17

// atOnce is about how many activities lie between two batches of the same
// partnership: as in a database that grew, what happened at one time lies
// together, and that of one partnership is not alone there.
const atOnce = 50_000

// years is how far back a large demonstration goes.
const years = 5

// Batch is part of a large demonstration: what happened in one partnership
// over some time, and whether the partnership itself is still to be made.
type Batch struct {
	Partnership
	New bool
}

// Bulk spreads n activities of every kind that coordination has, and some of
// outreach, over the five years before now and over 20 partnerships, of which
// p is the first. They are logged as people log them and leave what that
// leaves. It is always the same for the same day and number.
func Bulk(p Partnership, n int, now time.Time) iter.Seq[Batch] {
	return func(yield func(Batch) bool) {
		var counts [Partnerships]int
		for k := range counts {
			counts[k] = n * (100 - share) / 100 / (Partnerships - 1)
		}
		counts[0] = n - counts[1]*(Partnerships-1)
		number := 0
		times := (n + atOnce - 1) / atOnce
		for t := range times {
			for k, count := range counts {
				v := inventor{
					to: place(p, k, now), from: calendar.Day(now).AddDate(-years, 0, 0), days: float64(years * 365), count: count, number: number,
					r: rand.New(rand.NewPCG(uint64(n), uint64(t*Partnerships+k))), //nolint:gosec // invented data, the same each time
				}
				for i := count * t / times; i < count*(t+1)/times; i++ {
					v.invent(i)
				}
				number = v.number
				if !yield(Batch{Partnership: v.to, New: k > 0 && t == 0}) {
					return
				}
			}
		}
	}
}

// place is the kth partnership of a large demonstration, without anything that
// happened there.
func place(p Partnership, k int, now time.Time) Partnership {
	if k == 0 {
		return Partnership{ID: p.ID, Partners: p.Partners, Accounts: p.Accounts, Since: p.Since}
	}
	name := fmt.Sprintf("Invented partnership %d", k+1)
	return Partnership{
		ID: p.ID + k, Slug: fmt.Sprintf("invented-%d", k+1), Name: name, Short: name,
		Partners: p.Partners, Accounts: p.Accounts, Since: calendar.Day(now).AddDate(-years-1, 0, 0),
	}
}

// inventor makes part of what happened in one partnership.
type inventor struct {
	to     Partnership
	from   time.Time
	days   float64
	count  int // of activities in all the years
	number int // of activities made so far, of every partnership
	r      *rand.Rand
}

// invent logs the ith activity of the partnership.
func (v *inventor) invent(i int) {
	day := v.from.AddDate(0, 0, int((float64(i)+v.r.Float64())/float64(v.count)*v.days))
	c := activity.Content{Day: day, Start: time.Duration(9+v.r.IntN(8)) * time.Hour, Marking: activity.Official, Summary: v.summary()}
	in := access.Coordination
	switch n := v.r.IntN(100); {
	case n < 50:
		v.meeting(&c)
	case n < 70:
		v.sharing(&c)
	case n < 85:
		v.session(&c)
	case n < 95:
		v.event(&c)
	default:
		v.engagement(&c)
		in = access.Outreach
	}
	who := v.somebody(in)
	a := activity.Log(access.Actor{ID: who.ID, Partnership: v.to.ID, Agency: who.Agency}, c, day.Add(17*time.Hour))
	a.ID, a.Ref = v.id(), scattered(in, v.number)
	for n := range a.Actions {
		v.pursue(&a, n)
	}
	v.number++
	v.to.Activities = append(v.to.Activities, a)
	v.opinions(a)
}

// somebody is one of those who log what happens in the strand.
func (v *inventor) somebody(in access.Strand) Account {
	for {
		who := v.to.Accounts[v.r.IntN(len(v.to.Accounts))]
		if who.Grant.Strand() == in || in == access.Coordination && (who.Role == access.Coordinator || who.Role == access.Staff) {
			return who
		}
	}
}

// id is random, and the same each time.
func (v *inventor) id() uuid.UUID {
	var id uuid.UUID
	for i := range id {
		id[i] = byte(v.r.UintN(256)) //nolint:gosec // it is below 256
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// perActivity is how many references an activity leaves room for: one for each
// action.
const perActivity = 32

// scattered is the nth reference of the strand. They look like drawn ones and
// no two are the same, since an odd number has an inverse among those of as
// many bits as a reference holds.
func scattered(in access.Strand, n int) string {
	x := uint64(n+1) * 0x2545f4914f6cdd1d //nolint:gosec // it is not negative
	var place [placesOfRef]byte
	for i := range place {
		place[i] = byte(x & 31)
		x >>= 5
	}
	return spelt(in, place[:])
}
