package activity

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// PageSize is how many lines a list shows at once.
const PageSize = 25

// Filter narrows a list of activities. What is empty narrows nothing.
type Filter struct {
	Kind     Kind
	Status   MeetingStatus // of meetings
	Agency   int           // of the author
	From, To time.Time
	Place
}

// Place is where in a list a page begins: after a line, on the way to older
// ones, or before a line, on the way to newer ones; the newest page otherwise.
type Place struct {
	After, Before *Cursor
}

// Cursor is one line's place in the order of its list.
type Cursor struct {
	At time.Time
	ID uuid.UUID
}

// Line is an activity as a list shows it, without what was written.
type Line struct {
	ID         uuid.UUID
	Ref        string
	Strand     access.Strand
	Kind       Kind
	Title      string // empty while hidden, and always in casework and intelligence
	Marking    Marking
	At         time.Time
	Day        time.Time
	AgencyName string
	Status     MeetingStatus // of a meeting
	Came       int           // agencies that came, of Invited; for a meeting
	Invited    int
	Agencies   int // that people came from, and how many came; for training and events that connect
	People     int
	From       string   // the agency that gives, and those that receive; for sharing
	To         []string // not all of them, where there are many
	ToMore     int      // how many are left out
	Outcome    string   // what came of sharing, as Outcome
	Open       int      // its open actions
	Withdrawn  bool
	Hidden     bool
}

// Page is one page of a list.
type Page[T any] struct {
	Lines []T
	Newer *Cursor // where the page before begins, if there is one
	Older *Cursor // where the page after begins, if there is one
}

// ActionFilter narrows the list of actions. What is empty narrows nothing.
type ActionFilter struct {
	Agency int         // given to it
	Owner  uuid.UUID   // given to them, or to nobody in particular of their agency Of
	Of     int         // for Owner
	Words  string      // in what is asked, or a whole reference
	Closed bool        // those that ended instead of those that are open
	As     ActionState // how they ended, where Closed is set
	From   time.Time   // due on or after
	To     time.Time   // due on or before
	Place
}

// MostCounted is as far as actions are counted.
const MostCounted = 1000

// Count is how many open actions a filter leaves, wherever a page begins.
// Overdue and Soon are part of All, which stops a little after MostCounted.
type Count struct {
	All     int
	Overdue int // due before the day
	Soon    int // due on the day or in the 7 after it
}

// String is the cursor as an address carries it.
func (c Cursor) String() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(c.At.UnixMicro()))
	return base64.RawURLEncoding.EncodeToString(append(b, c.ID[:]...))
}

// ReadCursor reads what String wrote. Anything else is NotFound.
func ReadCursor(s string) (*Cursor, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != 24 {
		return nil, fault.Missing()
	}
	at := time.UnixMicro(int64(binary.BigEndian.Uint64(b))).UTC() //nolint:gosec // the bits that String wrote
	if at.Year() < 1900 || at.Year() > 2199 {
		return nil, fault.Missing()
	}
	return &Cursor{At: at, ID: uuid.UUID(b[8:])}, nil
}

// compare orders cursors from the oldest on.
func (c Cursor) compare(d Cursor) int {
	if n := c.At.Compare(d.At); n != 0 {
		return n
	}
	return bytes.Compare(c.ID[:], d.ID[:])
}

// Cursor is the line's place in the list.
func (l Line) Cursor() Cursor { return Cursor{At: l.At, ID: l.ID} }

// Cursor is the action's place in its list, which runs by due date.
func (a Action) Cursor() Cursor { return Cursor{At: a.Due, ID: a.ID} }

// Pages joins what was read from several places into the one page that from
// asks for. Each list has at most PageSize+1 lines, in any order: those
// nearest to from. The first line is the newest, or, with rising, the lowest.
func Pages[T interface{ Cursor() Cursor }](from Place, rising bool, lists ...[]T) Page[T] {
	all := slices.Concat(lists...)
	sign := -1
	if rising {
		sign = 1
	}
	slices.SortFunc(all, func(x, y T) int { return sign * x.Cursor().compare(y.Cursor()) })
	more := len(all) > PageSize
	p := Page[T]{Lines: all}
	switch {
	case from.Before != nil && more:
		p.Lines = all[len(all)-PageSize:]
	case more:
		p.Lines = all[:PageSize]
	}
	if len(p.Lines) == 0 {
		return p
	}
	first, last := p.Lines[0].Cursor(), p.Lines[len(p.Lines)-1].Cursor()
	if from.After != nil || from.Before != nil && more {
		p.Newer = &first
	}
	if from.Before != nil || more {
		p.Older = &last
	}
	return p
}
