package checklist

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

func lookTwoWayInformation(_ Item, e evidence, f Finding) []Look {
	oneWay, silent := Look{Name: "Pairs that go one way"}, Look{Name: "Shares that were never answered"}
	traffic := flowOf(e, f.Window)
	for _, p := range e.required() {
		given, gave := traffic.newest[[2]int{p.Agency, p.Other}]
		got, back := traffic.newest[[2]int{p.Other, p.Agency}]
		row := Row{Kind: fact.Shared, Agency: p.Agency, Other: p.Other}
		switch {
		case gave && !back:
			oneWay.add(row.behind(given, "Last given on %s, and nothing came back", written(given.Day)))
		case back && !gave:
			row.Agency, row.Other = p.Other, p.Agency
			oneWay.add(row.behind(got, "Last given on %s, and nothing came back", written(got.Day)))
		}
	}
	oneWay.say("No required pair goes one way only.", "required pair goes one way only", "required pairs go one way only")
	answered := map[receipt]bool{}
	for _, s := range e.kinds[fact.ShareFeedback] {
		if e.ended(s) {
			answered[receipt{s.Source, s.Other}] = true
		}
	}
	for _, s := range e.in(fact.Shared, f.Window) {
		if !answered[receipt{s.Source, s.Other}] {
			silent.add(between(s, "No feedback after %s", days(calendar.Days(s.Day, e.day))))
		}
	}
	silent.say("Everything that was shared in the window has feedback.", "share without feedback, whether or not it is due", "shares without feedback, whether or not it is due")
	return []Look{oneWay, silent}
}

func lookNoDuplication(_ Item, e evidence, f Finding) []Look {
	repeated := e.repeated(f.Window.Days())
	newest, counts := map[[2]int]fact.Fact{}, map[[2]int]int{}
	for _, q := range e.in(fact.ShareAsked, f.Window) {
		again, is := repeated[q.Source]
		way := [2]int{q.Other, q.Agency}
		if !is || again.request.Agency != q.Agency || again.request.Other != q.Other {
			continue
		}
		if counts[way]++; counts[way] == 1 {
			newest[way] = q
		}
	}
	l := Look{Name: "Repeats by pair of agencies", Of: []string{"Repeated requests"}}
	for _, way := range slices.SortedFunc(maps.Keys(counts), func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) }) {
		row := rowOf(newest[way], "")
		row.Agency, row.Other = way[0], way[1] // who asked, and who was asked
		l.add(row, counts[way])
	}
	l.say("No request in the window repeats another.", "pair", "pairs")
	if len(l.Rows) > 0 {
		l.Say = "Who asked, and who was asked again for the same need."
	}
	return []Look{l}
}

// lookInformationFits takes the topic of a share to be the need that it answers.
func lookInformationFits(item Item, e evidence, f Finding) []Look {
	grade, least := item.parameter("grade"), item.parameter("relevant")
	l := Look{Name: "Topics of low relevance", Of: []string{"Shares", "Answers", grade.Words() + " or more " + grade.Unit}}
	shares, _ := givenIn(e, f.Window)
	topic := map[uuid.UUID]uuid.UUID{}
	for _, q := range e.kinds[fact.ShareAsked] {
		topic[q.Source] = q.Person
	}
	counts := map[uuid.UUID][]int{}
	for _, g := range shares {
		good := 0
		for _, s := range g.said {
			good += one(float64(s.Number) >= grade.Value)
		}
		tallyOf(counts, topic[g.Source], 1, len(g.said), good)
	}
	share := func(n []int) float64 { return float64(n[2]) / float64(n[1]) }
	var low []uuid.UUID
	for need, n := range counts {
		if n[1] > 0 && share(n)+nearly < least.Value {
			low = append(low, need)
		}
	}
	slices.SortFunc(low, func(a, b uuid.UUID) int {
		return cmp.Or(cmp.Compare(share(counts[a]), share(counts[b])), slices.Compare(a[:], b[:]))
	})
	for _, need := range low {
		row := LookRow{Row: Row{Kind: fact.Need, Source: need}, Counts: counts[need]}
		if need == uuid.Nil {
			row.Name = "Shares that name no need"
		}
		l.line(row)
	}
	l.say(fmt.Sprintf("Of no need do fewer than %s of the answers say that it was relevant.", least.Words()), "need", "needs")
	if len(l.Rows) > 0 {
		l.Say = fmt.Sprintf("Needs of which fewer than %s of the answers say that what answers them was relevant, the lowest first.", least.Words())
	}
	return []Look{l, seen("Shares that went to many", f, 2, "No share went to more than the rule allows for.", "share", "shares")}
}

func lookFormalProcess(_ Item, e evidence, f Finding) []Look {
	return []Look{lookAgreements(e), lookPairs(e, f.Window), seen("Transfers off the agreed route", f, 1, "Every transfer in the window cites a ground.", "transfer", "transfers")}
}

// lookAgreements are those that ran out, and those that nobody reviewed in time.
func lookAgreements(e evidence) Look {
	l := Look{Name: "Agreements that ran out, or whose review is overdue", To: ToAgreements}
	review := bySource(e.kinds[fact.AgreementReview])
	for _, a := range e.kinds[fact.Agreement] {
		switch due := review[a.Source].Day; {
		case a.Day.After(e.day):
		case !a.Until.IsZero() && a.Until.Before(e.day):
			l.add(Row{Kind: a.Kind, Source: a.Source, Day: a.Until, Say: "Ran out"})
		case !due.IsZero() && due.Before(e.day):
			l.add(Row{Kind: a.Kind, Source: a.Source, Day: due, Say: "In force. Its review was due on this day"})
		}
	}
	l.soonest()
	l.say("No agreement ran out, and no review is overdue.", "agreement", "agreements")
	return l
}

// lookPairs are the pairs whose requests took or have waited longest.
func lookPairs(e evidence, w calendar.Span) Look {
	l := Look{Name: "Slowest pairs", Of: []string{"Requests", "Answered with information", "Longest wait, in working days"}}
	counts, longest := map[[2]int][]int{}, map[[2]int]fact.Fact{}
	for _, q := range e.open(fact.ShareAsked, w) {
		if !q.Has(fact.ShareRequested) {
			continue
		}
		o := e.waited(q.Day, q.Until, q.Has(fact.ShareGiven) || q.Has(fact.ShareInPart))
		way := [2]int{q.Other, q.Agency}
		tallyOf(counts, way, 1, one(o.Answered), 0)
		if _, known := longest[way]; !known || o.Days > counts[way][2] {
			counts[way][2], longest[way] = o.Days, q
		}
	}
	slowest := slices.SortedFunc(maps.Keys(counts), func(a, b [2]int) int {
		return cmp.Or(counts[b][2]-counts[a][2], a[0]-b[0], a[1]-b[1])
	})
	for _, way := range slowest {
		row := rowOf(longest[way], "")
		row.Agency, row.Other = way[0], way[1]
		l.add(row, counts[way]...)
	}
	l.say("No request was open in the window.", "pair", "pairs")
	if len(l.Rows) > 0 {
		l.Say = "Who asked, and who was asked, those that waited longest first. Each leads to the request that waited longest."
	}
	return l
}
