package demo

import (
	"fmt"
	"time"

	"liaison/internal/checklist"
)

// Board is what was put to the partnership's board.
type Board struct {
	Proposals []checklist.Proposal   // of other thresholds, oldest first
	Said      []checklist.Commentary // by quarter, oldest first
}

type boardFile struct {
	Thresholds []struct {
		Item string
		Sets []struct {
			Parameter     string
			Value, Partly float64
		}
		Reason        string
		Days, Decided int // from now
		Outcome       checklist.Outcome
		Why           string
	}
	Commentary []struct {
		Quarters int // before that of today
		Days     int // after its end
		Said     string
	}
}

// board makes what the coordinator proposed and wrote for the board, and what
// the manager decided, from a file of its own.
func (m *maker) board() error {
	var f boardFile
	if err := readSeed(m.seeds, "board.json", &f); err != nil {
		return err
	}
	coordinator, manager := m.account("coordinator").ID, m.account("manager").ID
	register := checklist.Register{Partnership: m.made.ID}
	for n, x := range f.Thresholds {
		p := checklist.Proposal{ID: m.id("threshold/", n), Item: x.Item, Reason: x.Reason, ProposedBy: coordinator, ProposedAt: m.ago(-x.Days)}
		for _, t := range x.Sets {
			p.Sets = append(p.Sets, checklist.Threshold{Parameter: t.Parameter, Value: t.Value, Partly: t.Partly})
		}
		register.Proposals = append(register.Proposals, p)
		decided := m.ago(-x.Decided)
		var err error
		switch x.Outcome {
		case checklist.Approved:
			err = checklist.ApproveThresholds(p.ID, manager, decided).Apply(&register)
		case checklist.Refused:
			err = checklist.RefuseThresholds(p.ID, manager, x.Why, decided).Apply(&register)
		case checklist.Waiting, checklist.Withdrawn: // nobody decided
		}
		if err != nil {
			return fmt.Errorf("board.json: %s: %w", x.Item, err)
		}
	}
	m.made.Board.Proposals = register.Proposals
	for n, x := range f.Commentary {
		q := checklist.QuarterOf(m.today)
		for range x.Quarters {
			q = q.Before()
		}
		at := q.Last().AddDate(0, 0, x.Days).Add(14 * time.Hour)
		if at.After(m.now) {
			continue // it is written days after the quarter is over
		}
		all := &m.made.Board.Said
		if len(*all) == 0 || (*all)[len(*all)-1].Quarter != q {
			*all = append(*all, checklist.Commentary{Partnership: m.made.ID, Quarter: q})
		}
		last := &(*all)[len(*all)-1]
		said := checklist.Comment{ID: m.id("comment/", n), Said: x.Said, By: coordinator, At: at}
		if err := checklist.Say(said, last.Latest().ID).Apply(last); err != nil {
			return fmt.Errorf("board.json: %s: %w", q, err)
		}
	}
	return nil
}
