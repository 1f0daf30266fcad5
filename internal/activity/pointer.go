package activity

import (
	"strconv"
	"time"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// The most that may be typed of a pointer, in characters, how many items it
// has, and for how many years it is kept.
const (
	MaxURN        = 60
	MaxPurpose    = 1000
	MaxConditions = 1000
	MaxPost       = 120
	MaxGraded     = 10
	MaxKept       = 10
)

// Pointer says that intelligence was shared, with whom and on what terms. The
// material stays in the force's own system, where the URN finds it.
type Pointer struct {
	URN        string
	Purpose    string
	Graded     []Graded
	Recipients []Recipient
	Conditions string // of sharing the whole
	NoPrint    bool
	KeepUntil  time.Time
}

// Recipient is an agency that may know, and who there, by post.
type Recipient struct {
	Agency     int
	AgencyName string // as Store gives it
	Post       string
}

// Kind implements Detail.
func (Pointer) Kind() Kind { return IntelligencePointer }

func (p Pointer) check(c *fault.Check, of Content, in Setting) {
	c.Need(of.Name != "", "name", "Enter the title")
	c.Need(form.Length(of.Name) <= MaxName, "name", "Title must be %d characters or less", MaxName)
	of.checkDay(c, "pointer", false, in.Today)
	c.Need(p.URN != "", "urn", "Enter the reference in the force’s own system")
	c.Need(form.Length(p.URN) <= MaxURN, "urn", "Reference must be %d characters or less", MaxURN)
	c.Need(p.Purpose != "", "purpose", "Enter the purpose of sharing it")
	c.Need(form.Length(p.Purpose) <= MaxPurpose, "purpose", "Purpose must be 1,000 characters or less")
	p.checkGraded(c)
	p.checkRecipients(c, in)
	c.Need(form.Length(p.Conditions) <= MaxConditions, "conditions", "Conditions of sharing must be 1,000 characters or less")
	c.Need(!p.KeepUntil.IsZero(), "keep_until", "Enter the date to keep it until")
	c.Need(of.Day.IsZero() || p.KeepUntil.After(of.Day), "keep_until", "Keep until must be after the date of the pointer")
	c.Need(of.Day.IsZero() || !p.KeepUntil.After(of.Day.AddDate(MaxKept, 0, 0)), "keep_until", "Keep until must be within %d years of the date of the pointer", MaxKept)
	of.checkSummary(c)
}

// checkGraded wants each item graded by itself. A field of an item is named
// after its place ("grade-1-source").
func (p Pointer) checkGraded(c *fault.Check) {
	c.Need(len(p.Graded) > 0, "grade-1-source", "Item 1: select how reliable the source is")
	c.Need(len(p.Graded) <= MaxGraded, "grades", "Enter %d items or fewer", MaxGraded)
	for n, g := range p.Graded {
		g.check(c, n+1)
	}
}

// checkRecipients wants somebody who may know, and who at each agency.
func (p Pointer) checkRecipients(c *fault.Check, in Setting) {
	c.Need(len(p.Recipients) > 0, "to", "Select at least one agency that may know")
	seen := map[int]bool{}
	for _, r := range p.Recipients {
		known := in.invites(r.Agency)
		c.Need(known && !seen[r.Agency], "to", "Select agencies from the list")
		if seen[r.Agency] = true; !known {
			continue
		}
		at := field("post", r.Agency)
		c.Need(r.Post != "", at, "Enter which post at %s may know", r.AgencyName)
		c.Need(form.Length(r.Post) <= MaxPost, at, "Post at %s must be %d characters or less", r.AgencyName, MaxPost)
	}
}

func (p Pointer) tidy() Detail { return p }

// facts are none: nothing of intelligence is counted anywhere else.
func (Pointer) facts(Activity) []fact.Fact { return nil }

// gradeField names one answer of item n: "grade-1-source".
func gradeField(n int, part string) string { return "grade-" + strconv.Itoa(n) + "-" + part }
