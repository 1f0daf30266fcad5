package activity_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
)

// engagement is an outreach activity with nothing wrong.
func engagement() (activity.Content, activity.Engagement) {
	return activity.Content{Name: "Open evening", Day: held, Start: 18 * time.Hour, Summary: "Most questions were about online safety.", Marking: activity.Official},
		activity.Engagement{
			Aims: "Show where to go with a worry", Audience: activity.From30, Area: "Harbour Quarter",
			Partners: []activity.Partner{{Agency: 1, AgencyName: "Westmere Police"}, {Agency: 5, AgencyName: "Northgate College"}},
			Others:   "Harbour Residents’ Association", FollowUp: "A second evening in spring", Police: activity.PoliceSome, Outcome: "More people know the route",
		}
}

func TestAnOutreachActivitySaysEverythingThatIsWrong(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*activity.Content, *activity.Engagement)
		want  []fault.Field
	}{
		{"nothing is wrong", func(*activity.Content, *activity.Engagement) {}, nil},
		{"name, date, aims and audience are enough", func(c *activity.Content, e *activity.Engagement) {
			*c = activity.Content{Name: c.Name, Day: c.Day, Start: -1, Marking: activity.Official}
			*e = activity.Engagement{Aims: e.Aims, Audience: e.Audience}
		}, nil},
		{"nothing was answered", func(c *activity.Content, e *activity.Engagement) {
			*c, *e = activity.Content{Start: -1, Marking: activity.Official}, activity.Engagement{}
		}, []fault.Field{
			{Name: "name", Say: "Enter the activity name"},
			{Name: "date", Say: "Enter the date of the activity"},
			{Name: "aims", Say: "Enter what the activity was for"},
			{Name: "audience", Say: "Select about how many people came"},
		}},
		{"as long as it may be", func(c *activity.Content, e *activity.Engagement) {
			c.Name, e.Aims, e.Area, e.Others, e.FollowUp, c.Summary, e.Outcome = long(200), long(1000), long(120), long(1000), long(1000), long(1500), long(1000)
		}, nil},
		{"too long", func(c *activity.Content, e *activity.Engagement) {
			c.Name, e.Aims, e.Area, e.Others, e.FollowUp, c.Summary, e.Outcome = long(201), long(1001), long(121), long(1001), long(1001), long(1501), long(1001)
		}, []fault.Field{
			{Name: "name", Say: "Activity name must be 200 characters or less"},
			{Name: "aims", Say: "Aims must be 1,000 characters or less"},
			{Name: "area", Say: "Area must be 120 characters or less"},
			{Name: "others", Say: "Other organisations must be 1,000 characters or less"},
			{Name: "follow_up", Say: "Follow-up must be 1,000 characters or less"},
			{Name: "summary", Say: "Summary must be 1,500 characters or less"},
			{Name: "outcome", Say: "Outcome must be 1,000 characters or less"},
		}},
		{
			"a date to come", func(c *activity.Content, _ *activity.Engagement) { c.Day = today.AddDate(0, 0, 1) },
			[]fault.Field{{Name: "date", Say: "Date of the activity must be today or in the past"}},
		},
		{"words that no list has", func(c *activity.Content, e *activity.Engagement) {
			e.Audience, e.Police, c.Marking, c.Limit = "37", "present", "SECRET", "PURPLE"
		}, []fault.Field{
			{Name: "audience", Say: "Select about how many people came"},
			{Name: "police_part", Say: "Select what part police had from the list"},
			{Name: "marking", Say: "Select a marking from the list"},
			{Name: "limit", Say: "Select how far it may be passed on from the list"},
		}},
		{
			"an agency of another partnership", func(_ *activity.Content, e *activity.Engagement) { e.Partners[0].Agency = 99 },
			[]fault.Field{{Name: "partners", Say: "Select partner agencies from the list"}},
		},
		{
			"an agency twice", func(_ *activity.Content, e *activity.Engagement) { e.Partners[1] = e.Partners[0] },
			[]fault.Field{{Name: "partners", Say: "Select partner agencies from the list"}},
		},
		{
			"a link to the checklist, against which outreach is not held",
			func(c *activity.Content, _ *activity.Engagement) { c.Items = []string{"RES-2"} },
			[]fault.Field{{Name: "item", Say: "Select checklist items from the list"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, e := engagement()
			tt.spoil(&c, &e)
			c.Detail = e
			in := setting
			in.Items = nil
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(in))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestOutreachAndIntelligenceLeaveNoFacts(t *testing.T) {
	for _, detail := range []activity.Detail{second(engagement()), second(pointer())} {
		a := activity.Log(tom, activity.Content{Name: "x", Day: held, Start: -1, Detail: detail}, now)
		if a.Strand == access.Coordination || len(a.Facts()) != 0 {
			t.Errorf("%s: got %d facts in %s, want none", a.Kind, len(a.Facts()), a.Strand)
		}
	}
}

func second[A, B any](_ A, b B) B { return b }

func TestTheWordsOfOutreach(t *testing.T) {
	for _, a := range activity.Audiences() {
		if a.Name() == "" {
			t.Errorf("%q has no name", a)
		}
	}
	for _, p := range activity.PoliceParts() {
		if p.Name() == "" {
			t.Errorf("%q has no name", p)
		}
	}
	if activity.Audience("37").Name() != "" || activity.PolicePart("37").Name() != "" {
		t.Error("want no name for a word that no list has")
	}
}
