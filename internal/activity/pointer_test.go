package activity_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
)

// Two items with nothing wrong, one of each handling code.
var (
	open        = activity.Graded{Source: activity.SourceReliable, Information: activity.KnownCorroborated, Handling: activity.SharingPermitted}
	conditional = activity.Graded{
		Source: activity.SourceUntested, Information: activity.KnownIndirectly, Handling: activity.SharingConditional,
		Conditions: "Do not act without asking", Action: activity.NoAction, Sanitisation: activity.SanitiseAsking,
	}
)

// pointer is one with nothing wrong.
func pointer() (activity.Content, activity.Pointer) {
	return activity.Content{Name: "Shared with the regional team", Day: held, Start: -1, Marking: activity.Sensitive},
		activity.Pointer{
			URN: "WM/2025/0417", Purpose: "To protect a public event", Graded: []activity.Graded{open, conditional},
			Recipients: []activity.Recipient{{Agency: 1, AgencyName: "Westmere Police", Post: "Detective inspector"}, {Agency: 5, AgencyName: "Northgate College", Post: "Safeguarding lead"}},
			KeepUntil:  held.AddDate(1, 0, 0),
		}
}

func TestAPointerSaysEverythingThatIsWrong(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*activity.Content, *activity.Pointer)
		want  []fault.Field
	}{
		{"nothing is wrong", func(*activity.Content, *activity.Pointer) {}, nil},
		{"nothing was answered", func(c *activity.Content, p *activity.Pointer) {
			*c, *p = activity.Content{Start: -1, Marking: activity.Sensitive}, activity.Pointer{Graded: []activity.Graded{{}}}
		}, []fault.Field{
			{Name: "name", Say: "Enter the title"},
			{Name: "date", Say: "Enter the date of the pointer"},
			{Name: "urn", Say: "Enter the reference in the force’s own system"},
			{Name: "purpose", Say: "Enter the purpose of sharing it"},
			{Name: "grade-1-source", Say: "Item 1: select how reliable the source is"},
			{Name: "grade-1-information", Say: "Item 1: select how the information is known"},
			{Name: "grade-1-handling", Say: "Item 1: select the handling code"},
			{Name: "to", Say: "Select at least one agency that may know"},
			{Name: "keep_until", Say: "Enter the date to keep it until"},
		}},
		{"as long as it may be", func(c *activity.Content, p *activity.Pointer) {
			c.Name, p.URN, p.Purpose, p.Conditions, c.Summary = long(200), long(60), long(1000), long(1000), long(1500)
			p.Recipients[0].Post = long(120)
		}, nil},
		{"too long", func(c *activity.Content, p *activity.Pointer) {
			c.Name, p.URN, p.Purpose, p.Conditions, c.Summary = long(201), long(61), long(1001), long(1001), long(1501)
			p.Recipients[0].Post = long(121)
		}, []fault.Field{
			{Name: "name", Say: "Title must be 200 characters or less"},
			{Name: "urn", Say: "Reference must be 60 characters or less"},
			{Name: "purpose", Say: "Purpose must be 1,000 characters or less"},
			{Name: "post-1", Say: "Post at Westmere Police must be 120 characters or less"},
			{Name: "conditions", Say: "Conditions of sharing must be 1,000 characters or less"},
			{Name: "summary", Say: "Summary must be 1,500 characters or less"},
		}},
		{
			"no items", func(_ *activity.Content, p *activity.Pointer) { p.Graded = nil },
			[]fault.Field{{Name: "grade-1-source", Say: "Item 1: select how reliable the source is"}},
		},
		{"as many items as there may be", func(_ *activity.Content, p *activity.Pointer) { p.Graded = slices.Repeat(p.Graded, 5) }, nil},
		{
			"an item more", func(_ *activity.Content, p *activity.Pointer) { p.Graded = append(slices.Repeat(p.Graded, 5), open) },
			[]fault.Field{{Name: "grades", Say: "Enter 10 items or fewer"}},
		},
		{
			"nobody there is named by post", func(_ *activity.Content, p *activity.Pointer) { p.Recipients[1].Post = "" },
			[]fault.Field{{Name: "post-5", Say: "Enter which post at Northgate College may know"}},
		},
		{
			"an agency of another partnership", func(_ *activity.Content, p *activity.Pointer) { p.Recipients[1].Agency = 99 },
			[]fault.Field{{Name: "to", Say: "Select agencies from the list"}},
		},
		{
			"an agency twice", func(_ *activity.Content, p *activity.Pointer) { p.Recipients[1] = p.Recipients[0] },
			[]fault.Field{{Name: "to", Say: "Select agencies from the list"}},
		},
		{
			"kept until its own day", func(_ *activity.Content, p *activity.Pointer) { p.KeepUntil = held },
			[]fault.Field{{Name: "keep_until", Say: "Keep until must be after the date of the pointer"}},
		},
		{"kept for a day", func(_ *activity.Content, p *activity.Pointer) { p.KeepUntil = held.AddDate(0, 0, 1) }, nil},
		{"kept for ten years", func(_ *activity.Content, p *activity.Pointer) { p.KeepUntil = held.AddDate(10, 0, 0) }, nil},
		{
			"kept for a day more", func(_ *activity.Content, p *activity.Pointer) { p.KeepUntil = held.AddDate(10, 0, 1) },
			[]fault.Field{{Name: "keep_until", Say: "Keep until must be within 10 years of the date of the pointer"}},
		},
		{
			"a date to come", func(c *activity.Content, _ *activity.Pointer) { c.Day = today.AddDate(0, 0, 1) },
			[]fault.Field{{Name: "date", Say: "Date of the pointer must be today or in the past"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, p := pointer()
			tt.spoil(&c, &p)
			c.Detail = p
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(setting))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// TestEachItemIsHandledAsItsCodeSays is the whole of the handling rules: what
// code C needs, what code P refuses, and what goes with code A3 alone.
func TestEachItemIsHandledAsItsCodeSays(t *testing.T) {
	for _, tt := range []struct {
		name  string
		item  activity.Graded
		spoil func(*activity.Graded)
		want  []fault.Field
	}{
		{"P with nothing more", open, func(*activity.Graded) {}, nil},
		{"C with conditions, A1 and S2", conditional, func(*activity.Graded) {}, nil},
		{"C with A2 and S1", conditional, func(g *activity.Graded) { g.Action, g.Sanitisation = activity.CovertAction, activity.SanitiseFreely }, nil},
		{"C with A3 and what is allowed", conditional, func(g *activity.Graded) { g.Action, g.Usage = activity.OvertAction, "A visit to the venue" }, nil},
		{
			"C without conditions", conditional, func(g *activity.Graded) { g.Conditions = "" },
			[]fault.Field{{Name: "grade-2-conditions", Say: "Item 2: enter the conditions, which handling code C needs"}},
		},
		{
			"C without an action code", conditional, func(g *activity.Graded) { g.Action = "" },
			[]fault.Field{{Name: "grade-2-action", Say: "Item 2: select an action code, which handling code C needs"}},
		},
		{
			"C without a sanitisation code", conditional, func(g *activity.Graded) { g.Sanitisation = "" },
			[]fault.Field{{Name: "grade-2-sanitisation", Say: "Item 2: select a sanitisation code, which handling code C needs"}},
		},
		{
			"A3 without what is allowed", conditional, func(g *activity.Graded) { g.Action = activity.OvertAction },
			[]fault.Field{{Name: "grade-2-usage", Say: "Item 2: enter the action that is allowed, which code A3 needs"}},
		},
		{
			"A1 with what is allowed", conditional, func(g *activity.Graded) { g.Usage = "A visit" },
			[]fault.Field{{Name: "grade-2-usage", Say: "Item 2: clear the action that is allowed, or select code A3"}},
		},
		{
			"A2 with what is allowed", conditional, func(g *activity.Graded) { g.Action, g.Usage = activity.CovertAction, "A visit" },
			[]fault.Field{{Name: "grade-2-usage", Say: "Item 2: clear the action that is allowed, or select code A3"}},
		},
		{
			"P with conditions", open, func(g *activity.Graded) { g.Conditions = "Ask first" },
			[]fault.Field{{Name: "grade-2-conditions", Say: "Item 2: clear the conditions, or select handling code C"}},
		},
		{
			"P with an action code", open, func(g *activity.Graded) { g.Action = activity.NoAction },
			[]fault.Field{{Name: "grade-2-action", Say: "Item 2: clear the action code, or select handling code C"}},
		},
		{
			"P with an action that is allowed", open, func(g *activity.Graded) { g.Usage = "A visit" },
			[]fault.Field{{Name: "grade-2-usage", Say: "Item 2: clear the action that is allowed, or select handling code C"}},
		},
		{
			"P with a sanitisation code", open, func(g *activity.Graded) { g.Sanitisation = activity.SanitiseFreely },
			[]fault.Field{{Name: "grade-2-sanitisation", Say: "Item 2: clear the sanitisation code, or select handling code C"}},
		},
		{"codes that no list has", conditional, func(g *activity.Graded) {
			g.Source, g.Information, g.Handling, g.Action, g.Sanitisation = 4, "F", "X", "A4", "S3"
		}, []fault.Field{
			{Name: "grade-2-source", Say: "Item 2: select how reliable the source is"},
			{Name: "grade-2-information", Say: "Item 2: select how the information is known"},
			{Name: "grade-2-handling", Say: "Item 2: select the handling code"},
			{Name: "grade-2-action", Say: "Item 2: select an action code from the list"},
			{Name: "grade-2-sanitisation", Say: "Item 2: select a sanitisation code from the list"},
		}},
		{"as long as it may be", conditional, func(g *activity.Graded) {
			g.Action, g.Usage, g.Conditions = activity.OvertAction, long(1000), long(1000)
		}, nil},
		{"too long", conditional, func(g *activity.Graded) {
			g.Action, g.Usage, g.Conditions = activity.OvertAction, long(1001), long(1001)
		}, []fault.Field{
			{Name: "grade-2-conditions", Say: "Item 2: conditions must be 1,000 characters or less"},
			{Name: "grade-2-usage", Say: "Item 2: the action that is allowed must be 1,000 characters or less"},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, p := pointer()
			tt.spoil(&tt.item)
			p.Graded = []activity.Graded{open, tt.item}
			c.Detail = p
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(setting))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestAGradeIsReadInWords(t *testing.T) {
	if got, want := open.Grade()+": "+open.Words(), "1BP: reliable source; known indirectly but corroborated; lawful sharing permitted"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := conditional.Grade()+": "+conditional.Words(), "2CC: untested source; known indirectly; lawful sharing permitted, with conditions"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	seen := map[string]bool{}
	for _, s := range activity.Sources() {
		for _, i := range activity.Informations() {
			for _, h := range activity.Handlings() {
				g := activity.Graded{Source: s, Information: i, Handling: h}
				if len(g.Grade()) != 3 || seen[g.Words()] || g.Empty() {
					t.Errorf("%q: %q, want words of its own", g.Grade(), g.Words())
				}
				seen[g.Words()] = true
				if !slices.Equal(activity.Blurs("as "+g.Grade()), []string{g.Grade()}) {
					t.Errorf("%s would not be noticed in outreach", g.Grade())
				}
			}
		}
	}
	if g := (activity.Graded{}); !g.Empty() || g.Words() != "" {
		t.Errorf("got %q of nothing, want nothing", g.Words())
	}
	for _, a := range activity.ActionCodes() {
		if a.Name() == "" {
			t.Errorf("%s has no name", a)
		}
	}
	for _, s := range activity.Sanitisations() {
		if s.Name() == "" {
			t.Errorf("%s has no name", s)
		}
	}
}

// TestOnlyTheOriginatorLowersHandling is about the strands that outreach and
// intelligence leads keep: they may correct anything but that.
func TestOnlyTheOriginatorLowersHandling(t *testing.T) {
	lead := func(s access.Strand, r access.Role, agency int) access.Actor {
		return access.Actor{ID: uuid.New(), Partnership: 1, Agency: agency, Holds: []access.Holding{{Strand: s, Role: r}}}
	}
	in := setting
	in.Items = nil
	oc, od := engagement()
	oc.Detail, oc.Marking = od, activity.Sensitive
	pc, pd := pointer()
	pc.Detail = pd
	for _, tt := range []struct {
		name    string
		content activity.Content
		role    access.Role
	}{{"outreach", oc, access.OutreachLead}, {"intelligence", pc, access.IntelligenceLead}} {
		tt.content.Limit = activity.Amber
		a := activity.Log(tom, tt.content, now)
		later := now.Add(48 * time.Hour)
		for _, who := range []struct {
			name   string
			agency int
			want   []fault.Field
		}{
			{"a lead of its agency", tom.Agency, nil},
			{"a lead of another agency", 1, []fault.Field{
				{Name: "marking", Say: "Only the agency that recorded this can lower its marking"},
				{Name: "limit", Say: "Only the agency that recorded this can widen how far it may be passed on"},
			}},
		} {
			t.Run(tt.name+" by "+who.name, func(t *testing.T) {
				lower := tt.content
				lower.Marking, lower.Limit = activity.Official, activity.Green
				err := a.CheckCorrection(lead(a.Strand, tt.role, who.agency), lower, "Marked too high", in, later)
				if diff := cmp.Diff(who.want, fault.FieldsOf(err)); diff != "" {
					t.Errorf("want - got +\n%s", diff)
				}
				higher := tt.content
				higher.Marking, higher.Limit = activity.Sensitive, activity.Red
				if err := a.CheckCorrection(lead(a.Strand, tt.role, who.agency), higher, "Marked too low", in, later); err != nil {
					t.Errorf("raising: got %v, want nil", err)
				}
			})
		}
	}
}
