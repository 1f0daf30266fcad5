package activity

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Content is what somebody recorded of an activity: what every kind has, and
// in Detail what its own kind adds.
type Content struct {
	Name    string
	Day     time.Time     // midnight UTC of the day it was, or will be
	Start   time.Duration // since midnight, by London's clock; -1 when nobody said
	Summary string
	Actions []Action // what it asks of someone; of these What, Agency, Owner and Due
	Items   []string // codes of the checklist items that its author links it to
	Marking Marking
	Limit   Limit
	Detail  Detail // nil while hidden, and for a kind that adds nothing
}

// Detail is what one kind adds to an activity. Every implementation is a plain
// value of this package.
type Detail interface {
	// Kind is the kind it belongs to.
	Kind() Kind
	// check notes in c what is wrong with it, and with what all kinds have.
	check(c *fault.Check, of Content, in Setting)
	// tidy drops what an answer leaves without meaning.
	tidy() Detail
	// facts is what the rules may know of the record, which stands.
	facts(a Activity) []fact.Fact
}

// Part is the content's detail as a T, or an empty T where it is of another kind.
func Part[T Detail](c Content) T {
	d, _ := c.Detail.(T)
	return d
}

// Limit is how far a record may be passed on, which is its originator's word:
// the Traffic Light Protocol, version 2.0. Empty where nobody set one.
type Limit string

// The limits, the widest first.
const (
	Unlimited   Limit = ""
	Clear       Limit = "CLEAR"
	Green       Limit = "GREEN"
	Amber       Limit = "AMBER"
	AmberStrict Limit = "AMBER+STRICT"
	Red         Limit = "RED"
)

// Limits lists them, the widest first.
func Limits() []Limit { return []Limit{Unlimited, Clear, Green, Amber, AmberStrict, Red} }

// AtLeast reports whether the limit is no wider than another.
func (l Limit) AtLeast(other Limit) bool {
	return slices.Index(Limits(), l) >= slices.Index(Limits(), other)
}

// Name is what people read.
func (l Limit) Name() string {
	switch l {
	case Unlimited:
		return "No limit set"
	case Clear:
		return "TLP:CLEAR. No limit"
	case Green:
		return "TLP:GREEN. The community, not the public"
	case Amber:
		return "TLP:AMBER. Need to know in the recipient’s organisation and its clients"
	case AmberStrict:
		return "TLP:AMBER+STRICT. Need to know in the recipient’s organisation only"
	case Red:
		return "TLP:RED. Only those named or present"
	}
	return ""
}

// earliest is the first day an activity may be recorded for. Before it, a year
// was mistyped.
var earliest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Held is the moment the activity began, or began its day where nobody said.
func (c Content) Held() time.Time {
	return calendar.At(c.Day, max(c.Start, 0))
}

// Kind is the kind of its detail, or empty where it has none.
func (c Content) Kind() Kind {
	if c.Detail == nil {
		return ""
	}
	return c.Detail.Kind()
}

// Check returns everything wrong with the content, as an Invalid fault. A
// field of an agency is named after it ("who-7"), one of an action after its
// place ("action-1-due").
func (c Content) Check(in Setting) error {
	var wrong fault.Check
	c.Detail.check(&wrong, c, in)
	for _, code := range c.Items {
		wrong.Need(slices.Contains(in.Items, code), "item", "Select checklist items from the list")
	}
	wrong.Need(slices.Contains(Markings(), c.Marking), "marking", "Select a marking from the list")
	wrong.Need(slices.Contains(Limits(), c.Limit), "limit", "Select how far it may be passed on from the list")
	return wrong.Err()
}

// Tidy drops what an answer leaves without meaning: the name of somebody who
// did not come, the reason of an agency that sent no apologies.
func (c Content) Tidy() Content {
	c.Items = slices.Compact(slices.Sorted(slices.Values(c.Items)))
	if c.Detail != nil {
		c.Detail = c.Detail.tidy()
	}
	return c
}

// checkName wants a name. Of is what it is the name of: "meeting".
func (c Content) checkName(wrong *fault.Check, of string) {
	wrong.Need(c.Name != "", "name", "Enter the %s name", of)
	wrong.Need(form.Length(c.Name) <= MaxName, "name", "%s name must be %d characters or less", upper(of), MaxName)
}

// checkDay wants a day that has come, or where planned is set one to come.
func (c Content) checkDay(wrong *fault.Check, of string, planned bool, today time.Time) {
	wrong.Need(!c.Day.IsZero(), "date", "Enter the date of the %s", of)
	switch {
	case c.Day.IsZero():
	case planned:
		wrong.Need(!c.Day.Before(today), "date", "Date of a planned %s must be today or in the future", of)
		wrong.Need(c.Day.Before(today.AddDate(3, 0, 0)), "date", "Date of the %s must be within 3 years", of)
	default:
		wrong.Need(!c.Day.After(today), "date", "Date of the %s must be today or in the past", of)
		wrong.Need(!c.Day.Before(earliest), "date", "Date of the %s must be after 1999", of)
	}
	wrong.Need(c.Start < 24*time.Hour, "start", "Start time must be a time, like 10am or 14:30")
}

// checkSummary wants a summary that can be kept.
func (c Content) checkSummary(wrong *fault.Check) {
	wrong.Need(form.Length(c.Summary) <= MaxSummary, "summary", "Summary must be 1,500 characters or less")
}

// checkActions wants each action whole. Of is what they come from: "meeting".
func (c Content) checkActions(wrong *fault.Check, of string, in Setting) {
	wrong.Need(len(c.Actions) <= MaxActions, "actions", "Enter %d actions or fewer", MaxActions)
	for n, a := range c.Actions {
		at := "action-" + strconv.Itoa(n+1)
		wrong.Need(a.What != "", at+"-what", "Action %d: enter what will be done", n+1)
		wrong.Need(form.Length(a.What) <= MaxWhat, at+"-what", "Action %d: what will be done must be %d characters or less", n+1, MaxWhat)
		wrong.Need(a.Agency != 0, at+"-who", "Action %d: select the agency that will do it", n+1)
		wrong.Need(in.invites(a.Agency), at+"-who", "Action %d: select an agency of this partnership", n+1)
		_, known := in.Colleagues.Of(a.Agency).Find(a.Owner)
		wrong.Need(a.Owner == uuid.Nil || known, at+"-owner", "Action %d: select a person of the agency that will do it", n+1)
		wrong.Need(!a.Due.IsZero(), at+"-due", "Action %d: enter the date the action is due", n+1)
		wrong.Need(c.Day.IsZero() || a.Due.After(c.Day), at+"-due", "Action %d: due date must be after the %s", n+1, of)
		wrong.Need(a.Due.Before(c.Day.AddDate(10, 0, 0)) || c.Day.IsZero(), at+"-due", "Action %d: due date must be within 10 years of the %s", n+1, of)
	}
}

// upper is a word as a sentence begins with it.
func upper(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// Strand is the strand that records the kind, or Identity for an unknown one.
func (k Kind) Strand() access.Strand {
	for _, s := range access.Strands() {
		if slices.Contains(Kinds(s), k) {
			return s
		}
	}
	return access.Identity
}

// Do is the permission that recording the kind takes, or empty where nobody
// records it by hand.
func (k Kind) Do() access.Action {
	switch k {
	case CoordinationMeeting:
		return access.LogMeeting
	case Training, Connect:
		return access.LogTraining
	case Share:
		return access.LogShare
	case OutreachActivity:
		return access.LogOutreach
	case IntelligencePointer:
		return access.LogPointer
	case CaseContact:
	}
	return ""
}
