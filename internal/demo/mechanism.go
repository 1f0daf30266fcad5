package demo

import (
	"fmt"
	"time"

	"liaison/internal/checklist"
)

type trialFile []struct {
	Mechanism, Item, Measure, Change string
	Written, Due                     int // months from now
	Locked                           bool
	Result                           *struct {
		Outcome checklist.Turnout
		Said    string
	}
}

// trials makes what the partnership expects of some mechanisms from a file of
// its own: the coordinator writes, the manager locks some of it days later, and
// what came of one is measured within the week after its day.
func (m *maker) trials() error {
	var f trialFile
	if err := readSeed(m.seeds, "mechanism.json", &f); err != nil {
		return err
	}
	unstarted := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	writer, manager := m.account("coordinator").ID, m.account("manager").ID
	for _, x := range f {
		at := m.month(x.Written).Add(10 * time.Hour)
		h := checklist.Hypothesis{
			ID: m.id("hypothesis/", x.Mechanism), Version: 1, Item: x.Item, Measure: x.Measure, Change: x.Change, Due: m.month(x.Due), WrittenBy: writer, WrittenAt: at,
		}
		t := checklist.Trial{Partnership: m.made.ID, Mechanism: x.Mechanism, Versions: []checklist.Hypothesis{h}}
		if x.Locked {
			if err := checklist.LockHypothesis(manager, h.ID, at.AddDate(0, 0, 3), unstarted).Apply(&t); err != nil {
				return fmt.Errorf("mechanism.json: %s: %w", x.Mechanism, err)
			}
		}
		if x.Result != nil {
			r := checklist.Result{ID: m.id("hypothesis/", x.Mechanism, "/result"), Turnout: x.Result.Outcome, Said: x.Result.Said, Day: h.Due.AddDate(0, 0, 2), By: writer, At: h.Due.AddDate(0, 0, 6).Add(15 * time.Hour)}
			if err := checklist.RecordResult(r, h.ID, unstarted).Apply(&t); err != nil {
				return fmt.Errorf("mechanism.json: %s: %w", x.Mechanism, err)
			}
		}
		m.made.Trials = append(m.made.Trials, t)
	}
	return nil
}
