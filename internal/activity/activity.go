// Package activity is what partners do together and when: coordination
// meetings with who came and what was agreed, the actions that follow from
// them, and the activities of the other strands. It knows what may be recorded,
// corrected, withdrawn and hidden, and by whom; it knows no database and no page.
package activity

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Kind is the sort of activity. Each strand has its own.
type Kind string

// The kinds.
const (
	CoordinationMeeting Kind = "meeting"
	Training            Kind = "training"
	Connect             Kind = "connect" // an event at which people who were trained meet
	Share               Kind = "share"   // information asked for, offered and given
	OutreachActivity    Kind = "outreach"
	CaseContact         Kind = "contact"
	IntelligencePointer Kind = "pointer"
)

// Kinds lists the kinds that a strand records.
func Kinds(in access.Strand) []Kind {
	switch in {
	case access.Coordination:
		return []Kind{CoordinationMeeting, Training, Connect, Share}
	case access.Outreach:
		return []Kind{OutreachActivity}
	case access.Casework:
		return []Kind{CaseContact}
	case access.Intelligence:
		return []Kind{IntelligencePointer}
	case access.Identity:
	}
	return nil
}

// Name is what people read.
func (k Kind) Name() string {
	switch k {
	case CoordinationMeeting:
		return "Coordination meeting"
	case Training:
		return "Training"
	case Connect:
		return "Connecting event"
	case Share:
		return "Information sharing"
	case OutreachActivity:
		return "Outreach activity"
	case CaseContact:
		return "Case contact"
	case IntelligencePointer:
		return "Intelligence pointer"
	}
	return ""
}

// Marking is a record's protective marking.
type Marking string

// The markings.
const (
	Official  Marking = "OFFICIAL"
	Sensitive Marking = "OFFICIAL-SENSITIVE"
)

// Markings lists them, the lower first.
func Markings() []Marking { return []Marking{Official, Sensitive} }

// AtLeast reports whether the marking is no lower than another.
func (m Marking) AtLeast(other Marking) bool {
	return slices.Index(Markings(), m) >= slices.Index(Markings(), other)
}

// OwnTime is how long after recording it an author may correct or withdraw a
// record without anyone else.
const OwnTime = 24 * time.Hour

// Activity is one record of what was done, in the strand it belongs to for ever.
type Activity struct {
	ID          uuid.UUID
	Ref         string
	Strand      access.Strand
	Partnership int
	Agency      int    // the author's; 0 when the author has none
	AgencyName  string // as Store gives it
	Kind        Kind
	At          time.Time // when it was, as near as is known
	Content     Content
	Actions     []Action
	Author      uuid.UUID
	CreatedAt   time.Time
	UpdatedAt   time.Time
	UpdatedBy   uuid.UUID
	Version     int

	WithdrawnAt  time.Time
	WithdrawnBy  uuid.UUID
	WithdrawnWhy string

	ReportedAt time.Time    // set while the content is hidden from all
	Report     WrongContent // the report that hides it, or the last one

	History []Version   // only what a change adds; Store.Versions has it all
	Pairs   []Duplicate // records that look like a new one, with what was said of each
}

// WrongContent is a report that a record holds what it must not. It hides the
// record at once, until two people say that it was right.
type WrongContent struct {
	ID              uuid.UUID
	By              uuid.UUID
	At              time.Time
	Why             string
	RestoredFirstBy uuid.UUID
	RestoredFirstAt time.Time
	RestoredBy      uuid.UUID
	RestoredAt      time.Time
}

// What says what made a version.
type What string

// What can happen to a record.
const (
	Saved     What = "saved"
	Corrected What = "corrected"
	Withdrawn What = "withdrawn"
	Reported  What = "reported"
	Restored  What = "restored"
	Answered  What = "answered" // a request or an offer went a step further
)

// Name is what people read.
func (w What) Name() string {
	switch w {
	case Saved:
		return "Recorded"
	case Corrected:
		return "Corrected"
	case Withdrawn:
		return "Withdrawn"
	case Reported:
		return "Reported as wrong content"
	case Restored:
		return "Restored"
	case Answered:
		return "Answered"
	}
	return ""
}

// Version is a record as it was after something happened to it.
type Version struct {
	Number  int
	At      time.Time
	By      uuid.UUID
	What    What
	Why     string
	Content Content // empty while the record is hidden
}

// ErrUnread is what Store.Find returns for a record that the person may read
// once they have said why.
var ErrUnread = errors.New("activity: the reason for reading comes first")

// Scope is where the record lives.
func (a Activity) Scope() access.Scope {
	return access.Scope{Strand: a.Strand, Partnership: a.Partnership, Agency: a.Agency}
}

// Hidden reports whether the content is hidden because somebody reported it.
func (a Activity) Hidden() bool { return !a.ReportedAt.IsZero() }

// IsWithdrawn reports whether the record was withdrawn.
func (a Activity) IsWithdrawn() bool { return !a.WithdrawnAt.IsZero() }

// OwnUntil is the moment until which the author may correct or withdraw it.
func (a Activity) OwnUntil() time.Time { return a.CreatedAt.Add(OwnTime) }

// Hide takes out everything that was written, for a record that is hidden.
func (a *Activity) Hide() {
	a.Content = Content{Day: a.Content.Day, Start: -1, Marking: a.Content.Marking, Limit: a.Content.Limit}
	a.Actions, a.WithdrawnWhy = nil, ""
	for i := range a.History {
		a.History[i].Content = Content{Start: -1}
	}
}

// MayChange returns nil where who may correct or withdraw the record now: its
// author within OwnTime, and at any time whoever keeps the strand's records.
// Otherwise it returns a Forbidden fault, or a Conflict for a record that
// cannot change as it is.
func (a Activity) MayChange(who access.Actor, now time.Time) error {
	switch {
	case a.Hidden():
		return fault.New(fault.Conflict, "This record is hidden, because it was reported as wrong content")
	case a.IsWithdrawn():
		return fault.New(fault.Conflict, "This record has been withdrawn")
	case a.owns(who, now) || who.Is(keeper(a.Strand)):
		return nil
	}
	return fault.New(fault.Forbidden, "Only its author can change this record in its first 24 hours. After that, ask your coordinator to add a correction")
}

// AsksWhy reports whether who has to give a reason for a correction.
func (a Activity) AsksWhy(who access.Actor, now time.Time) bool { return !a.owns(who, now) }

// owns reports whether who wrote the record less than OwnTime ago.
func (a Activity) owns(who access.Actor, now time.Time) bool {
	return who.ID == a.Author && now.Before(a.OwnUntil())
}

// keeper is the role that adds corrections to the strand's records at any time.
func keeper(of access.Strand) access.Role {
	switch of {
	case access.Outreach:
		return access.OutreachLead
	case access.Casework:
		return access.CaseSupervisor
	case access.Intelligence:
		return access.IntelligenceLead
	case access.Coordination, access.Identity:
	}
	return access.Coordinator
}

// Parts of the facts that one record leaves. Each kind numbers its own from
// detailPart on.
const (
	heldPart     = 0
	recordedPart = 1
	minutesPart  = 2
	detailPart   = 10     // and one more for each thing the detail says
	chasePart    = 1000   // and one more for each thing done to one of its actions
	actionPart   = 100000 // and the place of each action among the record's
)

// Facts is what the rules may know of the record: nothing of one that is
// hidden or withdrawn, or of another strand. That somebody recorded it counts
// as work of who did, and so does a change to an action.
func (a Activity) Facts() []fact.Fact {
	if a.Strand != access.Coordination || a.Content.Detail == nil || a.Hidden() || a.IsWithdrawn() {
		return nil
	}
	facts := a.Content.Detail.facts(a)
	if m, ok := a.Content.Detail.(Meeting); ok && !m.Held() {
		return facts // nothing happened yet, or ever
	}
	recorded := calendar.Day(a.CreatedAt)
	if recorded.Before(a.Content.Day) {
		recorded = a.Content.Day // it was planned first; what happened was recorded no sooner
	}
	facts = append(facts, fact.Fact{Source: a.ID, Part: recordedPart, Kind: fact.Recorded, Day: recorded, By: a.Author})
	for i, n := range a.Actions {
		facts = append(facts, n.asked(a, i+1))
	}
	for i, c := range chases(a.Actions) {
		facts = append(facts, fact.Fact{Source: a.ID, Part: chasePart + i, Kind: fact.Recorded, Day: calendar.Day(c.At), By: c.By})
	}
	slices.SortStableFunc(facts, func(x, y fact.Fact) int { return x.Part - y.Part })
	return facts
}
