package checklist

import (
	"fmt"

	"liaison/internal/calendar"
)

// Workload is what rests on the coordinator and the deputy: what a manager opens
// of RES-1 that no rule reads, added up of the same facts.
type Workload struct {
	Window      calendar.Span // of what was recorded
	Open        int           // actions that are open on the day
	Hundredths  int           // of full time, of the dedicated appointments of the day
	Coordinator int           // meetings, actions and chases that the coordinator recorded
	Deputy      int
	Others      int
	Most        int // by whoever recorded most
}

// RecordedDays is how far back a workload looks for the thresholds of the item.
func (i Item) RecordedDays() int { return int(i.parameter("recorded").Value) }

// Looks are the workload as an item's page opens it.
func (w Workload) Looks() []Look {
	open := Look{Name: "Open actions for each full-time equivalent"}
	open.Say = many(w.Open, "action is open", "actions are open") + ". Nobody is appointed to coordinate them."
	if w.Hundredths > 0 {
		fte := float64(w.Hundredths) / 100
		open.Say = fmt.Sprintf("%s, for %s full-time equivalent: %s for each.", many(w.Open, "action is open", "actions are open"), Number(fte), Number(float64(w.Open)/fte))
	}
	one := Look{Name: "Dependence on one person", Say: "Nobody recorded a meeting, an action or a chase in the window."}
	if all := w.Coordinator + w.Deputy + w.Others; all > 0 {
		one.Say = fmt.Sprintf("Of %s from %s to %s, one person made %d, which is %s.", many(all, "record of a meeting, an action or a chase", "records of meetings, actions and chases"),
			written(w.Window.From), written(w.Window.To), w.Most, Percent(float64(w.Most)/float64(all)))
		one.Of = []string{"Recorded"}
		for _, by := range []struct {
			name string
			n    int
		}{{"The coordinator", w.Coordinator}, {"The deputy", w.Deputy}, {"Everybody else", w.Others}} {
			one.line(LookRow{Name: by.name, Counts: []int{by.n}})
		}
	}
	return []Look{open, one}
}
