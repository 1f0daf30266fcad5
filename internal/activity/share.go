package activity

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fault"
	"liaison/internal/form"
)

// The most that may be typed of the terms of sharing, in characters, and the
// working days within which an agency answers where nobody said otherwise.
const (
	MaxTerms  = 1000
	ShareDays = 10
)

// repeatDays is how long after one request another like it is a repeat.
const repeatDays = 90

// Sharing is what an activity of sharing information adds: that information
// was asked for or offered, on what terms, and what came of it. It has no place
// for the information. Content.Day is the day it was asked for or offered.
type Sharing struct {
	Direction    Direction
	Giver        int
	GiverName    string  // as Store gives it
	Takers       []Taker // by name
	Need         uuid.UUID
	NeedTitle    string // as Store gives it
	Purpose      string
	Line         uuid.UUID // of a sharing agreement
	LineWords    string    // as Store gives them
	Emergency    string    // the ground, where no agreement covers it
	Form         ShareForm
	Briefing     bool      // to everybody, for a need of the whole partnership
	Due          time.Time // a request always has one
	Acknowledged time.Time
	Sent         time.Time // once it was given, whole or in part
	Closed       time.Time // once it was refused or dropped
	Remind       time.Time // when whoever asked means to remind again
	Outcome      Outcome
	LeftOut      string // of what was given in part
	Refused      string // why
	Steps        []Step // in the order they were taken, as Store gives them

	Repeats []Earlier // requests that it repeats, which nothing keeps
}

// Taker is an agency that receives, with what it said of what it got.
type Taker struct {
	Agency     int
	AgencyName string // as Store gives it
	FeedbackOn time.Time
	Feedback   string
}

// Direction is who began.
type Direction string

// The directions.
const (
	Requested Direction = "requested" // those who receive asked
	Offered   Direction = "offered"   // the one that gives offered
)

// Directions lists them.
func Directions() []Direction { return []Direction{Requested, Offered} }

// Name is what people read.
func (d Direction) Name() string {
	switch d {
	case Requested:
		return "Requested"
	case Offered:
		return "Offered"
	}
	return ""
}

// noun is what people call it.
func (d Direction) noun() string {
	if d == Offered {
		return "offer"
	}
	return "request"
}

// ShareForm is how information goes from one agency to another.
type ShareForm string

// The forms.
const (
	InWriting ShareForm = "written"
	ByWord    ShareForm = "spoken"
	AtMeeting ShareForm = "meeting"
	InSystem  ShareForm = "system"
)

// ShareForms lists them in the order of a form.
func ShareForms() []ShareForm { return []ShareForm{InWriting, ByWord, AtMeeting, InSystem} }

// Name is what people read.
func (f ShareForm) Name() string {
	switch f {
	case InWriting:
		return "In writing"
	case ByWord:
		return "Spoken"
	case AtMeeting:
		return "At a meeting"
	case InSystem:
		return "Through a shared system"
	}
	return ""
}

// Outcome is what came of a request or an offer.
type Outcome string

// The outcomes.
const (
	StillOpen   Outcome = "open"
	Given       Outcome = "given"
	GivenInPart Outcome = "part"
	Declined    Outcome = "refused"
	Dropped     Outcome = "dropped" // by whoever asked or offered
)

// ShareOutcomes lists those that a new record may have.
func ShareOutcomes() []Outcome { return []Outcome{StillOpen, Given, GivenInPart, Declined} }

// Name is what people read.
func (o Outcome) Name() string {
	switch o {
	case StillOpen:
		return "Still open"
	case Given:
		return "Given"
	case GivenInPart:
		return "Given in part"
	case Declined:
		return "Refused"
	case Dropped:
		return "Dropped"
	}
	return ""
}

// Gave reports whether information was given, whole or in part.
func (o Outcome) Gave() bool { return o == Given || o == GivenInPart }

// KnownNeed is a need that information can answer.
type KnownNeed struct {
	ID     uuid.UUID
	Title  string
	Agency int // whose it is, 0 for the whole partnership's
}

// Ground is a line of a sharing agreement, as far as sharing asks about it.
type Ground struct {
	ID       uuid.UUID
	Number   string // of the agreement: ISA-04
	Position int
	Purpose  string
	Data     string
	From, To int // the agencies that give and receive, 0 for any party
	FromName string
	ToName   string
	Parties  []int
	Begins   time.Time
	Ends     time.Time // last day, zero while it has none
}

// Covers reports whether the line lets the one agency share with all the
// others on the day.
func (g Ground) Covers(from int, to []int, day time.Time) bool {
	return g.InForce(day) && g.names(g.From, from) && !slices.ContainsFunc(to, func(a int) bool { return !g.names(g.To, a) })
}

// InForce reports whether the line holds on the day.
func (g Ground) InForce(day time.Time) bool {
	return !day.Before(g.Begins) && (g.Ends.IsZero() || !day.After(g.Ends))
}

// names reports whether one side of the line is the agency, or any party and so it.
func (g Ground) names(side, agency int) bool {
	return side == agency || side == 0 && slices.Contains(g.Parties, agency)
}

// Name is how people cite the line: "ISA-04, line 2".
func (g Ground) Name() string { return fmt.Sprintf("%s, line %d", g.Number, g.Position) }

// Words is the line as a list offers it.
func (g Ground) Words() string {
	party := func(name string) string {
		if name == "" {
			return "any party"
		}
		return name
	}
	return fmt.Sprintf("%s: %s (%s), from %s to %s", g.Name(), g.Purpose, g.Data, party(g.FromName), party(g.ToName))
}

// Earlier is a request that was made before.
type Earlier struct {
	Ref    string
	Title  string
	Giver  int
	Takers []int
	Need   uuid.UUID
	Day    time.Time
}

// Terms is what sharing is checked against besides what every kind is.
type Terms struct {
	Needs   []KnownNeed // that stand, by title
	Grounds []Ground    // of every agreement, by number and line
	Recent  []Earlier   // requests of the last months that named a need
	Was     *Sharing    // what a correction corrects
}

// ShareDue is by when a request of the day is to be answered where nobody said.
func (in Setting) ShareDue(asked time.Time) time.Time { return in.Off.After(asked, ShareDays) }

// Need is the need with the id.
func (t Terms) Need(id uuid.UUID) (KnownNeed, bool) {
	i := slices.IndexFunc(t.Needs, func(n KnownNeed) bool { return n.ID == id })
	if i < 0 {
		return KnownNeed{}, false
	}
	return t.Needs[i], true
}

// Ground is the line with the id.
func (t Terms) Ground(id uuid.UUID) (Ground, bool) {
	i := slices.IndexFunc(t.Grounds, func(g Ground) bool { return g.ID == id })
	if i < 0 {
		return Ground{}, false
	}
	return t.Grounds[i], true
}

// Repeats is which earlier requests one made on the day repeats: the same
// agency was asked for the same need, by one of the same agencies, within 90
// days before. A request that names no need repeats none.
func (t Terms) Repeats(s Sharing, day time.Time) []Earlier {
	if s.Direction != Requested || s.Need == uuid.Nil || day.IsZero() {
		return nil
	}
	var all []Earlier
	for _, e := range t.Recent {
		if e.Giver == s.Giver && e.Need == s.Need && !e.Day.After(day) && !e.Day.Before(day.AddDate(0, 0, -repeatDays)) &&
			slices.ContainsFunc(e.Takers, s.receives) {
			all = append(all, e)
		}
	}
	return all
}

// Kind implements Detail.
func (Sharing) Kind() Kind { return Share }

// Asked are the agencies that have to answer: the one that was asked, or those
// that something was offered to.
func (s Sharing) Asked() []int {
	if s.Direction == Offered {
		return s.Receivers()
	}
	return []int{s.Giver}
}

// Asking are the agencies that wait for the answer.
func (s Sharing) Asking() []int {
	if s.Direction == Offered {
		return []int{s.Giver}
	}
	return s.Receivers()
}

// Receivers are the agencies that receive.
func (s Sharing) Receivers() []int {
	var all []int
	for _, t := range s.Takers {
		all = append(all, t.Agency)
	}
	return all
}

func (s Sharing) receives(agency int) bool { return slices.Contains(s.Receivers(), agency) }

// Ended is the day on which it was given, refused or dropped, or zero.
func (s Sharing) Ended() time.Time {
	if s.Outcome.Gave() {
		return s.Sent
	}
	return s.Closed
}

// Overdue reports whether it is open past its day.
func (s Sharing) Overdue(today time.Time) bool {
	return s.Outcome == StillOpen && !s.Due.IsZero() && today.After(s.Due)
}

// Title is what a list calls it, made of who and what need.
func (s Sharing) Title() string {
	var names []string
	for _, t := range s.Takers {
		names = append(names, t.AgencyName)
	}
	takers := fmt.Sprintf("%d agencies", len(names))
	if len(names) <= 2 {
		takers = strings.Join(names, " and ")
	}
	title := takers + " asked " + s.GiverName
	if s.Direction == Offered {
		title = s.GiverName + " offered to " + takers
	}
	if s.NeedTitle != "" {
		title += ": " + s.NeedTitle
	}
	if r := []rune(title); len(r) > MaxName {
		title = strings.TrimSpace(string(r[:MaxName-1])) + "…"
	}
	return title
}

// Keeping is the sharing with what its form does not ask: what recipients that
// are still there said of it, and the steps that were taken.
func (s Sharing) Keeping(was Sharing) Sharing {
	s.Takers = slices.Clone(s.Takers)
	for i, t := range s.Takers {
		if n := slices.IndexFunc(was.Takers, func(w Taker) bool { return w.Agency == t.Agency }); n >= 0 {
			s.Takers[i].FeedbackOn, s.Takers[i].Feedback = was.Takers[n].FeedbackOn, was.Takers[n].Feedback
		}
	}
	s.Steps, s.Remind = was.Steps, was.Remind
	return s
}

func (s Sharing) check(c *fault.Check, of Content, in Setting) {
	c.Need(s.Direction.Name() != "", "direction", "Select whether it was requested or offered")
	s.checkSides(c, in)
	c.Need(s.Need == uuid.Nil || s.knowsNeed(in.Terms), "need", "Select a need from the list")
	c.Need(s.Purpose != "", "purpose", "Enter what the information is for")
	c.Need(form.Length(s.Purpose) <= MaxTerms, "purpose", "Purpose must be 1,000 characters or less")
	s.checkBasis(c, of.Day, in.Terms)
	s.checkBriefing(c, in.Terms)
	of.checkDay(c, s.Direction.noun(), false, in.Today)
	s.checkDue(c, of.Day)
	c.Need(s.Form.Name() != "", "form", "Select how it was shared, or will be")
	s.checkOutcome(c, of.Day, in)
	of.checkSummary(c)
}

// checkSides wants one agency that gives and others that receive.
func (s Sharing) checkSides(c *fault.Check, in Setting) {
	c.Need(s.Giver != 0, "from", "Select the agency that gives")
	c.Need(in.invites(s.Giver), "from", "Select an agency of this partnership")
	c.Need(len(s.Takers) > 0, "to", "Select the agencies that receive")
	seen := map[int]bool{}
	for _, t := range s.Takers {
		c.Need(in.invites(t.Agency) && !seen[t.Agency], "to", "Select agencies of this partnership")
		c.Need(t.Agency != s.Giver, "to", "An agency cannot share with itself. Take %s out, or select another agency that gives", t.AgencyName)
		seen[t.Agency] = true
	}
	if in.Terms.Was == nil {
		return
	}
	for _, t := range in.Terms.Was.Takers {
		c.Need(t.FeedbackOn.IsZero() || seen[t.Agency], "to", "%s has given feedback, so it stays among those that receive", t.AgencyName)
	}
}

// knowsNeed reports whether the need can be named: it stands, or the record
// named it before.
func (s Sharing) knowsNeed(t Terms) bool {
	_, ok := t.Need(s.Need)
	return ok || t.Was != nil && t.Was.Need == s.Need
}

// checkBasis wants one ground at most, which holds on the day of the answer or,
// before there is one, on the day it was asked for; and one for all that was given.
func (s Sharing) checkBasis(c *fault.Check, asked time.Time, t Terms) {
	day := asked
	if s.Outcome.Gave() && !s.Sent.IsZero() {
		day = s.Sent
	}
	checkGround(c, s, day, t)
	c.Need(!s.Outcome.Gave() || s.Line != uuid.Nil || s.Emergency != "", "line", "Select the line of a sharing agreement that covers this, or enter an emergency ground")
}

// checkGround wants the line or the emergency that s names to hold on the day.
func checkGround(c *fault.Check, s Sharing, day time.Time, t Terms) {
	c.Need(form.Length(s.Emergency) <= MaxTerms, "emergency", "Emergency ground must be 1,000 characters or less")
	c.Need(s.Line == uuid.Nil || s.Emergency == "", "emergency", "Select a line or enter an emergency ground, not both")
	if s.Line == uuid.Nil {
		return
	}
	g, ok := t.Ground(s.Line)
	c.Need(ok, "line", "Select a line of a sharing agreement from the list")
	if !ok || day.IsZero() || c.Spoke("from") || c.Spoke("to") {
		return
	}
	c.Need(g.InForce(day), "line", "%s was not in force on %s", g.Name(), day.Format("2 January 2006"))
	c.Need(g.Covers(s.Giver, s.Receivers(), day), "line", "%s does not cover sharing between these agencies", g.Name())
}

// checkBriefing wants a briefing to be offered for a need of everybody's.
func (s Sharing) checkBriefing(c *fault.Check, t Terms) {
	if !s.Briefing {
		return
	}
	n, ok := t.Need(s.Need)
	kept := t.Was != nil && t.Was.Briefing && t.Was.Need == s.Need
	c.Need(s.Direction != Requested, "briefing", "A briefing is offered, not requested")
	c.Need(ok && n.Agency == 0 || kept, "briefing", "A briefing answers a need of the whole partnership. Select one, or untick this")
}

// checkDue wants a request to be due, and nothing before it was asked for.
func (s Sharing) checkDue(c *fault.Check, asked time.Time) {
	c.Need(!s.Due.IsZero() || s.Direction != Requested || asked.IsZero(), "due", "Enter the date the answer is due")
	checkDueDay(c, "due", "Due date", s.Due, asked, s.Direction)
}

func checkDueDay(c *fault.Check, at, label string, due, asked time.Time, d Direction) {
	if due.IsZero() || asked.IsZero() {
		return
	}
	c.Need(!due.Before(asked), at, "%s must be on or after %s, the day of the %s", label, asked.Format("2 January 2006"), d.noun())
	c.Need(due.Before(asked.AddDate(2, 0, 0)), at, "%s must be within 2 years of the %s", label, d.noun())
}

// checkOutcome wants what came of it whole, in an order of days that can be.
func (s Sharing) checkOutcome(c *fault.Check, asked time.Time, in Setting) {
	was := Outcome("")
	if in.Terms.Was != nil {
		was = in.Terms.Was.Outcome
	}
	c.Need(slices.Contains(ShareOutcomes(), s.Outcome) || s.Outcome == Dropped && was == Dropped, "outcome", "Select what came of it")
	ended := s.Ended()
	if s.Outcome == StillOpen {
		c.Need(s.Sent.IsZero(), "outcome", "You entered the day of the answer. Select what the answer was")
	} else if s.Outcome.Name() != "" {
		c.Need(!ended.IsZero(), "answered", "Enter the day it was %s", s.Outcome.past())
		checkBetween(c, "answered", "Day of the answer", ended, asked, in.Today, s.Direction)
	}
	c.Need(s.Outcome != GivenInPart || s.LeftOut != "", "left_out", "Enter what was left out")
	c.Need(form.Length(s.LeftOut) <= MaxTerms, "left_out", "What was left out must be 1,000 characters or less")
	c.Need(s.Outcome != Declined || s.Refused != "", "refused", "Enter why it was refused")
	c.Need(form.Length(s.Refused) <= MaxTerms, "refused", "Why it was refused must be 1,000 characters or less")
	checkBetween(c, "acknowledged", "Day it was acknowledged", s.Acknowledged, asked, in.Today, s.Direction)
	c.Need(s.Acknowledged.IsZero() || ended.IsZero() || !s.Acknowledged.After(ended), "acknowledged", "Day it was acknowledged must be on or before the day of the answer")
	for _, t := range s.Takers {
		if !t.FeedbackOn.IsZero() {
			c.Need(s.Outcome.Gave(), "outcome", "%s has given feedback, so it was given", t.AgencyName)
			c.Need(!s.Sent.After(t.FeedbackOn), "answered", "Day of the answer must be on or before %s, when %s gave feedback", t.FeedbackOn.Format("2 January 2006"), t.AgencyName)
		}
	}
}

// past is the outcome as the end of "the day it was".
func (o Outcome) past() string {
	switch o {
	case Given, GivenInPart:
		return "sent"
	case Declined:
		return "refused"
	case Dropped:
		return "dropped"
	case StillOpen:
	}
	return ""
}

// checkBetween wants a day, where there is one, no sooner than the day it was
// asked for and not in the future.
func checkBetween(c *fault.Check, at, label string, day, asked, today time.Time, d Direction) {
	if day.IsZero() {
		return
	}
	c.Need(!day.After(today), at, "%s must be today or in the past", label)
	c.Need(!day.Before(asked), at, "%s must be on or after %s, the day of the %s", label, asked.Format("2 January 2006"), d.noun())
}

func (s Sharing) tidy() Detail {
	if !s.Outcome.Gave() {
		s.Sent = time.Time{}
	}
	if s.Outcome != Declined && s.Outcome != Dropped {
		s.Closed = time.Time{}
	}
	if s.Outcome != GivenInPart {
		s.LeftOut = ""
	}
	if s.Outcome != Declined {
		s.Refused = ""
	}
	if s.Outcome != StillOpen {
		s.Remind = time.Time{}
	}
	return s
}
