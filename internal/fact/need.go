package fact

// The kinds of needs, of the products that answer them, and of access to
// products and systems. TRN-3 counts the needs flagged NeedsTraining that cover
// the day, those among them whose id is the Person of a Covers fact that covers
// the day too, the NeedReview of each, and the working days from Day to Until of
// the Reach facts flagged ToProduct. CON-3 counts those flagged ToSystem.
const (
	// Need: an agency, or the whole partnership, needs information or training. Day to Until;
	// Agency whose need it is, none where it is the whole partnership's; flag NeedsInformation or
	// NeedsTraining. CON-6 finds by Source the need that a share names, and knows by the lack of
	// an Agency that a briefing for it answers everybody's.
	Need Kind = "need"
	// NeedReview: somebody last said that a need still stands. Day they said so. Writing a need
	// down is its first review.
	NeedReview Kind = "need_review"
	// Product: a course, a briefing or something else can be had. Day to Until; flag
	// CourseProduct, BriefingProduct, MaterialProduct or OtherProduct. FUN-2 looks for the costs
	// of its Source.
	Product Kind = "product"
	// Covers: a product answers a need. Source is the product; Day to Until as the product's own;
	// Person is no person but the need's id.
	Covers Kind = "covers"
	// Reach: a role asked for access to a product or a system. Day asked to Until answered, or to
	// the day the role no longer needed it; Agency of the role; Person is no person but the id of
	// the product or the system; flag ToProduct or ToSystem; flag ReachGranted, ReachRefused, or
	// ReachDropped where it ended without an answer; flag OutreachRole where the role does
	// outreach. Without an Until it waits still, and its wait counts up to the day of the question.
	Reach Kind = "reach"
	// ReachHeld: a role has access. Day granted to Until it ended; Agency, Person and the flags
	// ToProduct, ToSystem and OutreachRole as for Reach. CON-3 and SEP-1 ask whether roles that do
	// outreach hold access to intelligence: whether a system holds any is a fact of the system's
	// own, whose Source is this Person.
	ReachHeld Kind = "reach_held"
	// ReachVetted: the vetting for a role's access. Day is its last day; Agency and Person as for
	// Reach.
	ReachVetted Kind = "reach_vetted"
	// ReachConfirmed: a role's access was last known to work. Day; Agency and Person as for Reach.
	// CON-3 asks for one within 90 days.
	ReachConfirmed Kind = "reach_confirmed"
	// ReachUsed: a role's access was last used. Day; Agency and Person as for Reach. CON-4 holds it
	// against the system's limit for dormant accounts.
	ReachUsed Kind = "reach_used"
)

// The flags of these kinds.
const (
	NeedsInformation Flag = "information"
	NeedsTraining    Flag = "training"
	CourseProduct    Flag = "course"
	BriefingProduct  Flag = "briefing"
	MaterialProduct  Flag = "material"
	OtherProduct     Flag = "other"
	ToProduct        Flag = "product"
	ToSystem         Flag = "system"
	ReachGranted     Flag = "granted"
	ReachRefused     Flag = "refused"
	ReachDropped     Flag = "dropped"
	OutreachRole     Flag = "outreach"
)
