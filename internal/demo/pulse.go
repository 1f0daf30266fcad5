package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/health"
)

// PulseRound is one round of the pulse with what its counters stand at.
type PulseRound struct {
	health.Round
	Counters []health.Counter
	Used     int         // links by which somebody answered, of the round that is open
	Taken    []uuid.UUID // accounts that took their link
}

type pulseFile struct {
	Rounds []struct {
		Quarters, Asked int      // how many quarters ago; how many people were asked
		Answers         []string // of each person, one digit for each question
	}
	Open  []string // the answers so far in the round that is open
	Taken []string // who took their link, by e-mail address
}

// Days of the round that is open.
const (
	pulseDaysAgo = 6                // it opened so long ago, unless the quarter is younger
	publishedAt  = 30 * time.Minute // after midnight of the day after the last
)

// pulse makes rounds that are over and one that is open, from their own file.
func (m *maker) pulse() error {
	var f pulseFile
	if err := readSeed(m.seeds, "pulse.json", &f); err != nil {
		return err
	}
	by := m.account("coordinator").ID
	this := health.Round{Opens: m.today}.Quarter()
	off := calendar.Holidays{} // the one bank holiday on which a quarter may begin
	for n := range len(f.Rounds) + 1 {
		if q := this.AddDate(0, -3*n, 0); q.Month() == time.January {
			off[q] = true
		}
	}
	for _, r := range f.Rounds {
		opens := health.FirstDay(this.AddDate(0, -3*r.Quarters, 0), off)
		if opens.Before(calendar.Day(m.made.Since)) {
			continue
		}
		counters, err := counted(r.Answers)
		if err != nil {
			return fmt.Errorf("pulse.json: %w", err)
		}
		round := health.Round{
			ID: m.id("pulse/", this.AddDate(0, -3*r.Quarters, 0)), Partnership: m.made.ID, Wording: health.PresentWording().Number, Opens: opens, Closes: opens.AddDate(0, 0, health.PulseDays-1),
			Asked: r.Asked, Answered: len(r.Answers), By: by, At: opens, Told: health.Enough(len(r.Answers), r.Asked),
		}
		round.Published = round.Closes.AddDate(0, 0, 1).Add(publishedAt)
		if !round.Told {
			counters = nil
		}
		m.made.Pulse = append(m.made.Pulse, PulseRound{Round: round, Counters: counters})
	}
	return m.openPulse(f, by, this, off)
}

// openPulse opens a round of everybody who stands for an agency today, in which
// some have answered.
func (m *maker) openPulse(f pulseFile, by uuid.UUID, quarter time.Time, off calendar.Holidays) error {
	opens := health.FirstDay(quarter, off)
	if late := m.today.AddDate(0, 0, -pulseDaysAgo); late.After(opens) {
		opens = late
	}
	if opens.After(m.today) {
		opens = m.today
	}
	var people, accounts []health.Rater
	for _, r := range m.made.Representatives {
		if !r.From.After(m.today) && (r.To.IsZero() || !r.To.Before(m.today)) {
			people = append(people, health.Rater{Name: r.Person.Name, Agency: r.Agency})
		}
	}
	for _, a := range m.made.Accounts {
		accounts = append(accounts, health.Rater{Name: a.Name, Agency: a.Agency, Account: a.ID})
	}
	raters := health.Raters(people, accounts)
	pulse := health.Pulse{Partnership: m.made.ID}
	round := health.Round{ID: m.id("pulse/", quarter), Opens: opens, Closes: opens.AddDate(0, 0, health.PulseDays-1), By: by, At: opens}
	if err := health.OpenRound(round, raters, make([]string, len(raters))).Apply(&pulse); err != nil {
		return fmt.Errorf("pulse.json: %w", err)
	}
	open := PulseRound{Round: pulse.Rounds[0], Used: len(f.Open)}
	open.Answered = len(f.Open)
	var err error
	if open.Counters, err = counted(f.Open); err != nil {
		return fmt.Errorf("pulse.json: %w", err)
	}
	for _, email := range f.Taken {
		taken := m.account(email).ID
		if !slices.Contains(open.Seats, taken) {
			return fmt.Errorf("pulse.json: %s takes no link", email)
		}
		open.Taken = append(open.Taken, taken)
	}
	if free := len(open.Tokens) + len(open.Taken); open.Used > free {
		return fmt.Errorf("pulse.json: %d answers by %d links", open.Used, free)
	}
	m.made.Pulse = append(m.made.Pulse, open)
	return nil
}

// counted adds up the answers of people, which are written as one digit for each
// question.
func counted(all []string) ([]health.Counter, error) {
	w := health.PresentWording()
	counters := w.Counters()
	for _, text := range all {
		said := health.Said{}
		sums, spoken := map[health.Code]int{}, map[health.Code]int{}
		for i, q := range w.Questions {
			if len(text) != len(w.Questions) {
				return nil, fmt.Errorf("%q is not an answer to %d questions", text, len(w.Questions))
			}
			value := int(text[i] - '0')
			if said[q.Code] = value; value > 0 {
				sums[q.Of] += value
				spoken[q.Of]++
			}
		}
		if err := said.Check(w); err != nil {
			return nil, err
		}
		for i, c := range counters {
			n := spoken[c.Measure]
			switch {
			case c.Kind == fact.PulseCount && said[c.Question] == c.Answer, c.Kind == fact.PulseRaters && n > 0:
				counters[i].N++
			case c.Kind == fact.PulseScore && n > 0:
				counters[i].N += 6 * sums[c.Measure] / n
			}
		}
	}
	return counters, nil
}
