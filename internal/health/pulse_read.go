package health

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// Heard is what the facts tell of one round of the pulse that is over.
type Heard struct {
	Source    uuid.UUID
	Span      calendar.Span // from its first day to its last
	Wording   int
	Asked     int
	Answered  int
	Told      bool // enough people answered
	Questions []Heed
	scores    map[Code]score
}

// Heed is what was answered to one question.
type Heed struct {
	Question
	Told   bool   // at least FewestRaters could say
	Counts [5]int // of who could not say, and of each answer from the lowest on
	Mean   float64
	Raters int // who could say
}

type score struct{ raters, sixths int }

// Quarter is the first day of the quarter that the round is of.
func (h Heard) Quarter() time.Time { return quarterOf(h.Span.From) }

// Missing is how many more people would have had to answer.
func (h Heard) Missing() int { return missing(h.Answered, h.Asked) }

// Mean is what people said of a measure on average, and how many of them could
// speak of it; ok is false where that is not told.
func (h Heard) Mean(of Code) (mean float64, raters int, ok bool) {
	s, ok := h.scores[of]
	if !ok || !h.Told || s.raters < FewestRaters {
		return 0, 0, false
	}
	return float64(s.sixths) / float64(6*s.raters), s.raters, true
}

// heard reads the rounds of the pulse, the oldest first.
func heard(kinds map[fact.Kind][]*fact.Fact) []Heard {
	var all []Heard
	at := map[uuid.UUID]int{}
	for _, f := range kinds[fact.PulseAsked] {
		h := Heard{Source: f.Source, Span: calendar.Span{From: f.Day, To: f.Until}, Asked: f.Number, scores: map[Code]score{}}
		for _, w := range wordings {
			if f.Has(fact.PulseWording(w.Number)) {
				h.Wording = w.Number
				for _, q := range w.Questions {
					h.Questions = append(h.Questions, Heed{Question: q})
				}
			}
		}
		at[f.Source] = len(all)
		all = append(all, h)
	}
	each := func(k fact.Kind, add func(h *Heard, f *fact.Fact)) {
		for _, f := range kinds[k] {
			if n, ok := at[f.Source]; ok {
				add(&all[n], f)
			}
		}
	}
	each(fact.PulseAnswered, func(h *Heard, f *fact.Fact) { h.Answered, h.Told = f.Number, f.Has(fact.PulseTold) })
	each(fact.PulseCount, (*Heard).count)
	for _, of := range []Code{Trust, Worth} {
		each(fact.PulseRaters, func(h *Heard, f *fact.Fact) { h.score(of, f, func(s *score) { s.raters = f.Number }) })
		each(fact.PulseScore, func(h *Heard, f *fact.Fact) { h.score(of, f, func(s *score) { s.sixths = f.Number }) })
	}
	for i := range all {
		for n := range all[i].Questions {
			all[i].Questions[n].sum()
		}
	}
	return all
}

func (h *Heard) count(f *fact.Fact) {
	n := slices.IndexFunc(h.Questions, func(q Heed) bool { return f.Has(q.Code) })
	if n < 0 {
		return
	}
	for value := range h.Questions[n].Counts {
		if f.Has(fact.PulseAnswer(value)) {
			h.Questions[n].Counts[value] = f.Number
		}
	}
}

func (h *Heard) score(of Code, f *fact.Fact, set func(*score)) {
	if !f.Has(fact.Flag(of)) {
		return
	}
	s := h.scores[of]
	set(&s)
	h.scores[of] = s
}

// sum works out how many could say, and what they said on average.
func (q *Heed) sum() {
	total := 0
	for value, n := range q.Counts {
		if value >= lowest {
			q.Raters += n
			total += value * n
		}
	}
	if q.Raters >= FewestRaters {
		q.Told, q.Mean = true, float64(total)/float64(q.Raters)
	}
}

// pulseHolds is for how many days after it closed a round says how things are
// now: two windows, so that a quarter without a round is bridged and no more.
const pulseHolds = 2 * Window

// trust is the mean, over the people who answered the newest round, of the mean
// of what each answered about reliability, shared aims and openness, from 1 to 4.
// What somebody could not say is left out of their mean, and whoever could say
// nothing of all three is left out of the number. Have counts who could speak of
// it, All who was asked. Source: domain, partnership health, "Trust".
func trust(v *view) reading { return v.pulse(Trust) }

// worth is the same of influence, involvement and resources. Source: domain,
// partnership health, "Value".
func worth(v *view) reading { return v.pulse(Worth) }

func (v *view) pulse(of Code) reading {
	r := v.begin()
	for _, h := range slices.Backward(v.heard) {
		if v.over(h.Span.To) && calendar.Days(h.Span.To, v.span.To) <= pulseHolds {
			return h.reading(of)
		}
	}
	return r
}

// reading is what one round says of a measure. Its rows are the questions.
func (h Heard) reading(of Code) reading {
	r := reading{Value: Value{Window: h.Span, State: Counts, Have: h.Answered, All: h.Asked}}
	if mean, raters, ok := h.Mean(of); ok {
		r.State, r.Figure, r.Have = Told, mean, raters
	}
	for _, q := range h.Questions {
		if q.Of != of || !h.Told {
			continue
		}
		row := Row{Source: h.Source, Kind: fact.PulseCount, Day: h.Span.To, Asks: q.Says}
		if !q.Told {
			row.Say = "Left out, because fewer than 5 people could say"
			r.Left = append(r.Left, row)
			continue
		}
		row.Figure, row.Say = q.Mean, q.Words()
		r.For = append(r.For, row)
	}
	return r
}

// Words is how many people gave each answer, the highest first.
func (q Heed) Words() string {
	var all []string
	for value := highest; value >= lowest; value-- {
		all = append(all, Answers()[value-lowest]+" "+strconv.Itoa(q.Counts[value]))
	}
	return strings.Join(append(all, "could not say "+strconv.Itoa(q.Counts[0])), ", ")
}

// series is a measure of the pulse over its last rounds, the oldest first: those
// with the wording of the newest, since other words are another question.
func (e *evidence) series(of Code) []Value {
	var all []Value
	for _, h := range slices.Backward(e.heard) {
		if len(all) == Windows || h.Wording != e.heard[len(e.heard)-1].Wording {
			break
		}
		all = append(all, h.reading(of).Value)
	}
	slices.Reverse(all)
	return all
}

// sameName reports whether two people of one agency are the same as far as
// their names tell.
func sameName(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }
