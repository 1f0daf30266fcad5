package activity

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Measure is one thing that people are asked about a record they took part in.
type Measure string

// The measures: the first four on a scale of words, the last two a score of
// 100 in a test before and after.
const (
	Quality    Measure = "quality"
	Useful     Measure = "useful"
	Convenient Measure = "convenient"
	Relevant   Measure = "relevant"
	Before     Measure = "before"
	After      Measure = "after"
)

// Name is what people read over what was said.
func (m Measure) Name() string {
	switch m {
	case Quality:
		return "How good it was"
	case Useful:
		return "How useful it was"
	case Convenient:
		return "How convenient the place and time were"
	case Relevant:
		return "How relevant it was"
	case Before:
		return "Score before"
	case After:
		return "Score after"
	}
	return ""
}

// Words are the values of a measure in words, the lowest first, or none where
// it is a score.
func (m Measure) Words() []string {
	switch m {
	case Quality:
		return []string{"Very poor", "Poor", "Fair", "Good", "Very good"}
	case Useful:
		return []string{"Not useful", "Slightly useful", "Fairly useful", "Useful", "Very useful"}
	case Convenient:
		return []string{"Very inconvenient", "Inconvenient", "Convenient", "Very convenient"}
	case Relevant:
		return []string{"Not relevant", "Slightly relevant", "Relevant", "Very relevant"}
	case Before, After:
	}
	return nil
}

// Score reports whether the measure is a score in a test.
func (m Measure) Score() bool { return m == Before || m == After }

// Span is the lowest value and the highest.
func (m Measure) Span() (low, high int) {
	if m.Score() {
		return 0, 100
	}
	return 1, len(m.Words())
}

// missing says what to do about a measure that nobody answered.
func (m Measure) missing() string {
	switch m {
	case Quality:
		return "Select how good it was"
	case Useful:
		return "Select how useful it was"
	case Convenient:
		return "Select how convenient the place and time were"
	case Relevant:
		return "Select how relevant it was"
	case Before, After:
		return "Enter a score before or after"
	}
	return ""
}

// measuresOf are what people are asked about a record of the kind.
func measuresOf(k Kind, tested bool) []Measure {
	switch k { //nolint:exhaustive // the others are not rated
	case CoordinationMeeting:
		return []Measure{Convenient}
	case Training:
		if tested {
			return []Measure{Quality, Useful, Before, After}
		}
		return []Measure{Quality, Useful}
	case Share:
		return []Measure{Relevant, Useful}
	}
	return nil
}

// Measures are what people are asked about the record: none where nobody is.
func (a Activity) Measures() []Measure {
	return measuresOf(a.Kind, Part[Session](a.Content).Tested)
}

// Parties are who can say something about the record: the agencies that took
// part, and how many people of each.
func (a Activity) Parties() []Party {
	var all []Party
	switch d := a.Content.Detail.(type) {
	case Session:
		return d.Parties
	case Meeting:
		for _, l := range d.Attendance {
			if d.Held() && l.Attended() {
				all = append(all, Party{Agency: l.Agency, AgencyName: l.AgencyName, People: 1})
			}
		}
	case Sharing:
		for _, t := range d.Takers {
			if d.Outcome == Given || d.Outcome == GivenInPart {
				all = append(all, Party{Agency: t.Agency, AgencyName: t.AgencyName, People: 1})
			}
		}
	}
	return all
}

// Party is how many people of the agency could say something, or none.
func (a Activity) Party(agency int) Party {
	all := a.Parties()
	if n := slices.IndexFunc(all, func(p Party) bool { return p.Agency == agency }); n >= 0 && agency != 0 {
		return all[n]
	}
	return Party{Agency: agency}
}

// Rating is what one person said.
type Rating struct {
	Measure Measure
	Rater   uuid.UUID // an account, or an id made for one person without an account
	Agency  int
	Value   int
	Link    uuid.UUID // by which it was given, if by one
	MadeBy  uuid.UUID // who entered it for the person, if somebody did
	At      time.Time
	Until   time.Time // when another took its place, zero while it stands
}

// Said is what one person says of each measure that they speak of.
type Said map[Measure]int

// Rated is a record with everything that was said of it.
type Rated struct {
	Activity
	Ratings []Rating     // those that stand
	Links   []RatingLink // by which people without an account say it, newest first
}

// MayRate returns nil where the record can be rated at all now. Otherwise it
// returns a Conflict.
func (a Activity) MayRate() error {
	switch {
	case a.Hidden():
		return fault.New(fault.Conflict, "This record is hidden, because it was reported as wrong content")
	case a.IsWithdrawn():
		return fault.New(fault.Conflict, "This record has been withdrawn")
	case len(a.Measures()) == 0 || len(a.Parties()) == 0:
		return fault.New(fault.Conflict, "This record cannot be rated")
	}
	return nil
}

// MayBeRatedBy returns nil where who may say something of the record: a person
// of an agency that took part, as long as not as many people as came have
// spoken for it. A rating that is there already may always be changed.
func (r Rated) MayBeRatedBy(who access.Actor) error {
	if err := r.MayRate(); err != nil {
		return err
	}
	p := r.Party(who.Agency)
	switch {
	case p.People == 0:
		return fault.New(fault.Forbidden, "Only people of agencies that took part can rate this")
	case len(r.Own(who)) == 0 && r.answered(who.Agency) >= p.People:
		return fault.New(fault.Conflict, "As many people as took part for your agency have rated this already")
	}
	return nil
}

// Own is what who said before, if anything.
func (r Rated) Own(who access.Actor) Said {
	said := Said{}
	for _, x := range r.Ratings {
		if x.Rater == who.ID {
			said[x.Measure] = x.Value
		}
	}
	return said
}

// answered is how many people of the agency have said something; with 0, of all.
func (r Rated) answered(agency int) int {
	people := map[uuid.UUID]bool{}
	for _, x := range r.Ratings {
		if agency == 0 || x.Agency == agency {
			people[x.Rater] = true
		}
	}
	return len(people)
}

// Answered is how many people have said something, of how many who could.
func (r Rated) Answered() (n, of int) { return r.answered(0), people(r.Parties()) }

// AnsweredBy is Answered for one agency.
func (r Rated) AnsweredBy(agency int) (n, of int) { return r.answered(agency), r.Party(agency).People }

// Check returns everything wrong with what one person says where so much is
// asked, as an Invalid fault. Scores may be left out. The fields are named
// after the measures.
func (s Said) Check(asked []Measure) error {
	c := s.checked(asked)
	for _, m := range asked {
		_, spoken := s[m]
		c.Need(spoken || m.Score(), string(m), "%s", m.missing())
	}
	return c.Err()
}

// CheckPart is Check for somebody who says one thing after another: some of
// what is asked is enough. Where nothing is said, the measure is at which they
// are told.
func (s Said) CheckPart(asked []Measure, at Measure) error {
	c := s.checked(asked)
	c.Need(len(s) > 0, string(at), "%s", at.missing())
	return c.Err()
}

// checked is what is wrong with what was said.
func (s Said) checked(asked []Measure) fault.Check {
	var c fault.Check
	for _, m := range asked {
		value, spoken := s[m]
		low, high := m.Span()
		say := m.missing()
		if m.Score() {
			say = fmt.Sprintf("%s must be a whole number between %d and %d", m.Name(), low, high)
		}
		c.Need(!spoken || value >= low && value <= high, string(m), "%s", say)
	}
	for m := range s {
		c.Need(slices.Contains(asked, m), string(m), "This is not asked here")
	}
	return c
}

// Rate says what who thinks of the record, or of a part of what is asked, or
// says it anew: a person rates each thing once, and may change their mind. What
// they do not speak of stays as it was.
func Rate(who access.Actor, said Said, now time.Time) access.Change[Rated] {
	return access.Change[Rated]{Do: access.GiveRating, Apply: func(r *Rated) error {
		if err := r.MayBeRatedBy(who); err != nil {
			return err
		}
		asked := r.Measures()
		if err := said.CheckPart(asked, asked[0]); err != nil {
			return err
		}
		at := r.next(now)
		for _, m := range asked {
			value, spoken := said[m]
			n := slices.IndexFunc(r.Ratings, func(x Rating) bool { return x.Rater == who.ID && x.Measure == m })
			switch {
			case !spoken:
			case n < 0:
				r.Ratings = append(r.Ratings, Rating{Measure: m, Rater: who.ID, Agency: who.Agency, Value: value, At: at})
			case r.Ratings[n].Value != value:
				r.Ratings[n].Value, r.Ratings[n].At = value, at
			}
		}
		return nil
	}}
}

// next is the moment at which something new is said: after everything said before.
func (r Rated) next(now time.Time) time.Time {
	at := now.UTC().Truncate(time.Microsecond)
	for _, x := range r.Ratings {
		if !at.After(x.At) {
			at = x.At.Add(time.Microsecond)
		}
	}
	return at
}

// RateFor enters what people of an agency said who have no account, in the
// place of whatever was entered for that agency before.
func RateFor(who access.Actor, agency int, all []Said, now time.Time) access.Change[Rated] {
	return access.Change[Rated]{Do: access.LinkRating, Apply: func(r *Rated) error {
		if err := r.CheckFor(agency, all); err != nil {
			return err
		}
		at := r.next(now)
		r.Ratings = slices.DeleteFunc(slices.Clone(r.Ratings), func(x Rating) bool { return x.Agency == agency && x.MadeBy != uuid.Nil })
		for _, said := range all {
			rater := uuid.New()
			for _, m := range r.Measures() {
				if value, spoken := said[m]; spoken {
					r.Ratings = append(r.Ratings, Rating{Measure: m, Rater: rater, Agency: agency, Value: value, MadeBy: who.ID, At: at})
				}
			}
		}
		return nil
	}}
}

// CheckFor returns everything wrong with what is entered for the people of an
// agency, as an Invalid fault, or what else keeps it from being entered. Each
// person may leave out what they like.
func (r Rated) CheckFor(agency int, all []Said) error {
	if err := r.MayRate(); err != nil {
		return err
	}
	p := r.Party(agency)
	if p.People == 0 {
		return fault.Missing()
	}
	var c fault.Check
	asked := r.Measures()
	for _, said := range all {
		for m, value := range said {
			low, high := m.Span()
			c.Need(slices.Contains(asked, m), string(m), "This is not asked here")
			c.Need(value >= low && value <= high, string(m), "%s: each number must be between %d and %d", m.Name(), low, high)
		}
	}
	room := p.People - (r.answered(agency) - len(r.EnteredFor(agency)))
	c.Need(len(all) <= max(room, 0), string(asked[0]), "%s", tooMany(p, room))
	return c.Err()
}

func tooMany(p Party, room int) string {
	came := strconv.Itoa(p.People) + " people"
	if p.People == 1 {
		came = "1 person"
	}
	switch {
	case room <= 0:
		return "As many people as came from " + p.AgencyName + " have answered themselves"
	case room < p.People:
		return came + " came from " + p.AgencyName + ", and some answered themselves. Enter numbers for " + strconv.Itoa(room) + " at most"
	}
	return came + " came from " + p.AgencyName + ". Enter numbers for " + strconv.Itoa(room) + " at most"
}

// EnteredFor is what was entered for people of the agency, one for each person,
// in an order that stays.
func (r Rated) EnteredFor(agency int) []Said {
	var raters []uuid.UUID
	by := map[uuid.UUID]Said{}
	for _, x := range r.Ratings {
		if x.Agency != agency || x.MadeBy == uuid.Nil {
			continue
		}
		if by[x.Rater] == nil {
			by[x.Rater] = Said{}
			raters = append(raters, x.Rater)
		}
		by[x.Rater][x.Measure] = x.Value
	}
	slices.SortFunc(raters, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	all := make([]Said, 0, len(raters))
	for _, rater := range raters {
		all = append(all, by[rater])
	}
	return all
}

// FewestRaters is how many people must have spoken before their words are
// added up to an average: fewer say something of themselves, not of the record.
const FewestRaters = 5

// Result is what was said of one measure.
type Result struct {
	Measure Measure
	Counts  []int // of each value, the lowest first; none for a score
	N       int
	Average float64 // 0 below FewestRaters
}

// Results are what was said of each measure that is asked.
func (r Rated) Results() []Result {
	var all []Result
	for _, m := range r.Measures() {
		result, sum := Result{Measure: m}, 0
		if !m.Score() {
			result.Counts = make([]int, len(m.Words()))
		}
		for _, x := range r.Ratings {
			if x.Measure != m {
				continue
			}
			result.N++
			sum += x.Value
			if low, high := m.Span(); !m.Score() && x.Value >= low && x.Value <= high {
				result.Counts[x.Value-low]++
			}
		}
		if result.N >= FewestRaters {
			result.Average = float64(sum) / float64(result.N)
		}
		all = append(all, result)
	}
	return all
}

// Gain is by how much scores rose from before to after on average, among those
// who had both, and how many these are. It is 0 below FewestRaters.
func (r Rated) Gain() (gain float64, n int) {
	before, sum := map[uuid.UUID]int{}, 0
	for _, x := range r.Ratings {
		if x.Measure == Before {
			before[x.Rater] = x.Value
		}
	}
	for _, x := range r.Ratings {
		if was, ok := before[x.Rater]; ok && x.Measure == After {
			n++
			sum += x.Value - was
		}
	}
	if n < FewestRaters {
		return 0, n
	}
	return float64(sum) / float64(n), n
}

// Source is the source of the fact that a rating of the record leaves. Each
// has its own, so that a record's other facts come and go without it.
func (x Rating) Source(record uuid.UUID) uuid.UUID {
	return uuid.NewHash(sha256.New(), record, []byte(string(x.Measure)+"/"+x.Rater.String()), 8)
}

// Facts is what the rules may know of a rating of the record: nothing where
// the record is hidden or withdrawn, or the agency is no longer said to have
// taken part.
func (x Rating) Facts(a Activity) []fact.Fact {
	if a.Hidden() || a.IsWithdrawn() || a.Party(x.Agency).People == 0 || !slices.Contains(a.Measures(), x.Measure) {
		return nil
	}
	said := calendar.Day(x.At)
	if said.Before(a.Content.Day) {
		said = a.Content.Day
	}
	return []fact.Fact{{
		Source: x.Source(a.ID), Kind: fact.Rating, Day: a.Content.Day, Until: said, Agency: x.Agency, Person: x.Rater, By: a.ID,
		Number: x.Value, Flags: []fact.Flag{fact.Flag(x.Measure)},
	}}
}

// ReplayRatings makes again every fact that ratings of the record have left,
// by its source, from what was said and what became of the record.
func (a Activity) ReplayRatings(ratings []Rating, versions []Version) map[uuid.UUID]fact.Ledger {
	by := map[uuid.UUID][]Rating{}
	for _, x := range ratings {
		by[x.Source(a.ID)] = append(by[x.Source(a.ID)], x)
	}
	all := map[uuid.UUID]fact.Ledger{}
	for source, said := range by {
		slices.SortFunc(said, func(x, y Rating) int { return x.At.Compare(y.At) })
		var moments []time.Time
		for _, v := range versions {
			if !v.At.Before(said[0].At) {
				moments = append(moments, v.At)
			}
		}
		for _, x := range said {
			moments = append(moments, x.At)
			if !x.Until.IsZero() {
				moments = append(moments, x.Until)
			}
		}
		slices.SortFunc(moments, time.Time.Compare)
		var l fact.Ledger
		for _, at := range slices.CompactFunc(moments, time.Time.Equal) {
			var facts []fact.Fact
			for _, x := range said {
				if !x.At.After(at) && (x.Until.IsZero() || x.Until.After(at)) {
					facts = x.Facts(a.asOf(at, versions))
				}
			}
			l = l.Set(at, facts)
		}
		all[source] = l
	}
	return all
}
