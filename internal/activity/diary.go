package activity

import (
	"context"
	"time"

	"liaison/internal/access"
)

// MostInDiary is how many meetings, and how many actions, a diary holds.
const MostInDiary = 1000

// Diary is what is ahead of a person in the coordination strand, and what was a
// little while ago.
type Diary struct {
	Meetings []Activity // with what a calendar shows of them, and no more
	Due      []Due
}

// Due is an open action, with the marking of the record that asked for it.
type Due struct {
	Action
	Marking Marking
}

// Diaries keeps diaries.
type Diaries interface {
	// Diary returns the partnership's meetings of the days, planned, held and
	// cancelled, and the open actions due on them that who or their agency was
	// given, each in the order of their days, MostInDiary at most. Nothing that
	// was withdrawn or is hidden is in it. Forbidden where who may not read
	// both.
	Diary(ctx context.Context, who access.Actor, from, to time.Time) (Diary, error)

	// Ahead returns the meetings planned from the day on to which the agency of
	// who is invited, all of them where they act for none, the next first and n
	// at most, with what a calendar shows of them and no more. Forbidden where
	// who may not read them.
	Ahead(ctx context.Context, who access.Actor, from time.Time, n int) ([]Activity, error)
}
