package account_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

var (
	day   = date(2026, 3, 10)
	priya = uuid.MustParse("00000000-0000-4000-8000-000000000001")
	alan  = uuid.MustParse("00000000-0000-4000-8000-000000000002")
	tom   = uuid.MustParse("00000000-0000-4000-8000-000000000003")
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// fields are the names of the fields that an error asks to be mended.
func fields(err error) string {
	var names []string
	for _, f := range fault.FieldsOf(err) {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func TestDayIsTheOneInLondon(t *testing.T) {
	if got, want := calendar.Day(time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)), date(2026, 7, 1); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAMembershipHolds(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    account.Membership
		want bool
	}{
		{"from its first day", account.Membership{From: day}, true},
		{"not before", account.Membership{From: day.AddDate(0, 0, 1)}, false},
		{"on its last day", account.Membership{From: date(2026, 1, 1), To: day}, true},
		{"not after", account.Membership{From: date(2026, 1, 1), To: day.AddDate(0, 0, -1)}, false},
		{"not once somebody ended it, even on that day", account.Membership{From: date(2026, 1, 1), To: day, EndedBy: alan}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.m.Live(day); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}

func TestEndMembership(t *testing.T) {
	for _, tt := range []struct {
		name   string
		m      account.Membership
		reason string
		want   error
		to     time.Time
	}{
		{"one that holds ends on the day", account.Membership{Account: tom, From: date(2026, 1, 1)}, "Left the college", nil, day},
		{"one to come ends on its first day", account.Membership{Account: tom, From: date(2026, 4, 1)}, "Not coming", nil, date(2026, 4, 1)},
		{"a reason is needed", account.Membership{Account: tom, From: date(2026, 1, 1)}, "  ", fault.Invalid, time.Time{}},
		{"a reason is not a book", account.Membership{Account: tom, From: date(2026, 1, 1)}, strings.Repeat("a", 501), fault.Invalid, time.Time{}},
		{"nobody ends their own", account.Membership{Account: alan, From: date(2026, 1, 1)}, "Enough", fault.Forbidden, time.Time{}},
		{"what has run out has ended", account.Membership{Account: tom, From: date(2026, 1, 1), To: date(2026, 2, 1)}, "Left", fault.Conflict, date(2026, 2, 1)},
		{"what somebody ended has ended", account.Membership{Account: tom, From: date(2026, 1, 1), To: day, EndedBy: priya}, "Left", fault.Conflict, day},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.m
			err := account.EndMembership(alan, tt.reason, day).Apply(&m)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if !m.To.Equal(tt.to) {
				t.Errorf("got %s, want %s", m.To, tt.to)
			}
		})
	}
}

func TestRoleNames(t *testing.T) {
	if got, want := account.RoleNames([]access.Role{access.CaseWorker, access.Staff, access.OutreachWorker}), "Agency staff, Outreach worker and Case worker"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
