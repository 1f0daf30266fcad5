package activity

import (
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fault"
)

// Draft is a form that was not finished. It is its author's alone, and it is
// evidence of nothing.
type Draft struct {
	ID        uuid.UUID
	Kind      Kind
	Typed     url.Values // the answers, as they were typed
	Ready     bool       // it passed its check and waits to be saved
	CreatedAt time.Time
	UpdatedAt time.Time
	UsedFor   string // the reference of the record it became, or empty
}

// Title is what its author knows the draft by.
func (d Draft) Title() string {
	if name := strings.TrimSpace(d.Typed.Get("name")); name != "" {
		return name
	}
	return d.Kind.Name() + ", no name yet"
}

// How long a draft is kept that nobody goes on with, and from when on its
// author is told that it will be deleted.
const (
	DraftFor  = 30 * 24 * time.Hour
	DraftWarn = 23 * 24 * time.Hour
)

// Until is the moment from which the draft may be deleted.
func (d Draft) Until() time.Time { return d.UpdatedAt.Add(DraftFor) }

// Warns reports whether its author is to be told that it will be deleted.
func (d Draft) Warns(now time.Time) bool { return !now.Before(d.UpdatedAt.Add(DraftWarn)) }

// MaxDraft is how much a draft holds, in bytes as it is kept.
const MaxDraft = 60000

// Check returns an Invalid fault for a draft that holds too much to be kept.
// Nothing else is asked of a draft.
func (d Draft) Check() error {
	var c fault.Check
	c.Need(len(d.Typed.Encode()) <= MaxDraft, "summary", "This is too long to keep as a draft. Shorten the summary and the other long answers")
	return c.Err()
}
