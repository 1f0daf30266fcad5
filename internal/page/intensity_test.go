package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func closeForm(change ...string) url.Values {
	v := url.Values{"pair": {"1-2"}, "side": {"actual"}, "level": {"cooperation"}, "from": {"1 October 2025"}, "reason": {"We help when asked"}}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// The coordinator says what is wanted, agencies say how it is, and the gap is
// shown to whom it concerns.
func TestHowCloselyAgenciesWorkTogether(t *testing.T) {
	t.Parallel()
	const path = "/coordination/intensity"
	b := newBoard(t)
	b.surveyed(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	got := priya.get(path)
	expect(t, got, http.StatusOK, "Nothing is said of any pair yet.", "Closer is not always better", "They do it as one")
	keep(t, "intensity_empty.html", got)
	got = priya.get(path + "/say")
	expect(t, got, http.StatusOK, "How closely they are to work together")
	keep(t, "intensity_say.html", got)
	got = priya.post(path+"/say", url.Values{"pair": {"7-x"}, "from": {"2 December 2025"}, "reason": {" "}})
	want := "pair: Select two agencies from the list\nside: Select whether it is wanted or is so\nlevel: Select how closely they work together\nfrom: Day from which it holds must be today or in the past\nreason: Enter what it rests on"
	if s := summary(got); got.status != http.StatusUnprocessableEntity || s != want {
		t.Errorf("got %d and\n%s\nwant\n%s", got.status, s, want)
	}
	keep(t, "intensity_say_problems.html", got)

	priya.post(path+"/say", closeForm("side", "wanted", "level", "coordination", "from", "1 September 2025", "reason", "Agreed with the goals")).to(t, path)
	priya.post(path+"/say", closeForm("pair", "3-4", "side", "wanted", "level", "integration")).to(t, path)
	priya.post(path+"/say", closeForm("pair", "3-4", "level", "awareness", "reason", "Nobody is named")).to(t, path)
	tom.post(path+"/say", closeForm()).to(t, path)
	tom.post(path+"/say", closeForm("level", "coordination", "from", "10 November 2025")).to(t, path)

	// Staff say how it is, of their own agency alone, and never what is wanted.
	for name, v := range map[string]url.Values{
		"another pair": closeForm("pair", "3-4"), "what is wanted": closeForm("side", "wanted", "from", "20 November 2025"), "from a day that is said already": closeForm("from", "10 November 2025"),
	} {
		if got := tom.post(path+"/say", v); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", name, got.status)
		}
	}
	b.known(t)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "1 of 2 pairs work together as closely as wanted", "As wanted", "3 steps short", "from 1 October 2025 to 9 November 2025", "Agreed with the goals")
	keep(t, "intensity.html", got)
	own := tom.get(path)
	expect(t, own, http.StatusOK, "1 of 1 pair works together as closely as wanted", "shown to the coordinator and managers alone")
	keep(t, "intensity_staff.html", own)
	expect(t, priya.get(path+".csv"), http.StatusOK, "Coordination,2025-09-01,Coordination,2025-11-10,0", "Integration,2025-10-01,Awareness,2025-10-01,3")
	for _, at := range []string{path, path + ".csv", "/health/intensity?more=on", "/health/intensity/rows.csv"} {
		if got := tom.get(at); strings.Contains(got.body, "Probation") {
			t.Errorf("%s: got another pair for staff", at)
		}
	}

	// The measure counts both pairs, and leads to them.
	expect(t, priya.get("/health?more=on"), http.StatusOK, "Pairs as close as wanted", "1 of 2 pairs", path)
	got = priya.get("/health/intensity?more=on")
	expect(t, got, http.StatusOK, "Wanted: integration. It is: awareness", "Steps short")
	keep(t, "health_intensity.html", got)
	if n := b.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'intensity' AND known_to IS NULL`); n != 5 {
		t.Errorf("got %d facts, want 5", n)
	}
}
