package postgres

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

// linkAccount is the service's own account in whose name an answer by a link is
// kept. The migration that makes it has the same id, and the functions that it
// may call ask for it.
var linkAccount = uuid.MustParse("b7d0c1f2-6a3e-4c58-9e21-0f4d8a6b3c75")

// byLink is who acts for somebody who has a link, to rate or to answer the
// pulse: the service itself, which sees no partnership.
func byLink(request string) access.Actor { return access.Actor{ID: linkAccount, Request: request} }

type linkRow struct {
	ID          uuid.UUID
	AgencyID    int
	AgencyName  string
	Uses, Used  int
	MadeBy      uuid.UUID
	MadeAt      time.Time
	ExpiresOn   time.Time
	WithdrawnAt *time.Time
}

func (r linkRow) read() activity.RatingLink {
	return activity.RatingLink{
		ID: r.ID, Agency: r.AgencyID, AgencyName: r.AgencyName, Uses: r.Uses, Used: r.Used, By: r.MadeBy, At: r.MadeAt.UTC(),
		Expires: midnight(r.ExpiresOn), Withdrawn: deref(r.WithdrawnAt).UTC(),
	}
}

const (
	linksOf = `SELECT l.id, l.agency_id, g.name AS agency_name, l.uses, l.used, l.made_by, l.made_at, l.expires_on, l.withdrawn_at
		FROM rating_link l JOIN shared.agency g ON g.id = l.agency_id WHERE l.partnership_id = ? AND l.activity_id = ? ORDER BY l.made_at DESC, l.id`
	addLink = `INSERT INTO rating_link (id, partnership_id, activity_id, agency_id, token_hash, uses, made_by, made_at, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	endLink = `UPDATE rating_link SET withdrawn_at = ? WHERE partnership_id = ? AND id = ? AND withdrawn_at IS NULL`
)

func loadLinks(tx *gorm.DB, a activity.Activity) ([]activity.RatingLink, error) {
	var rows []linkRow
	if err := tx.Raw(linksOf, a.Partnership, a.ID).Scan(&rows).Error; err != nil {
		return nil, err
	}
	var all []activity.RatingLink
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all, nil
}

// saveLinks writes links that are new and ends those that were withdrawn, and
// says for the log what it did: nothing where no link changed.
func saveLinks(tx *gorm.DB, r, was activity.Rated) (string, error) {
	var did []string
	for _, l := range r.Links {
		n := slices.IndexFunc(was.Links, func(x activity.RatingLink) bool { return x.ID == l.ID })
		var err error
		switch {
		case n < 0:
			made := fmt.Sprintf("made link %s for agency %d", l.ID, l.Agency)
			if l.Letters > 0 {
				made += fmt.Sprintf(", to be mailed to %d", l.Letters)
			}
			did = append(did, made)
			err = tx.Exec(addLink, l.ID, r.Partnership, r.ID, l.Agency, secret.TokenHash(l.Token), l.Uses, l.By, l.At, l.Expires).Error
		case was.Links[n].Withdrawn.IsZero() && !l.Withdrawn.IsZero():
			did = append(did, fmt.Sprintf("withdrew link %s", l.ID))
			err = tx.Exec(endLink, l.Withdrawn, r.Partnership, l.ID).Error
		}
		if err != nil {
			return "", err
		}
	}
	return strings.Join(did, ", "), nil
}

// RatingLink implements activity.RatingStore.
func (s Activities) RatingLink(ctx context.Context, who access.Actor, ref string, id uuid.UUID) (activity.Rated, activity.RatingLink, error) {
	r, err := s.Rated(ctx, who, ref)
	if err != nil {
		return r, activity.RatingLink{}, err
	}
	n := slices.IndexFunc(r.Links, func(l activity.RatingLink) bool { return l.ID == id })
	if n < 0 {
		return r, activity.RatingLink{}, fault.Missing()
	}
	return r, r.Links[n], nil
}

// MailedLink implements activity.RatingStore.
func (s Activities) MailedLink(ctx context.Context, who access.Actor, record uuid.UUID, agency, mailed, lost int) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, access.LinkRating, access.Scope{Strand: access.Coordination, Partnership: who.Partnership, Agency: agency}); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{
			Act: audit.Alter, Did: access.LinkRating, Kind: "activity", On: audit.On(record), Detail: fmt.Sprintf("mailed the link of agency %d to %d people, not to %d", agency, mailed, lost),
		})
	})
}

// What the service asks and does for somebody who has a link. Nothing of it is
// within reach of anybody who is signed in. The hash goes as text, since gorm
// takes bytes after a bracket for a list.
const (
	ratingAsked = `SELECT kind, title, day, array_to_json(measures)::text AS measures FROM coordination.rating_asked($1)`
	rateByLink  = `SELECT o_partnership, o_activity, o_agency FROM coordination.rate_by_link(decode(?, 'hex'), ?::jsonb)`
)

type askedRow struct {
	Kind, Title string
	Day         time.Time
	Measures    string
}

// RatingAsked implements activity.RatingStore.
func (s Activities) RatingAsked(ctx context.Context, request, token string) (activity.Asking, error) {
	if !secret.IsToken(token) {
		return activity.Asking{}, fault.Missing()
	}
	rows, err := query[askedRow](ctx, s.DB, byLink(request), access.Coordination, ratingAsked, secret.TokenHash(token))
	if err != nil {
		return activity.Asking{}, err
	}
	if len(rows) == 0 {
		return activity.Asking{}, fault.Missing()
	}
	a := activity.Asking{Kind: activity.Kind(rows[0].Kind), Title: rows[0].Title, Day: midnight(rows[0].Day)}
	if err := json.Unmarshal([]byte(rows[0].Measures), &a.Measures); err != nil {
		return activity.Asking{}, fmt.Errorf("postgres: measures: %w", err)
	}
	return a, nil
}

// RateByLink implements activity.RatingStore.
func (s Activities) RateByLink(ctx context.Context, request, token string, said activity.Said) error {
	asked, err := s.RatingAsked(ctx, request, token)
	if err != nil {
		return err
	}
	if err := said.Check(asked.Measures); err != nil {
		return err
	}
	text, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("postgres: rating: %w", err)
	}
	who := byLink(request)
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		var place, agency int
		var on uuid.UUID
		if err := tx.Raw(rateByLink, hex.EncodeToString(secret.TokenHash(token)), string(text)).Row().Scan(&place, &on, &agency); err != nil {
			return err
		}
		of := who
		of.Partnership = place
		return s.record(tx, of, access.Coordination, audit.Event{Act: audit.Collect, Did: access.GiveRating, Kind: "activity", On: audit.On(on), Detail: fmt.Sprintf("by a link, for agency %d", agency)})
	})
}
