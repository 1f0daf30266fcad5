package page

import (
	"strconv"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/health"
	"liaison/internal/memory"
	"liaison/internal/server"
	web "liaison/web/health"
	"liaison/web/layout"
)

const healthPath = "/health"

func (p *Pages) healthRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get(healthPath, in, access.ReadHealth, audit.None, p.showHealth),
		server.Get("/health.csv", in, access.ReadHealth, audit.None, p.showHealthTable),
		server.Get("/health/:measure", in, access.ReadHealth, audit.None, p.showHealthMeasure),
		server.Get("/health/:measure/rows.csv", in, access.ReadHealth, audit.None, p.showHealthRows),
	}
}

// checkup is the health of the partnership at the end of a day, as one person
// sees it.
type checkup struct {
	position
	health.Report
	agencies map[int]layout.Link
	all      bool // whether the person sees every agency's row
	own      int  // their agency
	more     bool // whether they asked for more measures
}

// checkup works the health out on the day that the address asks for. Where that
// is no day to show it is that of today, with what is wrong.
func (p *Pages) checkup(r *server.Request) (checkup, error) {
	day, err := p.dayAsked(r)
	if err != nil {
		day = p.today()
	}
	c, findErr := p.checkupOn(r, day)
	c.typed, c.err, c.more = r.Query("on"), err, r.Query("more") == "on"
	return c, findErr
}

// checkupOn works the health out at the end of the day.
func (p *Pages) checkupOn(r *server.Request, day time.Time) (checkup, error) {
	c := checkup{position: position{day: day, back: day.Before(p.today())}, own: r.Who.Agency}
	var err error
	if c.Report, err = p.report(r, day); err != nil {
		return c, err
	}
	c.all = r.May(access.ReadHealth, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership})
	c.agencies, err = p.agencyLinks(r)
	return c, err
}

// report is the health of the partnership at the end of the day.
func (p *Pages) report(r *server.Request, day time.Time) (health.Report, error) {
	ctx, who := r.Context(), r.Who
	return p.healths.Get(memory.Key{Partnership: who.Partnership, Day: day}, p.Now(), func() string { return p.Health.Stamp(ctx, who) }, func() (health.Report, error) {
		facts, err := p.Health.Facts(ctx, who, day)
		if err != nil {
			return health.Report{}, err
		}
		return health.Evaluate(facts, day), nil
	})
}

// sees reports whether the person sees the row of an agency.
func (c checkup) sees(agency int) bool { return c.all || agency != 0 && agency == c.own }

// to is the path on the same day, with more measures where they are shown.
func (c checkup) to(path string) string { return c.moreOr(c.position.to(path), c.more) }

// moreOr is the path with more measures or without.
func (checkup) moreOr(path string, more bool) string {
	switch {
	case !more:
		return path
	case strings.Contains(path, "?"):
		return path + "&more=on"
	}
	return path + "?more=on"
}

func (c checkup) name(agency int) string {
	if a, ok := c.agencies[agency]; ok {
		return a.Text
	}
	return "An agency that has left"
}

// find is a finding that there always is.
func (c checkup) find(code health.Code) health.Finding {
	f, _ := c.Find(code)
	return f
}

// note says that a page looks back, or nothing.
func (c checkup) note() string {
	if !c.back {
		return ""
	}
	return "This is the position at the end of " + day(c.day) + ", from what was known then."
}

// within says which days the figures are of.
func (c checkup) within() string { return day(c.Window.From) + " to " + day(c.Window.To) }

func (p *Pages) showHealth(r *server.Request) error {
	c, err := p.checkup(r)
	if err != nil {
		return err
	}
	v := web.View{
		Shell: p.shell(r, shellOf{Title: c.title("Partnership health"), Nav: "Health", Err: c.err}), Problems: problems(c.err),
		Position: c.within(), Back: c.note(), Today: c.moreOr(healthPath, c.more), On: c.field(), File: layout.Link{Text: "Download the figures (CSV)", Href: c.to("/health.csv")},
		Headline: c.headline(), Stands: c.stands(), Partners: c.partners(), Own: c.ownRow(), Exchange: c.exchange(), Overdue: c.overdue(), More: c.moreMeasures(),
	}
	if r.MayIn(access.ReadPartnership, access.Coordination) {
		v.Totals = totalsLink
	}
	for _, f := range c.Findings {
		if !f.More {
			v.Measures = append(v.Measures, c.measure(f))
		}
	}
	if v.Pulse, err = p.pulseStand(r); err != nil {
		return err
	}
	if v.Late, err = p.lateRows(r, &v.Shell, c); err != nil {
		return err
	}
	if c.all {
		v.Matrix = c.matrix()
	}
	if c.err != nil {
		return r.Mend(web.Health(v))
	}
	return r.Show(web.Health(v))
}

// moreMeasures are those of the shape of sharing as a whole, which are off until
// somebody asks for them. The address keeps the answer, so that a page that is
// bookmarked or sent shows the same, and nothing is remembered of anybody.
func (c checkup) moreMeasures() web.More {
	here := c.position.to(healthPath)
	if !c.more {
		return web.More{Switch: layout.Link{Text: "Show more measures", Href: c.moreOr(here, true) + "#more"}}
	}
	m := web.More{Shown: true, Pairs: intensityLink, Switch: layout.Link{Text: "Do not show more measures", Href: here + "#more"}}
	for _, f := range c.Findings {
		if f.More {
			m.Measures = append(m.Measures, c.measure(f))
		}
	}
	if c.all {
		m.Network = c.network()
	}
	return m
}

// headline is how many of the required ways were used.
func (c checkup) headline() web.Headline {
	f := c.find(health.TieCover)
	h := web.Headline{Figure: figureWords(f.Unit, f.Value), Told: f.State == health.Told, Note: countWords(f.Of, f.Value), Link: layout.Link{Text: "See each way", Href: c.measurePath(f.Code)}}
	switch {
	case f.All == 0:
		h.Says, h.Note, h.Link = "No pairs of agencies have to share yet", "A list of pairs counts once a manager approves it.", pairsLink
	case f.Have == f.All:
		h.Says = "Every way in which agencies have to share was used"
	default:
		h.Says = strconv.Itoa(f.All-f.Have) + " of " + strconv.Itoa(f.All) + " ways in which agencies have to share were not used"
	}
	return h
}

// standing is how a measure becomes a sentence, where it has something to say.
type standing struct {
	code  health.Code
	holds func(health.Finding) bool
	says  func(health.Finding) string
}

// stands lists what a reader would want to know first.
func (c checkup) stands() []web.Stand {
	short := func(f health.Finding) bool { return f.Have < f.All }
	rest := func(what string) func(health.Finding) string {
		return func(f health.Finding) string {
			return strconv.Itoa(f.All-f.Have) + " of " + plural(f.All, strings.Split(what, "|")[0], strings.Split(what, "|")[1])
		}
	}
	var all []web.Stand
	if n := len(c.Late); n > 0 {
		all = append(all, web.Stand{
			Link: layout.Link{Text: plural(n, "action is overdue", "actions are overdue"), Href: c.measurePath(health.ActionsOnTime)},
			Sub:  "The oldest by " + plural(int(c.Late[0].Figure), "day", "days") + ".",
		})
	}
	for _, s := range []standing{
		{health.TimeToShare, short, rest("request brought no information|requests brought no information")},
		{health.MinutesLatency, short, rest("set of minutes was not sent|sets of minutes were not sent")},
		{health.FeedbackRate, short, rest("share got no feedback in 28 days|shares got no feedback in 28 days")},
		{health.LoggingHealth, short, rest("record was made more than 3 days after|records were made more than 3 days after")},
		{health.Isolates, func(f health.Finding) bool { return f.State == health.Told && f.Have > 0 }, func(f health.Finding) string {
			return plural(f.Have, "agency neither gave nor received", "agencies neither gave nor received")
		}},
	} {
		if f := c.find(s.code); s.holds(f) {
			stand := web.Stand{Link: layout.Link{Text: s.says(f), Href: c.measurePath(s.code)}}
			if s.code == health.Isolates && c.all {
				var names []string
				for _, row := range f.For {
					names = append(names, c.name(row.Agency))
				}
				stand.Sub = list(names) + "."
			}
			all = append(all, stand)
		}
	}
	return all
}

func (c checkup) measurePath(code health.Code) string { return c.to(healthPath + "/" + string(code)) }

// measure is a finding as a row of the list.
func (c checkup) measure(f health.Finding) web.Measure {
	m := web.Measure{
		Name: f.Name, Href: c.measurePath(f.Code), Counts: countWords(f.Of, f.Value), Now: figureWords(f.Unit, f.Value), Told: f.State == health.Told,
		Trend: sparks(f),
	}
	if before := f.Before(); before.State == health.Told {
		m.Before = figureWords(f.Unit, before)
	} else {
		m.Before = "No figure"
	}
	if f.Rounds && f.State != health.Nothing {
		m.Counts += ", round of " + f.Window.From.Format("January 2006")
	}
	if b := betweenWords(f.Value, "to"); b != "" {
		m.Counts += ", 95% interval " + b
	}
	return m
}

// lateRows are the open actions that are longest past their day, of the
// agencies that the person sees.
func (p *Pages) lateRows(r *server.Request, s *layout.Shell, c checkup) ([]web.Row, error) {
	var seen []health.Row
	for _, row := range c.Late {
		if c.sees(row.Agency) {
			seen = append(seen, row)
		}
	}
	rows, err := p.evidenceRows(r, s, c, health.Days, first(seen, mostLate))
	for i := range rows {
		rows[i].Say = "Open"
	}
	return rows, err
}

// mostLate is how many overdue actions the overview lists.
const mostLate = 5

// monthOf is "Nov", with the year in January.
func monthOf(t time.Time) string { return t.Format("Jan") }
