package checklist

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
)

// Look is something that a manager opens from an item: what its rule read, put
// in the order of another question. It judges nothing, and nothing is read for
// it that the rule does not read.
//
// Source: the last column of the table of items, "what a manager opens".
type Look struct {
	Name   string
	Say    string // what it shows, or that there is nothing to show
	By     Grouping
	Of     []string // what the counts of a row are of, in order
	Pounds bool     // the counts are amounts
	Part   int      // the part, from 1, whose rows are what there is to see
	To     Target   // the page that shows it
	Rows   []LookRow
	Told   bool // it is of what people said, by agency: see OnPastDay
	Out    int  // how many more there are than are listed
}

// LookRow is one line of a look: about an agency, two of them, a record, or
// what its Name says.
type LookRow struct {
	Row
	Name   string
	Counts []int
}

// Grouping is what whoever shows a look puts its rows together by, where facts
// do not hold it: rows with the same become one, with their counts added up.
type Grouping string

// The groupings.
const (
	ByRow     Grouping = ""        // each row stands for itself
	ByMode    Grouping = "mode"    // how people met
	ByPlace   Grouping = "place"   // where they met
	ByCourse  Grouping = "course"  // of the product that a session was of
	ByTrainer Grouping = "trainer" // who gave a session
	ByKind    Grouping = "kind"    // of agency
)

// Occasion is what facts do not hold of a meeting or a session: how, where, and
// with what people met.
type Occasion struct{ Mode, Place, Course, Trainer string }

// looks are what a manager opens of the items, by their rules.
var looks = map[string]func(Item, evidence, Finding) []Look{
	"coordinator":          lookCoordinator,
	"same_partners":        lookSamePartners,
	"police_leadership":    lookPoliceLeadership,
	"convenient_meetings":  lookConvenientMeetings,
	"additional_funding":   lookAdditionalFunding,
	"low_costs":            lookLowCosts,
	"training_quality":     lookTrainingQuality,
	"training_followed_up": lookTrainingFollowedUp,
	"training_fits":        lookTrainingFits,
	"goals_understood":     lookGoalsUnderstood,
	"separation":           lookSeparation,
	"access_to_funding":    lookAccessToFunding,
	"two_way_information":  lookTwoWayInformation,
	"technology_in_reach":  lookTechnologyInReach,
	"databases_overseen":   lookDatabasesOverseen,
	"no_duplication":       lookNoDuplication,
	"information_fits":     lookInformationFits,
	"formal_process":       lookFormalProcess,
}

// mostGrouped bounds the rows of a look that are put together by what facts do
// not hold.
const mostGrouped = 1000

func (l *Look) add(row Row, counts ...int) { l.line(LookRow{Row: row, Counts: counts}) }

func (l *Look) line(row LookRow) {
	most := MostListed
	if l.By != ByRow {
		most = mostGrouped
	}
	if len(l.Rows) == most {
		l.Out++
		return
	}
	l.Rows = append(l.Rows, row)
}

// say says of how many lines the look is, or that there are none.
func (l *Look) say(none, one, more string) {
	n := len(l.Rows) + l.Out
	if l.Say = none; n > 0 {
		l.Say = many(n, one, more) + "."
	}
}

// seen is a look at what counts against a part, which lists it already.
func seen(name string, f Finding, part int, none, one, more string) Look {
	l := Look{Name: name, Say: none}
	if n := len(f.Parts[part-1].Against); n > 0 {
		l.Say, l.Part = many(n, one, more)+", counted against this part:", part
		if n == MostListed {
			l.Say = "The newest " + l.Say
		}
	}
	return l
}

// byAgency are the counts of each agency, in the order of agencies, which ranks
// none.
func (l *Look) byAgency(counts map[int][]int) {
	for _, agency := range slices.Sorted(maps.Keys(counts)) {
		l.add(Row{Agency: agency}, counts[agency]...)
	}
}

// together is the row of agencies of which so few people answered that to show
// them apart would tell who said what.
const together = "Agencies of which fewer than 5 people answered, together"

// FewestRaters is how many people of an agency must have answered before what
// they said stands apart. It counts people, since one who answers often is known
// as well as one who answers once.
const FewestRaters = 5

// raters are the people of each agency who answered.
type raters map[int]map[uuid.UUID]bool

func (r raters) add(rating fact.Fact) {
	if r[rating.Agency] == nil {
		r[rating.Agency] = map[uuid.UUID]bool{}
	}
	r[rating.Agency][rating.Person] = true
}

// OnPastDay is the look as it is shown as of a day before today: without what
// people said, since two days that differ by one answer would tell whose it is.
func (l Look) OnPastDay() Look {
	if l.Told && len(l.Rows) > 0 {
		l.Say, l.Rows, l.Out = "What people said is shown by agency as of today alone: to compare two days could tell who said what.", nil, 0
	}
	return l
}

// pooled is byAgency where the counts are of what people said, whom nobody is to
// know by it. Agencies with fewer raters than FewestRaters stand in one line, and
// where that line would have as few another agency stands in it too, so that it
// cannot be found by taking the rest from the whole.
func (l *Look) pooled(counts map[int][]int, of raters) {
	l.Told = true
	agencies := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(agencies, func(a, b int) int { return len(of[a]) - len(of[b]) })
	pool := LookRow{Name: together, Counts: make([]int, len(l.Of))}
	people := map[uuid.UUID]bool{}
	n := 0
	for n < len(agencies) && (len(of[agencies[n]]) < FewestRaters || len(people) > 0 && len(people) < FewestRaters) {
		maps.Copy(people, of[agencies[n]])
		for i, c := range counts[agencies[n]] {
			pool.Counts[i] += c
		}
		n++
	}
	apart := map[int][]int{}
	for _, a := range agencies[n:] {
		apart[a] = counts[a]
	}
	l.byAgency(apart)
	if n > 0 {
		l.line(pool)
	}
}

// tallyOf adds to the counts of a key.
func tallyOf[K comparable](counts map[K][]int, key K, add ...int) {
	if counts[key] == nil {
		counts[key] = make([]int, len(add))
	}
	for i, n := range add {
		counts[key][i] += n
	}
}

// one is 1 where it is so.
func one(so bool) int {
	if so {
		return 1
	}
	return 0
}

// soonest puts the lines of a look in the order of their days, and of agencies
// within a day.
func (l *Look) soonest() {
	slices.SortStableFunc(l.Rows, func(a, b LookRow) int { return cmp.Or(a.Day.Compare(b.Day), a.Agency-b.Agency) })
}

// stretch is a time in which something went on without a change.
type stretch struct {
	from, to time.Time
	held     bool
}

// stretches cuts the time from the first of the days to the last day into those
// in which what holds asks is so, and those in which it is not. It can only
// change on one of the days.
func stretches(turns []time.Time, last time.Time, holds func(time.Time) bool) []stretch {
	turns = slices.DeleteFunc(slices.Clone(turns), func(d time.Time) bool { return d.After(last) })
	slices.SortFunc(turns, time.Time.Compare)
	var all []stretch
	for _, d := range turns {
		held := holds(d)
		if n := len(all); n > 0 {
			if all[n-1].held == held {
				continue
			}
			all[n-1].to = d.AddDate(0, 0, -1)
		}
		all = append(all, stretch{d, last, held})
	}
	return all
}

// inPounds is the sum and what it is for each of so many, in words.
func inPounds(sum, of int, one, more string) string {
	if of == 0 {
		return fmt.Sprintf("%s over no %s, so there is nothing to divide it by", pounds(sum), one)
	}
	return fmt.Sprintf("%s over %s: %s for each", pounds(sum), many(of, one, more), pounds((sum+of/2)/of))
}
