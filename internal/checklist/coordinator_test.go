package checklist_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

var (
	priya = uuid.MustParse("00000000-0000-4000-8000-000000000001")
	tom   = uuid.MustParse("00000000-0000-4000-8000-000000000002")
	helen = uuid.MustParse("00000000-0000-4000-8000-000000000003")
	alan  = uuid.MustParse("00000000-0000-4000-8000-000000000004")
)

// appointmentOf appoints a dedicated coordinator, with a deputy unless it is nobody.
func appointmentOf(who, deputy uuid.UUID, hundredths int, from, until time.Time) fact.Fact {
	f := fact.Fact{Source: uuid.New(), Kind: fact.Appointment, Day: from, Until: until, By: who, Person: deputy, Number: hundredths, Flags: []fact.Flag{fact.Dedicated}}
	if deputy != uuid.Nil {
		f.Flags = append(f.Flags, fact.Deputy)
	}
	return f
}

func appointed(from time.Time) []fact.Fact {
	return []fact.Fact{appointmentOf(priya, tom, 80, from, time.Time{})}
}

func recordedBy(who uuid.UUID, on time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Recorded, Day: on, By: who}
}

// TestCoordinatorInPost works out the share of the last 90 days by hand. The
// window of today, 1 December 2025, is 3 September to 1 December.
func TestCoordinatorInPost(t *testing.T) {
	never := time.Time{}
	part := func(f fact.Fact, change func(*fact.Fact)) fact.Fact { change(&f); return f }
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		have  int
		want  checklist.State
	}{
		{"in post for the whole window", []fact.Fact{appointmentOf(priya, tom, 50, ago(89), never)}, 90, checklist.Met},
		{"81 of 90 days are 90%", []fact.Fact{appointmentOf(priya, tom, 50, ago(80), never)}, 81, checklist.Met},
		{"80 of 90 days are 88%", []fact.Fact{appointmentOf(priya, tom, 50, ago(79), never)}, 80, checklist.Partly},
		{"54 of 90 days are 60%", []fact.Fact{appointmentOf(priya, tom, 50, ago(53), never)}, 54, checklist.Partly},
		{"53 of 90 days are 58%", []fact.Fact{appointmentOf(priya, tom, 50, ago(52), never)}, 53, checklist.NotMet},
		{"the last day counts", []fact.Fact{appointmentOf(priya, tom, 50, ago(200), ago(9))}, 81, checklist.Met},
		{"it ended one day earlier", []fact.Fact{appointmentOf(priya, tom, 50, ago(200), ago(10))}, 80, checklist.Partly},
		{"two in turn, with a gap of 9 days", []fact.Fact{appointmentOf(priya, tom, 50, ago(200), ago(50)), appointmentOf(alan, tom, 50, ago(40), never)}, 81, checklist.Met},
		{"ended before the window", []fact.Fact{appointmentOf(priya, tom, 50, ago(200), ago(90))}, 0, checklist.NotMet},
		{"less than half of full time", []fact.Fact{appointmentOf(priya, tom, 49, ago(200), never)}, 0, checklist.NotMet},
		{"without a deputy", []fact.Fact{appointmentOf(priya, uuid.Nil, 50, ago(200), never)}, 0, checklist.NotMet},
		{"not dedicated", []fact.Fact{part(appointmentOf(priya, tom, 50, ago(200), never), func(f *fact.Fact) { f.Flags = []fact.Flag{fact.Deputy} })}, 0, checklist.NotMet},
		{"still to begin", []fact.Fact{part(appointmentOf(priya, tom, 50, ago(-1), never), func(f *fact.Fact) { f.KnownFrom = ago(5) })}, 0, ""},
		{"never recorded", nil, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "RES-1", known(tt.facts), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have {
				t.Errorf("got %q with %d days, want %q with %d", p.State, p.Have, tt.want, tt.have)
			}
			if got, want := p.LeftOut(), tt.want == ""; got != want {
				t.Errorf("got left out %t, want %t", got, want)
			}
			if got, want := p.Window, (calendar.Span{From: ago(89), To: today}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestCoordinatorListsWhatItCountedAndWhatNot(t *testing.T) {
	held := appointmentOf(priya, tom, 80, ago(60), time.Time{})
	short := appointmentOf(alan, uuid.Nil, 80, ago(100), ago(61))
	gone := appointmentOf(alan, tom, 80, ago(300), ago(101))
	p := one(t, "RES-1", known([]fact.Fact{held, short, gone}), today).Parts[0]
	if len(p.For) != 1 || p.For[0].Source != held.Source {
		t.Errorf("got %+v, want the appointment that counts", p.For)
	}
	if len(p.Left) != 1 || p.Left[0].Source != short.Source || !strings.Contains(p.Left[0].Say, "no deputy") {
		t.Errorf("got %+v, want the appointment without a deputy and why", p.Left)
	}
}

// TestCoordinatorRecorded moves a record over the edge of the last 60 days,
// which are 3 October to 1 December.
func TestCoordinatorRecorded(t *testing.T) {
	post := appointed(ago(400))
	for _, tt := range []struct {
		name   string
		record []fact.Fact
		want   checklist.State
	}{
		{"by the coordinator today", []fact.Fact{recordedBy(priya, today)}, checklist.Met},
		{"by the deputy on the first day of the window", []fact.Fact{recordedBy(tom, ago(59))}, checklist.Met},
		{"the day before the window", []fact.Fact{recordedBy(tom, ago(60))}, checklist.NotMet},
		{"by somebody else", []fact.Fact{recordedBy(alan, ago(1))}, checklist.NotMet},
		{"by nobody", []fact.Fact{recordedBy(uuid.Nil, ago(1))}, checklist.NotMet},
		{"nothing", nil, checklist.NotMet},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "RES-1", append(known(post), known(tt.record)...), today)
			if got := f.Parts[1].State; got != tt.want || f.State != tt.want {
				t.Errorf("got %s and %s, want %s", got, f.State, tt.want)
			}
		})
	}
}

// TestARecordCountsOnceAndNotAhead gives one record two facts, as a correction
// leaves them, and lets another be of a day to come.
func TestARecordCountsOnceAndNotAhead(t *testing.T) {
	first, ahead := recordedBy(priya, ago(3)), recordedBy(priya, ago(-2))
	second := first
	second.Part, second.Day = 1, ago(2)
	facts := append(known(append(appointed(ago(400)), first, second)), early([]fact.Fact{ahead})...)
	p := one(t, "RES-1", facts, today).Parts[1]
	if p.State != checklist.Met || p.Have != 1 || len(p.For) != 1 || !p.For[0].Day.Equal(ago(2)) {
		t.Errorf("got %s with %d of %+v, want one record on its newest day", p.State, p.Have, p.For)
	}
}

func TestOnlyTheirTimeInPostCounts(t *testing.T) {
	facts := []fact.Fact{
		appointmentOf(alan, tom, 80, ago(400), ago(30)),
		appointmentOf(priya, uuid.Nil, 80, ago(29), time.Time{}),
		recordedBy(alan, ago(10)), // no longer coordinator
		recordedBy(tom, ago(10)),  // no longer deputy
	}
	p := one(t, "RES-1", known(facts), today).Parts[1]
	if p.State != checklist.NotMet || len(p.Left) != 2 || len(p.For) != 0 {
		t.Errorf("got %s with %d left out, want not met with 2", p.State, len(p.Left))
	}
	facts = append(facts, recordedBy(alan, ago(30)))
	if got := one(t, "RES-1", known(facts), today).Parts[1].State; got != checklist.Met {
		t.Errorf("got %s, want met by the day before he left", got)
	}
}

func TestWhatWouldChangeTheCoordinatorsItem(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{"Record who is the coordinator"}},
		{"nobody in post", []fact.Fact{appointmentOf(priya, tom, 80, ago(400), ago(1)), recordedBy(priya, ago(5))}, []string{"Record a dedicated appointment", "If neither records anything more"}},
		// 54 days by today; 81 are reached in 27 days, on 28 December 2025.
		{"in post too short", []fact.Fact{appointmentOf(priya, tom, 80, ago(53), time.Time{}), recordedBy(priya, ago(0))}, []string{"met from 28 December 2025", "no longer met from 30 January 2026"}},
		{"ending too soon", []fact.Fact{appointmentOf(priya, tom, 80, ago(10), ago(-5))}, []string{"ends too soon", "The coordinator or the deputy records"}},
		{"all met", []fact.Fact{appointmentOf(priya, tom, 80, ago(200), time.Time{}), recordedBy(tom, ago(40))}, []string{"no longer met from 21 December 2025"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needs := one(t, "RES-1", known(tt.facts), today).Needs
			if len(needs) != len(tt.want) {
				t.Fatalf("got %v, want %d", needs, len(tt.want))
			}
			for i, want := range tt.want {
				if !strings.Contains(needs[i].Say, want) {
					t.Errorf("got %q, want %q", needs[i].Say, want)
				}
			}
		})
	}
}

func TestALateRecordSaysSo(t *testing.T) {
	for late, want := range map[int]int{35: 0, 36: 36} {
		r := recordedBy(priya, ago(50))
		r.KnownFrom = ago(50).AddDate(0, 0, late).Add(13 * time.Hour)
		p := one(t, "RES-1", append(known(appointed(ago(400))), r), today).Parts[1]
		if p.State != checklist.Met || p.For[0].Late != want {
			t.Errorf("recorded after %d days: got %s and %d, want met and %d", late, p.State, p.For[0].Late, want)
		}
	}
}
