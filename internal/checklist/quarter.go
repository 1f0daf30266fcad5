package checklist

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Quarter is three months of a calendar year.
type Quarter struct{ Year, Number int }

// QuarterOf is the quarter in which the day lies.
func QuarterOf(day time.Time) Quarter { return Quarter{day.Year(), (int(day.Month())-1)/3 + 1} }

// ParseQuarter reads "2026-Q3", and nothing else, of this century.
func ParseQuarter(text string) (Quarter, bool) {
	var q Quarter
	if _, err := fmt.Sscanf(text, "%4d-Q%1d", &q.Year, &q.Number); err != nil {
		return Quarter{}, false
	}
	return q, q.String() == text && q.Year >= 2000 && q.Year < 2100 && q.Number >= 1 && q.Number <= 4
}

// String is the quarter in addresses: "2026-Q3".
func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.Number) }

// Words is the quarter as people read it: "July to September 2026".
func (q Quarter) Words() string {
	return fmt.Sprintf("%s to %s %d", q.First().Month(), q.Last().Month(), q.Year)
}

// First is the first day of the quarter.
func (q Quarter) First() time.Time {
	return time.Date(q.Year, time.Month(q.Number*3-2), 1, 0, 0, 0, 0, time.UTC)
}

// Last is its last day.
func (q Quarter) Last() time.Time { return q.First().AddDate(0, 3, -1) }

// Before is the quarter before it.
func (q Quarter) Before() Quarter { return QuarterOf(q.First().AddDate(0, 0, -1)) }

// After is the quarter after it.
func (q Quarter) After() Quarter { return QuarterOf(q.Last().AddDate(0, 0, 1)) }

// Comment is what the coordinator says to the board about a quarter.
type Comment struct {
	ID   uuid.UUID
	Said string
	By   uuid.UUID
	At   time.Time
}

// Commentary is every comment on one quarter, the newest first; it only grows.
type Commentary struct {
	Partnership int
	Quarter     Quarter
	History     []Comment
}

// Scope is where the commentary is kept.
func (c Commentary) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: c.Partnership}
}

// Latest is the comment that stands, zero where there is none.
func (c Commentary) Latest() Comment {
	if len(c.History) == 0 {
		return Comment{}
	}
	return c.History[0]
}

// Say puts a comment over the one that its author had seen; uuid.Nil where
// there was none.
func Say(said Comment, seen uuid.UUID) access.Change[Commentary] {
	return access.Change[Commentary]{Do: access.CommentBoard, Apply: func(c *Commentary) error {
		if err := CheckComment(said.Said); err != nil {
			return err
		}
		if c.Latest().ID != seen {
			return fault.New(fault.Conflict, "Somebody else saved a commentary meanwhile")
		}
		if at := c.Latest().At; !said.At.After(at) {
			said.At = at.Add(time.Microsecond) // the moment puts them in order
		}
		c.History = append([]Comment{said}, c.History...)
		return nil
	}}
}

// CheckComment returns what is wrong with a commentary, as an Invalid fault.
func CheckComment(said string) error {
	var c fault.Check
	c.Need(said != "", "said", "Enter the commentary")
	c.Need(form.Length(said) <= 4000, "said", "Commentary must be 4,000 characters or less")
	return c.Err()
}
