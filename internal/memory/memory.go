// Package memory keeps what was worked out of a partnership's records for as
// long as nothing changes in them: to work it out reads a year of facts, to ask
// whether anything changed reads eight numbers.
package memory

import (
	"sync"
	"time"
)

// Key is what something was worked out of: a partnership's records as they
// were known at the end of a day.
type Key struct {
	Partnership int
	Day         time.Time
}

const (
	// Memberships are facts too, and change without a change in coordination.
	forgetAfter = 30 * time.Second
	// most bounds how much is kept; a value lists at most some hundred records.
	most = 256
)

// Of keeps values. The zero Of is ready, and many may use it at once.
type Of[T any] struct {
	mu    sync.Mutex
	moves int // how many were asked for and begun so far, to tell what came first
	kept  map[Key]value[T]
	turns map[Key]*turn
}

type value[T any] struct {
	stamp string
	begun int
	at    time.Time
	of    T
}

// turn is taken by whoever works a value out; wanted is by how many, that one
// among them.
type turn struct {
	taken  chan struct{}
	wanted int
}

// Get returns the value of the key: the one that is kept if the stamp is still
// that of its making, or else what work returns. The stamp says how far the
// records have come, and is empty for whoever may not read them and where it
// cannot be told: then nothing is kept, and nothing that is kept is given.
//
// Of many who ask for the same at once one works, and the others wait: what was
// begun after somebody asked is new enough for them, whatever changed since.
// Callers must not change what they get.
func (m *Of[T]) Get(key Key, now time.Time, stamp func() string, work func() (T, error)) (T, error) {
	asked := m.move()
	said := stamp()
	if said == "" {
		return work()
	}
	if v, ok := m.recall(key, said, asked, now); ok {
		return v, nil
	}
	defer m.take(key)()
	// The stamp is read before the facts, so a change between the two is seen
	// as one next time.
	if said = stamp(); said == "" {
		return work()
	}
	if v, ok := m.recall(key, said, asked, now); ok {
		return v, nil
	}
	begun := m.move()
	v, err := work()
	if err == nil {
		m.keep(key, value[T]{said, begun, now, v})
	}
	return v, err
}

func (m *Of[T]) move() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.moves++
	return m.moves
}

func (m *Of[T]) recall(key Key, stamp string, asked int, now time.Time) (T, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.kept[key]
	return v.of, ok && (v.begun > asked || v.stamp == stamp && now.Sub(v.at) < forgetAfter)
}

// take waits for the turn to work the value of the key out, and returns what
// gives the turn back.
func (m *Of[T]) take(key Key) (give func()) {
	m.mu.Lock()
	t := m.turns[key]
	if t == nil {
		if m.turns == nil {
			m.turns = map[Key]*turn{}
		}
		t = &turn{taken: make(chan struct{}, 1)}
		m.turns[key] = t
	}
	t.wanted++
	m.mu.Unlock()
	t.taken <- struct{}{}
	return func() {
		<-t.taken
		m.mu.Lock()
		defer m.mu.Unlock()
		if t.wanted--; t.wanted == 0 {
			delete(m.turns, key)
		}
	}
}

func (m *Of[T]) keep(key Key, v value[T]) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[Key]value[T]{}
	}
	for k, old := range m.kept {
		if v.at.Sub(old.at) >= forgetAfter || len(m.kept) >= most {
			delete(m.kept, k)
		}
	}
	m.kept[key] = v
}
