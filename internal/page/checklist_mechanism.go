package page

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/partnership"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// mechanismRoutes is the map of the assumed mechanisms.
func (p *Pages) mechanismRoutes() []server.Route {
	in, at := access.Coordination, mechanismsLink.Href
	return []server.Route{
		server.Get(at, in, access.ReadChecklist, audit.None, p.showMechanisms),
		server.Get(at+"/:code/write", in, access.KeepMechanism, audit.None, p.showMechanismWrite),
		server.Post(at+"/:code/write", in, access.KeepMechanism, audit.Collect, p.saveMechanismWrite),
		server.Get(at+"/:code/lock", in, access.LockMechanism, audit.None, p.showMechanismLock),
		server.Post(at+"/:code/lock", in, access.LockMechanism, audit.Alter, p.saveMechanismLock),
		server.Get(at+"/:code/result", in, access.KeepMechanism, audit.None, p.showMechanismResult),
		server.Post(at+"/:code/result", in, access.KeepMechanism, audit.Alter, p.saveMechanismResult),
	}
}

var mechanismsLink = layout.Link{Text: "Assumed mechanisms", Href: "/checklist/mechanisms"}

// mechanismPath is where something is done to a mechanism, or where it is shown.
func mechanismPath(code, do string) string {
	if do == "" {
		return mechanismsLink.Href + "#" + code
	}
	return mechanismsLink.Href + "/" + code + "/" + do
}

// starts answers when the partnership's initiative started after a day.
func (p *Pages) starts(r *server.Request) (checklist.Start, partnership.Plan, error) {
	plan, err := p.Partnerships.Plan(r.Context(), r.Who)
	return func(after time.Time) (time.Time, bool) { return plan.Began(after, p.today()) }, plan, err
}

// uncounted is what would belong beside a mechanism and no fact of coordination
// holds.
var uncounted = map[string]string{
	"MEC-1": "Risk factors and who acts on them are kept with each person’s support, in casework. They are not counted here.",
	"MEC-2": "An action is asked of one agency, so joint actions are not told apart. Who took a decision stands with each meeting, and is not counted here.",
	"MEC-3": "Which expertise somebody contributed is not recorded, so it is not counted. Coming to a meeting is not the same as contributing to it.",
	"MEC-4": "Intelligence records are never counted here. How long requests take to be answered is in CON-7, as requests that wait count in it too.",
	"MEC-5": "Whose venue a meeting is held in is not recorded, so venues are not counted.",
	"MEC-6": "Whether those who were trained are still active, and how much casework each person carries, is not counted here.",
	"MEC-7": "Changes that go back to a lesson learnt are not told apart, so they are not counted.",
}

func (p *Pages) showMechanisms(r *server.Request) error {
	trials, err := p.Checklists.Trials(r.Context(), r.Who)
	if err != nil {
		return err
	}
	start, plan, err := p.starts(r)
	if err != nil {
		return err
	}
	from := p.today().AddDate(0, 0, 1-checklist.ProxyDays)
	sums, err := p.Checklists.Sums(r.Context(), r.Who, from, p.today())
	if err != nil {
		return err
	}
	agencies, err := p.agencyLinks(r)
	if err != nil {
		return err
	}
	names, err := p.authors(r, trialists(trials)...)
	if err != nil {
		return err
	}
	v := web.MechanismsView{
		Shell:  p.shell(r, shellOf{Title: "Assumed mechanisms", Nav: "Checklist"}),
		Window: "from " + day(from) + " to " + day(p.today()),
	}
	proxies := checklist.Proxies(sums)
	for _, m := range checklist.Mechanisms() {
		t := trials[m.Code]
		row := web.Mechanism{Code: m.Code, Name: m.Name, Assumed: m.Assumed, Uncounted: uncounted[m.Code], Links: mechanismLinks(r, m, t, start), History: trialHistory(t, names)}
		if h := t.Latest(); h.ID != uuid.Nil {
			row.Hypothesis = hypothesisRows(m, h, start, names)
			row.Late = afterStart(h, plan)
		}
		for _, x := range proxies {
			if x.Mechanism == m.Code {
				row.Counts = append(row.Counts, proxyRow(x, agencies))
			}
		}
		v.Mechanisms = append(v.Mechanisms, row)
	}
	return r.Show(web.Mechanisms(v))
}

// trialists are those who wrote, locked or answered.
func trialists(trials map[string]checklist.Trial) []uuid.UUID {
	var ids []uuid.UUID
	for _, t := range trials {
		for _, h := range t.Versions {
			ids = append(ids, h.WrittenBy, h.LockedBy)
			for _, x := range h.Results {
				ids = append(ids, x.By)
			}
		}
	}
	return ids
}

// hypothesis is the sentence in which it is stated.
func hypothesis(m checklist.Mechanism, h checklist.Hypothesis) string {
	return m.Code + " through " + h.Item + " will change “" + h.Measure + "” by " + day(h.Due) + "."
}

func hypothesisRows(m checklist.Mechanism, h checklist.Hypothesis, start checklist.Start, names map[uuid.UUID]account.Name) []layout.SummaryRow {
	rows := []layout.SummaryRow{
		{Key: "Hypothesis", Lines: []string{hypothesis(m, h)}},
		{Key: "How it will change", Lines: paragraphs(h.Change)},
		{Key: "Written", Lines: []string{day(calendar.Day(h.WrittenAt)) + ", by " + by(names, h.WrittenBy)}},
	}
	lock := "Not yet. It can still be changed."
	if on, locked := h.Locked(start); locked && h.LockedBy != uuid.Nil {
		lock = day(on) + ", by " + by(names, h.LockedBy)
	} else if locked {
		lock = day(on) + ", because the initiative had started"
	}
	rows = append(rows, layout.SummaryRow{Key: "Locked", Lines: []string{lock}})
	if len(h.Results) > 0 {
		x := h.Results[0]
		rows = append(rows, layout.SummaryRow{Key: "Result", Lines: slices.Concat([]string{x.Turnout.Words() + ", measured on " + day(x.Day)}, paragraphs(x.Said))})
	}
	return rows
}

// afterStart says that a hypothesis was written when the initiative had begun, or
// nothing.
func afterStart(h checklist.Hypothesis, plan partnership.Plan) string {
	if now, ok := plan.Current(); ok && !now.Starts.After(calendar.Day(h.WrittenAt)) {
		return "Written after the initiative started on " + day(now.Starts) + ", so it was not stated beforehand."
	}
	return ""
}

// mechanismLinks are what this person may do to a hypothesis now.
func mechanismLinks(r *server.Request, m checklist.Mechanism, t checklist.Trial, start checklist.Start) []layout.Link {
	h, may := t.Latest(), func(do access.Action) bool { return keeps(r, do) }
	_, locked := h.Locked(start)
	var links []layout.Link
	if may(access.KeepMechanism) && t.Open(start) {
		text := "Write a hypothesis"
		if h.ID != uuid.Nil && !locked {
			text = "Change the hypothesis"
		}
		links = append(links, layout.Link{Text: text, Hidden: "for " + m.Code, Href: mechanismPath(m.Code, "write")})
	}
	if may(access.KeepMechanism) && locked {
		links = append(links, layout.Link{Text: "Record a result", Hidden: "for " + m.Code, Href: mechanismPath(m.Code, "result")})
	}
	if may(access.LockMechanism) && h.ID != uuid.Nil && !locked && h.WrittenBy != r.Who.ID {
		links = append(links, layout.Link{Text: "Lock the hypothesis", Hidden: "for " + m.Code, Href: mechanismPath(m.Code, "lock")})
	}
	return links
}

// trialHistory is what was done to the hypotheses about a mechanism, newest
// first.
func trialHistory(t checklist.Trial, names map[uuid.UUID]account.Name) []layout.Change {
	type moved struct {
		at time.Time
		layout.Change
	}
	var all []moved
	add := func(what string, who uuid.UUID, at time.Time, why string) {
		all = append(all, moved{at, layout.Change{What: what, By: by(names, who), When: moment(at), ISO: isoMoment(at), Why: why}})
	}
	for _, h := range t.Versions {
		for _, x := range h.Results {
			add("Result of version "+strconv.Itoa(h.Version)+": "+x.Turnout.Words(), x.By, x.At, x.Said)
		}
		if h.LockedBy != uuid.Nil {
			add("Version "+strconv.Itoa(h.Version)+" locked", h.LockedBy, h.LockedAt, "")
		}
		add("Version "+strconv.Itoa(h.Version)+" written", h.WrittenBy, h.WrittenAt, "Through "+h.Item+", “"+h.Measure+"” by "+day(h.Due)+": "+h.Change)
	}
	slices.SortStableFunc(all, func(a, b moved) int { return b.at.Compare(a.at) })
	var changes []layout.Change
	for _, m := range all {
		changes = append(changes, m.Change)
	}
	return changes
}

// proxyRow is a count, by agency where it is told apart. Agencies stand in the
// order of their names, which ranks none.
func proxyRow(x checklist.Proxy, agencies map[int]layout.Link) layout.SummaryRow {
	row := layout.SummaryRow{Key: x.Says, Lines: []string{proxyCount(x.Unit, x.Count)}}
	var lines []string
	for id, n := range x.Agencies {
		name := agencies[id].Text
		if name == "" {
			name = "No agency named"
		}
		lines = append(lines, name+": "+proxyCount(x.Unit, n))
	}
	slices.Sort(lines)
	row.Lines = append(row.Lines, lines...)
	return row
}

func proxyCount(unit checklist.ProxyUnit, n int) string {
	switch unit {
	case checklist.Pounds:
		return partnership.Pence(n * 100).Pounds()
	case checklist.Minutes:
		return partnership.Hours(n)
	case checklist.Things:
	}
	return strconv.Itoa(n)
}
