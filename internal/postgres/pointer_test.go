package postgres_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/testing/sample"
)

// pointer is one with an item of each handling code.
func (d desk) pointer() activity.Content {
	return activity.Content{
		Name: "Shared with the regional team", Day: d.day, Start: -1, Summary: "By telephone.", Marking: activity.Sensitive, Limit: activity.Red,
		Detail: activity.Pointer{
			URN: "WM/INT/0417", Purpose: "To protect a public event", Conditions: "Not beyond this force", NoPrint: true, KeepUntil: d.day.AddDate(1, 0, 0),
			Graded: []activity.Graded{
				{Source: activity.SourceReliable, Information: activity.KnownCorroborated, Handling: activity.SharingPermitted},
				{
					Source: activity.SourceUntested, Information: activity.SuspectedFalse, Handling: activity.SharingConditional,
					Conditions: "Ask first", Action: activity.OvertAction, Usage: "A visit", Sanitisation: activity.SanitiseFreely,
				},
			},
			Recipients: []activity.Recipient{{Agency: sample.Council, AgencyName: "Westmere Council", Post: "Head of safety"}, {Agency: sample.Police, AgencyName: "Westmere Police", Post: "Inspector"}},
		},
	}
}

// reads counts the reads of a record in the log.
func (d desk) reads(t *testing.T, id uuid.UUID) int {
	t.Helper()
	return d.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'intelligence' AND act = 'consult' AND on_what = $1`, id.String())
}

func TestAPointerIsKeptWholeAndEachReadIsLogged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	lead := sample.Member(t, d.db, "Helen Marsh", access.IntelligenceLead, sample.Police)
	want := d.pointer()
	a := d.keep(t, owen, want)
	if _, err := d.acts.Find(t.Context(), lead, access.Intelligence, a.Ref, true); !errors.Is(err, activity.ErrUnread) || d.reads(t, a.ID) != 0 {
		t.Fatalf("without a reason: got %v and %d reads, want %v and none", err, d.reads(t, a.ID), activity.ErrUnread)
	}
	if err := d.acts.Read(t.Context(), lead, access.Intelligence, a.Ref, "Weekly review"); err != nil {
		t.Fatal(err)
	}
	got, err := d.acts.Find(t.Context(), lead, access.Intelligence, a.Ref, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Content); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if n := d.reads(t, a.ID); n != 2 {
		t.Errorf("got %d entries, want 2: the reason, and the read", n)
	}

	next := d.pointer()
	p := activity.Part[activity.Pointer](next)
	p.Graded, p.Recipients, p.NoPrint, p.Conditions = p.Graded[:1], p.Recipients[:1], false, ""
	next.Detail = p
	in := d.settingOf(t, lead, activity.IntelligencePointer)
	if _, err := d.acts.Change(t.Context(), lead, access.Intelligence, a.Ref, activity.Correct(lead, 1, next, "One item was withdrawn", in, d.now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	got, err = d.acts.Find(t.Context(), lead, access.Intelligence, a.Ref, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(next, got.Content); diff != "" {
		t.Errorf("corrected: want - got +\n%s", diff)
	}
	versions, err := d.acts.Versions(t.Context(), lead, access.Intelligence, got)
	if err != nil || len(versions) != 2 {
		t.Fatalf("got %d versions, %v, want 2", len(versions), err)
	}
	if diff := cmp.Diff(want, versions[1].Content); diff != "" {
		t.Errorf("the first version: want - got +\n%s", diff)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.fact`); n != 0 {
		t.Errorf("got %d facts, want none of intelligence", n)
	}
	list, err := d.acts.List(t.Context(), lead, access.Intelligence, activity.Filter{})
	if err != nil || len(list) != 1 || list[0].Title != "" || list[0].Came+list[0].Invited+list[0].Open != 0 {
		t.Errorf("got %+v, %v, want a line that says nothing", list, err)
	}
}

func TestARecordFromBeforeThereWasMoreToSayIsRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	_, out := sample.Activity(t, d.db, access.Outreach, amara, "Drop-in", d.now)
	_, pointer := sample.Activity(t, d.db, access.Intelligence, owen, "Pointer", d.now)
	if a, err := d.acts.Find(t.Context(), amara, access.Outreach, out, true); err != nil || a.Content.Name != "Drop-in" || a.Content.Kind() != activity.OutreachActivity {
		t.Errorf("got %+v, %v, want the record", a, err)
	}
	if err := d.acts.Read(t.Context(), owen, access.Intelligence, pointer, "Weekly review"); err != nil {
		t.Fatal(err)
	}
	if a, err := d.acts.Find(t.Context(), owen, access.Intelligence, pointer, true); err != nil || a.Content.Name != "Pointer" || a.Content.Kind() != activity.IntelligencePointer {
		t.Errorf("got %+v, %v, want the record", a, err)
	}
}

// The database itself holds the handling rules, for when the code is wrong.
func TestTheDatabaseRefusesAGradeThatIsHandledWrongly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	for name, spoil := range map[string]func(*activity.Graded){
		"C without conditions":     func(g *activity.Graded) { g.Conditions = "" },
		"C without an action code": func(g *activity.Graded) { g.Action, g.Usage = "", "" },
		"C without sanitisation":   func(g *activity.Graded) { g.Sanitisation = "" },
		"A3 without a usage":       func(g *activity.Graded) { g.Usage = "" },
		"A1 with a usage":          func(g *activity.Graded) { g.Action = activity.NoAction },
		"P with all that C takes":  func(g *activity.Graded) { g.Handling = activity.SharingPermitted },
		"a source that is none":    func(g *activity.Graded) { g.Source = 4 },
	} {
		c := d.pointer()
		p := activity.Part[activity.Pointer](c)
		p.Graded = slices.Clone(p.Graded)
		spoil(&p.Graded[1])
		c.Detail = p
		draft := activity.Draft{ID: uuid.New(), Kind: c.Kind()}
		if err := d.acts.SaveDraft(t.Context(), owen, draft); err != nil {
			t.Fatal(err)
		}
		if _, err := d.acts.Log(t.Context(), owen, draft.ID, activity.Log(owen, c, d.now)); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want %v", name, err, fault.Invalid)
		}
	}
	if n := d.db.Count(t, `SELECT count(*) FROM intelligence.activity`); n != 0 {
		t.Errorf("got %d records, want none: whole or not at all", n)
	}
}

func TestDraftsOfIntelligenceAreInTheirOwnStrand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	lead := sample.Member(t, d.db, "Helen Marsh", access.IntelligenceLead, sample.Police)
	draft := activity.Draft{ID: uuid.New(), Kind: activity.IntelligencePointer}
	if err := d.acts.SaveDraft(t.Context(), owen, draft); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		in   access.Strand
		want int
	}{
		{"their own, there", owen, access.Intelligence, 1},
		{"their own, in coordination", owen, access.Coordination, 0},
		{"the lead's", lead, access.Intelligence, 0},
	} {
		if got, err := d.acts.Drafts(t.Context(), tt.who, tt.in); err != nil || len(got) != tt.want {
			t.Errorf("%s: got %d, %v, want %d", tt.name, len(got), err, tt.want)
		}
	}
	if err := d.acts.SaveDraft(t.Context(), d.tom, activity.Draft{ID: uuid.New(), Kind: activity.IntelligencePointer}); !errors.Is(err, fault.Forbidden) && !errors.Is(err, fault.NotFound) {
		t.Errorf("by somebody without the grant: got %v, want a refusal", err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM intelligence.draft`); n != 1 {
		t.Errorf("got %d drafts, want 1", n)
	}
}
