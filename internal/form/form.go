// Package form reads what a person typed. It keeps the words as they were, so
// that a page can show them again, and notes what could not be read.
package form

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/internal/fault"
)

// Form is one filled-in form.
type Form struct {
	fault.Check
	typed url.Values
	dirty map[string]bool // fields of which something was taken out
}

// New reads from posted values. An empty Form shows an empty page. Text that
// PostgreSQL cannot hold (bytes that are no UTF-8, control characters) is
// taken out and spoken of at its field.
func New(typed url.Values) *Form {
	f := &Form{typed: url.Values{}, dirty: map[string]bool{}}
	for _, name := range sortedNames(typed) {
		clean, dirty := make([]string, 0, len(typed[name])), false
		for _, v := range typed[name] {
			c := Clean(v)
			dirty = dirty || len(c) != len(strings.ReplaceAll(v, "\r\n", "\n"))
			clean = append(clean, c)
		}
		key := Clean(name)
		f.typed[key] = append(f.typed[key], clean...)
		f.dirty[key] = f.dirty[key] || dirty
		f.Need(!dirty, key, "Remove the characters that cannot be saved, then check the text")
	}
	return f
}

// Clean takes out what no field may hold: bytes that are no UTF-8, and control
// characters other than new lines and tabs. Line ends become "\n".
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if utf8.ValidString(s) && strings.IndexFunc(s, barred) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if barred(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func barred(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }

// Values returns everything typed, to be kept in a draft.
func (f *Form) Values() url.Values {
	all := url.Values{}
	for k, v := range f.typed {
		all[k] = slices.Clone(v)
	}
	return all
}

// Has reports whether the form carried the field at all.
func (f *Form) Has(name string) bool { return f.typed.Has(name) }

// Raw is what was typed, to show again.
func (f *Form) Raw(name string) string { return f.typed.Get(name) }

// Text is what was typed, without the spaces around it.
func (f *Form) Text(name string) string { return strings.TrimSpace(f.typed.Get(name)) }

// All is every value of a field that may be ticked more than once.
func (f *Form) All(name string) []string { return f.typed[name] }

// Ticked reports whether a tick box was ticked, or one of several with the value.
func (f *Form) Ticked(name, value string) bool { return slices.Contains(f.typed[name], value) }

// Set overwrites a field, for forms that the service fills in.
func (f *Form) Set(name string, values ...string) { f.typed[name] = values }

// Int is a whole number, or zero when nothing was typed.
func (f *Form) Int(name, say string) int {
	t := f.Text(name)
	n, err := strconv.Atoi(t)
	f.Need(t == "" || err == nil, name, say)
	if err != nil {
		return 0
	}
	return n
}

// ID is a uuid, or zero when nothing was typed or it is none. What is left of
// one after something was taken out is none.
func (f *Form) ID(name string) uuid.UUID {
	id, err := uuid.Parse(f.Text(name))
	if err != nil || f.dirty[name] {
		return uuid.Nil
	}
	return id
}

// Date is a day, as midnight UTC, or zero when nothing was typed. It reads
// 26/11/2025, 26.11.25, 26-11-2025, 2025-11-26, 26 Nov 2025, 26 November 2025,
// and, without a year, the day nearest to today. What it cannot read is said
// as "{label} must be a real date, like 26 November 2025".
func (f *Form) Date(name, label string, today time.Time) time.Time {
	t := f.Text(name)
	if t == "" {
		return time.Time{}
	}
	d, ok := ReadDate(t, today)
	f.Need(ok, name, label+" must be a real date, like 26 November 2025")
	return d
}

// Clock is a time of day as time since midnight, or -1 when nothing was typed.
// It reads 10am, 2:10pm, 2.10 pm, 14:30, 1430, midday and noon.
func (f *Form) Clock(name, label string) time.Duration {
	t := f.Text(name)
	if t == "" {
		return -1
	}
	d, ok := ReadClock(t)
	f.Need(ok, name, label+" must be a time, like 10am or 14:30")
	if !ok {
		return -1
	}
	return d
}

// ReadDate reads a day as Form.Date does. Years lie between 1900 and 2199.
func ReadDate(t string, today time.Time) (time.Time, bool) {
	t = strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer(",", " ", ".", "/", "-", "/").Replace(t)), " "))
	for _, layout := range []string{"2/1/2006", "2006/1/2", "2/1/06", "2 January 2006", "2 Jan 2006", "2 January 06", "2 Jan 06", "2/Jan/2006", "2/January/2006"} {
		if d, err := time.Parse(layout, ordinals(t)); err == nil {
			return d, d.Year() >= 1900 && d.Year() < 2200
		}
	}
	for _, layout := range []string{"2 January", "2 Jan", "2/1"} {
		if _, err := time.Parse(layout+" 2006", ordinals(t)+" 2024"); err != nil {
			continue
		}
		var best time.Time
		for _, y := range []int{-1, 0, 1} {
			d, err := time.Parse(layout+" 2006", ordinals(t)+" "+strconv.Itoa(today.Year()+y))
			if err == nil && (best.IsZero() || d.Sub(today).Abs() < best.Sub(today).Abs()) {
				best = d
			}
		}
		return best, !best.IsZero()
	}
	return time.Time{}, false
}

// ordinals makes "26th november" into "26 november", and "sept" into "sep".
func ordinals(t string) string {
	words := strings.Fields(t)
	for i, w := range words {
		for _, end := range []string{"st", "nd", "rd", "th"} {
			if n, cut := strings.CutSuffix(w, end); cut && isDigits(n) {
				words[i] = n
			}
		}
		if w == "sept" {
			words[i] = "sep"
		}
	}
	return strings.Join(words, " ")
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// ReadClock reads a time of day as Form.Clock does.
func ReadClock(t string) (time.Duration, bool) {
	t = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(t, " ", ""), ".", ":"))
	switch t {
	case "midday", "noon":
		return 12 * time.Hour, true
	case "midnight":
		return 0, true
	}
	if len(t) == 4 && isDigits(t) {
		t = t[:2] + ":" + t[2:]
	}
	for _, layout := range []string{"15:04", "3:04pm", "3pm"} {
		if d, err := time.Parse(layout, t); err == nil {
			return time.Duration(d.Hour())*time.Hour + time.Duration(d.Minute())*time.Minute, true
		}
	}
	return 0, false
}

// Length counts characters as a person does, a new line as one.
func Length(s string) int { return utf8.RuneCountInString(s) }

func sortedNames(v url.Values) []string {
	names := make([]string, 0, len(v))
	for k := range v {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}
