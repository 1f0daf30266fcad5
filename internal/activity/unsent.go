package activity

import (
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Unsent is a form that was sent when its session had ended: of a standing
// fact, a correction, a reason. It is kept among the drafts of its person, who
// alone can open it, and changes nothing until they send it again. Forms of
// new records are drafts of their kind instead.
type Unsent struct {
	ID      uuid.UUID
	In      access.Strand
	Do      access.Action // what sending it takes
	Address string        // where it is sent to, on this site
	Typed   url.Values    // the answers, as they were typed
	KeptAt  time.Time
}

// MostUnsent is how many forms are kept of one person in one strand: the newest.
// What a lost session leaves is a few; somebody who holds its token could leave
// any number.
const MostUnsent = 20

// Until is the moment from which it may be deleted.
func (u Unsent) Until() time.Time { return u.KeptAt.Add(DraftFor) }

// Warns reports whether its person is to be told that it will be deleted.
func (u Unsent) Warns(now time.Time) bool { return !now.Before(u.KeptAt.Add(DraftWarn)) }

// NewUnsent is the form sent to the address. Its id follows from what it says
// and whose it is, so that what is sent twice is kept once.
func NewUnsent(who access.Actor, in access.Strand, do access.Action, address string, typed url.Values) Unsent {
	said := strings.Join([]string{who.ID.String(), string(in), address, typed.Encode()}, "\n")
	return Unsent{ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte(said)), In: in, Do: do, Address: address, Typed: typed}
}

// Check returns an Invalid fault for a form that holds too much to be kept.
func (u Unsent) Check() error {
	var c fault.Check
	c.Need(len(u.Typed.Encode()) <= MaxDraft && len(u.Address) <= 400, "", "This is too long to keep")
	return c.Err()
}
