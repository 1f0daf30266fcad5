package fact

// The kinds of sharing agreements. CON-7 asks whether a transfer cites an
// AgreementLine, by its Person, that covers the day it was sent; its freshness
// ends with the AgreementReview where that comes first. Measures of health take
// the pairs that must share from RequiredPair, not from here.
const (
	// Agreement: a sharing agreement is in force. Day to Until; Number how many parties it has.
	Agreement Kind = "agreement"
	// AgreementReview: a sharing agreement is to be reviewed. Day it is due; gone once it ended.
	AgreementReview Kind = "agreement_review"
	// AgreementParty: an agency is party to a sharing agreement. Day to Until as the agreement's
	// own; Agency; flag Signed once it has signed.
	AgreementParty Kind = "agreement_party"
	// AgreementLine: one line of a sharing agreement is in force, so that what it names may be
	// shared. Day to Until, never beyond the agreement's own; Agency that gives and Other that
	// receives, none for any party; Person is no person but the line's id.
	AgreementLine Kind = "agreement_line"
)

// Signed marks a party that has signed.
const Signed Flag = "signed"
