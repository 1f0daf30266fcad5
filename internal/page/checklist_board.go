package page

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// boardRoutes is the map of the report for the board.
func (p *Pages) boardRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/checklist/board", in, access.ReadChecklist, audit.None, p.showBoard),
		server.Get("/checklist/board/:quarter/comment", in, access.CommentBoard, audit.None, p.showBoardComment),
		server.Post("/checklist/board/:quarter/comment", in, access.CommentBoard, audit.Alter, p.saveBoardComment),
	}
}

func boardPath(q checklist.Quarter) string { return "/checklist/board?quarter=" + q.String() }

// quarterAsked is a quarter that has begun.
func (p *Pages) quarterAsked(text string) (checklist.Quarter, error) {
	q, ok := checklist.ParseQuarter(text)
	if !ok || q.First().After(p.today()) {
		return q, fault.Missing()
	}
	return q, nil
}

func (p *Pages) showBoard(r *server.Request) error {
	q := checklist.QuarterOf(p.today())
	if typed := r.Query("quarter"); typed != "" {
		var err error
		if q, err = p.quarterAsked(typed); err != nil {
			return err
		}
	}
	at, err := p.positionOn(r, p.until(q))
	if err != nil {
		return err
	}
	v := web.BoardView{
		Shell:   p.shell(r, shellOf{Title: "Board report, " + q.Words(), Nav: "Checklist"}),
		Quarter: q.String(), Span: q.Words(), Position: "Position at the end of " + day(at.day) + ".",
		Before: layout.Link{Text: "Quarter before: " + q.Before().Words(), Href: boardPath(q.Before())},
	}
	if after := q.After(); !after.First().After(p.today()) {
		v.After = layout.Link{Text: "Quarter after: " + after.Words(), Href: boardPath(after)}
	}
	for _, add := range []func(*server.Request, *web.BoardView, checklist.Quarter, position) error{p.addMoves, p.addStale, p.addDecisions, p.addCommentary} {
		if err := add(r, &v, q, at); err != nil {
			return err
		}
	}
	return r.Show(web.Board(v))
}

// until is the last day of a quarter, or today while it lasts.
func (p *Pages) until(q checklist.Quarter) time.Time {
	if last := q.Last(); last.Before(p.today()) {
		return last
	}
	return p.today()
}

// keptSince is how long before a quarter what was kept still tells how it began.
const keptSince = 45

// addMoves compares what was kept of each item before the quarter with what was
// kept at its end.
func (p *Pages) addMoves(r *server.Request, v *web.BoardView, q checklist.Quarter, at position) error {
	eve := q.First().AddDate(0, 0, -1)
	kept, err := p.Checklists.Kept(r.Context(), r.Who, "", eve.AddDate(0, 0, -keptSince), at.day)
	if err != nil {
		return err
	}
	same, unknown := 0, 0
	var from, to time.Time
	for _, i := range at.book.Items() {
		was, began := checklist.KeptAt(kept, i.Code, eve)
		is, ended := checklist.KeptAt(kept, i.Code, at.day)
		switch {
		case !began || !ended || is.Day.Before(q.First()):
			unknown++
			continue
		case was.State == is.State:
			same++
		default:
			v.Moves = append(v.Moves, boardMove(i, was, is))
		}
		from, to = was.Day, is.Day
	}
	v.Compared = "What was kept is not enough to compare the beginning of this quarter with its end."
	if !from.IsZero() {
		v.Compared = "What the records said at the end of " + day(from) + " beside the end of " + day(to) + "."
		v.Unmoved = plural(same, "item kept its state", "items kept their state") + "."
	}
	if unknown > 0 && !from.IsZero() {
		v.Unmoved += " " + plural(unknown, "item has", "items have") + " nothing kept to compare."
	}
	return nil
}

func boardMove(i checklist.Item, was, is checklist.Kept) web.BoardMove {
	m := web.BoardMove{
		Link: layout.Link{Text: i.Code, Href: "/checklist/" + i.Code + "?on=" + iso(is.Day)}, Wording: i.Wording,
		FromKey: stateKey(was.State), From: was.State.Words(), ToKey: stateKey(is.State), To: is.State.Words(),
	}
	for _, part := range is.Why(was) {
		m.Why = append(m.Why, part.Name+": "+part.Say)
	}
	if !was.SameThresholds(is) {
		m.Why = append(m.Why, "The thresholds changed in between.")
	}
	return m
}

// addStale lists the items whose evidence is out of date at the end.
func (p *Pages) addStale(_ *server.Request, v *web.BoardView, _ checklist.Quarter, at position) error {
	for _, i := range at.book.Items() {
		if f := at.found[i.Code]; f.Fresh == checklist.OutOfDate {
			v.Stale = append(v.Stale, layout.Link{Text: i.Code + " " + i.Wording + ", newest evidence " + day(f.Newest), Href: at.to("/checklist/" + i.Code)})
		}
	}
	return nil
}

// addDecisions lists what waited for a decision when the report's day ended,
// also where it is decided by now, and the reviews that were late then.
func (p *Pages) addDecisions(r *server.Request, v *web.BoardView, _ checklist.Quarter, at position) error {
	latest, err := p.Checklists.Assessments(r.Context(), r.Who, calendar.EndOf(at.day))
	if err != nil {
		return err
	}
	for _, i := range at.book.Items() {
		if a := assessed(latest, i.Code); a.Overdue(at.day) {
			v.Waiting = append(v.Waiting, web.Asked{
				Link: layout.Link{Text: "Review " + i.Code + ": " + i.Wording, Href: at.to("/checklist/" + i.Code)},
				Say:  "The review was due on " + day(a.Review) + ".",
			})
		}
	}
	for _, q := range at.register.Proposals {
		at.ask(v, layout.Link{Text: "Thresholds of " + q.Item, Href: thresholdsPath(q.Item)}, q.ProposedAt, q.DecidedAt)
	}
	v.Undecided = "Nothing waits for a decision."
	if at.back {
		v.Undecided = "Nothing waited for a decision at the end of " + day(at.day) + "."
	}
	return p.addProposals(r, v, at)
}

// addProposals lists what waited of all that one person proposes and another
// decides on, but for roles: those are no matter for the board.
func (p *Pages) addProposals(r *server.Request, v *web.BoardView, at position) error {
	plan, err := p.Partnerships.Plan(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, w := range plan.Versions {
		decided := w.ApprovedAt
		if w.Refused() {
			decided = w.RefusedAt
		}
		at.ask(v, layout.Link{Text: "The initiative: " + w.Name, Href: initiativeLink.Href}, w.ProposedAt, decided)
	}
	ties, err := p.Partnerships.Ties(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, l := range ties.Versions {
		at.ask(v, layout.Link{Text: "Pairs that have to share, version " + strconv.Itoa(l.Version), Href: pairsLink.Href}, l.ProposedAt, l.DecidedAt)
	}
	strands, err := p.Partnerships.StrandUses(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, u := range strands.Uses {
		at.ask(v, layout.Link{Text: "Switching on " + strings.ToLower(u.Strand.Name()), Href: setupLink.Href}, u.ProposedAt, u.DecidedAt)
	}
	ceilings, err := p.Partnerships.Ceilings(r.Context(), r.Who)
	if err != nil {
		return err
	}
	for _, c := range ceilings {
		at.ask(v, layout.Link{Text: "Ceiling of costs: " + c.Words(), Href: ceilingPath}, c.ProposedAt, c.DecidedAt)
		recalled := c.Recall.DecidedAt
		if c.Recall.State == partnership.RecallProposed {
			recalled = time.Time{} // what was decided was one before it, of which no more is kept
		}
		at.ask(v, layout.Link{Text: "Withdrawing the ceiling of costs: " + c.Words(), Href: ceilingPath}, c.Recall.At, recalled)
	}
	return nil
}

// ask adds what was proposed by the end of the day and not decided by then.
func (at position) ask(v *web.BoardView, what layout.Link, proposed, decided time.Time) {
	end := calendar.EndOf(at.day)
	if proposed.IsZero() || proposed.After(end) || !decided.IsZero() && !decided.After(end) {
		return
	}
	say := "Proposed on " + day(calendar.Day(proposed)) + "."
	if !decided.IsZero() {
		say += " Decided on " + day(calendar.Day(decided)) + "."
	}
	v.Waiting = append(v.Waiting, web.Asked{Link: what, Say: say})
}

// addCommentary adds what the coordinator said of the quarter.
func (p *Pages) addCommentary(r *server.Request, v *web.BoardView, q checklist.Quarter, _ position) error {
	c, err := p.Checklists.Commentary(r.Context(), r.Who, q)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, s := range c.History {
		ids = append(ids, s.By)
	}
	names, err := p.authors(r, ids...)
	if err != nil {
		return err
	}
	for _, s := range c.History {
		v.History = append(v.History, layout.Change{What: "Commentary saved", By: by(names, s.By), When: moment(s.At), ISO: isoMoment(s.At), Why: s.Said})
	}
	if len(c.History) > 0 {
		v.Said, v.SaidBy = paragraphs(c.Latest().Said), by(names, c.Latest().By)+", "+moment(c.Latest().At)
	}
	if r.May(access.CommentBoard, c.Scope()) {
		v.Comment = "/checklist/board/" + q.String() + "/comment"
	}
	return nil
}

func (p *Pages) showBoardComment(r *server.Request) error {
	q, err := p.quarterAsked(r.Param("quarter"))
	if err != nil {
		return err
	}
	c, err := p.Checklists.Commentary(r.Context(), r.Who, q)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("said", c.Latest().Said)
	f.Set("seen", seenComment(c))
	return r.Show(web.Comment(p.boardCommentView(r, q, f, nil)))
}

// seenComment names the comment that a person has before them, or nothing.
func seenComment(c checklist.Commentary) string {
	if id := c.Latest().ID; id != uuid.Nil {
		return id.String()
	}
	return ""
}

func (p *Pages) saveBoardComment(r *server.Request) error {
	q, err := p.quarterAsked(r.Param("quarter"))
	if err != nil {
		return err
	}
	f := r.Form()
	said := checklist.Comment{ID: uuid.New(), Said: f.Text("said"), By: r.Who.ID, At: p.Now()}
	err = f.Join(checklist.CheckComment(said.Said))
	if err == nil {
		err = p.Checklists.Comment(r.Context(), r.Who, q, checklist.Say(said, f.ID("seen")))
	}
	switch {
	case errors.Is(err, fault.Invalid):
		return r.Mend(web.Comment(p.boardCommentView(r, q, f, err)))
	case errors.Is(err, fault.Conflict):
		return p.clashBoardComment(r, q, f)
	case err != nil:
		return err
	}
	r.Flash("Commentary saved.")
	return r.Go("/checklist/board?quarter=%s", q.String())
}

// clashBoardComment shows what somebody else saved beside what was typed. Sent
// again, it comes after theirs.
func (p *Pages) clashBoardComment(r *server.Request, q checklist.Quarter, f *form.Form) error {
	c, err := p.Checklists.Commentary(r.Context(), r.Who, q)
	if err != nil {
		return err
	}
	theirs := c.Latest()
	names, err := p.authors(r, theirs.By)
	if err != nil {
		return err
	}
	f.Set("seen", seenComment(c))
	v := p.boardCommentView(r, q, f, nil)
	v.Shell.HasErrors = true
	v.Theirs = &layout.Versions{By: by(names, theirs.By), At: moment(theirs.At), Rows: []layout.Difference{{Name: "Commentary", Left: theirs.Said, Right: f.Raw("said")}}}
	return r.Clash(web.Comment(v))
}

func (p *Pages) boardCommentView(r *server.Request, q checklist.Quarter, f *form.Form, err error) web.CommentView {
	return web.CommentView{
		Shell: p.shell(r, shellOf{Title: "Commentary, " + q.Words(), Nav: "Checklist", Err: err}), Problems: problems(err),
		Span: q.Words(), Back: boardPath(q), Action: "/checklist/board/" + q.String() + "/comment", Seen: f.Raw("seen"),
		Said: layout.Field{
			ID: "said", Label: "What the board should know", Hint: "What changed, what is planned, and what is asked of the board. Do not identify any member of the public, even by initials.",
			LabelSize: "m", Rows: 10, Max: 4000, Value: f.Raw("said"), Error: said(err)["said"],
		},
	}
}
