package checklist

import (
	"math"
	"slices"

	"liaison/internal/fact"
)

// Reading is what the rules read of one kind of fact, so that a store need not
// hand over more of it.
type Reading struct {
	Kind fact.Kind
	// Days is how far back they look from the day judged, counted by when a
	// fact began or ended. Zero is all of it: standing facts are few.
	Days int
	// Open says that what has no end yet is read however long ago it began.
	Open bool
	// Only narrows what is read to facts with one of the flags.
	Only []fact.Flag
	// Newest says that of what lies further back the newest of each of these is
	// read, so that evidence can be told to be out of date. One without flags
	// stands for any.
	Newest [][]fact.Flag
}

// events are the kinds of which there is always more, with the items that read
// them. What is not listed here is a standing fact, and read whole.
var events = []struct {
	reading Reading
	by      []string
}{
	{Reading{Kind: fact.Attendance, Newest: anyFlags}, []string{"RES-3", "RES-4"}},
	{Reading{Kind: fact.Meeting, Newest: anyFlags}, []string{"RES-4", "FUN-2"}},
	{Reading{Kind: fact.Escalation, Open: true, Newest: anyFlags}, []string{"RES-3"}},
	{Reading{Kind: fact.Rating, Newest: [][]fact.Flag{{fact.RatesConvenient}, {fact.RatesQuality}, {fact.RatesUseful}, {fact.RatesRelevant}, {fact.ScoreAfter}}}, []string{"RES-4", "TRN-1", "CON-6"}},
	{Reading{Kind: fact.Training, Newest: [][]fact.Flag{{fact.InContext}, {}}}, []string{"TRN-1", "TRN-2"}},
	{Reading{Kind: fact.Trained, Newest: anyFlags}, []string{"TRN-1", "TRN-2", "FUN-2"}},
	{Reading{Kind: fact.Action, Open: true, Only: []fact.Flag{fact.ActionFollowUp}, Newest: [][]fact.Flag{{fact.ActionFollowUp, fact.ActionDone}}}, []string{"TRN-2"}},
	{Reading{Kind: fact.ConnectEvent, Newest: anyFlags}, []string{"TRN-2"}},
	{Reading{Kind: fact.Connected, Newest: anyFlags}, []string{"TRN-2"}},
	{Reading{Kind: fact.FundingRequest, Open: true, Newest: anyFlags}, []string{"CON-1"}},
	{Reading{Kind: fact.ShareAsked, Open: true, Newest: [][]fact.Flag{{fact.ShareRequested, fact.NamesNeed}}}, []string{"CON-5", "CON-6", "CON-7"}},
	{Reading{Kind: fact.Shared, Newest: anyFlags}, []string{"CON-2", "CON-6", "CON-7"}},
	{Reading{Kind: fact.ShareFeedback, Newest: anyFlags}, []string{"CON-2"}},
	{Reading{Kind: fact.Duplicate, Open: true, Newest: anyFlags}, []string{"CON-5"}},
	{Reading{Kind: fact.LogVerified, Newest: anyFlags}, []string{"CON-4"}},
}

// anyFlags asks for the newest fact with any flags or none.
var anyFlags = [][]fact.Flag{{}}

// standing are the kinds that the rules read whole, since there are few of each.
var standing = []fact.Kind{
	fact.Acknowledgement, fact.Agreement, fact.AgreementLine, fact.AgreementParty, fact.AgreementReview, fact.Appointment, fact.Attested,
	fact.Baseline, fact.Ceiling, fact.Cost, fact.Covers, fact.Goals, fact.Initiative, fact.Leader, fact.Need, fact.NeedReview, fact.Partner,
	fact.Product, fact.Reach, fact.ReachConfirmed, fact.ReachHeld, fact.ReachUsed, fact.ReachVetted, fact.Representative, fact.RequiredPair, fact.SelfTest,
	fact.Separation, fact.SeparationException, fact.Series, fact.Spend, fact.Stream, fact.System, fact.SystemReview,
}

// unread are the kinds that no rule reads, or of which a store selects the few
// that the rules need by itself.
var unread = []fact.Kind{
	fact.Holiday, fact.Intensity, fact.Member, fact.Minutes, fact.Planned, fact.PulseAnswered, fact.PulseAsked, fact.PulseCount, fact.PulseRaters, fact.PulseScore,
	fact.Recorded, fact.StaffTime,
}

// StandingKinds lists the kinds of which the rules read every fact.
func StandingKinds() []fact.Kind { return slices.Clone(standing) }

// Readings lists what the rules read of each kind of event, as far back as the
// thresholds of the book make them look.
func (b *Book) Readings() []Reading {
	all := make([]Reading, 0, len(events))
	for _, e := range events {
		r := e.reading
		for _, code := range e.by {
			if i, ok := b.Find(code); ok {
				r.Days = max(r.Days, i.looksBack())
			}
		}
		all = append(all, r)
	}
	return all
}

// looksBack is a number of days that no window or look back of the item
// exceeds, nor the age at which evidence is out of date. It adds up everything
// that is counted in time, so it is true however a rule joins them.
func (i Item) looksBack() int {
	sum := 0.0
	for _, p := range i.Parameters {
		switch p.Unit {
		case "days":
			sum += p.Value
		case "working days":
			sum += 3 * p.Value
		case "months":
			sum += 31 * p.Value
		case "number":
			if p.Name == "rhythm" {
				sum += mostRhythm * p.Value
			}
		}
	}
	return max(int(math.Ceil(sum)), 2*i.Fresh) + 1
}

// mostRhythm is the longest interval, in days, at which a series may meet.
const mostRhythm = 400
