package demo

import (
	"fmt"
	"io/fs"
	"time"
)

// neighbourID is the number of the neighbour: the one after those of a large
// demonstration.
const neighbourID = Partnerships + 1

// All makes the partnerships of the demonstration as they are at the moment now,
// the one that is shown first.
func All(seeds fs.FS, now time.Time) ([]Partnership, error) {
	first, err := Make(seeds, now)
	if err != nil {
		return nil, err
	}
	neighbour, err := Neighbour(seeds, first, now)
	if err != nil {
		return nil, err
	}
	return []Partnership{first, neighbour}, nil
}

// Neighbour makes the partnership of a neighbouring town as it is at the moment
// now, from the files of a folder of package seeds. It keeps coordination alone.
// Public bodies that serve both towns, and one manager, are those of the first.
func Neighbour(seeds fs.FS, first Partnership, now time.Time) (Partnership, error) {
	files, err := fs.Sub(seeds, "calderby")
	if err != nil {
		return Partnership{}, fmt.Errorf("demo: %w", err)
	}
	m := maker{seeds: files, now: now, beside: first, after: len(first.Partners) + len(first.Seats.Former), own: "neighbour/"}
	if err := m.begin(neighbourID); err != nil {
		return Partnership{}, fmt.Errorf("demo: neighbour: %w", err)
	}
	return m.make(m.agencies, m.accounts, m.representatives, m.standing, m.provision, m.papers, m.meetings, m.shares, m.training, m.seats, m.steering, m.means, m.elsewhere, m.plans)
}
