package checklist

import (
	"fmt"

	"github.com/google/uuid"

	"liaison/internal/fact"
)

// Whose scores can be compared, in words.
const (
	hasBoth  = "person has both scores"
	haveBoth = "people have both scores"
)

// gain is by how many points people's scores rose in all, over those who have
// one before and one after.
func (s taught) gain() (points, pairs int) {
	before := map[uuid.UUID]int{}
	for _, f := range s.said[fact.ScoreBefore] {
		before[f.Person] = f.Number
	}
	for _, f := range s.said[fact.ScoreAfter] {
		if was, ok := before[f.Person]; ok {
			points += f.Number - was
			pairs++
		}
	}
	return points, pairs
}

// scored is the part of TRN-1 about tests. Fewer than FewCases pairs of scores
// say something of those people, so no average of so few is written down. A
// test whose scores nobody entered is too few to say, so that to leave them
// out is not better than to enter them.
func (q quality) scored() (Part, []Need) {
	part := Part{Name: "Scores are higher after than before", Window: q.w, Of: "pairs of scores", Mean: true}
	var points, tests int
	var turns []turn
	for _, s := range q.sessions {
		if !s.session.Has(fact.Tested) {
			continue
		}
		tests++
		p, n := s.gain()
		points, part.All = points+p, part.All+n
		turns = append(turns, turn{q.leaves(s.session.Day), tally{have: -p, all: -n}})
	}
	if tests == 0 {
		part.Say = "No session in the window had a test, so there are no scores to compare."
		return part, nil
	}
	q.scoreRows(&part, points)
	switch {
	case part.All == 0:
		part.State = TooFew
		part.Say = "A test was held, and nobody has a score both before and after."
		return part, []Need{{Say: "Enter the scores before and after of those who were tested.", To: ToSessions}}
	case part.All < FewCases:
		part.State = atMost(points > 0, part.All)
		part.Say = fmt.Sprintf("%s. With fewer than %d, records at best partly meet the rule and no average is shown.", many(part.All, hasBoth, haveBoth), FewCases)
	default:
		part.State = atMost(points > 0, part.All)
		part.Figure = gained(points, part.All)
		part.Say = fmt.Sprintf("%s. On average they are %s.", many(part.All, hasBoth, haveBoth), part.Figure)
	}
	if part.State == Met {
		return part, part.losing(lapses(tally{have: points, all: part.All}, turns, func(t tally) bool { return t.all >= FewCases && t.have > 0 }), ToTraining)
	}
	if part.State == Partly {
		return part, []Need{{Say: fmt.Sprintf("Enter both scores of at least %d people in all who were tested. There are %d.", FewCases, part.All), To: ToSessions}}
	}
	return part, []Need{{Say: "Train again and test before and after, until scores are higher after on average.", To: ToTraining}}
}

// scoreRows lists the tested sessions. One with few pairs stands where all of
// them together do, so that where it stands tells nobody's score.
func (q quality) scoreRows(part *Part, points int) {
	for _, s := range q.sessions {
		if !s.session.Has(fact.Tested) {
			continue
		}
		p, n := s.gain()
		row := rowOf(s.session, "%s: %s", many(n, hasBoth, haveBoth), gained(p, n))
		if n < FewCases {
			p, row.Say = points, many(n, hasBoth, haveBoth)
		}
		switch {
		case n == 0:
			part.leave(rowOf(s.session, "Left out, because nobody has a score both before and after"))
		case p > 0:
			part.For = listed(part.For, row)
		default:
			part.Against = listed(part.Against, row)
		}
	}
}

// gained is by how many points scores rose or fell in the mean of the pairs.
func gained(points, pairs int) string {
	switch mean := float64(points) / float64(max(pairs, 1)); {
	case mean > 0:
		return Number(mean) + " of 100 higher after"
	case mean < 0:
		return Number(-mean) + " of 100 lower after"
	}
	return "the same after"
}
