package fact

// The kinds of information sharing: one fact for each recipient of one record.
// None says what the information was.
//
// CON-2 takes the traffic between agencies from Shared, by Day, Agency and
// Other, and the share of them that have a ShareFeedback of the same Source and
// Other within 28 days. CON-5 holds each ShareAsked flagged ShareRequested, with a
// Person, against those before it: it repeats one with the same Agency, Other
// and Person whose Day is at most 90 days before its own. CON-6 counts records,
// by Source, of Shared: those flagged NamesNeed and NamesPurpose; those whose
// Number is over 5 and that are not ForEverybody, which is true to its name
// where the ShareAsked of the same Source has as its Person a Need without an
// Agency. CON-7 asks of each Shared whether it is flagged OnEmergency, or its
// Person is the Source of an AgreementLine that covers its Day. Its time to
// share runs from Day to Until of each ShareAsked flagged ShareRequested, in working
// days: an answer where it is flagged ShareGiven or ShareInPart, and censored at
// Until where it was refused or dropped, at the day of the question while it
// has no Until, so that to ignore a request or to refuse it betters nothing.
// Density, reciprocity and centralisation take their pairs from Shared too, each
// weighed by 1 over Number.
const (
	// ShareAsked: information was asked for or offered. Day it was; Until the day it was given,
	// refused or dropped, none while it is open; Agency that gives and Other that receives; Number
	// how many receive it; Person is no person but the id of the need it answers; flag
	// ShareRequested or ShareOffered; flag ShareOpen, ShareGiven, ShareInPart, ShareRefused or
	// ShareDropped; flags NamesNeed, NamesPurpose, OnAgreement, OnEmergency and ForEverybody.
	ShareAsked Kind = "share_asked"
	// Shared: information was given, whole or in part. Day it was sent; Agency that gave and Other
	// that received; Number how many received it; Person is no person but the id of the line of
	// the sharing agreement that it rests on; flags as for ShareAsked.
	Shared Kind = "shared"
	// ShareFeedback: a recipient said what it made of what it got. Day it had been sent to Until
	// the day of the feedback; Agency that gave and Other that received and spoke.
	ShareFeedback Kind = "share_feedback"
)

// The flags of these kinds.
const (
	ShareRequested Flag = "requested" // those who receive asked for it
	ShareOffered   Flag = "offered"   // the one that gives began
	ShareOpen      Flag = "open"
	ShareGiven     Flag = "given"
	ShareInPart    Flag = "part"
	ShareRefused   Flag = "refused"
	ShareDropped   Flag = "dropped"
	NamesNeed      Flag = "need"
	NamesPurpose   Flag = "purpose"
	OnAgreement    Flag = "line"
	OnEmergency    Flag = "emergency"
	ForEverybody   Flag = "briefing" // a briefing to everybody, for a need of the whole partnership
)
