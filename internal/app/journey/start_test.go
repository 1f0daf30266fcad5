// Package journey follows people through the whole service in a real browser.
package journey

import (
	"log/slog"
	"testing"
	"time"

	"liaison/internal/app"
	"liaison/internal/testing/serving"
)

// running is the service that the people of the journeys use.
type running struct{ serving.Running }

func start(t testing.TB) running {
	t.Helper()
	return running{serving.Start(t, app.Demonstration, slog.New(slog.DiscardHandler))}
}

func clock() time.Time { return time.Now() }
