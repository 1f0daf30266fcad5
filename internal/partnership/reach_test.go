package partnership_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func reach() partnership.Reach {
	return partnership.Reach{
		ID: uuid.New(), Product: priya, Of: "Referral course", Agency: 5, AgencyName: "Northgate College", Holder: "Safeguarding lead", Asked: date(2025, 11, 3), By: tom, Version: 1,
	}
}

func held() partnership.Reach {
	r := reach()
	r.Granted = date(2025, 11, 10)
	return r
}

func TestCheckAsk(t *testing.T) {
	waiting, granted, ended, refused := reach(), held(), held(), reach()
	ended.Ended, refused.Refused = date(2025, 11, 20), date(2025, 11, 20)
	waiting.Holder = "SAFEGUARDING LEAD"
	for _, tt := range []struct {
		name   string
		change func(*partnership.Reach)
		others []partnership.Reach
		want   string
	}{
		{"a good one", func(*partnership.Reach) {}, nil, ""},
		{"again after it ended or was refused", func(*partnership.Reach) {}, []partnership.Reach{ended, refused}, ""},
		{"while it waits", func(*partnership.Reach) {}, []partnership.Reach{waiting}, "holder: This role has already asked, on 3 November 2025"},
		{"while it has it", func(*partnership.Reach) {}, []partnership.Reach{granted}, "holder: This role already has access, since 10 November 2025"},
		{"another agency's role by that name", func(r *partnership.Reach) { r.Agency = 6 }, []partnership.Reach{waiting, granted}, ""},
		{"nobody", func(r *partnership.Reach) { r.Agency, r.Holder = 0, " " }, nil, "agency: Select the agency whose role needs it; holder: Enter the role or post that needs it"},
		{"too long", func(r *partnership.Reach) { r.Holder = strings.Repeat("x", 121) }, nil, "holder: Role or post must be 120 characters or less"},
		{"without a day", func(r *partnership.Reach) { r.Asked = time.Time{} }, nil, "asked: Enter the day it was asked for"},
		{"tomorrow", func(r *partnership.Reach) { r.Asked = today.AddDate(0, 0, 1) }, nil, "asked: Day it was asked for must be today or in the past"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := reach()
			tt.change(&r)
			if got := fields(r.CheckAsk(tt.others, today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatMayBeDoneToAccess(t *testing.T) {
	over := held()
	over.Ended = date(2025, 11, 20)
	known := partnership.Upkeep{VettedUntil: date(2026, 5, 1), Confirmed: today, LastUsed: date(2025, 11, 28)}
	for _, tt := range []struct {
		name  string
		is    partnership.Reach
		deed  partnership.Deed[partnership.Reach]
		takes access.Action
		want  error
		say   string
		said  []string
	}{
		{"grant it", reach(), partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: today}, today), access.GrantReach, nil, "", []string{"Granted on 1 December 2025"}},
		{"grant it on the day it was asked for", reach(), partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: date(2025, 11, 3)}, today), access.GrantReach, nil, "", []string{"Granted on 3 November 2025"}},
		{"refuse it", reach(), partnership.AnswerReach(partnership.ReachAnswer{On: today, Why: "Full"}, today), access.GrantReach, nil, "", []string{"Refused on 1 December 2025"}},
		{
			"refuse it without a reason or a day", reach(), partnership.AnswerReach(partnership.ReachAnswer{}, today), access.GrantReach, fault.Invalid,
			"on: Enter the day of the answer; why: Enter why it is refused", nil,
		},
		{
			"grant it before it was asked for", reach(), partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: date(2025, 11, 2)}, today), access.GrantReach, fault.Invalid,
			"on: Day of the answer must be on or after the day it was asked for, 3 November 2025", nil,
		},
		{"grant it tomorrow", reach(), partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: today.AddDate(0, 0, 1)}, today), access.GrantReach, fault.Invalid, "on: Day of the answer must be today or in the past", nil},
		{"answer it twice", held(), partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: today}, today), access.GrantReach, fault.Conflict, "", nil},
		{"end it", held(), partnership.EndReach(partnership.Closing{Last: today, Why: "Left the post"}, today), access.GrantReach, nil, "", []string{"Ended. Its last day is 1 December 2025"}},
		{"end it before it was granted", held(), partnership.EndReach(partnership.Closing{Last: date(2025, 11, 9), Why: "x"}, today), access.GrantReach, fault.Invalid, "last: Last day must be on or after 10 November 2025", nil},
		{"end what waits", reach(), partnership.EndReach(partnership.Closing{Last: today, Why: "x"}, today), access.GrantReach, fault.Conflict, "", nil},
		{"end it twice", over, partnership.EndReach(partnership.Closing{Last: today, Why: "x"}, today), access.GrantReach, fault.Conflict, "", nil},
		{"stop asking", reach(), partnership.DropReach(partnership.Closing{Last: today, Why: "No need"}, today), access.RequestReach, nil, "", []string{"No longer asked for since 1 December 2025"}},
		{"stop asking for what was granted", held(), partnership.DropReach(partnership.Closing{Last: today, Why: "No need"}, today), access.RequestReach, fault.Conflict, "", nil},
		{
			"write down what is known", held(), partnership.KeepReach(1, known, today), access.GrantReach, nil, "",
			[]string{"Last day of vetting added", "Day it was known to work added", "Day it was last used added"},
		},
		{"write nothing down", held(), partnership.KeepReach(1, partnership.Upkeep{}, today), access.GrantReach, fault.Invalid, "confirmed: Change something, or cancel", nil},
		{"write to an old version", held(), partnership.KeepReach(2, known, today), access.GrantReach, fault.Conflict, "", nil},
		{"write of what ended", over, partnership.KeepReach(1, known, today), access.GrantReach, fault.Conflict, "", nil},
		{
			"that it worked before it was granted, and will be used", held(), partnership.KeepReach(1, partnership.Upkeep{Confirmed: date(2025, 11, 9), LastUsed: date(2026, 1, 1)}, today),
			access.GrantReach, fault.Invalid,
			"confirmed: Day it was known to work must be on or after the day it was granted, 10 November 2025; used: Day it was last used must be today or in the past", nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was, is := tt.is, tt.is
			err := tt.deed.Apply(&is)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v %q, want %v %q", err, fields(err), tt.want, tt.say)
			}
			if tt.deed.Do != tt.takes {
				t.Errorf("got %s, want it to take %s", tt.deed.Do, tt.takes)
			}
			if err != nil {
				if is != was {
					t.Errorf("got %+v, want it left as it was", is)
				}
				return
			}
			if got := tt.deed.Said(was, is); !reflect.DeepEqual(got, tt.said) {
				t.Errorf("got %q, want %q", got, tt.said)
			}
		})
	}
}

func TestFactsOfAccess(t *testing.T) {
	kinds := func(r partnership.Reach) (all []fact.Kind) {
		for i, f := range r.Facts() {
			if f.Source != r.ID || f.Agency != 5 || f.Person != r.To() || i > 0 && f.Part <= r.Facts()[i-1].Part {
				t.Errorf("got %+v, want it to be of this access", f)
			}
			all = append(all, f.Kind)
		}
		return all
	}
	full := held()
	full.Product, full.System, full.Outreach = uuid.Nil, tom, true
	full.VettedUntil, full.Confirmed, full.LastUsed, full.Ended = date(2026, 5, 1), date(2025, 11, 11), date(2025, 11, 12), date(2025, 11, 20)
	if got, want := kinds(full), []fact.Kind{fact.Reach, fact.ReachHeld, fact.ReachVetted, fact.ReachConfirmed, fact.ReachUsed}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if f := full.Facts()[1]; !f.Day.Equal(full.Granted) || !f.Until.Equal(full.Ended) || !reflect.DeepEqual(f.Flags, []fact.Flag{fact.ToSystem, fact.OutreachRole}) {
		t.Errorf("got %+v, want access from its grant to its end", f)
	}
	refused, dropped := reach(), reach()
	refused.Refused, dropped.Ended = date(2025, 11, 20), date(2025, 11, 21)
	for _, tt := range []struct {
		name  string
		is    partnership.Reach
		until time.Time
		flags []fact.Flag
	}{
		{"waits", reach(), time.Time{}, []fact.Flag{fact.ToProduct}},
		{"granted, whenever it ended", full, date(2025, 11, 10), []fact.Flag{fact.ToSystem, fact.OutreachRole, fact.ReachGranted}},
		{"refused", refused, date(2025, 11, 20), []fact.Flag{fact.ToProduct, fact.ReachRefused}},
		{"dropped", dropped, date(2025, 11, 21), []fact.Flag{fact.ToProduct, fact.ReachDropped}},
	} {
		if f := tt.is.Facts()[0]; !f.Until.Equal(tt.until) || !reflect.DeepEqual(f.Flags, tt.flags) || !f.Day.Equal(tt.is.Asked) {
			t.Errorf("%s: got %+v", tt.name, f)
		}
	}
}

func TestWaited(t *testing.T) {
	days := func(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
	granted := func(after int) partnership.Reach {
		r := reach()
		r.Granted = r.Asked.AddDate(0, 0, after)
		return r
	}
	refused := reach()
	refused.Refused = today
	for _, tt := range []struct {
		name string
		all  []partnership.Reach
		want partnership.Wait
	}{
		{"nobody", nil, partnership.Wait{}},
		{"nobody yet", []partnership.Reach{reach(), refused}, partnership.Wait{}},
		{"one", []partnership.Reach{granted(4), reach()}, partnership.Wait{Median: 4, Of: 1}},
		{"two", []partnership.Reach{granted(9), granted(4)}, partnership.Wait{Median: 6.5, Of: 2}},
		{"three", []partnership.Reach{granted(9), granted(0), granted(4)}, partnership.Wait{Median: 4, Of: 3}},
		{"one outside the days", []partnership.Reach{granted(4), granted(29)}, partnership.Wait{Median: 4, Of: 1}},
	} {
		if got := partnership.Waited(tt.all, date(2025, 11, 3), today, days); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
