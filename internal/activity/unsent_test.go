package activity_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// TestDraftsAndKeptFormsWarnFromThe23rdDay looks a second before and at the
// moment, and at the day on which they may go.
func TestDraftsAndKeptFormsWarnFromThe23rdDay(t *testing.T) {
	kept := time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC)
	d, u := activity.Draft{UpdatedAt: kept}, activity.Unsent{KeptAt: kept}
	warn := kept.AddDate(0, 0, 23)
	for name, warns := range map[string]func(time.Time) bool{"a draft": d.Warns, "a kept form": u.Warns} {
		if warns(warn.Add(-time.Second)) || !warns(warn) {
			t.Errorf("%s: want a warning from %v on", name, warn)
		}
	}
	if want := kept.AddDate(0, 0, 30); !d.Until().Equal(want) || !u.Until().Equal(want) {
		t.Errorf("got %v and %v, want both kept until %v", d.Until(), u.Until(), want)
	}
}

func TestAFormSentTwiceIsKeptOnce(t *testing.T) {
	who := access.Actor{ID: uuid.New()}
	first := activity.NewUnsent(who, access.Coordination, access.KeepNeed, "/coordination/needs/new", url.Values{"title": {"One"}})
	for name, other := range map[string]activity.Unsent{
		"somebody else's": activity.NewUnsent(access.Actor{ID: uuid.New()}, access.Coordination, access.KeepNeed, "/coordination/needs/new", url.Values{"title": {"One"}}),
		"another form":    activity.NewUnsent(who, access.Coordination, access.KeepNeed, "/coordination/needs/1/change", url.Values{"title": {"One"}}),
		"other answers":   activity.NewUnsent(who, access.Coordination, access.KeepNeed, "/coordination/needs/new", url.Values{"title": {"Two"}}),
	} {
		if other.ID == first.ID {
			t.Errorf("%s: got the same id, want another", name)
		}
	}
	if again := activity.NewUnsent(who, access.Coordination, access.KeepNeed, "/coordination/needs/new", url.Values{"title": {"One"}}); again.ID != first.ID {
		t.Error("the same: got another id")
	}
}
