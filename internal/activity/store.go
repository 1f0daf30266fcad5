package activity

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Store keeps activities. Every method acts as who, in the partnership that
// who is working in, and returns a NotFound fault for what is absent or not
// theirs to know of.
type Store interface {
	Shares
	RatingStore
	Diaries
	PlanStore

	// Find returns the record with the reference, with its actions. While the
	// record is hidden, it comes without content. In a strand that logs reads,
	// the read is logged; with ask, a record that this session gave no reason
	// for is ErrUnread. Forbidden where who may not read it.
	Find(ctx context.Context, who access.Actor, in access.Strand, ref string, ask bool) (Activity, error)
	// Read keeps the reason for which this session reads the record, and logs
	// it. Invalid without a reason.
	Read(ctx context.Context, who access.Actor, in access.Strand, ref, why string) error
	// List returns one page of the strand's activities, PageSize+1 lines at
	// most, the newest first.
	List(ctx context.Context, who access.Actor, in access.Strand, f Filter) ([]Line, error)
	// Search returns one page of the strand's activities that the words are
	// found in, or whose reference, with or without its prefix, or an agency
	// that recorded them or had a part, they name: PageSize+1 lines at most, the
	// newest first. In strands that log reads, neither what was written nor who
	// had a part is searched.
	Search(ctx context.Context, who access.Actor, in access.Strand, words string, f Filter) ([]Line, error)
	// Versions returns the record's history, the newest first, without content
	// while the record is hidden.
	Versions(ctx context.Context, who access.Actor, in access.Strand, a Activity) ([]Version, error)

	// Log saves a record with everything that belongs to it, once: for a draft
	// that was used already it returns the record it became. Forbidden where
	// who may not log; NotFound where there is no such draft of theirs.
	Log(ctx context.Context, who access.Actor, draft uuid.UUID, a Activity) (Activity, error)
	// Change applies ch to the record, whole or not at all. Forbidden and
	// Conflict as ch says, Conflict also where somebody else changed it meanwhile.
	Change(ctx context.Context, who access.Actor, in access.Strand, ref string, ch access.Change[Activity]) (Activity, error)

	// Setting returns what a record of the kind made on the day is checked
	// against, the checklist's codes left out.
	Setting(ctx context.Context, who access.Actor, of Kind, day time.Time) (Setting, error)
	// Agencies returns the partnership's agencies on the day with their named
	// representatives, in the order of their names.
	Agencies(ctx context.Context, who access.Actor, day time.Time) ([]Invited, error)
	// Last returns the newest meeting of the series, or of all where series is
	// zero. NotFound where there is none.
	Last(ctx context.Context, who access.Actor, series uuid.UUID) (Content, error)

	// Planned returns the meetings that are planned, the next first, MostPlanned
	// at most.
	Planned(ctx context.Context, who access.Actor) ([]Line, error)

	// Similar returns the records that may be the same as a new one, MaxAlike at
	// most: of its kind, within NearDays of its day, with a title that is Alike
	// and an agency in common. Lines of a strand that logs reads have no title,
	// and the agencies of its records are not compared.
	Similar(ctx context.Context, who access.Actor, c Content) ([]Line, error)
	// KeepSame keeps what was said before saving, SameAsDraft, once. Forbidden
	// where who may not log the kind; NotFound where the record is not there.
	KeepSame(ctx context.Context, who access.Actor, d Duplicate) error
	// Duplicates returns the strand's pairs of records that look like one: those
	// that nobody has decided on, the oldest first, or the last 25 that somebody
	// did, the newest first. None of which a record is hidden.
	Duplicates(ctx context.Context, who access.Actor, in access.Strand, settled bool) ([]Duplicate, error)
	// Duplicate returns one of them.
	Duplicate(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (Duplicate, error)
	// SettleDuplicate applies ch to the pair, as Change does.
	SettleDuplicate(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID, ch access.Change[Duplicate]) error

	// Drafts returns the drafts of who in the strand that became no record yet,
	// newest first.
	Drafts(ctx context.Context, who access.Actor, in access.Strand) ([]Draft, error)
	// Draft returns a draft of who's in the strand.
	Draft(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (Draft, error)
	// SaveDraft keeps a draft under its id, new or not, in the strand of its
	// kind. Conflict for one that became a record.
	SaveDraft(ctx context.Context, who access.Actor, d Draft) error
	// DropDraft deletes a draft of who's in the strand.
	DropDraft(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) error

	// Unsents returns the forms of who's in the strand that were sent when their
	// session had ended, the newest first.
	Unsents(ctx context.Context, who access.Actor, in access.Strand) ([]Unsent, error)
	// Unsent returns one of them.
	Unsent(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (Unsent, error)
	// KeepUnsent keeps a form in its strand. Forbidden where who may not send it.
	KeepUnsent(ctx context.Context, who access.Actor, u Unsent) error
	// DropUnsent deletes a form that was sent again or thrown away.
	DropUnsent(ctx context.Context, who access.Actor, u Unsent) error

	// Actions returns one page of actions, PageSize+1 at most, those due first first.
	Actions(ctx context.Context, who access.Actor, f ActionFilter) ([]Action, error)
	// Count counts the open actions that f leaves, as they stand on the day.
	Count(ctx context.Context, who access.Actor, f ActionFilter, day time.Time) (Count, error)
	// Review returns what a meeting goes through first: the open actions of
	// the meetings of its series before it, or of all where it is of none, and
	// those that ended without being done since the last that was held.
	Review(ctx context.Context, who access.Actor, of Activity) ([]Action, error)
	// Action returns one action with its history. NotFound too for an action of
	// a record that is hidden. Forbidden where who may not read it.
	Action(ctx context.Context, who access.Actor, ref string) (Action, error)
	// ChangeAction applies ch to the action, as Change does.
	ChangeAction(ctx context.Context, who access.Actor, ref string, ch access.Change[Action]) error
}
