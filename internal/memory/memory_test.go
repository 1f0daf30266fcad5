package memory_test

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"liaison/internal/memory"
)

var now = time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)

func key(partnership, day int) memory.Key {
	return memory.Key{Partnership: partnership, Day: time.Date(2025, 12, day, 0, 0, 0, 0, time.UTC)}
}

// A value is worked out again as soon as anything changed, for another
// partnership, for another day, after a while, and for whoever may not read it.
func TestKeptUntilSomethingChanges(t *testing.T) {
	var m memory.Of[int]
	worked := 0
	for _, tt := range []struct {
		name  string
		of    memory.Key
		stamp string
		after time.Duration
		want  int
	}{
		{"the first time", key(1, 1), "1.0", 0, 1},
		{"nothing changed", key(1, 1), "1.0", time.Second, 1},
		{"another partnership", key(2, 1), "1.0", time.Second, 2},
		{"another day", key(1, 2), "1.0", time.Second, 3},
		{"both are kept", key(2, 1), "1.0", 2 * time.Second, 2},
		{"something changed", key(1, 1), "1.1", 3 * time.Second, 4},
		{"nothing since", key(1, 1), "1.1", 4 * time.Second, 4},
		{"long ago", key(1, 1), "1.1", time.Minute, 5},
		{"somebody who may not read it", key(1, 1), "", time.Minute, 6},
		{"again", key(1, 1), "", time.Minute, 7},
		{"what others saw stays", key(1, 1), "1.1", time.Minute + time.Second, 5},
	} {
		got, err := m.Get(tt.of, now.Add(tt.after), func() string { return tt.stamp }, func() (int, error) {
			worked++
			return worked, nil
		})
		if err != nil || got != tt.want {
			t.Errorf("%s: got the value of work %d (%v), want %d", tt.name, got, err, tt.want)
		}
	}
}

// What failed is not kept, and nobody waits for it any more.
func TestFailureIsNotKept(t *testing.T) {
	var m memory.Of[int]
	stamp := func() string { return "1" }
	if _, err := m.Get(key(1, 1), now, stamp, func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Fatal("the failure was not told")
	}
	if got, err := m.Get(key(1, 1), now, stamp, func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
}

// Of many who ask while the records go on changing one works for all that came
// before, and nobody gets what was begun before they asked and has changed.
func TestManyAskAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memory.Of[int]
		var mu sync.Mutex
		changes, worked := 0, 0
		stamp := func() string {
			mu.Lock()
			defer mu.Unlock()
			changes++ // between any two looks
			return time.Duration(changes).String()
		}
		work := func() (int, error) {
			mu.Lock()
			worked++
			n := worked
			mu.Unlock()
			time.Sleep(time.Second)
			return n, nil
		}
		ask := func() {
			mu.Lock()
			before := worked // any of these may have been begun too early
			mu.Unlock()
			got, err := m.Get(key(1, 1), now, stamp, work)
			if err != nil || got <= before {
				t.Errorf("got the value of work %d (%v), %d had begun before", got, err, before)
			}
		}
		for range 16 {
			go ask()
		}
		time.Sleep(time.Second / 2) // the first is at work, and these come after
		for range 16 {
			go ask()
		}
		time.Sleep(time.Minute)
		if worked > 3 {
			t.Errorf("it was worked out %d times for two crowds, want 3 at most", worked)
		}
	})
}
