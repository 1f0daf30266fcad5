package layout_test

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"liaison/internal/testing/golden"
	"liaison/web/layout"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// with gives c its children.
func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func signedIn(title, strand string) layout.Shell {
	return layout.Shell{
		Title: title, Strand: strand, Asset: "/static/0123", Partnership: "Westmere Prevention Partnership",
		Person: "Tom Okafor", Role: "Agency staff, Northgate College", PrintedAt: "1 December 2025, 9:05am", Demo: true,
		Nav: []layout.NavItem{{Text: "Home", Href: "/"}, {Text: "Activities", Href: "/activities", Active: true}},
	}
}

func attendance(id, agency, state, wrong string) layout.Attendance {
	return layout.Attendance{
		Agency: agency,
		State:  layout.Field{ID: id, Value: state, Error: wrong},
		Who:    layout.Field{ID: id + "-who", Value: "Someone"},
		Reason: layout.Field{ID: id + "-reason"},
		Sent:   layout.Field{ID: id + "-sent"},
	}
}

// everything is one page with each component on it.
func everything() templ.Component {
	s := signedIn("Log a coordination meeting", "coordination")
	s.HasErrors, s.MayLog, s.ChangePartnership = true, true, "/account/partnership"
	s.Flash = &layout.Flash{Text: "Meeting saved.", Links: []layout.Link{{Text: "View the meeting", Href: "/coordination/activities/COO-7K2M9QX"}}}
	change := []layout.Difference{{Name: "Place", Left: "Online", Right: "Room B12"}, {Name: "Chair", Right: "Priya Nair"}}
	return with(layout.Page(s),
		layout.ErrorSummary([]layout.Problem{{Field: "name", Say: "Enter the meeting name"}, {Field: "attend-2", Say: "Select whether Westmere Youth Justice attended"}, {Field: "row", Say: "Action 1: enter the date", Href: "#row-due"}}),
		layout.BackLink("/activities", "Back to activities"),
		layout.Breadcrumbs(layout.Link{Text: "Activities", Href: "/activities"}),
		with(layout.Title("Log a coordination meeting", "Position at 1 December 2025, 9:05am")),
		layout.Subnav("This record", []layout.NavItem{{Text: "Record", Href: "/a", Active: true}, {Text: "History", Href: "/b"}}),
		layout.CautionFull(), layout.CautionShort(),
		layout.EnterButton("do", "check"),
		layout.Input(layout.Field{ID: "name", Label: "Meeting name", Error: "Enter the meeting name", Width: "two-thirds", Focus: true}),
		layout.DateInput(layout.Field{ID: "date", Label: "Date of the meeting", Value: "26 Nov 2025"}),
		layout.PasswordInput(layout.Field{ID: "password", Label: "Password", Value: "never shown"}),
		layout.TextArea(layout.Field{ID: "summary", Label: "Summary", Optional: true, Max: 1500, Value: "<b>Agreed</b>"}),
		layout.Select(layout.Field{ID: "agency", Label: "Agency", Value: "2", Options: []layout.Option{{Label: "Select an agency"}, {Value: "2", Label: "Northgate College"}}}),
		layout.Radios(layout.Field{ID: "mode", Label: "How people met", Value: "online", Inline: true, Small: true, Options: []layout.Option{{Value: "online", Label: "Online", Then: layout.Input(layout.Field{ID: "link", Label: "Link"})}, {Value: "strand", Show: layout.Strand("outreach"), Hint: "Community work", Divider: "or"}}}),
		layout.Checkboxes(layout.Field{ID: "item", Label: "Items", Hint: "Tick only what it is evidence of", Options: []layout.Option{{Value: "RES-1", Label: "RES-1", Chosen: true}, {Value: "RES-2", Label: "RES-2"}}}),
		with(layout.Fieldset(layout.Group{ID: "row", Legend: "Action 1", Error: "Action 1: enter the date"}), layout.Input(layout.Field{ID: "row-due", Label: "Due", ErrorAt: "row-error"})),
		layout.EveryoneCame("do", "everyone"),
		layout.AttendanceTable([]layout.Attendance{attendance("attend-1", "Westmere Police", "apologies", ""), attendance("attend-2", "Westmere Youth Justice", "", "Select whether Westmere Youth Justice attended")}),
		with(layout.Fold("Choose checklist items", "RES-2 chosen", true), layout.Hidden("version", "3")),
		with(layout.Buttons(), layout.Button("Check and save", "do", "check"), layout.SecondaryButton("Save as draft", "do", "draft"), layout.WarningButton("Withdraw record", "", ""), layout.ButtonLink(layout.Link{Text: "Correct", Href: "/c"}), layout.TextButton(layout.Link{Text: "Sign out", Hidden: "of Firefox"}, "session", "1"), layout.Anchor(layout.Link{Text: "Cancel", Href: "/"})),
		with(layout.Filter(layout.Narrow{Action: "/activities", Label: "Filter activities", Count: "Showing 2 of 2", Chosen: []layout.Link{{Text: "Northgate College", Href: "/activities?x"}}})),
		with(layout.Table("Actions", "", layout.Column{Text: "Action", Wide: true}, layout.Column{Text: "Due", Href: "?sort=due", Sort: "ascending"}, layout.Column{Text: "Open", Numeric: true}, layout.Column{Text: "Do", Hidden: true}),
			with(layout.Body(), with(layout.Row("a1", ""), with(layout.RowHead(), layout.Sub("With you")), with(layout.Cell("Due", "app-nowrap"), layout.Due(layout.DueDay{Text: "1 December 2025", ISO: "2025-12-01", Flag: "Due today", Kind: "soon"})), layout.NumberCell("Open", "5"), with(layout.Cell("", ""), with(layout.CameStrip(), layout.Came("apologies", "25 June: sent apologies.")))))),
		layout.Pagination("?before=1", "?after=2"),
		with(layout.SectionHead("partners", "Partners", layout.Link{Text: "All", Href: "/agencies"}), layout.CameKey()),
		layout.SummaryList([]layout.SummaryRow{{Key: "Area", Show: layout.Strand("casework")}, {Key: "Meeting", Lines: []string{"One", "Two"}, Actions: []layout.Link{{Text: "Change", Href: "/c", Hidden: "meeting"}}}}),
		layout.Figures([]layout.Figure{{Text: "Actions overdue", Href: "/actions", Note: "of 23 open", Value: "4", Late: true}}),
		layout.Facts([]layout.Fact{{Name: "Chair", Lines: []string{"Priya Nair"}}}),
		layout.Handling("coordination", []layout.Fact{{Name: "Marking", Lines: []string{"OFFICIAL"}}}),
		layout.Status("few", "Too few to say"), layout.Fresh("half", "Ageing, 94 days"),
		with(layout.Inset(), layout.Time("2025-12-01", "1 December 2025")), layout.WarningText("You cannot move this record."),
		with(layout.NotificationBanner("important", "Important")), with(layout.Details("How it is worked out")),
		layout.EmptyState("You have no open actions.", "Actions appear here.", layout.Link{Text: "See closed actions", Href: "/actions"}),
		layout.Clash(layout.Versions{By: "Grace Lindqvist", At: "9:02am", Rows: change}),
		layout.History([]layout.Change{{What: "Corrected", By: "Tom Okafor", When: "27 November 2025", ISO: "2025-11-27", Why: "Wrong place.", Rows: change}}),
		with(layout.RecordTitle("COO-7K2M9QX", "Partners meeting", "26 November 2025")),
	)
}

func TestEverything(t *testing.T) {
	golden.Same(t, "everything.html", []byte(strings.ReplaceAll(render(t, everything()), "><", ">\n<")))
}

// The service's policy refuses a style or a script in the page itself.
func TestNothingIsInline(t *testing.T) {
	page := render(t, everything())
	for _, never := range []string{` style=`, `<style`, ` on\w+=`, `<script[^>]*>[^<]`, `javascript:`} {
		if m := regexp.MustCompile(never).FindString(page); m != "" {
			t.Errorf("got %q in the page, want it nowhere", m)
		}
	}
}

func TestEveryReferenceOnThePageLeadsSomewhere(t *testing.T) {
	page := render(t, everything())
	var ids []string
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if slices.Contains(ids, m[1]) {
			t.Errorf("got the id %q twice, want it once", m[1])
		}
		ids = append(ids, m[1])
	}
	for _, m := range regexp.MustCompile(` (?:href="#|for="|aria-controls="|aria-labelledby="|aria-describedby=")([^"]*)"`).FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !slices.Contains(ids, id) {
				t.Errorf("got a reference to %q, which is nowhere on the page: %s", id, m[0])
			}
		}
	}
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    layout.Shell
		want string
	}{
		{"a plain page", layout.Shell{Title: "Checklist"}, "Checklist – Liaison"},
		{"the area comes before the page", layout.Shell{Title: "New case", Strand: "casework"}, "CASEWORK – New case – Liaison"},
		{"an error comes first", layout.Shell{Title: "New case", Strand: "casework", HasErrors: true}, "Error: CASEWORK – New case – Liaison"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := render(t, layout.Page(tt.s))
			if want := "<title>" + tt.want + "</title>"; !strings.Contains(page, want) {
				t.Errorf("got no %s in the page", want)
			}
		})
	}
}

func TestEachAreaSaysWhatItIs(t *testing.T) {
	for _, tt := range []struct {
		strand string
		leaves bool
	}{
		{"coordination", false}, {"outreach", false}, {"casework", true}, {"intelligence", true},
	} {
		t.Run(tt.strand, func(t *testing.T) {
			s := signedIn("Records", tt.strand)
			s.Marking = "OFFICIAL-SENSITIVE"
			page := render(t, layout.Page(s))
			for _, want := range []string{
				layout.StrandWord(tt.strand), layout.BandText(tt.strand),
				`id="s-` + tt.strand + `"`, `favicon-` + tt.strand + `.svg`,
				`app-body--` + tt.strand + ` app-body--sensitive`, `<strong>` + layout.StrandWord(tt.strand) + `</strong> record. OFFICIAL-SENSITIVE.`,
			} {
				if want == "" || !strings.Contains(page, want) {
					t.Errorf("got no %q in the page", want)
				}
			}
			if got := strings.Contains(page, "Leave this record area"); got != tt.leaves {
				t.Errorf("got a way out %v, want %v", got, tt.leaves)
			}
		})
	}
}

func TestSignedOutPageHasNoNavigation(t *testing.T) {
	page := render(t, layout.Unavailable("/static/0123"))
	for _, never := range []string{"<nav", "/sign-out", "/account"} {
		if strings.Contains(page, never) {
			t.Errorf("got %q in the page, want it nowhere", never)
		}
	}
}

// A record that someone may not know of reads as nothing there, wherever it
// would have been.
func TestNotFoundIsTheSameEverywhere(t *testing.T) {
	plain := render(t, layout.NotFound(signedIn("Home", ""), "1 December 2025, 9:05am"))
	s := signedIn("Case", "intelligence")
	s.Marking, s.NoPrint, s.HasErrors = "OFFICIAL-SENSITIVE", true, true
	if got := render(t, layout.NotFound(s, "1 December 2025, 9:05am")); got != plain {
		t.Errorf("got %s, want %s", got, plain)
	}
}

func TestAddressesAreSafe(t *testing.T) {
	for name, c := range map[string]templ.Component{
		"a link":     layout.Anchor(layout.Link{Text: "x", Href: "javascript:alert(1)"}),
		"a button":   layout.ButtonLink(layout.Link{Text: "x", Href: "javascript:alert(1)"}),
		"a filter":   with(layout.Filter(layout.Narrow{Action: "javascript:alert(1)"})),
		"a way back": layout.BackLink("javascript:alert(1)", "Back"),
		"a problem":  layout.ErrorSummary([]layout.Problem{{Say: "x", Href: "javascript:alert(1)"}}),
	} {
		t.Run(name, func(t *testing.T) {
			if got := render(t, c); strings.Contains(got, "javascript") {
				t.Errorf("got %s, want no script in the address", got)
			}
		})
	}
}

func TestWhatWasTypedIsKept(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"marks of HTML are words", `<b> & "x"`, `>&lt;b&gt; &amp; &#34;x&#34;</textarea>`},
		{"a first line break is doubled, since HTML drops one", "\nSecond", ">\n\nSecond</textarea>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := render(t, layout.TextArea(layout.Field{ID: "t", Label: "Text", Value: tt.typed})); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %q in it", got, tt.want)
			}
		})
	}
	if got := render(t, layout.PasswordInput(layout.Field{ID: "p", Label: "Password", Value: "secret"})); strings.Contains(got, "secret") {
		t.Errorf("got %s, want the password left out", got)
	}
}
