// Package fault names the few ways a request can fail that a caller can act
// on. Every error that is not a fault is a bug or a broken dependency: it is
// logged in full and shown to nobody.
package fault

import (
	"errors"
	"fmt"
	"slices"
)

// Kind is what the caller can do about a fault. Test for one with errors.Is.
type Kind string

// The kinds.
const (
	Invalid   Kind = "invalid"   // the person can mend it; see Error.Fields
	NotFound  Kind = "not found" // absent, or not this person's to know of
	Forbidden Kind = "forbidden" // known to exist, and refused
	Conflict  Kind = "conflict"  // changed by someone else meanwhile
)

func (k Kind) Error() string { return string(k) }

// Field is one thing to mend, in the order the page shows it.
type Field struct {
	Name string // the form field's name
	Say  string // what to do, as the error summary prints it
}

// Error is a fault that may be told to the person who caused it.
type Error struct {
	Kind   Kind
	Say    string
	Fields []Field
}

func (e *Error) Error() string { return e.Kind.Error() + ": " + e.Say }
func (e *Error) Unwrap() error { return e.Kind }

// New returns a fault of the given kind with a sentence fit for the screen.
func New(kind Kind, say string, args ...any) error {
	if len(args) > 0 {
		say = fmt.Sprintf(say, args...)
	}
	return &Error{Kind: kind, Say: say}
}

// At returns an Invalid fault about one field.
func At(field, say string) error {
	return &Error{Kind: Invalid, Say: "There is a problem", Fields: []Field{{field, say}}}
}

// Missing is the fault for what is absent or not this person's to know of.
// It is one sentence everywhere, so that the two cannot be told apart.
func Missing() error { return New(NotFound, "Page not found") }

// Check gathers everything wrong with one form, so that a person is told once.
type Check struct{ fields []Field }

// Need records say against the field unless ok holds. Only the first thing
// said of a field is kept.
func (c *Check) Need(ok bool, field, say string, args ...any) {
	if ok || c.Spoke(field) {
		return
	}
	if len(args) > 0 {
		say = fmt.Sprintf(say, args...)
	}
	c.fields = append(c.fields, Field{field, say})
}

// Spoke reports whether something is already said of the field.
func (c *Check) Spoke(field string) bool {
	return slices.ContainsFunc(c.fields, func(f Field) bool { return f.Name == field })
}

// Take adds all that another check found.
func (c *Check) Take(err error) {
	for _, f := range FieldsOf(err) {
		c.Need(false, f.Name, "%s", f.Say)
	}
}

// Err returns nil when nothing was found wrong.
func (c *Check) Err() error { return c.Join(nil) }

// Join adds what another check found, unless it speaks of a field that this
// one has spoken of. An err that is no Invalid fault, or asks for nothing to be
// mended, comes back as it is.
func (c *Check) Join(err error) error {
	if err != nil && !errors.Is(err, Invalid) {
		return err
	}
	all := slices.Clone(c.fields)
	for _, f := range FieldsOf(err) {
		if !c.Spoke(f.Name) {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return err
	}
	return &Error{Kind: Invalid, Say: "There is a problem", Fields: all}
}

// FieldsOf returns what an Invalid error asks to be mended.
func FieldsOf(err error) []Field {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}
