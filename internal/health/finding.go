package health

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// State says how much a value tells.
type State string

// The states. Only what is Told has a figure.
const (
	Nothing  State = "nothing"    // nothing arose that could be measured
	Counts   State = "counts"     // too few cases, or agencies, for more than counts
	NotSoFar State = "not_so_far" // fewer than half were answered, so there is no middle
	Told     State = "told"
)

// Value is a measure in one window.
type Value struct {
	Window  calendar.Span
	State   State
	Figure  float64 // in the measure's unit, where Told
	Have    int     // the numerator
	All     int     // the denominator
	Between *statistic.Interval
	Also    []Also
}

// Also is a second figure that belongs to a measure.
type Also struct {
	Name   string
	Figure float64
	Unit   Unit
}

// Finding is a measure on one day, with the rows behind it.
type Finding struct {
	Measure
	Value
	Trend   []Value // the oldest first: one for each of Windows, of which the last is Value; of a measure of Rounds, one for each of as many rounds at most
	For     []Row   // counted for it
	Against []Row   // counted, and not for it
	Left    []Row   // left out, with why
}

// Row is one thing behind a value: a record, an agency or a pair of them.
// Those of records are in the order of their days.
type Row struct {
	Source uuid.UUID // the record; zero where there is none
	Kind   fact.Kind // of the fact it was read from, which says where the record is kept
	Agency int
	Other  int
	Day    time.Time
	Until  time.Time
	Figure float64 // days, pounds or a share, as the measure says; zero for none
	Say    string
	Asks   string // the question, of an answer to the pulse
}

// Before is the value before the last one of the trend, if there is one.
func (f Finding) Before() Value {
	if len(f.Trend) < 2 {
		return Value{State: Nothing}
	}
	return f.Trend[len(f.Trend)-2]
}

func rowOf(f *fact.Fact) Row {
	return Row{Source: f.Source, Kind: f.Kind, Agency: f.Agency, Other: f.Other, Day: f.Day, Until: f.Until}
}

// side is where a case stands.
type side int

const (
	counted side = iota // for the measure
	missed              // not for it
	left                // out of it
)

// reading is a value with its rows, where they are kept.
type reading struct {
	Value
	For, Against, Left []Row
}

// begin is the reading of a view before any case.
func (v *view) begin() reading {
	return reading{Value: Value{Window: v.span, State: Nothing}}
}

// add counts a case and keeps its row where the view keeps rows.
func (r *reading) add(v *view, s side, row Row) {
	switch s {
	case counted:
		r.Have++
		r.All++
	case missed:
		r.All++
	case left:
	}
	if !v.rows {
		return
	}
	switch s {
	case counted:
		r.For = append(r.For, row)
	case missed:
		r.Against = append(r.Against, row)
	case left:
		r.Left = append(r.Left, row)
	}
}

// cases calls each with every case of a measure, where it stands, and its row.
type cases func(v *view, each func(side, Row))

// shareOf reads the share of the cases that are counted.
func shareOf(v *view, all cases) reading {
	r := v.begin()
	all(v, func(s side, row Row) { r.add(v, s, row) })
	r.share()
	return r
}

// waitOf reads how long the waits last, whose days are the figures of their rows.
func waitOf(v *view, all cases) reading {
	r := v.begin()
	var of []statistic.Observation
	all(v, func(s side, row Row) {
		r.add(v, s, row)
		of = append(of, observed(s, row))
	})
	r.wait(of)
	return r
}

func observed(s side, row Row) statistic.Observation {
	return statistic.Observation{Days: int(row.Figure), Answered: s == counted}
}

// share tells the cases counted as a share of all, with its interval.
func (val *Value) share() {
	switch {
	case val.All == 0:
		val.State = Nothing
	case val.All < FewCases:
		val.State = Counts
	default:
		between := statistic.Wilson(val.Have, val.All)
		val.State, val.Figure, val.Between = Told, float64(val.Have)/float64(val.All), &between
	}
}

// shareAmong tells a share of the ties of so many agencies.
func (val *Value) shareAmong(agencies int) {
	if val.share(); val.State == Told && agencies < FewAgencies {
		val.State, val.Figure, val.Between = Counts, 0, nil
	}
}

// tell tells a figure of a whole network of so many agencies.
func (val *Value) tell(figure float64, agencies int) {
	if agencies < FewAgencies {
		val.State = Counts
		return
	}
	val.State, val.Figure = Told, figure
}

// wait tells how long waits last, in the middle and for nine in ten. An answer
// is counted and what waits is missed, so that All is every wait.
func (val *Value) wait(of []statistic.Observation) {
	switch {
	case val.All == 0:
		val.State = Nothing
		return
	case val.All < FewCases:
		val.State = Counts
		return
	}
	lasting := statistic.Survive(of)
	days, ok := lasting.Median()
	if !ok {
		val.State = NotSoFar
		return
	}
	val.State, val.Figure = Told, float64(days)
	if days, ok := lasting.Quantile(0.9); ok {
		val.also("9 in 10 answered within", float64(days), WorkingDays)
	}
}

func (val *Value) also(name string, figure float64, u Unit) {
	val.Also = append(val.Also, Also{name, figure, u})
}
