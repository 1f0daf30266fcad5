package postgres

import (
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// sheet is the rows of one table, as COPY takes them.
type sheet struct {
	table   string
	columns []string
	rows    [][]any
}

func (s *sheet) add(values ...any) { s.rows = append(s.rows, values) }

// demonstration is partnerships as rows, parents before children. The hash is
// of the one password that opens every account.
func demonstration(all []demo.Partnership, hash string) []sheet {
	var sheets []sheet
	there := map[any]bool{}
	for _, p := range all {
		sheets = slices.Concat(sheets, standing(p, hash, there), recorded(p))
	}
	return sheets
}

// standing is everything but activities. The agencies and accounts that are
// there already are those of a partnership before it, and it adds its own.
func standing(p demo.Partnership, hash string, there map[any]bool) []sheet {
	since := p.Since
	place := sheet{table: "shared.partnership", columns: []string{"id", "slug", "name", "short", "referral_text", "created_at"}}
	place.add(p.ID, p.Slug, p.Name, p.Short, p.Referral, since)
	agency := sheet{table: "shared.agency", columns: []string{"id", "slug", "name", "short", "kind"}}
	member := sheet{table: "shared.partnership_agency", columns: []string{"partnership_id", "agency_id", "joined_on"}}
	for _, a := range p.Partners {
		if !there[a.Agency.ID] {
			agency.add(a.Agency.ID, a.Agency.Slug, a.Agency.Name, a.Agency.Short, a.Agency.Kind)
		}
		there[a.Agency.ID] = true
		member.add(p.ID, a.Agency.ID, a.Joined)
	}

	account := sheet{table: "identity.account", columns: []string{"id", "email", "name", "title", "created_at"}}
	credential := sheet{table: "identity.credential", columns: []string{"account_id", "password_hash", "password_changed_at"}}
	membership := sheet{table: "identity.membership", columns: []string{"id", "account_id", "partnership_id", "role", "agency_id", "from_day", "reason", "given_by", "created_at"}}
	grant := sheet{table: "identity.strand_grant", columns: []string{
		"id", "account_id", "partnership_id", "strand", "role", "from_day", "to_day", "cooling_days", "reason", "proposed_by", "approved_by", "created_at",
	}}
	by := map[access.Role]uuid.UUID{}
	for _, a := range slices.Backward(p.Accounts) { // the first of each role
		by[a.Role] = a.ID
	}
	from := calendar.Day(since).AddDate(0, 0, 190) // a year of which most has passed
	for _, a := range p.Accounts {
		if !there[a.ID] {
			account.add(a.ID, a.Email, a.Name, a.Title, since)
			credential.add(a.ID, hash, since)
		}
		there[a.ID] = true
		giver := by[access.Coordinator]
		switch a.Role { //nolint:exhaustive // only the two who begin a partnership are given their roles by somebody else
		case access.Coordinator:
			giver = by[access.Manager]
		case access.Manager:
			if administrator, ok := by[access.Administrator]; ok {
				giver = administrator
			}
		}
		membership.add(uuid.NewSHA1(a.ID, []byte("membership/"+p.Slug)), a.ID, p.ID, string(a.Role), number(a.Agency), calendar.Day(since), "Takes part in the demonstration", giver, since)
		if a.Grant != "" {
			grant.add(uuid.NewSHA1(a.ID, []byte("grant")), a.ID, p.ID, string(a.Grant.Strand()), string(a.Grant),
				from, from.AddDate(0, 0, 364), 365, "Works on these records in the demonstration", by[access.Coordinator], by[access.Manager], since)
		}
	}

	person := sheet{table: "coordination.person", columns: []string{"id", "partnership_id", "agency_id", "name"}}
	for _, q := range p.People {
		person.add(q.ID, p.ID, q.Agency, q.Name)
	}
	representative := sheet{table: "coordination.representative", columns: []string{
		"id", "partnership_id", "agency_id", "person_id", "deputy", "from_day", "to_day", "left_why", "handover",
	}}
	for _, r := range p.Representatives {
		representative.add(r.ID, p.ID, r.Agency, r.Person.ID, r.Deputy, r.From, date(r.To), words(r.LeftWhy), r.Handover)
	}
	series := sheet{table: "coordination.series", columns: []string{"id", "partnership_id", "name", "every_days", "starts_at", "place", "mode", "quorum", "minutes_days", "from_day"}}
	series.add(p.Series.ID, p.ID, p.Series.Name, p.Series.EveryDays, timeOfDay(p.Series.Start), p.Series.Place, string(p.Series.Mode), number(p.Series.Quorum), p.Series.MinutesDays, p.SeriesFrom)

	a := p.Appointment
	appointment := sheet{table: "coordination.appointment", columns: []string{
		"id", "partnership_id", "account_id", "name", "fte_hundredths", "dedicated", "deputy_account_id", "deputy_name", "from_day", "to_day", "reason", "recorded_by", "recorded_at",
	}}
	appointment.add(a.ID, p.ID, a.Account, a.Name, a.Hundredths, a.Dedicated, identifier(a.Deputy), words(a.DeputyName), a.From, date(a.To), a.Reason, a.By, a.At)

	i := p.Initiative
	initiative := sheet{table: "coordination.initiative", columns: []string{
		"id", "partnership_id", "version", "name", "starts_on", "ends_on", "goals", "locked_on", "reason", "proposed_by", "proposed_at", "approved_by", "approved_at",
		"comparison", "baseline_instrument", "baseline_on", "outcomes",
	}}
	initiative.add(i.ID, p.ID, i.Version, i.Name, i.Starts, i.Ends, i.Goals, i.Locked, i.Reason, i.ProposedBy, i.ProposedAt, i.ApprovedBy, i.ApprovedAt, i.Comparison, i.Instrument, date(i.Baseline), i.Outcomes)
	baseline := sheet{table: "coordination.initiative_partner", columns: []string{"initiative_id", "partnership_id", "agency_id"}}
	for _, id := range i.Agencies {
		baseline.add(i.ID, p.ID, id)
	}
	assessment := sheet{table: "coordination.assessment", columns: []string{"id", "partnership_id", "item", "state", "reason", "review_on", "by", "at", "computed"}}
	for _, s := range p.Assessments {
		assessment.add(s.ID, p.ID, s.Item, s.State, s.Reason, s.Review, s.By, s.At, "")
	}
	casefile := sheet{table: "casework.casefile", columns: []string{"id", "partnership_id", "ref", "title", "lead_agency_id", "opened_on", "stage"}}
	if p.Casefile.ID != uuid.Nil {
		casefile.add(p.Casefile.ID, p.ID, p.Casefile.Ref, p.Casefile.Title, p.Casefile.Lead, p.Casefile.Opened, "support")
	}
	named := sheet{table: "casework.casefile_person", columns: []string{"partnership_id", "casefile_id", "account_id"}}
	for _, n := range p.Casefile.Named {
		named.add(p.ID, p.Casefile.ID, n)
	}

	standing := demo.History{
		{
			ID: uuid.NewSHA1(a.ID, []byte("change")), Register: "appointment",
			Change: partnership.Change{On: a.ID, At: a.At, By: a.By, Said: "Appointment recorded"}, Facts: a.Facts(),
		},
		{
			ID: uuid.NewSHA1(i.ID, []byte("change")), Register: "initiative",
			Change: partnership.Change{On: i.ID, At: i.ApprovedAt, By: i.ApprovedBy, Said: "Version approved"}, Facts: i.Facts(),
		},
	}
	all := []sheet{
		place, agency, member, account, credential, membership, grant, person, representative, series,
		appointment, initiative, baseline, assessment, casefile, named,
	}
	return slices.Concat(all, historySheets(p.ID, standing), demonstrationSeats(p), demonstrationProvision(p), demonstrationSteering(p), demonstrationApart(p), demonstrationTrials(p), demonstrationBoard(p), demonstrationAhead(p), demonstrationPulse(p))
}

// recorded is the activities of every strand with all that belongs to them.
func recorded(p demo.Partnership) []sheet {
	facts := ledgerSheet()
	meeting := sheet{table: "coordination.meeting", columns: []string{
		"activity_id", "partnership_id", "series_id", "mode", "place", "starts_at", "others", "initiative",
		"status", "chair", "quorum", "agenda_sent_on", "minutes_due_on", "minutes_sent_on", "minutes_agreed_on", "cancelled_why",
	}}
	decision := sheet{table: "coordination.decision", columns: []string{"activity_id", "partnership_id", "position", "what", "rationale", "dissent"}}
	attendance := sheet{table: "coordination.attendance", columns: []string{
		"activity_id", "partnership_id", "agency_id", "position", "state", "person_id", "named", "why", "information_sent",
	}}
	link := sheet{table: "coordination.item_link", columns: []string{"partnership_id", "activity_id", "item", "linked_by", "linked_at"}}
	action := sheet{table: "coordination.action", columns: []string{
		"id", "ref", "partnership_id", "activity_id", "position", "kind", "what", "agency_id", "owner", "due", "state", "done_on", "closed_at", "closed_by", "note", "author", "created_at", "version",
	}}
	change := sheet{table: "coordination.action_change", columns: []string{"id", "partnership_id", "action_id", "at", "by", "what", "due_was", "due_is", "why"}}
	rows := map[access.Strand]*sheet{}
	versions := map[access.Strand]*sheet{}
	for _, s := range access.Strands() {
		rows[s] = &sheet{table: string(s) + ".activity", columns: []string{
			"id", "ref", "partnership_id", "kind", "title", "occurred_at", "occurred_on", "agency_id", "author", "summary", "words", "parties", "marking", "tlp", "created_at", "updated_at", "updated_by", "version",
		}}
		versions[s] = &sheet{table: string(s) + ".activity_version", columns: []string{"partnership_id", "activity_id", "version", "at", "by", "what", "why", "content"}}
	}
	for _, s := range []*sheet{rows[access.Casework], versions[access.Casework]} {
		s.columns = append(s.columns, "casefile_id")
	}
	for _, a := range p.Activities {
		row := []any{
			a.ID, a.Ref, p.ID, string(a.Kind), a.Content.Name, a.At, a.Content.Day, number(a.Agency), a.Author, a.Content.Summary, a.Words(), parties(a),
			string(a.Content.Marking), string(a.Content.Limit), a.CreatedAt, a.UpdatedAt, a.UpdatedBy, a.Version,
		}
		if a.Strand == access.Casework {
			row = append(row, p.Casefile.ID)
		}
		rows[a.Strand].add(row...)
		for _, h := range a.History {
			version := []any{p.ID, a.ID, h.Number, h.At, h.By, string(h.What), words(h.Why), snapshot(h.Content)}
			if a.Strand == access.Casework {
				version = append(version, p.Casefile.ID)
			}
			versions[a.Strand].add(version...)
		}
		if a.Strand != access.Coordination {
			continue
		}
		if m, ok := a.Content.Detail.(activity.Meeting); ok {
			meeting.add(a.ID, p.ID, identifier(m.Series), string(m.Mode), m.Place, timeOfDay(a.Content.Start), m.Others, m.Initiative,
				string(m.Status), m.Chair, number(m.Quorum), date(m.AgendaSent), date(m.MinutesDue), date(m.MinutesSent), date(m.MinutesAgreed), words(m.CancelledWhy))
			for n, d := range m.Decisions {
				decision.add(a.ID, p.ID, n+1, d.What, d.Rationale, d.Dissent)
			}
			for n, l := range m.Attendance {
				attendance.add(a.ID, p.ID, l.Agency, n, string(l.State), identifier(l.PersonID), l.Named, words(string(l.Why)), l.InformationSent)
			}
		}
		for _, item := range a.Content.Items {
			link.add(p.ID, a.ID, item, a.Author, a.CreatedAt)
		}
		for _, c := range a.Actions {
			action.add(c.ID, c.Ref, p.ID, a.ID, c.Position, string(c.Kind), c.What, c.Agency, identifier(c.Owner), c.Due, string(c.State), date(c.DoneOn), date(c.ClosedAt), identifier(c.ClosedBy), words(c.Note), c.Author, c.CreatedAt, c.Version)
			for _, h := range c.History {
				change.add(h.ID, p.ID, c.ID, h.At, h.By, string(h.What), date(h.DueWas), date(h.DueIs), words(h.Why))
			}
		}
		addLedger(facts, p.ID, a.Replay(a.History)) // what was done to an action later became known later
	}
	var all []sheet
	for _, s := range access.Strands() {
		all = append(all, *rows[s], *versions[s])
	}
	all = append(all, strandDetails(p)...)
	all = append(all, demonstrationTraining(p)...)
	all = append(all, demonstrationShares(p)...)
	return append(append(all, meeting, decision, attendance, link, action, change, *facts, demonstrationEscalations(p)), demonstrationMeans(p)...)
}

func factSheet() *sheet {
	return &sheet{table: "coordination.fact", columns: []string{
		"partnership_id", "source", "part", "kind", "day", "until", "agency_id", "other_agency_id", "person_id", "by_account", "number", "flags", "known_from",
	}}
}

func addFacts(s *sheet, partnership int, known time.Time, facts []fact.Fact) {
	for _, f := range facts {
		flags := make([]string, 0, len(f.Flags))
		for _, g := range f.Flags {
			flags = append(flags, string(g))
		}
		s.add(partnership, f.Source, f.Part, string(f.Kind), f.Day, date(f.Until), number(f.Agency), number(f.Other),
			identifier(f.Person), identifier(f.By), number(f.Number), flags, known)
	}
}

// bulkPlace is the partnership of a batch as rows, unless it is there already.
func bulkPlace(b demo.Batch) []sheet {
	place := sheet{table: "shared.partnership", columns: []string{"id", "slug", "name", "short", "created_at"}}
	member := sheet{table: "shared.partnership_agency", columns: []string{"partnership_id", "agency_id", "joined_on"}}
	if b.New {
		place.add(b.ID, b.Slug, b.Name, b.Short, b.Since)
		for _, a := range b.Partners {
			member.add(b.ID, a.Agency.ID, calendar.Day(b.Since))
		}
	}
	return []sheet{place, member}
}

// The empty value of a subject is an absent one in a table.

func number(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func date(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func words(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func identifier(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

// timeOfDay is what a column of type time takes.
func timeOfDay(since time.Duration) any {
	if since < 0 {
		return nil
	}
	return pgtype.Time{Microseconds: since.Microseconds(), Valid: true}
}
