package form_test

import (
	"net/url"
	"testing"
	"time"

	"liaison/internal/fault"
	"liaison/internal/form"
)

var today = time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)

func TestReadDate(t *testing.T) {
	for typed, want := range map[string]string{
		"26/11/2025": "2025-11-26", "26.11.2025": "2025-11-26", "26-11-2025": "2025-11-26", "2025-11-26": "2025-11-26",
		"26/11/25": "2025-11-26", "26 Nov 2025": "2025-11-26", "26 november 2025": "2025-11-26", "26th November, 2025": "2025-11-26",
		"3 sept 2025": "2025-09-03", "1 December": "2025-12-01", "2 feb": "2026-02-02", "5/1": "2026-01-05", "29 February": "",
		"30/2/2025": "", "31 April 2025": "", "soon": "", "26/11/20255": "", "0/0/0000": "", "1/1/0001": "", "26 Nov 2525": "",
	} {
		d, ok := form.ReadDate(typed, today)
		if got := d.Format("2006-01-02"); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %s %t, want %q", typed, got, ok, want)
		}
	}
}

func TestReadClock(t *testing.T) {
	for typed, want := range map[string]string{
		"10am": "10h0m0s", "2:10pm": "14h10m0s", "2.10 pm": "14h10m0s", "14:30": "14h30m0s", "1430": "14h30m0s", "midday": "12h0m0s",
		"12am": "0s", "12pm": "12h0m0s", "25:00": "", "ten": "", "10:75": "",
	} {
		d, ok := form.ReadClock(typed)
		if ok != (want != "") || ok && d.String() != want {
			t.Errorf("%q: got %s %t, want %q", typed, d, ok, want)
		}
	}
}

func TestFormKeepsWhatWasTypedAndSaysWhatItCouldNotRead(t *testing.T) {
	f := form.New(url.Values{"name": {" Monthly\x00 meeting "}, "bad": {"a\xffb"}, "date": {"30 February 2026"}, "n": {"x"}, "text": {"one\r\ntwo"}})
	if got, want := f.Text("name"), "Monthly meeting"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := f.Raw("text"), "one\ntwo"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	f.Date("date", "Date of the meeting", today)
	f.Int("n", "Number must be a number")
	said := map[string]bool{}
	for _, p := range fault.FieldsOf(f.Err()) {
		said[p.Name] = true
	}
	for field, want := range map[string]bool{"name": true, "bad": true, "date": true, "n": true, "text": false} {
		if said[field] != want {
			t.Errorf("%s: got %t, want %t", field, said[field], want)
		}
	}
}
