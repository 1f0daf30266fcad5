package postgres

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/secret"
)

var _ health.PulseStore = Health{}

// pulseColumns is what can be read of a round.
const pulseColumns = `id, wording, opens_on, closes_on, asked, answered, opened_by, opened_at, published_at, coalesce(told, false) AS told, renewed`

const (
	// pulseRounds has with each round how who acts stands to it.
	pulseRounds = `SELECT ` + pulseColumns + `, CASE WHEN published_at IS NULL THEN coordination.pulse_waits(id) END AS waits
		FROM pulse_round WHERE partnership_id = `
	pulsesShown  = pulseRounds + `$1 ORDER BY opens_on DESC`
	pulsesInside = pulseRounds + `? ORDER BY opens_on DESC`
	// These are done by functions: no login can write the tables.
	openPulse   = `SELECT coordination.open_pulse(?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)::text`
	renewLinks  = `SELECT coordination.renew_pulse(?, ?, ?::jsonb, ?::jsonb)`
	returnPulse = `SELECT coordination.return_pulse(?, ?::jsonb)::text`
	takePulse   = `SELECT coordination.take_pulse(?, decode(?, 'hex'), ?)::text`

	pulseAsked  = `SELECT place, closes_on, wording FROM coordination.pulse_asked($1, $2)`
	answerPulse = `SELECT o_partnership, o_round FROM coordination.answer_pulse(decode(?, 'hex'), ?, ?::jsonb)`

	rebuildPulse  = `SELECT ` + pulseColumns + ` FROM pulse_round WHERE partnership_id = $1 AND id = ANY ($2) AND published_at IS NOT NULL`
	rebuildTallys = `SELECT round_id, part, kind, measure, coalesce(question, ''), coalesce(answer, 0), n FROM pulse_tally
		WHERE partnership_id = $1 AND round_id = ANY ($2) ORDER BY part`
)

type pulseRow struct {
	ID          uuid.UUID
	Wording     int
	OpensOn     time.Time
	ClosesOn    time.Time
	Asked       int
	Answered    int
	OpenedBy    uuid.UUID
	OpenedAt    time.Time
	PublishedAt *time.Time
	Told        bool
	Renewed     int
	Waits       *bool
}

func (r pulseRow) read(partnership int) health.Round {
	round := health.Round{
		ID: r.ID, Partnership: partnership, Wording: r.Wording, Opens: midnight(r.OpensOn), Closes: midnight(r.ClosesOn), Asked: r.Asked, Answered: r.Answered,
		By: r.OpenedBy, At: r.OpenedAt.UTC(), Published: moment(r.PublishedAt), Told: r.Told, Renewed: r.Renewed,
	}
	switch {
	case r.Waits == nil:
	case *r.Waits:
		round.Waits = health.Free
	default:
		round.Waits = health.Taken
	}
	return round
}

// Pulse implements health.PulseStore.
func (s Health) Pulse(ctx context.Context, who access.Actor) (health.Pulse, error) {
	rows, err := query[pulseRow](ctx, s.DB, who, access.Coordination, pulsesShown, who.Partnership)
	return readPulse(who.Partnership, rows), err
}

func findPulse(tx *gorm.DB, of int) (health.Pulse, error) {
	var rows []pulseRow
	err := tx.Raw(pulsesInside, of).Scan(&rows).Error
	return readPulse(of, rows), err
}

func readPulse(of int, rows []pulseRow) health.Pulse {
	return health.Pulse{Partnership: of, Rounds: readAll(rows, func(r pulseRow) health.Round { return r.read(of) })}
}

// ChangePulse implements health.PulseStore. Of two who open a round at once the
// database takes one.
func (s Health) ChangePulse(ctx context.Context, who access.Actor, ch access.Change[health.Pulse]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		p, err := findPulse(tx, who.Partnership)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, p.Scope()); err != nil {
			return err
		}
		known := len(p.Rounds)
		if err := ch.Apply(&p); err != nil {
			return err
		}
		r := p.Rounds[0] // at most one is not over, and it is the newest
		event := audit.Event{Act: audit.Collect, Did: ch.Do, Kind: "pulse", On: audit.On(r.ID), Detail: fmt.Sprintf("asked %d people, made %d links", r.Asked, len(r.Tokens))}
		if len(p.Rounds) == known {
			event.Act, event.Detail = audit.Alter, event.Detail+" anew"
			err = renewPulse(tx, r)
		} else {
			err = savePulse(tx, r)
		}
		if _, met := excluded(err); met {
			return fault.New(fault.Conflict, "Somebody else opened a round at the same moment. Nothing was opened twice")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, event)
	})
}

// renewPulse makes the links of a round anew, unless somebody did or answered
// since it was read, or did a moment ago.
func renewPulse(tx *gorm.DB, r health.Round) error {
	hashes, seats, err := pulseLists(r)
	if err != nil {
		return err
	}
	var said string
	if err := tx.Raw(renewLinks, r.ID, r.Renewed-1, hashes, seats).Row().Scan(&said); err != nil {
		return err
	}
	switch said {
	case "done":
		return nil
	case "soon":
		return health.ErrTooSoon()
	}
	return health.ErrRenewed()
}

// ReturnLinks implements health.PulseStore. The log has how many they were.
func (s Health) ReturnLinks(ctx context.Context, who access.Actor, round uuid.UUID, back []health.Returned) error {
	type pair struct {
		Hash    string    `json:"hash"`
		Account uuid.UUID `json:"account"`
	}
	var pairs []pair
	for _, b := range back {
		pairs = append(pairs, pair{hex.EncodeToString(secret.TokenHash(b.Token)), b.Account})
	}
	text, err := json.Marshal(pairs)
	if err != nil {
		return fmt.Errorf("postgres: pulse: %w", err)
	}
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, access.OpenPulse, health.Pulse{Partnership: who.Partnership}.Scope()); err != nil {
			return err
		}
		if err := tx.Exec(returnPulse, round, string(text)).Error; err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{
			Act: audit.Alter, Did: access.OpenPulse, Kind: "pulse", On: audit.On(round), Detail: fmt.Sprintf("%d links could not be mailed and wait to be taken", len(back)),
		})
	})
}

// counterJSON is a counter that is to be made.
type counterJSON struct {
	Part     int        `json:"part"`
	Kind     fact.Kind  `json:"kind"`
	Measure  string     `json:"measure"`
	Question *fact.Flag `json:"question"`
	Answer   *int       `json:"answer"`
}

func savePulse(tx *gorm.DB, r health.Round) error {
	w, ok := health.FindWording(r.Wording)
	if !ok {
		return fmt.Errorf("postgres: pulse: no wording %d", r.Wording)
	}
	counters := make([]counterJSON, 0, len(w.Counters()))
	for _, c := range w.Counters() {
		j := counterJSON{Part: c.Part, Kind: c.Kind, Measure: string(c.Measure)}
		if c.Kind == fact.PulseCount {
			j.Question, j.Answer = &c.Question, &c.Answer
		}
		counters = append(counters, j)
	}
	hashes, seats, err := pulseLists(r)
	if err != nil {
		return err
	}
	parts, err := json.Marshal(counters)
	if err != nil {
		return fmt.Errorf("postgres: pulse: %w", err)
	}
	return tx.Exec(openPulse, r.Partnership, r.ID, r.Wording, r.Opens, r.Closes, hashes, seats, string(parts)).Error
}

// pulseLists is the links of a round, by their hashes, and those who take theirs
// themselves, as the database's functions read them.
func pulseLists(r health.Round) (hashes, seats string, err error) {
	all := make([]string, 0, len(r.Tokens))
	for _, token := range r.Tokens {
		all = append(all, hex.EncodeToString(secret.TokenHash(token)))
	}
	links, err := json.Marshal(all)
	if err != nil {
		return "", "", fmt.Errorf("postgres: pulse: %w", err)
	}
	own, err := json.Marshal(append([]uuid.UUID{}, r.Seats...))
	if err != nil {
		return "", "", fmt.Errorf("postgres: pulse: %w", err)
	}
	return string(links), string(own), nil
}

// TakeLink implements health.PulseStore. The log has that somebody took a link;
// nothing has which.
func (s Health) TakeLink(ctx context.Context, who access.Actor, round uuid.UUID, token string, day time.Time) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, access.AnswerPulse, health.Pulse{Partnership: who.Partnership}.Scope()); err != nil {
			return err
		}
		if err := tx.Exec(takePulse, round, hex.EncodeToString(secret.TokenHash(token)), day).Error; err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: access.AnswerPulse, Kind: "pulse", On: audit.On(round), Detail: "took a link"})
	})
}

// byPulse is who acts for somebody who answers: the service itself, in a request
// that has no name of its own, so that the entry cannot be laid beside the line
// that another log has of the same request.
func byPulse() access.Actor { return byLink("pulse") }

type pulseAskedRow struct {
	Place    string
	ClosesOn time.Time
	Wording  int
}

// PulseAsked implements health.PulseStore.
func (s Health) PulseAsked(ctx context.Context, token string, day time.Time) (health.Asking, error) {
	if !secret.IsToken(token) {
		return health.Asking{}, fault.Missing()
	}
	rows, err := query[pulseAskedRow](ctx, s.DB, byPulse(), access.Coordination, pulseAsked, secret.TokenHash(token), day)
	if err != nil {
		return health.Asking{}, err
	}
	if len(rows) == 0 {
		return health.Asking{}, fault.Missing()
	}
	w, ok := health.FindWording(rows[0].Wording)
	if !ok {
		return health.Asking{}, fmt.Errorf("postgres: pulse: no wording %d", rows[0].Wording)
	}
	return health.Asking{Partnership: rows[0].Place, Closes: midnight(rows[0].ClosesOn), Wording: w}, nil
}

// AnswerPulse implements health.PulseStore.
func (s Health) AnswerPulse(ctx context.Context, token string, day time.Time, said health.Said) error {
	asked, err := s.PulseAsked(ctx, token, day)
	if err != nil {
		return err
	}
	if err := said.Check(asked.Wording); err != nil {
		return err
	}
	text, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("postgres: pulse: %w", err)
	}
	apart, _ := audit.Collecting(ctx) // its receipt would join the entry to the request
	return s.as(apart, byPulse(), access.Coordination, func(tx *gorm.DB) error {
		of := byPulse()
		var round uuid.UUID
		if err := tx.Raw(answerPulse, hex.EncodeToString(secret.TokenHash(token)), day, string(text)).Row().Scan(&of.Partnership, &round); err != nil {
			return err
		}
		return s.record(tx, of, access.Coordination, audit.Event{Act: audit.Collect, Did: access.AnswerPulse, Kind: "pulse", On: audit.On(round), Detail: "answered"})
	})
}

// PublishPulse publishes the rounds of the pulse that are over before the day,
// and says how many.
func (s Service) PublishPulse(ctx context.Context, day time.Time) (int, error) {
	return s.inEach(ctx, []access.Strand{access.Coordination}, `SELECT publish_pulse(?)`, day, audit.Event{Act: audit.Collect, Kind: "pulse", On: day.Format(time.DateOnly)})
}

// pulses makes again what rounds of the pulse have left, known from when they
// were published.
func (r *rebuild) pulses(ctx context.Context, ids []uuid.UUID, made map[uuid.UUID]fact.Ledger) error {
	counters := map[uuid.UUID][]health.Counter{}
	var c health.Counter
	var of uuid.UUID
	err := r.each(ctx, rebuildTallys, ids, []any{&of, &c.Part, &c.Kind, &c.Measure, &c.Question, &c.Answer, &c.N}, func() error {
		counters[of] = append(counters[of], c)
		return nil
	})
	if err != nil {
		return err
	}
	var p pulseRow
	into := []any{&p.ID, &p.Wording, &p.OpensOn, &p.ClosesOn, &p.Asked, &p.Answered, &p.OpenedBy, &p.OpenedAt, &p.PublishedAt, &p.Told, &p.Renewed}
	return r.each(ctx, rebuildPulse, ids, into, func() error {
		round := p.read(r.partnership)
		made[round.ID] = made[round.ID].Set(round.Published, round.Facts(slices.Clone(counters[round.ID])))
		return nil
	})
}
