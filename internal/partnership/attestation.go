package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

// Attestation is somebody's word that intelligence gathering was kept separate
// and distinct from community outreach in a quarter: a lead's of their own side
// or, where a partnership keeps its intelligence elsewhere, the manager's.
type Attestation struct {
	ID      uuid.UUID
	Quarter time.Time // its first day
	Wording int       // the number of the statements that were put to them
	Note    string
	By      uuid.UUID
	At      time.Time
}

// Wording is the number of the statements below. It goes up when their sense
// changes, so that each attestation says to which of them it was given.
const Wording = 1

// Statements are what is attested through a strand, in our own words. The
// review asks that intelligence gathering stays separate and distinct from
// community outreach, so that the two do not become blurred.
// Source: review, considerations for practice: SEP-1.
func Statements(in access.Strand) []string {
	switch in { //nolint:exhaustive // nothing is attested in the others
	case access.Outreach:
		return []string{
			"Nobody who did outreach this quarter gathered intelligence, or was asked to.",
			"Nothing that people said or did at outreach was passed on to be used as intelligence, except where two other people approved it first or somebody was in danger.",
			"The people we met were told truthfully who we are and why we were there.",
		}
	case access.Intelligence:
		return []string{
			"Nobody who gathered intelligence this quarter took part in outreach, or used it to get near people.",
			"Nobody who does outreach or casework was asked to find something out, to watch anybody or to report on anybody.",
			"Intelligence was seen only by people who hold a role with intelligence records, except where two other people approved it first.",
		}
	case access.Coordination:
		return []string{
			"Intelligence is kept in another system, and nobody who does outreach or casework here can open it.",
			"Nobody who works on that intelligence did outreach or casework in this partnership this quarter.",
			"Nothing recorded here this quarter holds intelligence.",
		}
	}
	return nil
}

// QuarterOf is the first day of the quarter in which the day lies.
func QuarterOf(day time.Time) time.Time {
	return time.Date(day.Year(), (day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
}

// QuarterName is what people read: "October to December 2025".
func QuarterName(quarter time.Time) string {
	return quarter.Format("January") + " to " + quarter.AddDate(0, 2, 0).Format("January 2006")
}

// Attestations is what was attested through one strand of a partnership.
type Attestations struct {
	Strand      access.Strand
	Partnership int
	Here        bool          // the partnership keeps intelligence records here
	All         []Attestation // newest first
}

// Scope is where they are kept.
func (a Attestations) Scope() access.Scope {
	return access.Scope{Strand: a.Strand, Partnership: a.Partnership}
}

// Asked reports whether anything is to be attested here: by the manager only
// where no intelligence lead does.
func (a Attestations) Asked() bool { return a.Strand != access.Coordination || !a.Here }

// Of returns what counts for the quarter, which is the newest.
func (a Attestations) Of(quarter time.Time) (Attestation, bool) {
	i := slices.IndexFunc(a.All, func(x Attestation) bool { return x.Quarter.Equal(quarter) })
	if i < 0 {
		return Attestation{}, false
	}
	return a.All[i], true
}

// maxAttestation is how many characters a note may have.
const maxAttestation = 2000

// Check returns everything wrong with an attestation through the strand, to
// which so many of its statements were ticked, as an Invalid fault.
func (a Attestation) Check(in access.Strand, ticked int) error {
	var c fault.Check
	c.Need(ticked == len(Statements(in)), "statements", "Select every statement. If you cannot say one of them, do not attest: tell the separation reviewer")
	if in == access.Coordination {
		c.Need(strings.TrimSpace(a.Note) != "", "note", "Enter where intelligence is kept and who looks after it")
	}
	checkText(&c, "note", "What you add", a.Note, maxAttestation)
	return c.Err()
}

// Attest adds an attestation for the quarter in which it is made. It replaces
// none: what was attested before stays, and the newest counts.
func Attest(a Attestation, ticked int) access.Change[Attestations] {
	return access.Change[Attestations]{Do: access.AttestSeparation, Apply: func(all *Attestations) error {
		if err := a.Check(all.Strand, ticked); err != nil {
			return err
		}
		if !all.Asked() {
			return fault.New(fault.Conflict, "This partnership keeps intelligence records here, so its intelligence lead attests")
		}
		if !a.Quarter.Equal(QuarterOf(calendar.Day(a.At))) {
			return fault.New(fault.Conflict, "The quarter ended while you were working on this. Read the statements again for the new one")
		}
		a.Wording = Wording
		all.All = append([]Attestation{a}, all.All...)
		return nil
	}}
}

// AttestationStore keeps what is attested, each in the strand it was made in.
type AttestationStore interface {
	// Attestations returns what was attested through the strand.
	Attestations(ctx context.Context, who access.Actor, in access.Strand) (Attestations, error)
	// Attest adds an attestation to those of the strand and logs it, or does
	// neither. Besides what the change itself returns, it returns Forbidden.
	Attest(ctx context.Context, who access.Actor, in access.Strand, ch access.Change[Attestations]) error
}
