package app

import (
	"context"
	"log/slog"
	"time"

	"liaison/internal/checklist"
	"liaison/internal/job"
	"liaison/internal/postgres"
)

var _ job.Store = postgres.Service{}

// jobEvery is how often what is due without a person is done. Each instance
// does it, since doing it twice changes nothing.
const jobEvery = time.Hour

// rounds does what is due without a person.
type rounds struct {
	store job.Store
	book  *checklist.Book
	log   *slog.Logger
	mails func(context.Context) error // sends the mails that are due; nil where no mail is sent
}

// once does what is due now.
func (j rounds) once(ctx context.Context) {
	if err := job.Round(ctx, j.store, clock()); err != nil && ctx.Err() == nil {
		j.log.ErrorContext(ctx, "jobs not done", "err", err)
	}
}

// night does what is due once a day and may take long.
func (j rounds) night(ctx context.Context) {
	if err := job.Night(ctx, j.store, j.book, clock()); err != nil && ctx.Err() == nil {
		j.log.ErrorContext(ctx, "the night's tests", "err", err)
	}
}

// post sends the mails that are due.
func (j rounds) post(ctx context.Context) {
	if j.mails == nil {
		return
	}
	if err := j.mails(ctx); err != nil && ctx.Err() == nil {
		j.log.ErrorContext(ctx, "mails not sent", "err", err)
	}
}

// run does what falls due until its context ends.
func (j rounds) run(ctx context.Context) {
	tick := time.NewTicker(jobEvery)
	defer tick.Stop()
	j.post(ctx)
	for j.night(ctx); ; {
		select {
		case <-tick.C:
			j.once(ctx)
			j.post(ctx)
			j.night(ctx)
		case <-ctx.Done():
			return
		}
	}
}
