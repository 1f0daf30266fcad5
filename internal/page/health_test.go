package page_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"liaison/internal/health"
	"liaison/internal/testing/sample"
)

// surveyed has partners who have to share and do, besides what filled has.
func (b board) surveyed(t *testing.T) {
	t.Helper()
	b.filled(t)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, known_from)
		SELECT 1, gen_random_uuid(), 0, 'partner', joined_on, agency_id, joined_on FROM shared.partnership_agency WHERE partnership_id = 1`)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, other_agency_id, number, known_from)
		SELECT 1, '00000000-0000-4000-8000-000000000009', n, 'required_pair', '2025-01-02', n, n + 1, 1, '2025-01-02' FROM generate_series(1, 4) n`)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, other_agency_id, number, known_from)
		SELECT 1, gen_random_uuid(), 0, 'shared', day, gives, takes, 1, day
		FROM (VALUES (1, 2), (1, 2), (1, 3), (1, 5), (2, 1), (2, 3), (3, 2), (5, 1)) w(gives, takes), unnest('{2025-06-10,2025-10-08,2025-11-10}'::date[]) day`)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, agency_id, other_agency_id, flags, known_from)
		SELECT 1, gen_random_uuid(), 0, 'share_asked', '2025-10-01', until, 2, 1, flags, '2025-10-01' FROM (VALUES
			('2025-10-06'::date, '{given,requested}'::text[]), ('2025-10-08', '{given,requested}'), ('2025-10-15', '{part,requested}'),
			('2025-10-20', '{refused,requested}'), ('2025-10-02', '{given,requested}'), (NULL, '{open,requested}')) a(until, flags)`)
}

func TestHealthBeforeAnythingIsRecorded(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	got := b.as(t, "priya").get("/health")
	expect(t, got, http.StatusOK, "No pairs of agencies have to share yet", "Nothing to count", "No action was overdue at the end of any month", "These figures describe activity, not impact.")
	keep(t, "health_empty.html", got)
	got = b.as(t, "priya").get("/health/time_to_share")
	expect(t, got, http.StatusOK, "Kaplan-Meier", "Nothing to count")
	keep(t, "health_measure_empty.html", got)
	for _, m := range health.Measures() {
		at := "/health/" + string(m.Code)
		expect(t, b.as(t, "priya").get(at), http.StatusOK, m.Name)
		expect(t, b.as(t, "priya").get(at+"/rows.csv"), http.StatusOK, m.Name)
	}
	for _, path := range []string{"/health/love", "/health/Attendance", "/health/love/rows.csv", "/health.csv?on=tomorrow", "/health/attendance/rows.csv?on=1%20January%202031"} {
		if got := b.as(t, "priya").get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestHealthMovesWithTheRecords(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	priya := b.as(t, "priya")
	got := priya.get("/health")
	expect(t, got, http.StatusOK, "Last 4 meetings, August to November", "Your agency beside the middle one", "Over two years", "More measures")
	keep(t, "health.html", got)
	got = priya.get("/health/attendance")
	expect(t, got, http.StatusOK, "may lie between 41% and 85% (Wilson 95% interval)", "/coordination/activities/COO-", "Sent apologies", "A substitute came")
	keep(t, "health_measure.html", got)

	// In September the meetings of October and November had not happened.
	got = priya.get("/health?on=30+September+2025")
	expect(t, got, http.StatusOK, "This is the position at the end of 30 September 2025", "Last 2 meetings, August to September", "/health/attendance?on=2025-09-30")
	keep(t, "health_back.html", got)
	got = priya.get("/health?on=30+February+2025")
	expect(t, got, http.StatusUnprocessableEntity, "Error: Partnership health", "Day of the position must be a real date")
	keep(t, "health_problems.html", got)
	got = priya.get("/health/attendance?on=2+December+2025")
	expect(t, got, http.StatusUnprocessableEntity, "Day of the position must be today or in the past")
	keep(t, "health_measure_problems.html", got)
}

// An agency's staff see the partnership's figures, and of the agencies their own.
func TestStaffSeeTheirOwnAgencyAlone(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	tom, priya := b.as(t, "tom"), b.as(t, "priya")
	got := tom.get("/health")
	expect(t, got, http.StatusOK, "Westmere Police", "Your agency beside the middle one", "shown to the coordinator and managers alone")
	keep(t, "health_staff.html", got)
	for _, path := range []string{"/health", "/health/attendance", "/health.csv", "/health/attendance/rows.csv", "/health/actions_on_time", "/health/continuity/rows.csv"} {
		all, own := priya.get(path).body, tom.get(path).body
		if path != "/health/actions_on_time" && !strings.Contains(own, "Westmere Police") {
			t.Errorf("%s: got nothing of the own agency", path)
		}
		for _, other := range []string{"Probation", "Bridge Street"} {
			if path != "/health/actions_on_time" && !strings.Contains(all, other) {
				t.Errorf("%s: got nothing of %s for the coordinator", path, other)
			}
			if strings.Contains(own, other) {
				t.Errorf("%s: got %s for staff of the police", path, other)
			}
		}
	}
}

func TestTheFilesOfHealth(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	priya := b.as(t, "priya")
	expect(t, priya.get("/health.csv"), http.StatusOK, "These figures describe activity, not impact.", "Attendance,2025-09-03,2025-12-01,told,", "At the end of,Actions overdue,Actions open", "Exported by Priya Nair")
	expect(t, priya.get("/health/attendance/rows.csv?on=30+September+2025"), http.StatusOK, "Attendance at the end of 30 September 2025", "Counted for it,", "2025-09-24")
}

// More measures are off until somebody asks, and the address keeps the answer.
func TestMoreMeasuresAreOff(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	off := priya.get("/health")
	expect(t, off, http.StatusOK, "/health?more=on#more", "Show more measures")
	for _, not := range []string{"How much runs through one agency", "app-network"} {
		if strings.Contains(off.body, not) {
			t.Errorf("got %q though nobody asked for more", not)
		}
	}
	on := priya.get("/health?more=on")
	expect(t, on, http.StatusOK, "Do not show more measures", "How much runs through one agency", "1 of 4 pairs that shared did so one way only", "One way", "/health/density?more=on", "part=network&amp;more=on")
	keep(t, "health_more.html", on)
	expect(t, priya.get("/health?more=on&on=30+September+2025"), http.StatusOK, "/health/density?on=2025-09-30&amp;more=on", "/health?on=2025-09-30#more", `name="more" value="on"`)
	expect(t, priya.get("/health/density?more=on"), http.StatusOK, `href="/health?more=on"`)

	// Staff may look at the measures, and not at who is joined to whom.
	got := tom.get("/health?more=on")
	expect(t, got, http.StatusOK, "How much runs through one agency")
	if strings.Contains(got.body, "app-network") {
		t.Error("got the drawing of the network for staff of an agency")
	}
}

// Below four agencies a network is put into a table and not into a drawing.
func TestFewAgenciesHaveNoDrawing(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	b.Exec(t, `UPDATE coordination.fact SET until = '2025-09-01' WHERE kind = 'partner' AND agency_id > 3`)
	got := b.as(t, "priya").get("/health?more=on")
	expect(t, got, http.StatusOK, "Show the pairs in a table")
	if strings.Contains(got.body, "app-network__drawing") {
		t.Error("got a drawing of three agencies")
	}
	keep(t, "health_few.html", got)
}

// Each chart leads to its own figures; nobody gets those of others' rows so.
func TestEachChartHasItsFile(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	for part, want := range map[string]string{
		"partners": "Agency,Actions open,Overdue,Gave,Received", "overdue": "At the end of,Actions overdue", "matrix": "Westmere Police,2,4,2,–,0", "network": "Westmere Council,Westmere Police,2,4,Both ways",
		"time_to_share": "Time to share,2025-09-03,2025-12-01,",
	} {
		got := priya.get("/health.csv?part=" + part)
		expect(t, got, http.StatusOK, "These figures describe activity, not impact.", want)
		if strings.Contains(got.body, "Attendance,2025") {
			t.Errorf("%s: got other measures too", part)
		}
	}
	if all := priya.get("/health.csv").body; strings.Contains(all, "Density") || strings.Contains(all, "Both ways") {
		t.Error("got more measures in the file though nobody asked for them")
	}
	expect(t, priya.get("/health.csv?more=on"), http.StatusOK, "Density,2025", "Both ways")
	for who, path := range map[*browser]string{priya: "/health.csv?part=love", tom: "/health.csv?part=matrix", b.as(t, "tom"): "/health.csv?part=network"} {
		if got := who.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
	if own := tom.get("/health.csv?part=partners&more=on").body; strings.Contains(own, "Probation") {
		t.Error("got another agency's row in the file of staff")
	}
}

// What waits longest comes first, whatever it is, and what has no day last.
func TestWhatNeedsSomebodyIsInTheOrderOfItsDays(t *testing.T) {
	t.Parallel()
	x := newBell(t)
	x.Exec(t, `UPDATE coordination.share SET due_on = '2025-11-10'`)
	for _, who := range []string{"priya", "grace"} {
		x.Exec(t, `UPDATE coordination.action SET agency_id = $1 WHERE ref = 'COO-000000A'`, sample.Health)
		_, table, _ := strings.Cut(x.as(t, who).get("/").body, `id="needs"`)
		table, _, _ = strings.Cut(table, "</table>")
		request, action, goals := strings.Index(table, x.request), strings.Index(table, "COO-000000A"), strings.Index(table, "/goals/")
		if request < 0 || action < request || goals >= 0 && goals < action {
			t.Errorf("%s: got the request at %d, the action at %d, the goals at %d, want them in this order", who, request, action, goals)
		}
	}
}

// The coordinator's first page has the charts of the health page.
func TestTheCoordinatorsHome(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	got := b.as(t, "priya").get("/")
	expect(t, got, http.StatusOK, "What needs you", "At a glance", "Last 4 meetings, August to November", `id="overdue"`, "Information requests past their day", "Checklist items with current evidence", "/health.csv?part=partners")
	keep(t, "home_coordinator.html", got)
}

// Each row behind a measure, on its page and in its file, leads to its record,
// or where it is of none, to where what it counts is kept.
func TestEachRowLeadsToWhatItWasReadFrom(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, number, known_from) SELECT 1, gen_random_uuid(), 0, 'cost', '2025-11-01', a, 100 * a, '2025-11-01' FROM generate_series(1, 4) a`)
	priya := b.as(t, "priya")
	behind := 0
	for _, m := range health.Measures() {
		at := "/health/" + string(m.Code)
		if got := priya.get(at + "?more=on"); strings.Contains(got.body, ">None<") {
			t.Errorf("%s: got a row without a record, want each to lead to one", m.Code)
		}
		rows, err := csv.NewReader(strings.NewReader(tail(priya.get(at+"/rows.csv?more=on").body, "How it was counted"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			behind++
			if gone := row[7] == "No longer shown"; row[7] == "" || gone != (row[8] == "") || !gone && !strings.HasPrefix(row[8], "https://liaison.example/") {
				t.Errorf("%s: got %q at %q, want a record and where it is", m.Code, row[7], row[8])
			}
		}
	}
	if behind < 50 {
		t.Errorf("got %d rows behind all measures, want those of every sort", behind)
	}
	if got := priya.get("/health/evenness"); !strings.Contains(got.body, `href="/coordination/costs"`) {
		t.Error("got no way to the costs from what agencies bore")
	}
}

// tail is what follows in the text from the words on.
func tail(text, from string) string { return text[max(0, strings.Index(text, from)):] }

// The title of a measure's chart says what it found, or that too little is logged.
func TestTitlesOfMeasuresSayWhatWasFound(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	title := func(code health.Code) string {
		_, chart, _ := strings.Cut(b.as(t, "priya").get("/health/"+string(code)+"?more=on").body, `id="trend"`)
		_, chart, _ = strings.Cut(chart, ">")
		chart, _, _ = strings.Cut(chart, "<")
		return chart
	}
	for _, m := range health.Measures() {
		want := "Nothing is logged in these 90 days that could be counted"
		if m.Rounds {
			want = "" // no chart of no round
		}
		if got := title(m.Code); got != want {
			t.Errorf("%s: got %q, want %q", m.Code, got, want)
		}
	}
	b.surveyed(t)
	for code, want := range map[health.Code]string{
		health.Attendance:  "Up to 66%, from 60% in the 90 days before",
		health.TimeToShare: "5 working days. Too little is logged in the 90 days before to compare",
		health.TieCover:    "50%, as in the 90 days before",
		health.Continuity:  "Too little is logged for a figure: 3 of 3 agencies",
		health.Intensity:   "Nothing is logged in these 90 days that could be counted",
	} {
		if got := title(code); got != want {
			t.Errorf("%s: got %q, want %q", code, got, want)
		}
	}
}
