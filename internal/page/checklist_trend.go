package page

import (
	"time"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/server"
	web "liaison/web/checklist"
)

// monthsShown is how far back the strip of an item goes.
const monthsShown = 12

// addTrend adds what was kept of an item, the last day of each month until the
// day.
func (p *Pages) addTrend(r *server.Request, v *web.ItemView, until time.Time) error {
	from := time.Date(until.Year(), until.Month()-monthsShown, 1, 0, 0, 0, 0, time.UTC)
	kept, err := p.Checklists.Kept(r.Context(), r.Who, v.Code, from, until)
	if err != nil {
		return err
	}
	for _, k := range checklist.Monthly(kept) {
		v.Trend = append(v.Trend, trendPoint(k))
	}
	v.TrendNote = "What the records said on the last day kept of each month. A threshold that is set later changes none of it."
	if len(v.Trend) == 0 {
		v.TrendNote = "Nothing is kept yet. What the records say is kept at the end of each day."
	}
	return nil
}

func trendPoint(k checklist.Kept) web.Point {
	w := web.Point{
		ISO: iso(k.Day), Day: k.Day.Format("2 Jan 2006"), Key: stateKey(k.State), State: shortState(k.State), Words: k.State.Words(),
		FreshKey: freshKey(k.Fresh), Fresh: k.Fresh.Words(),
	}
	if k.Later() {
		w.Note = "Worked out afterwards, on " + day(calendar.Day(k.At))
	}
	return w
}

// shortState is a state where there is little room.
func shortState(s checklist.State) string {
	switch s {
	case checklist.Met:
		return "Met"
	case checklist.Partly:
		return "Partly met"
	case checklist.NotMet:
		return "Not met"
	case checklist.TooFew:
		return "Too few"
	}
	return "None"
}
