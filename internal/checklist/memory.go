package checklist

import (
	"context"
	"sync"
	"time"

	"liaison/internal/access"
)

// Memory keeps what was found, for as long as nothing changes: to work the
// checklist out reads a year of facts, to ask whether anything changed reads
// eight numbers. The zero Memory is ready, and many may use it at once.
type Memory struct {
	mu   sync.Mutex
	kept map[memoryKey]remembered
}

type memoryKey struct {
	partnership int
	day         time.Time
}

type remembered struct {
	stamp string
	at    time.Time
	found []Finding
}

const (
	// Memberships are facts too, and change without a change in coordination.
	forgetAfter = 30 * time.Second
	// mostRemembered bounds the memory; each finding lists at most some hundred rows.
	mostRemembered = 256
)

// Findings is what Evaluate finds on the day in the partnership of who, by the
// book. Nobody who may not read the partnership gets anything from memory.
// Callers must not change what they get.
func (m *Memory) Findings(ctx context.Context, s Store, who access.Actor, book *Book, day, now time.Time) ([]Finding, error) {
	stamp := s.Stamp(ctx, who)
	key := memoryKey{who.Partnership, day}
	if found, ok := m.recall(key, stamp, now); ok {
		return found, nil
	}
	// The stamp was read before the facts, so a change between the two is
	// seen as one next time.
	facts, err := s.Facts(ctx, who, book, day)
	if err != nil {
		return nil, err
	}
	found := Evaluate(book, facts, day)
	if stamp != "" {
		m.remember(key, remembered{stamp, now, found})
	}
	return found, nil
}

func (m *Memory) recall(key memoryKey, stamp string, now time.Time) ([]Finding, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[key]
	return r.found, ok && r.stamp == stamp && stamp != "" && now.Sub(r.at) < forgetAfter
}

func (m *Memory) remember(key memoryKey, r remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[memoryKey]remembered{}
	}
	for k, old := range m.kept {
		if r.at.Sub(old.at) >= forgetAfter || len(m.kept) >= mostRemembered {
			delete(m.kept, k)
		}
	}
	m.kept[key] = r
}
