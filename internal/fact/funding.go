package fact

// The kinds about money. Number is in whole pounds, rounded to the nearest, so
// a sum of facts may be off by 50 pence for each of them.
const (
	// Stream: a funding stream. Day to Until; Number pounds; flags InContext where the money is in
	// the counter-terrorism context, Additional where it is beyond core budgets, Confirmed.
	Stream Kind = "stream"
	// Spend: money spent of a stream. Day; Person the stream's id; Number pounds.
	Spend Kind = "spend"
	// FundingRequest: an agency asked for support. Day asked to Until decided; Agency; Number pounds
	// asked for; a flag Cash or InKind, once decided a flag FundingGiven, FundingPart, FundingNot or
	// FundingGone (no longer needed), and NonStatutory for an agency that is a community or voluntary one.
	FundingRequest Kind = "funding_request"
)

// The flags of money.
const (
	InContext    Flag = "context"
	Additional   Flag = "additional"
	Confirmed    Flag = "confirmed"
	Cash         Flag = "cash"
	InKind       Flag = "kind"
	FundingGiven Flag = "granted"
	FundingPart  Flag = "part"
	FundingNot   Flag = "refused"
	FundingGone  Flag = "dropped"
	NonStatutory Flag = "non_statutory"
)
