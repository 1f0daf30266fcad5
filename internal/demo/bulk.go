package demo

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"liaison/internal/partnership"
)

// Partnerships is over how many partnerships a large demonstration is spread.
const Partnerships = 20

// share is the part of the activities that falls to the first partnership, in
// hundredths.
const share = 17

// perBatch is how many activities are loaded in one transaction.
const perBatch = 50_000

// Batch is part of a large demonstration: meetings of one partnership, and the
// partnership itself with the first of them.
type Batch struct {
	Partnership int
	New         bool // whether the partnership is still to be made
	Name        string
	Agencies    []partnership.Agency
	Author      uuid.UUID
	Meetings    []Meeting
	Since       time.Time
}

// Meeting is one meeting of a large demonstration.
type Meeting struct {
	ID     uuid.UUID
	Ref    string
	At     time.Time
	Title  string
	Lines  []Line
	Action string // what one agency is asked to do, or empty
	Due    time.Time
	Closed bool
}

// Line is one agency at a meeting.
type Line struct {
	Agency int
	State  string
}

// Bulk spreads n meetings over the five years before now and over 20
// partnerships, of which p is the first, always the same for the same day and
// number. References are drawn by ref, which never gives one twice.
func Bulk(p Partnership, n int, now time.Time, ref func(n int) []string) iter.Seq[Batch] {
	return func(yield func(Batch) bool) {
		if n <= 0 {
			return
		}
		agencies := make([]partnership.Agency, 0, len(p.Partners))
		for _, a := range p.Partners {
			agencies = append(agencies, a.Agency)
		}
		r := rand.New(rand.NewPCG(1, uint64(n))) //nolint:gosec // invented data, the same each time
		refs := ref(n)
		for k := 1; k <= Partnerships; k++ {
			count := n * (100 - share) / 100 / (Partnerships - 1)
			if k == 1 {
				count = n - count*(Partnerships-1)
			}
			made := k == 1
			for count > 0 {
				b := Batch{
					Partnership: k, New: !made, Name: fmt.Sprintf("Invented partnership %d", k),
					Agencies: agencies, Author: p.Accounts[0].ID, Since: now.AddDate(-6, 0, 0),
				}
				for range min(count, perBatch) {
					b.Meetings = append(b.Meetings, invent(r, refs[0], agencies, now))
					refs = refs[1:]
				}
				count, made = count-len(b.Meetings), true
				if !yield(b) {
					return
				}
			}
		}
	}
}

var topics = []string{
	"Neighbourhood briefing", "Partners' working group", "School liaison meeting", "Review of open actions",
	"Training planning", "Sharing agreement review", "Community safety round table", "Quarterly partners' meeting",
}

func invent(r *rand.Rand, ref string, agencies []partnership.Agency, now time.Time) Meeting {
	var id uuid.UUID
	for i := range id {
		id[i] = byte(r.UintN(256)) //nolint:gosec // it is below 256
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	m := Meeting{ID: id, Ref: ref, Title: topics[r.IntN(len(topics))]}
	m.At = now.Add(-time.Duration(r.Int64N(int64(5 * 365 * 24 * time.Hour)))).Truncate(time.Hour)
	first := r.IntN(len(agencies))
	for i := range 3 {
		state := "came"
		if r.IntN(10) == 0 {
			state = "absent"
		}
		m.Lines = append(m.Lines, Line{agencies[(first+i)%len(agencies)].ID, state})
	}
	if r.IntN(4) == 0 {
		m.Action, m.Due = "Send the notes to those who could not come", m.At.AddDate(0, 0, 21)
		m.Closed = m.Due.Before(now.AddDate(0, 0, -30))
	}
	return m
}
