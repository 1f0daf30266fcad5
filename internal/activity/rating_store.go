package activity

import (
	"context"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// RatingStore keeps what people say of the records they took part in.
type RatingStore interface {
	// Rated returns a coordination record with what was said of it.
	Rated(ctx context.Context, who access.Actor, ref string) (Rated, error)
	// Rate applies ch, which is about the people of the agency, whole or not at
	// all. Forbidden where who may not do that for the agency.
	Rate(ctx context.Context, who access.Actor, ref string, agency int, ch access.Change[Rated]) error
	// RatingLink returns the link of the record.
	RatingLink(ctx context.Context, who access.Actor, ref string, id uuid.UUID) (Rated, RatingLink, error)
	// MailedLink logs what became of the link of the agency that was to be
	// mailed: how many mails the mail server took over and how many not.
	MailedLink(ctx context.Context, who access.Actor, record uuid.UUID, agency, mailed, lost int) error

	// RatingAsked returns what the link with the token asks. NotFound for one
	// that does not work, whyever.
	RatingAsked(ctx context.Context, request, token string) (Asking, error)
	// RateByLink keeps one answer by the link, and takes one of its uses.
	// NotFound as RatingAsked, Invalid as Said.Check.
	RateByLink(ctx context.Context, request, token string, said Said) error
}
