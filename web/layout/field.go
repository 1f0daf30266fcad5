package layout

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Problem is one line of the error summary. It leads to the control it is
// about: Href when there is one, and otherwise the control whose id is Field.
type Problem struct {
	Field, Say, Href string
}

func (p Problem) href() string {
	if p.Href != "" {
		return p.Href
	}
	return "#" + p.Field
}

// Field is one question of a form, with what was answered and what is wrong
// with the answer.
type Field struct {
	ID, Name     string // Name is ID when empty
	Label, Hint  string
	Value, Error string
	ErrorAt      string // the id of a message shown elsewhere, such as over a row: the control is marked, and leads to it
	Optional     bool   // adds "(optional)" to the label
	LabelSize    string // s, m, l or xl; plain when empty
	Heading      bool   // the label is the page's h1
	HideLabel    bool   // the label is for those who listen only

	Type         string // of an input: text when empty
	Width        string // of an input: 2, 3, 4, 5, 10, 20, 30 characters, or one-half, two-thirds, full; full when empty
	Autocomplete string // such as off, username, current-password, one-time-code
	Mode         string // of the keyboard: numeric, email
	Focus        bool   // the page opens here
	Rows         int    // of a text area: 5 when zero
	Max          int    // characters that fit; a text area counts them when it is not zero

	Options []Option // of a select, radios or check boxes
	Inline  bool     // radios side by side
	Small   bool     // radios or check boxes in small
}

// Option is one answer to choose.
type Option struct {
	Value, Label, Hint string
	Chosen             bool            // chosen in any case; an option whose value is the field's is chosen too
	Then               templ.Component // asked when this is chosen; always in view where a browser cannot tell
	Show               templ.Component // shown in place of Label, such as a strand's mark
	Divider            string          // a word on a line of its own before this option, such as "or"
}

// Group is a set of questions asked together.
type Group struct {
	ID, Legend, Hint, Error string
	Size                    string // s, m, l or xl; plain when empty
	Heading                 bool   // the legend is the page's h1
	HideLegend              bool
}

func (f Field) name() string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

func (f Field) label() string {
	if f.Optional {
		return f.Label + " (optional)"
	}
	return f.Label
}

func (f Field) labelClass() string {
	return class("govuk-label", when(f.LabelSize != "", "govuk-label--"+f.LabelSize), when(f.HideLabel, "govuk-visually-hidden"))
}

func (f Field) kind() string {
	if f.Type != "" {
		return f.Type
	}
	return "text"
}

func (f Field) rows() string {
	if f.Rows > 0 {
		return strconv.Itoa(f.Rows)
	}
	return "5"
}

func (f Field) counts() bool { return f.Max > 0 }

func (f Field) limit() string {
	return "You can enter up to " + thousands(f.Max) + " characters"
}

// width is the class that sizes an input.
func (f Field) width() string {
	switch f.Width {
	case "":
		return ""
	case "2", "3", "4", "5", "10", "20", "30":
		return "govuk-input--width-" + f.Width
	}
	return "govuk-!-width-" + f.Width
}

// group is the class of the block around a question.
func (f Field) group(more string) string {
	return class("govuk-form-group", more, when(f.Error != "", "govuk-form-group--error"))
}

// control is the class of the control itself.
func (f Field) control(base string) string {
	first, _, _ := strings.Cut(base, " ")
	return class(base, f.width(), when(f.Error != "" || f.ErrorAt != "", first+"--error"))
}

// described names what explains the control to those who listen.
func (f Field) described() string {
	return class(when(f.Hint != "", f.ID+"-hint"), when(f.Error != "", f.ID+"-error"), f.ErrorAt)
}

// counted is described, with the line that counts characters.
func (f Field) counted() string {
	return class(f.described(), when(f.counts(), f.ID+"-info"))
}

// option is the id of the control that chooses option i: the first has the
// field's own id, so that the error summary leads to it.
func (f Field) option(i int) string {
	if i == 0 {
		return f.ID
	}
	return f.ID + "-" + strconv.Itoa(i+1)
}

func (f Field) chosen(o Option) bool {
	return o.Chosen || f.Value != "" && o.Value == f.Value
}

// answer is what was answered, in words.
func (f Field) answer() string {
	for _, o := range f.Options {
		if f.chosen(o) {
			return "Your answer: " + o.Label
		}
	}
	return "Not answered yet"
}

func (f Field) asGroup() Group {
	return Group{ID: f.ID, Legend: f.label(), Hint: f.Hint, Error: f.Error, Size: f.LabelSize, Heading: f.Heading, HideLegend: f.HideLabel}
}

func (f Field) radios() string {
	return class("govuk-radios", when(f.Inline, "govuk-radios--inline"), when(f.Small, "govuk-radios--small"))
}

func (f Field) boxes() string {
	return class("govuk-checkboxes", when(f.Small, "govuk-checkboxes--small"))
}

func (g Group) described() string {
	return class(when(g.Hint != "", g.ID+"-hint"), when(g.Error != "", g.ID+"-error"))
}

func (g Group) legend() string {
	return class("govuk-fieldset__legend", when(g.Size != "", "govuk-fieldset__legend--"+g.Size), when(g.HideLegend, "govuk-visually-hidden"))
}

// asDate is the field as a text box for a day.
func (f Field) asDate() Field {
	if f.Hint == "" {
		f.Hint = DateHint
	}
	if f.Width == "" {
		f.Width = "10"
	}
	if f.Autocomplete == "" {
		f.Autocomplete = "off"
	}
	return f
}

// secret is what a browser may fill a password box with.
func (f Field) secret() string {
	if f.Autocomplete != "" {
		return f.Autocomplete
	}
	return "current-password"
}

// typed is the text of a text area. HTML drops a line break that comes first,
// so one more goes before it.
func (f Field) typed() string {
	if len(f.Value) > 0 && (f.Value[0] == '\n' || f.Value[0] == '\r') {
		return "\n" + f.Value
	}
	return f.Value
}
