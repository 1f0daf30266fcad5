// Package fact holds the content-free facts that the checklist's rules and the
// health measures read: kind, day, agencies, ids and numbers; no titles, no
// text, no names. A fact is written in the transaction that writes what it
// describes, and can always be made again from it.
package fact

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Kind says what a fact is about.
type Kind string

// The kinds. Their fields are those of Fact; a field that a kind does not name
// is empty for it.
const (
	// Meeting: one held coordination meeting. Day it was held; By who recorded it; flag Initiative.
	Meeting Kind = "meeting"
	// Attendance: one invited agency at one meeting. Day; Agency; Person who came; a flag
	// Came, Substitute, Apologies or Absent, and InformationSent.
	Attendance Kind = "attendance"
	// Recorded: somebody recorded a meeting, an action or a chase. Day it was recorded; By who.
	Recorded Kind = "recorded"
	// Appointment: a coordinator was appointed. Day to Until; By the coordinator's account;
	// Person the deputy's account; Number full-time equivalent in hundredths; flags Dedicated, Deputy.
	Appointment Kind = "appointment"
	// Initiative: the initiative runs. Day to Until; Number its version.
	Initiative Kind = "initiative"
	// Baseline: an agency belongs to the initiative's locked baseline. Day the baseline was locked; Agency.
	Baseline Kind = "baseline"
	// Partner: an agency takes part. Day joined to Until left; Agency; Other the agency it
	// merged into; flag Handover where a leaver recorded one.
	Partner Kind = "partner"
	// Representative: a person stands for an agency. Day to Until; Agency; Person; flags
	// Deputy for a registered deputy, Handover where the person handed over on leaving.
	Representative Kind = "representative"
	// Series: meetings are held at a rhythm. Day it began to Until; Number of days between meetings.
	Series Kind = "series"
)

// Flag marks a fact.
type Flag string

// The flags.
const (
	InInitiative    Flag = "initiative"
	Came            Flag = "came"
	Substitute      Flag = "substitute"
	Apologies       Flag = "apologies"
	Absent          Flag = "absent"
	InformationSent Flag = "information_sent"
	PlaceOrTravel   Flag = "place_or_travel" // apologies for the place or the journey
	Dedicated       Flag = "dedicated"
	Deputy          Flag = "deputy"
	Handover        Flag = "handover"
)

// Fact is one row. Days are midnights UTC.
type Fact struct {
	Source    uuid.UUID // the record it describes
	Part      int       // its place among that record's facts
	Kind      Kind
	Day       time.Time
	Until     time.Time // last day, zero while it goes on
	Agency    int
	Other     int
	Person    uuid.UUID
	By        uuid.UUID
	Number    int
	Flags     []Flag
	KnownFrom time.Time // when the service came to know it
	KnownTo   time.Time // when it was corrected or withdrawn, zero while it stands
}

// Has reports whether the fact carries the flag.
func (f Fact) Has(flag Flag) bool { return slices.Contains(f.Flags, flag) }

// KnownAt reports whether the service held the fact to be true at the moment.
func (f Fact) KnownAt(at time.Time) bool {
	return !f.KnownFrom.After(at) && (f.KnownTo.IsZero() || f.KnownTo.After(at))
}

// Covers reports whether the day lies from Day to Until, both included.
func (f Fact) Covers(day time.Time) bool {
	return !day.Before(f.Day) && (f.Until.IsZero() || !day.After(f.Until))
}

// InOrder puts facts into the one order that rules and measures read them in:
// that of days, and of records within a day.
func InOrder(a, b *Fact) int {
	if c := a.Day.Compare(b.Day); c != 0 {
		return c
	}
	if c := bytes.Compare(a.Source[:], b.Source[:]); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Part, b.Part), a.KnownFrom.Compare(b.KnownFrom))
}
