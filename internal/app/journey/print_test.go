package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// sheet is how many pixels a sheet of A4 has between its margins.
const sheet = 718

// TestJourneyWhatTheBoardReadsOnPaper prints what a board is given: the health of
// the partnership, one measure, the checklist, an item and the report.
func TestJourneyWhatTheBoardReadsOnPaper(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := r.seat(t, browser.Open(t), priya, desk)
	for path, says := range map[string][]string{
		"/":                     {"What needs you", "Partners"},
		"/health?more=on":       {"Partnership health", "Density", "These figures describe activity, not impact."},
		"/health/attendance":    {"Attendance", "Counted for it"},
		"/checklist":            {"Implementation checklist", "Checklist items were not empirically tested."},
		"/checklist/RES-2":      {"The same partners take part from start to finish", "Checklist items were not empirically tested."},
		"/checklist/board":      {"Board", "Checklist items were not empirically tested."},
		"/coordination/planned": {"What is planned"},
	} {
		p.to(path)
		p.Resize(sheet)
		p.OnPaper(true)
		p.See(says...)
		for _, s := range []string{"nav", "input", "select", "button", ".govuk-button", ".govuk-back-link", ".govuk-skip-link", ".app-filter"} {
			if p.Shown(s) {
				t.Errorf("%s: got %s on paper, want what can be done left out", path, s)
			}
		}
		if !p.Shown("h1") || !p.Shown(".app-printmark") {
			t.Errorf("%s: got a sheet without its heading or its marking, want both", path)
		}
		if over := p.Overflow(); over > 0 {
			t.Errorf("%s: got %d pixels beyond the sheet, want nothing cut", path, over)
		}
		for _, cut := range p.cut() {
			t.Errorf("%s: got %s cut on paper, want all of it", path, cut)
		}
		p.OnPaper(false)
		p.Resize(desk)
	}
}

// cut is what holds more than it shows, by its classes and what it begins with.
func (p person) cut() []string {
	p.t.Helper()
	var all []string
	p.Eval(`[...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.closest('.govuk-visually-hidden') && getComputedStyle(e).overflowX !== 'visible'
		&& e.clientWidth > 0 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => e.tagName + '.' + e.getAttribute('class') + ': ' + e.textContent.trim().slice(0, 40))`, &all)
	return all
}
