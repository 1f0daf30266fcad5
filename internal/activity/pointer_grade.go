package activity

import (
	"strconv"
	"strings"

	"liaison/internal/fault"
	"liaison/internal/form"
)

// Graded is one item of what was shared, by its 3x5x2 grade. What follows
// Handling says how to handle it, and is for SharingConditional alone.
type Graded struct {
	Source       Source
	Information  Information
	Handling     Handling
	Conditions   string
	Action       ActionCode
	Usage        string // the action that is allowed, for OvertAction
	Sanitisation Sanitisation
}

// Empty reports whether nothing was said of the item.
func (g Graded) Empty() bool { return g == Graded{} }

// Grade is "1BP".
func (g Graded) Grade() string {
	return strconv.Itoa(int(g.Source)) + string(g.Information) + string(g.Handling)
}

// Words is the grade as one reads it: "reliable source; known indirectly;
// lawful sharing permitted".
func (g Graded) Words() string {
	var words []string
	for _, w := range []string{g.Source.Name(), g.Information.Name(), g.Handling.Name()} {
		if w != "" {
			words = append(words, strings.ToLower(w[:1])+w[1:])
		}
	}
	return strings.Join(words, "; ")
}

// check notes in c what is wrong with item n. Under C everything that says how
// to handle it is needed; under P there is nothing to say, and whatever was
// typed would be read as a condition.
func (g Graded) check(c *fault.Check, n int) {
	need := func(ok bool, part, say string) { c.Need(ok, gradeField(n, part), "Item %d: %s", n, say) }
	need(g.Source.Name() != "", "source", "select how reliable the source is")
	need(g.Information.Name() != "", "information", "select how the information is known")
	need(g.Handling.Name() != "", "handling", "select the handling code")
	need(form.Length(g.Conditions) <= MaxConditions, "conditions", "conditions must be 1,000 characters or less")
	need(form.Length(g.Usage) <= MaxConditions, "usage", "the action that is allowed must be 1,000 characters or less")
	need(g.Action == "" || g.Action.Name() != "", "action", "select an action code from the list")
	need(g.Sanitisation == "" || g.Sanitisation.Name() != "", "sanitisation", "select a sanitisation code from the list")
	switch g.Handling {
	case SharingConditional:
		need(g.Conditions != "", "conditions", "enter the conditions, which handling code C needs")
		need(g.Action != "", "action", "select an action code, which handling code C needs")
		need(g.Action != OvertAction || g.Usage != "", "usage", "enter the action that is allowed, which code A3 needs")
		need(g.Action == OvertAction || g.Usage == "", "usage", "clear the action that is allowed, or select code A3")
		need(g.Sanitisation != "", "sanitisation", "select a sanitisation code, which handling code C needs")
	case SharingPermitted:
		need(g.Conditions == "", "conditions", "clear the conditions, or select handling code C")
		need(g.Action == "", "action", "clear the action code, or select handling code C")
		need(g.Usage == "", "usage", "clear the action that is allowed, or select handling code C")
		need(g.Sanitisation == "", "sanitisation", "clear the sanitisation code, or select handling code C")
	}
}

// Source is how reliable the source is: the 3 of a 3x5x2 grade.
type Source int

// The sources.
const (
	SourceReliable    Source = 1
	SourceUntested    Source = 2
	SourceNotReliable Source = 3
)

// Sources lists them.
func Sources() []Source { return []Source{SourceReliable, SourceUntested, SourceNotReliable} }

// Name is what people read.
func (s Source) Name() string {
	switch s {
	case SourceReliable:
		return "Reliable source"
	case SourceUntested:
		return "Untested source"
	case SourceNotReliable:
		return "Source not reliable"
	}
	return ""
}

// Information is how the information is known: the 5 of a grade.
type Information string

// The ways of knowing.
const (
	KnownDirectly     Information = "A"
	KnownCorroborated Information = "B"
	KnownIndirectly   Information = "C"
	NotKnown          Information = "D"
	SuspectedFalse    Information = "E"
)

// Informations lists them.
func Informations() []Information {
	return []Information{KnownDirectly, KnownCorroborated, KnownIndirectly, NotKnown, SuspectedFalse}
}

// Name is what people read.
func (i Information) Name() string {
	switch i {
	case KnownDirectly:
		return "Known directly to the source"
	case KnownCorroborated:
		return "Known indirectly but corroborated"
	case KnownIndirectly:
		return "Known indirectly"
	case NotKnown:
		return "Not known"
	case SuspectedFalse:
		return "Suspected to be false"
	}
	return ""
}

// Handling is whether an item may be shared on: the 2 of a grade.
type Handling string

// The handling codes.
const (
	SharingPermitted   Handling = "P"
	SharingConditional Handling = "C"
)

// Handlings lists them.
func Handlings() []Handling { return []Handling{SharingPermitted, SharingConditional} }

// Name is what people read.
func (h Handling) Name() string {
	switch h {
	case SharingPermitted:
		return "Lawful sharing permitted"
	case SharingConditional:
		return "Lawful sharing permitted, with conditions"
	}
	return ""
}

// ActionCode is what may be done about an item.
type ActionCode string

// The action codes.
const (
	NoAction     ActionCode = "A1"
	CovertAction ActionCode = "A2"
	OvertAction  ActionCode = "A3"
)

// ActionCodes lists them.
func ActionCodes() []ActionCode { return []ActionCode{NoAction, CovertAction, OvertAction} }

// Name is what people read.
func (a ActionCode) Name() string {
	switch a {
	case NoAction:
		return "No direct action. Ask the originator"
	case CovertAction:
		return "Covert action. Protect the source"
	case OvertAction:
		return "Overt action, as specified"
	}
	return ""
}

// Sanitisation is whether an item may be shared on with what identifies the
// source taken out.
type Sanitisation string

// The sanitisation codes.
const (
	SanitiseFreely Sanitisation = "S1"
	SanitiseAsking Sanitisation = "S2"
)

// Sanitisations lists them.
func Sanitisations() []Sanitisation { return []Sanitisation{SanitiseFreely, SanitiseAsking} }

// Name is what people read.
func (s Sanitisation) Name() string {
	switch s {
	case SanitiseFreely:
		return "The originator allows it, unsupervised"
	case SanitiseAsking:
		return "Consult the originator first"
	}
	return ""
}
