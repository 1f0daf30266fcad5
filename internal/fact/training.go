package fact

// The kinds of training, of what followed it, and of what people said of a
// record. TRN-1 holds the ratings flagged RatesQuality and RatesUseful of
// sessions flagged InContext against the people Trained, and pairs ScoreBefore
// with ScoreAfter of one Person and one By. TRN-2 holds the agencies Trained
// against what was Asked of them with AskedFollowUp, and counts the
// ConnectEvents. RES-4 holds the ratings flagged RatesConvenient against the
// agencies that came to meetings, CON-6 those flagged RatesRelevant against the
// shares.
const (
	// Training: a session of a course was held. Day; By who recorded it; flags InContext for the
	// counter-terrorism context, Tested where people were tested before and after.
	Training Kind = "training"
	// Trained: people of an agency came to a session. Day; Agency; Number how many.
	Trained Kind = "trained"
	// ConnectEvent: people who were trained met. Day; By who recorded it.
	ConnectEvent Kind = "connect"
	// Connected: people of an agency came to such an event. Day; Agency; Number how many.
	Connected Kind = "connected"
	// Rating: somebody said something of a record. Day of the record to Until the day it was said;
	// Agency of who said it; Person an account, or one answer of somebody without one; By is nobody
	// but the record's id; Number the value, none for a score of 0; the flag of what was asked. Each
	// is a source of its own.
	Rating Kind = "rating"
)

// The flags of these kinds.
const (
	Tested          Flag = "tested"
	RatesQuality    Flag = "quality"    // of 5
	RatesUseful     Flag = "useful"     // of 5
	RatesConvenient Flag = "convenient" // of 4: the place and the time
	RatesRelevant   Flag = "relevant"   // of 4
	ScoreBefore     Flag = "before"     // of 100
	ScoreAfter      Flag = "after"      // of 100
)
