package browser

import (
	_ "embed"
	"fmt"
	"strings"
)

// axeScript is axe-core, the accessibility checker, under the MPL 2.0.
//
//go:embed testdata/axe.min.js
var axeScript string

// Violation is a rule of accessibility that the page breaks.
type Violation struct {
	ID     string
	Impact string
	Help   string
	Where  []string // selectors
}

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n    at %s", v.ID, v.Impact, v.Help, strings.Join(v.Where, "\n    at "))
}

// Violations asks axe for every rule of WCAG 2.0 to 2.2, A and AA, and of best
// practice that the page breaks.
func (p *Page) Violations() []Violation {
	p.t.Helper()
	if p.mute {
		p.t.Fatal("axe cannot run where scripts are stopped; open another page")
	}
	var loaded bool
	p.Eval(`typeof axe === 'object'`, &loaded)
	if !loaded {
		p.Eval(axeScript+"; true", nil)
	}
	var answer []Violation
	p.Eval(`axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
		resultTypes: ['violations'],
	}).then((r) => r.violations.map((v) => ({
		ID: v.id, Impact: v.impact, Help: v.help, Where: v.nodes.map((n) => n.target.join(' ') + '  ' + n.html.slice(0, 160)),
	})))`, &answer)
	return answer
}

// Axe fails the test for each rule of accessibility that the page breaks.
func (p *Page) Axe() {
	p.t.Helper()
	for _, v := range p.Violations() {
		p.t.Errorf("%s breaks %s", p.URL(), v)
	}
}
