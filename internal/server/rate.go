package server

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate lets each key do something so often and no oftener. It remembers a
// bounded number of keys and forgets first whoever was silent longest. Any
// number of goroutines may use one.
type Rate struct {
	every rate.Limit
	burst int
	most  int

	mu    sync.Mutex
	known map[string]*list.Element
	order *list.List // of *counted, the latest first
}

type counted struct {
	key    string
	bucket *rate.Limiter
}

// NewRate allows burst at once and one more after each interval, for the most
// recent keys.
func NewRate(interval time.Duration, burst, most int) *Rate {
	return &Rate{every: rate.Every(interval), burst: burst, most: most, known: map[string]*list.Element{}, order: list.New()}
}

// Allow reports whether the key may, and counts it when it may.
func (r *Rate) Allow(key string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.known[key]
	if ok {
		r.order.MoveToFront(e)
	} else {
		if r.order.Len() >= r.most {
			last := r.order.Back()
			r.order.Remove(last)
			delete(r.known, last.Value.(*counted).key)
		}
		e = r.order.PushFront(&counted{key, rate.NewLimiter(r.every, r.burst)})
		r.known[key] = e
	}
	return e.Value.(*counted).bucket.AllowN(now, 1)
}

// Network is what to count an address by: itself, or for IPv6 the /64 that one
// subscriber has to themselves. What is no address is counted by its words.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return p.String()
}
