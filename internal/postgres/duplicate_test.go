package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/testing/sample"
)

func TestSimilarSuggestsWhatMayBeTheSame(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, tt := range []struct {
		name   string
		change func(c *activity.Content)
		want   int
	}{
		{"the same again", func(*activity.Content) {}, 1},
		{"three days before", func(c *activity.Content) { c.Day = d.day.AddDate(0, 0, -3) }, 1},
		{"four days before", func(c *activity.Content) { c.Day = d.day.AddDate(0, 0, -4) }, 0},
		{"three days after", func(c *activity.Content) { c.Day = d.day.AddDate(0, 0, 3) }, 1},
		{"another title", func(c *activity.Content) { c.Name = "Board" }, 0},
		{"nobody in common", func(c *activity.Content) {
			for i := range lines(*c) {
				lines(*c)[i].State = activity.Absent
			}
			lines(*c)[4].State, lines(*c)[4].Person = activity.Came, "Colin Reyes"
		}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := d.acts.Similar(t.Context(), d.grace, d.meeting()); err != nil || len(got) != 0 {
				t.Fatalf("got %v and %v before there is anything, want nothing", got, err)
			}
			a := d.log(t)
			c := d.meeting()
			tt.change(&c)
			got, err := d.acts.Similar(t.Context(), d.grace, c)
			if err != nil || len(got) != tt.want || tt.want > 0 && (got[0].Ref != a.Ref || got[0].Title != a.Content.Name) {
				t.Errorf("got %+v and %v, want %d", got, err, tt.want)
			}
			if got, err := d.acts.Similar(t.Context(), d.abroad, c); err != nil || len(got) != 0 {
				t.Errorf("another partnership: got %v and %v, want nothing", got, err)
			}
			d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now()`)
		})
	}
}

func TestWhatIsSaidOfPairsIsKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, second := d.log(t), d.log(t)
	c := d.meeting()
	a := activity.Log(d.tom, c, d.now)
	a.Pairs = []activity.Duplicate{
		{ID: uuid.New(), FoundAt: d.now, Other: activity.Line{ID: first.ID}},
		{ID: uuid.New(), FoundAt: d.now, Other: activity.Line{ID: second.ID}, Settled: activity.Different, SettledAt: d.now, SettledBy: d.tom.ID},
	}
	a, err := d.acts.Log(t.Context(), d.tom, d.draft(t, d.tom), a)
	if err != nil {
		t.Fatal(err)
	}
	d.identical(t)
	open, err := d.acts.Duplicates(t.Context(), d.priya, access.Coordination, false)
	if err != nil || len(open) != 1 || open[0].Line.Ref != a.Ref || open[0].Other.Ref != first.Ref || open[0].Other.AgencyName == "" {
		t.Fatalf("got %+v and %v, want the pair that nobody decided on", open, err)
	}
	settle := activity.Settle(d.priya, activity.Same, "Entered by two agencies", d.now.Add(time.Hour))
	for _, tt := range []struct {
		name string
		who  access.Actor
		want error
	}{
		{"another partnership", d.abroad, fault.NotFound},
		{"a manager", d.alan, fault.Forbidden},
		{"the coordinator", d.priya, nil},
		{"the coordinator again", d.priya, fault.Conflict},
	} {
		if err := d.acts.SettleDuplicate(t.Context(), tt.who, access.Coordination, open[0].ID, settle); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	d.identical(t)
	settled, err := d.acts.Duplicates(t.Context(), d.tom, access.Coordination, true)
	if err != nil || len(settled) != 2 || settled[0].Settled != activity.Same || settled[0].Why != "Entered by two agencies" || settled[1].Settled != activity.Different {
		t.Errorf("got %+v and %v, want both, the newest first", settled, err)
	}
	d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, first.ID)
	if _, err := d.acts.Duplicate(t.Context(), d.priya, access.Coordination, open[0].ID); !errors.Is(err, fault.NotFound) {
		t.Errorf("a pair with a hidden record: got %v, want NotFound", err)
	}
}

// TestAPairNamesNoRecordOfAnotherPartnership tries to make a pair with a
// record that the actor does not see.
func TestAPairNamesNoRecordOfAnotherPartnership(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hidden, _ := sample.Activity(t, d.db, access.Coordination, d.abroad, "Abroad", d.now)
	a := activity.Log(d.tom, d.meeting(), d.now)
	a.Pairs = []activity.Duplicate{{ID: uuid.New(), FoundAt: d.now, Other: activity.Line{ID: hidden}}}
	if _, err := d.acts.Log(t.Context(), d.tom, d.draft(t, d.tom), a); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want NotFound", err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.activity WHERE partnership_id = 1`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
}

// TestWhatIsTheSameAsADraftIsKept keeps what was said before anything was
// saved, once, and with its fact.
func TestWhatIsTheSameAsADraftIsKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.log(t)
	line := activity.Line{ID: first.ID, Strand: access.Coordination, Kind: activity.CoordinationMeeting}
	draft := uuid.New()
	gone := line
	gone.ID = uuid.New()
	for _, tt := range []struct {
		name string
		who  access.Actor
		of   activity.Line
		want error
		left int
	}{
		{"a manager logs nothing", d.alan, line, fault.Forbidden, 0},
		{"somebody of another partnership does not see it", d.abroad, line, fault.NotFound, 0},
		{"what is not there", d.tom, gone, fault.NotFound, 0},
		{"who is about to log it", d.tom, line, nil, 1},
		{"once", d.tom, line, nil, 1},
	} {
		if err := d.acts.KeepSame(t.Context(), tt.who, activity.SameAsDraft(tt.who, draft, tt.of, d.now)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		for _, table := range []string{`coordination.duplicate WHERE activity_id IS NULL`, `coordination.fact WHERE kind = 'duplicate'`, `audit.event WHERE kind = 'duplicate' AND detail = 'same' AND act = 'collect'`} {
			if n := d.db.Count(t, `SELECT count(*) FROM `+table); n != tt.left {
				t.Errorf("%s: got %d of %s, want %d", tt.name, n, table, tt.left)
			}
		}
	}
	if err := d.acts.KeepSame(t.Context(), d.grace, activity.SameAsDraft(d.grace, uuid.New(), line, d.now)); err != nil {
		t.Errorf("of another draft: got %v, want nil", err)
	}
	settled, err := d.acts.Duplicates(t.Context(), d.priya, access.Coordination, true)
	if err != nil || len(settled) != 2 || settled[0].Line.Ref != "" || settled[0].Other.Ref != first.Ref || settled[0].Settled != activity.Same {
		t.Errorf("got %+v and %v, want both answers about the record", settled, err)
	}
	d.identical(t)
}
