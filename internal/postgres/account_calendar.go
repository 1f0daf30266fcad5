package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

const (
	linkNow  = `SELECT id, made_at, used_on FROM identity.calendar_link WHERE account_id = ? AND partnership_id = ? AND ended_at IS NULL`
	makeLink = `INSERT INTO identity.calendar_link (id, account_id, partnership_id, token_hash, made_at) VALUES (?, ?, ?, ?, ?)`
	dropLink = `UPDATE identity.calendar_link SET ended_at = ? WHERE id = ? AND ended_at IS NULL`

	// findOwner finds whose link has the token's hash $1, as on the day $2, and
	// notes that it was read. Every link that does not work is none, after the
	// same one question.
	findOwner = `WITH link AS (
		SELECT c.id, c.account_id, c.partnership_id, c.used_on FROM identity.calendar_link c JOIN identity.account a ON a.id = c.account_id
		WHERE c.token_hash = $1 AND c.ended_at IS NULL AND a.disabled_at IS NULL AND NOT a.service
	), member AS (
		SELECT m.role, m.agency_id, m.from_day FROM identity.membership m
		JOIN link ON link.account_id = m.account_id AND link.partnership_id = m.partnership_id
		WHERE m.ended_by IS NULL AND m.from_day <= $2::date AND (m.to_day IS NULL OR m.to_day >= $2::date)
	), live AS (
		SELECT link.*, p.name AS place FROM link JOIN shared.partnership p ON p.id = link.partnership_id AND p.archived_at IS NULL
		WHERE EXISTS (SELECT FROM member)
	), seen AS (
		UPDATE identity.calendar_link x SET used_on = $2::date FROM live WHERE x.id = live.id AND x.used_on IS DISTINCT FROM $2::date
	)
	SELECT live.account_id AS account, live.partnership_id AS partnership, live.place, (SELECT array_agg(DISTINCT role) FROM member) AS roles,
		coalesce((SELECT agency_id FROM member WHERE agency_id IS NOT NULL ORDER BY from_day, agency_id LIMIT 1), 0) AS agency_id
	FROM live`
)

type calendarRow struct {
	ID     uuid.UUID
	MadeAt time.Time
	UsedOn *time.Time
}

// calendarLink is the link that works now, if there is one.
func calendarLink(tx *gorm.DB, who access.Actor) (account.CalendarLink, error) {
	var rows []calendarRow
	if err := tx.Raw(linkNow, who.ID, who.Partnership).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return account.CalendarLink{}, err
	}
	return account.CalendarLink{ID: rows[0].ID, Made: rows[0].MadeAt.UTC(), Used: moment(rows[0].UsedOn)}, nil
}

// MakeCalendarLink implements account.Store.
func (s Accounts) MakeCalendarLink(ctx context.Context, who access.Actor) (string, error) {
	if !s.guard.Anywhere(who, access.ReadActivity, access.Coordination) {
		return "", account.ErrNoCalendar()
	}
	var token string
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		// One at a time, so that two who ask at once do not both make the only one.
		if err := tx.Exec(`SELECT id FROM identity.account WHERE id = ? FOR UPDATE`, who.ID).Error; err != nil {
			return err
		}
		was, err := calendarLink(tx, who)
		if err != nil {
			return err
		}
		did := "made"
		if !was.Made.IsZero() {
			did = "made, in the place of " + was.ID.String()
			if err := tx.Exec(dropLink, s.now(), was.ID).Error; err != nil {
				return err
			}
		}
		id := uuid.New()
		token = secret.NewToken()
		if err := tx.Exec(makeLink, id, who.ID, who.Partnership, secret.TokenHash(token), s.now()).Error; err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "calendar link", On: audit.On(id), Detail: did})
	})
	return token, err
}

// RevokeCalendarLink implements account.Store.
func (s Accounts) RevokeCalendarLink(ctx context.Context, who access.Actor) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		was, err := calendarLink(tx, who)
		if err != nil {
			return err
		}
		res := tx.Exec(dropLink, s.now(), was.ID)
		if res.Error != nil {
			return res.Error
		}
		if res.RowsAffected != 1 {
			return fault.Missing()
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "calendar link", On: audit.On(was.ID), Detail: "revoked"})
	})
}

type ownerRow struct {
	Account     uuid.UUID
	Partnership int
	Place       string
	Roles       []string
	AgencyID    int
}

// CalendarOwner implements account.Store.
func (s Accounts) CalendarOwner(ctx context.Context, request, token string) (account.Visit, error) {
	rows, err := query[ownerRow](ctx, s.DB, access.Actor{Request: request}, access.Identity, findOwner, secret.TokenHash(token), s.today())
	if err != nil {
		return account.Visit{}, err
	}
	if len(rows) == 0 {
		return account.Visit{}, fault.Missing()
	}
	r := rows[0]
	roles := slices.DeleteFunc(slices.Clone(r.Roles), func(word string) bool { return access.Role(word).Strand() != access.Coordination })
	v := visitRow{Account: r.Account, Partnership: r.Partnership, Place: r.Place, Roles: roles, AgencyID: r.AgencyID}.read(s.WithoutSecondFactor)
	v.Who.Request = request
	if !s.guard.Anywhere(v.Who, access.ReadActivity, access.Coordination) {
		return account.Visit{}, fault.Missing()
	}
	return v, nil
}
