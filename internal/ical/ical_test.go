package ical_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	first "github.com/arran4/golang-ical"
	second "github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/ical"
	"liaison/internal/testing/golden"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func entry() ical.Entry {
	return ical.Entry{
		UID: "6ba7b810-9dad-11d1-80b4-00c04fd430c8@liaison", Version: 3, Changed: time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC),
		Title: "[OFFICIAL] Partners monthly meeting", Place: "Town hall, room 2; ask at the desk", Says: "COO-7K2M9QX\nhttps://liaison.example/coordination/activities/COO-7K2M9QX",
		Link: "https://liaison.example/coordination/activities/COO-7K2M9QX", Day: day("2025-12-17"), Start: 10 * time.Hour, Length: time.Hour, Busy: true,
	}
}

// like is the entry with a change.
func like(change func(*ical.Entry)) ical.Entry {
	e := entry()
	change(&e)
	return e
}

// said is what a parser read of an entry.
type said struct {
	uid, title, place, says, link, status, sequence string
	begins, ends                                    time.Time
}

func want(e ical.Entry) said {
	s := said{uid: e.UID, title: e.Title, place: e.Place, says: e.Says, link: e.Link, status: "CONFIRMED", sequence: strconv.Itoa(e.Version - 1), begins: e.Day, ends: e.Day.AddDate(0, 0, 1)}
	if e.Start >= 0 {
		s.begins = calendar.At(e.Day, e.Start)
		s.ends = s.begins.Add(e.Length)
	}
	if e.Cancelled {
		s.status = "CANCELLED"
	}
	return s
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func written(t failer, f ical.Feed) []byte {
	t.Helper()
	b, err := ical.Write(f)
	if err != nil {
		t.Fatalf("got %v, want a calendar", err)
	}
	return b
}

// byFirst reads a calendar with the library that also writes it.
func byFirst(t failer, b []byte) []said {
	t.Helper()
	c, err := first.ParseCalendar(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("the first parser: %v\n%s", err, b)
	}
	var all []said
	for _, e := range c.Events() {
		text := func(p first.ComponentProperty) string {
			if found := e.GetProperty(p); found != nil {
				return found.Value
			}
			return ""
		}
		s := said{
			uid: e.Id(), title: text(first.ComponentPropertySummary), place: text(first.ComponentPropertyLocation), says: text(first.ComponentPropertyDescription),
			link: text(first.ComponentPropertyUrl), status: text(first.ComponentPropertyStatus), sequence: text(first.ComponentPropertySequence),
		}
		begins, ends := e.GetStartAt, e.GetEndAt
		if len(text(first.ComponentPropertyDtStart)) == len("20251217") {
			begins, ends = e.GetAllDayStartAt, e.GetAllDayEndAt
		}
		if s.begins, err = begins(); err != nil {
			t.Fatalf("the first parser: %v\n%s", err, b)
		}
		if s.ends, err = ends(); err != nil {
			t.Fatalf("the first parser: %v\n%s", err, b)
		}
		s.begins, s.ends = asUTC(s.begins), asUTC(s.ends)
		all = append(all, s)
	}
	return all
}

// asUTC is a whole day, which is in no zone, as midnight UTC.
func asUTC(at time.Time) time.Time {
	if at.Location() == time.Local && at.Hour() == 0 {
		return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	}
	return at.UTC()
}

// bySecond reads it with a library of other people.
func bySecond(t failer, b []byte) []said {
	t.Helper()
	c, err := second.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("the second parser: %v\n%s", err, b)
	}
	var check bytes.Buffer
	if err := second.NewEncoder(&check).Encode(c); err != nil && len(c.Events()) > 0 {
		t.Fatalf("the second parser, which checks what is required once: %v\n%s", err, b)
	}
	var all []said
	for _, e := range c.Events() {
		text := func(name string) string {
			v, err := e.Props.Text(name)
			if err != nil {
				t.Fatalf("the second parser: %s: %v\n%s", name, err, b)
			}
			return v
		}
		s := said{uid: text(second.PropUID), title: text(second.PropSummary), place: text(second.PropLocation), says: text(second.PropDescription), status: text(second.PropStatus), sequence: e.Props.Get(second.PropSequence).Value}
		link, err := e.Props.URI(second.PropURL)
		if err != nil || link == nil {
			t.Fatalf("the second parser: got %v, %v, want a link", link, err)
		}
		s.link = link.String()
		if s.begins, err = e.DateTimeStart(time.UTC); err != nil {
			t.Fatalf("the second parser: %v\n%s", err, b)
		}
		if s.ends, err = e.DateTimeEnd(time.UTC); err != nil {
			t.Fatalf("the second parser: %v\n%s", err, b)
		}
		all = append(all, s)
	}
	return all
}

// agree fails the test unless both parsers read just these entries.
func agree(t failer, b []byte, entries ...ical.Entry) {
	t.Helper()
	for name, read := range map[string][]said{"first": byFirst(t, b), "second": bySecond(t, b)} {
		if len(read) != len(entries) {
			t.Fatalf("the %s parser: got %d entries, want %d", name, len(read), len(entries))
		}
		for i, e := range entries {
			if w := want(e); read[i] != w {
				t.Fatalf("the %s parser: got\n%+v\nwant\n%+v\n%s", name, read[i], w, b)
			}
		}
	}
}

// plainLines fails the test unless the calendar is made of lines as they must
// be: each ends with CRLF, holds 75 octets at most, and cuts no character.
func plainLines(t failer, b []byte) {
	t.Helper()
	text := string(b)
	if !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\n") {
		t.Fatalf("got lines that do not end with CRLF, want all to:\n%q", text)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || line == "" || strings.ToValidUTF8(line, "") != line {
			t.Fatalf("got a line of %d octets, want whole characters and 75 at most: %q", len(line), line)
		}
	}
}

func TestCalendarsAreReadByTwoParsers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		feed ical.Feed
	}{
		{"empty", ical.Feed{Name: "Westmere", Every: time.Hour}},
		{"meeting", ical.Feed{Entries: []ical.Entry{entry()}}},
		{"summer", ical.Feed{Entries: []ical.Entry{like(func(e *ical.Entry) { e.Day = day("2026-06-17") })}}},
		{"whole_day", ical.Feed{Entries: []ical.Entry{like(func(e *ical.Entry) { e.Start, e.Place, e.Busy = -1, "", false })}}},
		{"cancelled", ical.Feed{Entries: []ical.Entry{like(func(e *ical.Entry) { e.Cancelled, e.Version = true, 4 })}}},
		{"feed", ical.Feed{Name: "Liaison: Westmere; north, \\ south", Every: 6 * time.Hour, Entries: []ical.Entry{
			entry(),
			like(func(e *ical.Entry) { e.UID, e.Start, e.Busy = "b@liaison", -1, false }),
			like(func(e *ical.Entry) {
				e.UID, e.Title = "c@liaison", "[OFFICIAL] Áis Chomhairle, “Þing” 🤝🏽 "+strings.Repeat("a long title that has to be folded, ", 5)
			}),
		}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := written(t, tt.feed)
			plainLines(t, b)
			agree(t, b, tt.feed.Entries...)
			golden.Same(t, tt.name+".ics", b)
		})
	}
}

// TestWordsSurvive writes random words, with everything that the standard
// escapes and folds in them, and holds that both parsers read the same.
func TestWordsSurvive(t *testing.T) {
	t.Parallel()
	words := rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{",", ";", "\\", "\\n", "\n", ":", "\"", "é", "€", "🤝", "👩‍🚒", "[OFFICIAL]", "BEGIN:VEVENT", "END:VCALENDAR"}),
			rapid.StringMatching(`[ -~]{1,40}`), rapid.StringMatching(`\p{L}{1,40}`),
		), 1, 12).Draw(t, "parts")
		return strings.TrimSpace(strings.Join(parts, ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		e := like(func(e *ical.Entry) {
			e.Title, e.Place, e.Says = words.Draw(t, "title"), words.Draw(t, "place"), words.Draw(t, "says")
			e.Day = day("2024-01-01").AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "day"))
			e.Start = time.Duration(rapid.IntRange(-1, 24*60-1).Draw(t, "start")) * time.Minute
			e.Cancelled = rapid.Bool().Draw(t, "cancelled")
		})
		b := written(t, ical.Feed{Name: words.Draw(t, "name"), Entries: []ical.Entry{e, entry()}})
		plainLines(t, b)
		agree(t, b, e, entry())
	})
}

// file is a calendar of events as people publish holidays.
func file(events ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n")
	for i, e := range events {
		b.WriteString("BEGIN:VEVENT\r\nUID:" + strconv.Itoa(i) + "@example\r\nDTSTAMP:20251201T000000Z\r\n" + strings.ReplaceAll(e, "\n", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.String()
}

func TestReadDays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"in the order of their days", file("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226\nSUMMARY:Christmas Day", "DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260102\nSUMMARY:New Year’s Day"), "2026-01-01 New Year’s Day; 2026-12-25 Christmas Day"},
		{"without an end", file("DTSTART;VALUE=DATE:20260706\nSUMMARY:Tynwald Day"), "2026-07-06 Tynwald Day"},
		{"over several days", file("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas"), "2026-12-25 Christmas; 2026-12-26 Christmas"},
		{"two on one day", file("DTSTART;VALUE=DATE:20260101\nSUMMARY:One", "DTSTART;VALUE=DATE:20260101\nSUMMARY:Two"), "2026-01-01 One"},
		{"a folded line", file("DTSTART;VALUE=DATE:20260101\nSUMMARY:New\n  Year"), "2026-01-01 New Year"},
		{"nothing", "", "the file has no events"},
		{"no calendar", "day,name\n2026-01-01,New Year\n", "no iCalendar file"},
		{"no events", file(), "the file has no events"},
		{"an hour", file("DTSTART:20260101T100000Z\nSUMMARY:Call"), "no whole day"},
		{"every year", file("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nSUMMARY:New Year"), "it repeats"},
		{"cancelled", file("DTSTART;VALUE=DATE:20260101\nSTATUS:CANCELLED\nSUMMARY:New Year"), "it is cancelled"},
		{"an end in another age", file("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:99990101\nSUMMARY:New Year"), "1 to 31 are taken"},
		{"no name", file("DTSTART;VALUE=DATE:20260101"), "it has no SUMMARY"},
		{"no day", file("SUMMARY:New Year"), "it has no DTSTART"},
		{"a wrong year", file("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20360102\nSUMMARY:New Year"), "it lasts 3653 days"},
		{"an end before the start", file("DTSTART;VALUE=DATE:20260102\nDTEND;VALUE=DATE:20260101\nSUMMARY:New Year"), "it lasts -1 days"},
		{"no such day", file("DTSTART;VALUE=DATE:20260230\nSUMMARY:New Year"), "no whole day"},
	} {
		days, err := ical.ReadDays(strings.NewReader(tt.in))
		var words []string
		for _, d := range days {
			words = append(words, d.Day.Format(time.DateOnly)+" "+d.Name)
		}
		got := strings.Join(words, "; ")
		if err != nil {
			if got = err.Error(); !strings.Contains(got, tt.want) || len(days) > 0 {
				t.Errorf("%s: got %d days and %q, want %q", tt.name, len(days), got, tt.want)
			}
			continue
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
