// Package audit has the words of the log that no one can quietly change: what
// is put into it, what is read from it, how its chain is hashed and how a copy
// of it is verified. It knows no database.
package audit

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Act is the kind of processing an entry records: the six of section 62 of the
// Data Protection Act 2018, and four of ours.
type Act string

// The acts. None marks a route that the log does not record: reads of
// coordination and outreach.
const (
	None     Act = "none"
	Collect  Act = "collect"
	Alter    Act = "alter"
	Consult  Act = "consult"
	Disclose Act = "disclose"
	Combine  Act = "combine"
	Erase    Act = "erase"
	Auth     Act = "auth"
	Admin    Act = "admin"
	Refuse   Act = "refuse"
)

// Outcome is how an act ended.
type Outcome string

// The outcomes.
const (
	Done   Outcome = "ok"
	Denied Outcome = "denied"
	Failed Outcome = "error"
)

// Event is what one act leaves behind. It carries no content of any record.
type Event struct {
	Act       Act
	Did       access.Action
	Kind      string // what it was done to: "activity", "grant"
	On        string // the id of that, or what the person asked for
	Why       string // the reason given, where one was asked
	Recipient string
	Detail    string  // names of the fields that changed, a version, a route; never what they held
	Outcome   Outcome // Done when empty
}

// Entry is an Event in its place in a lane's chain.
type Entry struct {
	Event
	Strand      access.Strand
	Lane        int
	Seq         int64
	AtMicros    int64 // microseconds since 1970, UTC
	Actor       string
	Login       string
	Request     string
	Partnership int
	Prev, Hash  []byte
}

// On names the thing an event happened to.
func On(id uuid.UUID) string { return id.String() }

type receiptsKey struct{}

// Receipts collects the receipts of one request: lane.seq.hash8 of each entry
// it left, which go out with the answer as X-Audit-Receipt. It is safe for
// concurrent use.
type Receipts struct {
	mu   sync.Mutex
	list []string
}

// Collecting returns a context in which Give keeps receipts.
func Collecting(ctx context.Context) (context.Context, *Receipts) {
	r := &Receipts{}
	return context.WithValue(ctx, receiptsKey{}, r), r
}

// Give keeps a receipt for the request of ctx, if it collects them.
func Give(ctx context.Context, receipt string) {
	if r, ok := ctx.Value(receiptsKey{}).(*Receipts); ok {
		r.mu.Lock()
		r.list = append(r.list, receipt)
		r.mu.Unlock()
	}
}

// List returns the receipts given so far.
func (r *Receipts) List() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.list...)
}
