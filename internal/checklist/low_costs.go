package checklist

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// lowCosts is the rule of FUN-2. Source: ">= 80% of products have start-up and
// running costs recorded, and actual <= the ceiling that two people of this
// partnership set, shown beside the result. Without a ceiling: TooFew, cost
// shown uncoloured". A ceiling is of starting up and of products, so recurring
// costs are shown and not held against it. Its part adds up pounds and has no
// cases to sample.
func lowCosts(item Item, e evidence) Finding {
	l := ledger{e: e, months: int(item.parameter("months").Value), started: map[uuid.UUID]bool{}, ran: map[uuid.UUID]time.Time{}}
	for _, f := range e.kinds[fact.Cost] {
		if f.Day.After(e.day) {
			continue
		}
		l.costs = append(l.costs, f)
		if f.Has(fact.StartUp) {
			l.started[f.Person] = true
		} else {
			l.ran[f.Person] = f.Day
		}
	}
	products, productNeeds := l.products(item.parameter("recorded"))
	within, withinNeeds := l.within()
	return Finding{
		Window: products.Window, Parts: []Part{products, within}, Newest: e.newest(l.costs),
		Needs: slices.Concat(productNeeds, withinNeeds),
	}
}

// ledger is the costs by the day judged, the oldest first.
type ledger struct {
	e       evidence
	months  int // in which products have running costs
	costs   []fact.Fact
	started map[uuid.UUID]bool      // products with a start-up cost
	ran     map[uuid.UUID]time.Time // the newest day of a product's running costs
}

// missing says which costs of a product are not recorded on a day, or "".
func (l ledger) missing(product uuid.UUID, day time.Time) string {
	switch runs := lastMonths(l.months, day).Has(l.ran[product]); {
	case runs && l.started[product]:
		return ""
	case runs:
		return "Start-up costs are not recorded"
	case l.started[product]:
		return "No running costs are recorded in the window"
	}
	return "Neither start-up costs nor running costs in the window are recorded"
}

func (l ledger) products(t Parameter) (Part, []Need) {
	part := Part{Name: "Costs of products are recorded", Window: lastMonths(l.months, l.e.day), Of: "products"}
	for _, p := range slices.Backward(l.e.kinds[fact.Product]) {
		switch missing := l.missing(p.Source, l.e.day); {
		case p.Day.After(l.e.day):
		case !p.Covers(l.e.day):
			part.leave(rowOf(p, "Left out, because it was available until %s", written(p.Until)))
		case missing != "":
			part.miss(rowOf(p, "%s", missing))
		default:
			part.count(rowOf(p, "Start-up and running costs are recorded"))
		}
	}
	if part.All == 0 {
		part.Say = "No product is available today, so there is nothing to count."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %s have their start-up and running costs recorded.", part.Have, many(part.All, "product", "products"))
	part.share(t)
	if part.State == Met {
		return part, part.losing(l.unrecorded(t), ToCosts)
	}
	var needs []Need
	if short := int(math.Ceil(t.Value*float64(part.All)-nearly)) - part.Have; short > 0 {
		needs = append(needs, Need{Say: fmt.Sprintf("Record the costs that %s, of those counted and not for it.", many(short, "product lacks", "products lack")), To: ToCosts})
	}
	if part.All < FewCases {
		needs = append(needs, Need{Say: fmt.Sprintf("With fewer than %d products, ‘%s’ is at best partly met.", FewCases, part.Name)})
	}
	return part, needs
}

// unrecorded is the first day on which, if nothing more is recorded, too few
// of the products then available have their costs recorded.
func (l ledger) unrecorded(t Parameter) time.Time {
	var days []time.Time
	for _, p := range l.e.kinds[fact.Product] {
		days = append(days, p.Day, p.Until.AddDate(0, 0, 1), leavesMonths(l.ran[p.Source], l.months))
	}
	days = slices.DeleteFunc(days, func(d time.Time) bool { return !d.After(l.e.day) })
	slices.SortFunc(days, time.Time.Compare)
	return days[slices.IndexFunc(days, func(d time.Time) bool {
		var now tally
		for _, p := range l.e.covering(fact.Product, d) {
			now.all++
			if l.missing(p.Source, d) == "" {
				now.have++
			}
		}
		return !met(now, t)
	})]
}

// within holds what was spent since the ceiling began against it.
func (l ledger) within() (Part, []Need) {
	part := Part{Name: "The cost is within the ceiling", Of: "pounds"}
	ceilings := l.e.covering(fact.Ceiling, l.e.day)
	if len(ceilings) == 0 {
		part.Window, part.State = lastMonths(l.months, l.e.day), TooFew
		l.spent(&part, math.MaxInt)
		part.Say += " No ceiling that two people agreed on holds today, so the cost is shown and held against nothing."
		return part, []Need{{Say: "Propose a ceiling. A second person approves it.", To: ToCeiling}}
	}
	c := ceilings[0]
	part.Window, part.All = calendar.Span{From: c.Day, To: l.e.day}, c.Number
	l.spent(&part, c.Number)
	after := written(c.Until.AddDate(0, 0, 1))
	part.Say += fmt.Sprintf(" The ceiling is %s until %s.", pounds(c.Number), written(c.Until))
	switch {
	case len(part.For)+len(part.Against) == 0:
		part.State = TooFew
		part.Say += " Without a cost that it is of, there are too few records to say."
		return part, []Need{{Say: "Record what starting up and products cost since the ceiling began.", To: ToCosts}}
	case part.Have > c.Number:
		part.State = NotMet
		return part, []Need{{Say: fmt.Sprintf("%s more was spent than the ceiling allows, and stays so. From %s a ceiling for the time after it counts anew.", pounds(part.Have-c.Number), after), To: ToCeiling}}
	}
	part.State = Met
	return part, append([]Need{{Say: "Propose a ceiling for the time after this one, and record what is spent in it.", To: ToCeiling}}, part.losing(c.Until.AddDate(0, 0, 1), ToCeiling)...)
}

// spent lists and adds up the costs of the part's window: those that come
// first are within the ceiling, and those that come when it is spent are not.
func (l ledger) spent(part *Part, ceiling int) {
	var within, over []Row
	recurring := 0
	for _, f := range l.costs {
		switch {
		case !part.Window.Has(f.Day):
		case f.Has(fact.Recurring):
			recurring += f.Number
			part.Left = append(part.Left, rowOf(f, "Left out, because recurring costs are beside the ceiling: %s", pounds(f.Number)))
		default:
			part.Have += f.Number
			row := rowOf(f, "%s, which makes %s", pounds(f.Number), pounds(part.Have))
			if part.Have <= ceiling {
				within = append(within, row)
			} else {
				over = append(over, row)
			}
		}
	}
	part.Out = len(part.Left)
	part.For, part.Against, part.Left = newestRows(within), newestRows(over), newestRows(part.Left)
	part.Figure = pounds(part.Have)
	part.Say = fmt.Sprintf("From %s to %s starting up and products cost %s, and recurring costs were %s.", written(part.Window.From), written(part.Window.To), part.Figure, pounds(recurring))
}

// newestRows are the rows that are listed of those found oldest first.
func newestRows(rows []Row) []Row {
	slices.Reverse(rows)
	return rows[:min(len(rows), MostListed)]
}
