package health

import "slices"

// Code names a measure, and never changes.
type Code string

// The measures.
const (
	TieCover            Code = "required_tie_cover"
	Density             Code = "density"
	EdgeReciprocity     Code = "edge_reciprocity"
	DyadReciprocity     Code = "dyad_reciprocity"
	WeightedReciprocity Code = "weighted_reciprocity"
	Centralisation      Code = "centralisation"
	OutCentralisation   Code = "out_centralisation"
	InCentralisation    Code = "in_centralisation"
	Isolates            Code = "isolates"
	CoordinatorReliance Code = "coordinator_dependency"
	Evenness            Code = "evenness"
	Attendance          Code = "attendance"
	Contribution        Code = "contribution"
	Continuity          Code = "continuity"
	Retention           Code = "retention"
	ActionsOnTime       Code = "actions_on_time"
	MinutesLatency      Code = "minutes_latency"
	TimeToShare         Code = "time_to_share"
	FeedbackRate        Code = "feedback_rate"
	LoggingHealth       Code = "logging_health"
	Intensity           Code = "intensity"
	Trust               Code = "trust"
	Worth               Code = "value"
)

// Unit is what a figure is in.
type Unit string

// The units.
const (
	Share       Unit = "share" // from 0 to 1
	WorkingDays Unit = "working_days"
	Days        Unit = "days"
	Agencies    Unit = "agencies"
	Groups      Unit = "groups"
	Points      Unit = "points" // what people answered, from 1 to 4
)

// Measure is one way of looking at a partnership.
type Measure struct {
	Code Code
	Name string
	Says string // how it is worked out, in words
	Of   string // what is counted
	Unit Unit
	Low  float64 // the least its figure can be
	High float64 // the most, zero where nothing bounds it
	More bool    // shown only to who asks for more measures
	read func(*view) reading
	// Rounds says that its trend is of the pulse's rounds and not of windows.
	Rounds bool
}

// Measures lists them in the order pages show them, the headline first.
// Source: domain, partnership health; "centralisation, density, drawing and
// intensity stand under More measures, off by default".
func Measures() []Measure { return slices.Clone(measures) }

var measures = []Measure{
	{
		Code: TieCover, Name: "Required pairs that share", Of: "ways", Unit: Share, High: 1, read: tieCover,
		Says: "Each pair of agencies that has to share counts twice, once for each way. A way is covered where something was given that way in the window.",
	},
	{
		Code: EdgeReciprocity, Name: "Ways that are returned", Of: "ways", Unit: Share, High: 1, read: edgeReciprocity,
		Says: "Of all ways in which one agency gave to another, those where the other gave too.",
	},
	{
		Code: DyadReciprocity, Name: "Pairs that give to one another", Of: "pairs", Unit: Share, High: 1, read: dyadReciprocity,
		Says: "Of all pairs in which somebody gave, those where both did.",
	},
	{
		Code: WeightedReciprocity, Name: "Balance of giving", Of: "shares", Unit: Share, High: 1, read: weightedReciprocity,
		Says: "How much of what passed was matched by as much the other way. What goes to many at once counts in parts, one for each recipient.",
	},
	{
		Code: Isolates, Name: "Agencies that neither gave nor received", Of: "agencies", Unit: Agencies, read: isolates,
		Says: "The agencies that take part, and neither gave anything to another nor received anything in the window.",
	},
	{
		Code: CoordinatorReliance, Name: "Required pairs that hold without the coordinator’s agency", Of: "pairs", Unit: Share, High: 1, read: withoutCoordinator,
		Says: "Without the coordinator’s agency: the required pairs that are still joined, straight or through others.",
	},
	{
		Code: Evenness, Name: "Evenness of contribution", Of: "agencies", Unit: Share, High: 1, read: evenness,
		Says: "How evenly the agencies bore what was spent in money and time. 1 is that all bore the same; one agency that bears all gives 1 divided by the number of agencies.",
	},
	{
		Code: Attendance, Name: "Attendance", Of: "invitations", Unit: Share, High: 1, read: attendance,
		Says: "Of all invitations to meetings held in the window, those for which a representative or a substitute came.",
	},
	{
		Code: Contribution, Name: "Contribution to meetings", Of: "invitations", Unit: Share, High: 1, read: contribution,
		Says: "Of all invitations to meetings held in the window, those for which somebody came, or apologies came with information.",
	},
	{
		Code: Continuity, Name: "Continuity of representatives", Of: "agencies", Unit: Share, High: 1, read: continuity,
		Says: "Over the last 6 meetings an agency attended, and at least 3: 1 where the same person always came, 0 where it was never the same. The figure is that of the middle agency.",
	},
	{
		Code: Retention, Name: "Partners kept", Of: "agencies", Unit: Share, High: 1, read: retention,
		Says: "Of the agencies in the initiative’s baseline, those that still take part and came, sent information or gave some in the window.",
	},
	{
		Code: ActionsOnTime, Name: "Actions done on time", Of: "actions", Unit: Share, High: 1, read: actionsOnTime,
		Says: "Of the actions due in the window, those done by their day. Actions overtaken by events or cancelled are left out; those not done are not.",
	},
	{
		Code: MinutesLatency, Name: "Minutes", Of: "minutes", Unit: WorkingDays, read: minutesLatency,
		Says: "Working days from a meeting in the window until its minutes were sent, in the middle case. Minutes that were not sent count as still waiting.",
	},
	{
		Code: TimeToShare, Name: "Time to share", Of: "requests", Unit: WorkingDays, read: timeToShare,
		Says: "Working days from a request in the window until it was answered, in the middle case. Requests that were not answered count as still waiting, and those refused as waiting until then.",
	},
	{
		Code: FeedbackRate, Name: "Shares with feedback", Of: "shares", Unit: Share, High: 1, read: feedbackRate,
		Says: "Of what was given in the window, what its recipient gave feedback on within 28 days. What was given in the last 28 days is left out.",
	},
	{
		Code: LoggingHealth, Name: "Records made in time", Of: "records", Unit: Share, High: 1, read: loggingHealth,
		Says: "Of the meetings, shares, training and events in the window that were recorded, those recorded within 3 days.",
	},
	{
		Code: Trust, Name: "Trust", Of: "people", Unit: Points, Low: lowest, High: highest, Rounds: true, read: trust,
		Says: "What those who stand for the partner agencies answered in the newest round of the pulse about reliability, shared aims and openness, from 1 (no) to 4 (yes). Each person counts the same.",
	},
	{
		Code: Worth, Name: "Value", Of: "people", Unit: Points, Low: lowest, High: highest, Rounds: true, read: worth,
		Says: "What those who stand for the partner agencies answered in the newest round of the pulse about influence, involvement and resources, from 1 (no) to 4 (yes). Each person counts the same.",
	},
	{
		Code: Density, Name: "Density", Of: "ways", Unit: Share, High: 1, More: true, read: density,
		Says: "Of all ways in which any agency could give to another, those in which it did. Higher is not always better.",
	},
	{
		Code: Centralisation, Name: "How much runs through one agency", Of: "pairs", Unit: Share, High: 1, More: true, read: centralisation,
		Says: "0 where all agencies have as many partners in sharing, 1 where all share with one and with nobody else.",
	},
	{
		Code: OutCentralisation, Name: "How much one agency gives", Of: "ways", Unit: Share, High: 1, More: true, read: outCentralisation,
		Says: "0 where all agencies give to as many others, 1 where one gives to all and nobody else gives.",
	},
	{
		Code: InCentralisation, Name: "How much one agency receives", Of: "ways", Unit: Share, High: 1, More: true, read: inCentralisation,
		Says: "0 where all agencies receive from as many others, 1 where one receives from all and nobody else receives.",
	},
	{
		Code: Intensity, Name: "Pairs as close as wanted", Of: "pairs", Unit: Share, High: 1, More: true, read: intensity,
		Says: "Of the pairs of which both is said, how closely they are to work together and how closely they do, those that do so as closely as wanted or more. Nobody works out how closely from what they shared.",
	},
}
