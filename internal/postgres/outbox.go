package postgres

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/notice"
)

// Outbox implements notice.Outbox.
type Outbox struct{ Service }

var _ notice.Outbox = Outbox{}

// NewOutbox is the outbox of the database.
func NewOutbox(db *DB) Outbox { return Outbox{Service{db}} }

// reads are the roles of coordination, by which people are told what is due.
const reads = `('coordinator', 'staff', 'manager', 'governance_approver', 'separation_reviewer')`

const (
	// mailReaders says of each person by whose bank holidays they are off: those
	// of their partnership, of several the first by its name.
	mailReaders = `SELECT a.id, c.every, c.weekday, c.quiet, c.chosen_at, o.calendar FROM identity.account a LEFT JOIN identity.mail_choice c ON c.account_id = a.id
		JOIN (SELECT m.account_id, (array_agg(p.calendar ORDER BY p.name, p.id))[1] AS calendar
			FROM identity.membership m JOIN shared.partnership p ON p.id = m.partnership_id AND p.archived_at IS NULL
			WHERE m.role IN ` + reads + ` AND sec.live(m.from_day, m.to_day, m.ended_by, $1::date) GROUP BY m.account_id) o ON o.account_id = a.id
		WHERE a.disabled_at IS NULL AND NOT a.service AND c.every IS DISTINCT FROM 'never'`
	allHolidays = `SELECT calendar, day FROM shared.holiday`

	// overtake ends what was not sent when the next one is made; what somebody is
	// sending just now is theirs to end.
	overtake = `UPDATE identity.digest d SET ended_at = now(), outcome = 'overtaken', claim = NULL
		FROM unnest(string_to_array(?, ',')::uuid[], string_to_array(?, ',')::date[]) m (account, period)
		WHERE d.account_id = m.account AND d.period < m.period AND d.ended_at IS NULL AND (d.claim IS NULL OR d.free_at <= now())`
	makeDigests = `INSERT INTO identity.digest (id, account_id, period, made_at, free_at)
		SELECT gen_random_uuid(), m.account, m.period, now(), now() FROM unnest(string_to_array(?, ',')::uuid[], string_to_array(?, ',')::date[]) m (account, period)
		ON CONFLICT (account_id, period) DO NOTHING`

	// claimDigests takes what nobody has, and leaves what another instance is
	// taking at this moment.
	claimDigests = `UPDATE identity.digest d SET claim = $1, tries = d.tries + 1, free_at = clock_timestamp() + make_interval(secs => $2)
		FROM (SELECT id FROM identity.digest WHERE ended_at IS NULL AND free_at <= clock_timestamp() ORDER BY free_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) o
		WHERE d.id = o.id RETURNING d.id, d.account_id, d.period, d.tries`
	endDigest  = `UPDATE identity.digest SET ended_at = now(), outcome = ?, claim = NULL WHERE id = ? AND claim = ? AND ended_at IS NULL`
	freeDigest = `UPDATE identity.digest SET claim = NULL, free_at = clock_timestamp() + make_interval(secs => ?) WHERE id = ? AND claim = ? AND ended_at IS NULL`

	mailPlaces = `SELECT a.email, m.partnership_id, p.name, array_agg(DISTINCT m.role) AS roles, coalesce((array_agg(m.agency_id ORDER BY m.from_day, m.agency_id) FILTER (WHERE m.agency_id IS NOT NULL))[1], 0) AS agency
		FROM identity.account a JOIN identity.membership m ON m.account_id = a.id JOIN shared.partnership p ON p.id = m.partnership_id AND p.archived_at IS NULL
		WHERE a.id = $1 AND a.disabled_at IS NULL AND NOT a.service AND m.role IN ` + reads + ` AND sec.live(m.from_day, m.to_day, m.ended_by, $2::date)
		GROUP BY a.email, m.partnership_id, p.name ORDER BY p.name, m.partnership_id`
)

type choiceRow struct {
	ID       uuid.UUID
	Every    *string
	Weekday  *int
	Quiet    *bool
	ChosenAt *time.Time
}

type readerRow struct {
	choiceRow
	Calendar string
}

func (r choiceRow) read() notice.Choice {
	if r.Every == nil {
		return notice.Chosen()
	}
	return notice.Choice{Every: notice.Every(*r.Every), On: time.Weekday(deref(r.Weekday)), Quiet: deref(r.Quiet), From: calendar.Day(deref(r.ChosenAt))}
}

// Readers implements notice.Outbox.
func (o Outbox) Readers(ctx context.Context) ([]notice.Reader, error) {
	rows, err := query[readerRow](ctx, o.DB, o.who(), access.Identity, mailReaders, calendar.Day(o.now()))
	if err != nil {
		return nil, err
	}
	days, err := query[struct {
		Calendar string
		Day      time.Time
	}](ctx, o.DB, o.who(), access.Identity, allHolidays)
	if err != nil {
		return nil, err
	}
	off := map[string]calendar.Holidays{}
	for _, d := range days {
		if off[d.Calendar] == nil {
			off[d.Calendar] = calendar.Holidays{}
		}
		off[d.Calendar][midnight(d.Day)] = true
	}
	all := make([]notice.Reader, len(rows))
	for i, r := range rows {
		all[i] = notice.Reader{Account: r.ID, Choice: r.read(), Off: off[r.Calendar]}
	}
	return all, nil
}

// madeAtOnce is how many mails are made in one transaction.
const madeAtOnce = 2000

// Make implements notice.Outbox.
func (o Outbox) Make(ctx context.Context, all []notice.Made) (int, error) {
	sum := 0
	for len(all) > 0 {
		n, err := o.makeSome(ctx, all[:min(len(all), madeAtOnce)])
		if err != nil {
			return sum, err
		}
		sum, all = sum+n, all[min(len(all), madeAtOnce):]
	}
	return sum, nil
}

func (o Outbox) makeSome(ctx context.Context, all []notice.Made) (int, error) {
	var accounts, periods []string
	for _, m := range all {
		accounts, periods = append(accounts, m.Account.String()), append(periods, m.Period.Format(time.DateOnly))
	}
	of, on := strings.Join(accounts, ","), strings.Join(periods, ",")
	made := 0
	err := o.as(ctx, o.who(), access.Identity, func(tx *gorm.DB) error {
		over := tx.Exec(overtake, of, on)
		if over.Error != nil {
			return over.Error
		}
		added := tx.Exec(makeDigests, of, on)
		if added.Error != nil {
			return added.Error
		}
		if made = int(added.RowsAffected); made+int(over.RowsAffected) == 0 {
			return nil
		}
		return o.record(tx, o.who(), access.Identity, audit.Event{Act: audit.Collect, Kind: "digest", On: all[0].Period.Format(time.DateOnly), Detail: strconv.Itoa(made) + " made, " + strconv.Itoa(int(over.RowsAffected)) + " overtaken"})
	})
	return made, err
}

// Claim implements notice.Outbox.
func (o Outbox) Claim(ctx context.Context, n int, lease time.Duration) ([]notice.Letter, error) {
	type row struct {
		ID        uuid.UUID
		AccountID uuid.UUID
		Period    time.Time
		Tries     int
	}
	claim := uuid.New()
	rows, err := query[row](ctx, o.DB, o.who(), access.Identity, claimDigests, claim, lease.Seconds(), n)
	if err != nil {
		return nil, err
	}
	all := make([]notice.Letter, len(rows))
	for i, r := range rows {
		all[i] = notice.Letter{ID: r.ID, Account: r.AccountID, Period: midnight(r.Period), Tries: r.Tries, Claim: claim}
	}
	return all, nil
}

// Places implements notice.Outbox.
func (o Outbox) Places(ctx context.Context, account uuid.UUID) (address string, all []notice.Place, err error) {
	type row struct {
		Email         string
		PartnershipID int
		Name          string
		Roles         []string
		Agency        int
	}
	rows, err := query[row](ctx, o.DB, o.who(), access.Identity, mailPlaces, account, calendar.Day(o.now()))
	if err != nil {
		return "", nil, err
	}
	for _, r := range rows {
		p := notice.Place{Who: access.Actor{ID: account, Request: o.who().Request, Partnership: r.PartnershipID, Agency: r.Agency}, Name: r.Name}
		for _, role := range r.Roles {
			p.Who.Holds = append(p.Who.Holds, access.Holding{Strand: access.Coordination, Role: access.Role(role)})
		}
		address, all = r.Email, append(all, p)
	}
	return address, all, nil
}

// Told implements notice.Outbox.
func (o Outbox) Told(ctx context.Context, who access.Actor, t notice.Terms, today time.Time) (notice.Known, error) {
	return o.known(ctx, who, t, today)
}

// End implements notice.Outbox.
func (o Outbox) End(ctx context.Context, l notice.Letter, out notice.Outcome) error {
	return o.as(ctx, o.who(), access.Identity, func(tx *gorm.DB) error {
		ended := tx.Exec(endDigest, string(out), l.ID, l.Claim)
		if ended.Error != nil {
			return ended.Error
		}
		if ended.RowsAffected != 1 {
			return fault.New(fault.Conflict, "This mail is being sent by another instance")
		}
		return o.record(tx, o.who(), access.Identity, audit.Event{Act: audit.Disclose, Kind: "digest", On: audit.On(l.ID), Recipient: l.Account.String(), Why: "what is due, to the person themselves", Detail: string(out)})
	})
}

// Free implements notice.Outbox.
func (o Outbox) Free(ctx context.Context, l notice.Letter, after time.Duration) error {
	return o.as(ctx, o.who(), access.Identity, func(tx *gorm.DB) error {
		return tx.Exec(freeDigest, after.Seconds(), l.ID, l.Claim).Error
	})
}

const (
	choiceOf   = `SELECT account_id AS id, every, weekday, quiet, chosen_at FROM identity.mail_choice WHERE account_id = $1`
	keepChoice = `INSERT INTO identity.mail_choice (account_id, every, weekday, quiet, chosen_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account_id) DO UPDATE SET every = excluded.every, weekday = excluded.weekday, quiet = excluded.quiet, chosen_at = excluded.chosen_at`
)

// Choice implements notice.Choices.
func (s Notices) Choice(ctx context.Context, who access.Actor) (notice.Choice, error) {
	rows, err := query[choiceRow](ctx, s.DB, who, access.Identity, choiceOf, who.ID)
	if err != nil || len(rows) == 0 {
		return notice.Chosen(), err
	}
	return rows[0].read(), nil
}

// Choose implements notice.Choices.
func (s Notices) Choose(ctx context.Context, who access.Actor, c notice.Choice) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.as(ctx, who, access.Identity, func(tx *gorm.DB) error {
		if err := tx.Exec(keepChoice, who.ID, string(c.Every), int(c.On), c.Quiet, s.now()).Error; err != nil {
			return err
		}
		return s.record(tx, who, access.Identity, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "mail choice", On: audit.On(who.ID), Detail: string(c.Every)})
	})
}
