package partnership_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/partnership"
)

func TestWhenTheInitiativeBegan(t *testing.T) {
	agreed := func(version int, starts, on time.Time) partnership.Initiative {
		return partnership.Initiative{ID: uuid.New(), Version: version, Starts: starts, ApprovedBy: alan, ApprovedAt: on.Add(12 * time.Hour)}
	}
	written := date(2025, 3, 1)
	for _, tt := range []struct {
		name     string
		versions []partnership.Initiative
		want     time.Time
	}{
		{"nothing is agreed", nil, time.Time{}},
		{"nobody approved it", []partnership.Initiative{{Version: 1, Starts: date(2025, 4, 1)}}, time.Time{}},
		{"the day of its start", []partnership.Initiative{agreed(1, date(2025, 4, 1), date(2025, 2, 1))}, date(2025, 4, 1)},
		{"today", []partnership.Initiative{agreed(1, today, date(2025, 2, 1))}, today},
		{"not yet", []partnership.Initiative{agreed(1, today.AddDate(0, 0, 1), date(2025, 2, 1))}, time.Time{}},
		{"before it was written", []partnership.Initiative{agreed(1, written, date(2025, 2, 1))}, time.Time{}},
		{"agreed after it started", []partnership.Initiative{agreed(1, date(2025, 4, 1), date(2025, 5, 1))}, date(2025, 5, 1)},
		{"put off in time", []partnership.Initiative{agreed(2, date(2025, 6, 1), date(2025, 3, 15)), agreed(1, date(2025, 4, 1), date(2025, 2, 1))}, date(2025, 6, 1)},
		{"put off too late", []partnership.Initiative{agreed(2, date(2025, 6, 1), date(2025, 4, 2)), agreed(1, date(2025, 4, 1), date(2025, 2, 1))}, date(2025, 4, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := partnership.Plan{Partnership: 1, Versions: tt.versions}.Began(written, today)
			if !got.Equal(tt.want) || ok == tt.want.IsZero() {
				t.Errorf("got %v %v, want %v", got, ok, tt.want)
			}
		})
	}
}
