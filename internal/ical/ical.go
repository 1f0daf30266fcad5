// Package ical writes calendars that other programs take in, and reads those of
// public holidays, as RFC 5545 has them. It is the only door to the library
// that does, and knows no subject: what it writes comes to it as words, days
// and times.
package ical

import (
	"bytes"
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"liaison/internal/calendar"
)

// product names what made a calendar, as the standard asks.
const product = "-//Liaison//Partnership calendar//EN"

const oneDay = 24 * time.Hour

// Entry is one thing in a calendar.
type Entry struct {
	UID       string // the same for ever, in every calendar that the entry is in
	Version   int    // 1 for one that never changed
	Changed   time.Time
	Title     string
	Place     string // empty where none is said
	Says      string
	Link      string        // where to read more
	Day       time.Time     // midnight UTC
	Start     time.Duration // since midnight, by London's clock; negative where it lasts the whole day
	Length    time.Duration // of one with a start
	Cancelled bool
	Busy      bool // whether it takes up the person's time
}

// Feed is a calendar that a program asks for again and again.
type Feed struct {
	Name    string
	Every   time.Duration // how often it is worth asking
	Entries []Entry
}

// Write writes the feed. Moments are written in UTC, so that no program needs
// to know when clocks change in London; whole days are written as days. It is
// written without a METHOD, and what DTSTAMP then tells is when an entry
// changed: two feeds of the same entries are the same to the last octet.
//
// Source: RFC 5545 sections 3.1 (lines), 3.3 (values), 3.6.1 (events), 3.8.7.2
// (DTSTAMP) and 3.8.7.4 (SEQUENCE); RFC 7986 sections 5.1 and 5.7.
func Write(f Feed) ([]byte, error) {
	c := ics.NewCalendar()
	c.SetProductId(product)
	c.SetCalscale("GREGORIAN")
	if f.Name != "" {
		c.SetName(f.Name)
	}
	if f.Every > 0 {
		every := fmt.Sprintf("PT%dM", int(f.Every.Minutes()))
		c.SetRefreshInterval(every)
		c.SetXPublishedTTL(every)
	}
	for _, e := range f.Entries {
		write(c.AddEvent(e.UID), e)
	}
	var b bytes.Buffer
	if err := c.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("ical: %w", err)
	}
	return b.Bytes(), nil
}

func write(v *ics.VEvent, e Entry) {
	v.SetDtStampTime(e.Changed)
	v.SetLastModifiedAt(e.Changed)
	v.SetSequence(max(e.Version-1, 0))
	if e.Start < 0 {
		v.SetAllDayStartAt(e.Day)
		v.SetAllDayEndAt(e.Day.Add(oneDay)) // the day after the last
	} else {
		begins := calendar.At(e.Day, e.Start)
		v.SetStartAt(begins)
		v.SetEndAt(begins.Add(e.Length))
	}
	v.SetSummary(e.Title)
	if e.Place != "" {
		v.SetLocation(e.Place)
	}
	v.SetDescription(e.Says)
	v.SetURL(e.Link)
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	v.SetTimeTransparency(ics.TransparencyTransparent)
	if e.Busy && !e.Cancelled {
		v.SetTimeTransparency(ics.TransparencyOpaque)
	}
}
