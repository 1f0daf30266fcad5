package page

import (
	"fmt"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/health"
	"liaison/internal/server"
	web "liaison/web/health"
	"liaison/web/layout"
)

// mostBehind is how many rows of each side a measure's page lists; its file has
// all of them.
const mostBehind = 50

// measureAsked is the health on the day, and the measure in the path.
func (p *Pages) measureAsked(r *server.Request) (checkup, health.Finding, error) {
	if !isMeasure(r.Param("measure")) {
		return checkup{}, health.Finding{}, fault.Missing()
	}
	c, err := p.checkup(r)
	return c, c.find(health.Code(r.Param("measure"))), err
}

func isMeasure(code string) bool {
	for _, m := range health.Measures() {
		if string(m.Code) == code {
			return true
		}
	}
	return false
}

func (p *Pages) showHealthMeasure(r *server.Request) error {
	c, f, err := p.measureAsked(r)
	if err != nil {
		return err
	}
	path := healthPath + "/" + string(f.Code)
	v := web.MeasureView{
		Shell: p.shell(r, shellOf{Title: c.title(f.Name), Nav: "Health", Err: c.err}), Problems: problems(c.err),
		Overview: c.to(healthPath), Today: c.moreOr(path, c.more), Day: path, More: c.more, Back: c.note(), On: c.field(), File: layout.Link{Text: "Download all rows (CSV)", Href: c.to(path + "/rows.csv")},
		Name: f.Name, Window: c.within(), Figure: figureWords(f.Unit, f.Value), Told: f.State == health.Told, Counts: countWords(f.Of, f.Value),
		Says: f.Says, Formula: f.Formula(), Trend: c.trendChart(f), FigureHead: figureHead(f),
		Source: fmt.Sprintf("It reads coordination records alone. With fewer than %d cases only the counts are shown, and a figure of the whole network needs %d agencies.", health.FewCases, health.FewAgencies),
		Note:   "Each row leads to the record it was read from.", Now: "These 90 days",
	}
	if f.Rounds {
		fillRound(&v, f)
	}
	if b := betweenWords(f.Value, "and"); b != "" {
		v.Between = "With so many cases the true share may lie between " + b + " (Wilson 95% interval)."
	}
	for _, a := range f.Also {
		say := unitWords(a.Unit, a.Figure)
		if a.Unit == health.Share {
			say = checklist.Percent(a.Figure)
		}
		v.Also = append(v.Also, a.Name+": "+say)
	}
	if !c.all && !f.Rounds {
		v.Note = "Rows of your own agency are listed. The figure counts those of all agencies."
	}
	for _, side := range c.sides(f) {
		t := web.Table{ID: side.id, Heading: fmt.Sprintf("%s: %d", side.heading, len(side.rows))}
		if len(side.rows) > mostBehind {
			t.Note = fmt.Sprintf("The newest %d are shown. The file has all of them.", mostBehind)
		}
		if t.Rows, err = p.evidenceRows(r, &v.Shell, c, f.Unit, side.rows[max(0, len(side.rows)-mostBehind):]); err != nil {
			return err
		}
		v.Tables = append(v.Tables, t)
	}
	if c.err != nil {
		return r.Mend(web.OneMeasure(v))
	}
	return r.Show(web.OneMeasure(v))
}

// fillRound says of a measure of the pulse what is otherwise said of windows.
func fillRound(v *web.MeasureView, f health.Finding) {
	v.Now, v.Window = "The newest round", ""
	if f.State != health.Nothing {
		v.Window = day(f.Window.From) + " to " + day(f.Window.To)
	}
	v.Source = fmt.Sprintf("It reads the pulse alone, which keeps how many people gave each answer and nobody’s own. A round is told once it is over, if at least %d people and %d%% of those asked have answered, and counts for half a year.",
		health.FewestRaters, health.LeastResponse)
	v.Note = "Each row is a question, with how many people gave each answer."
	if f.State == health.Counts && !health.Enough(f.Have, f.All) {
		missing := health.Round{Asked: f.All, Answered: f.Have}.Missing()
		v.Also = append(v.Also, plural(missing, "more answer", "more answers")+" would have been needed. What was said was deleted.")
	}
	v.Further = layout.Link{Text: "The pulse, round by round", Href: pulsePath}
}

// roundOf is where the page of a round is.
func (c checkup) roundOf(source uuid.UUID) string {
	for _, h := range c.Heard {
		if h.Source == source {
			return roundPath(h.Quarter())
		}
	}
	return pulsePath
}

// sideRows are the rows on one side of a measure that the person sees.
type sideRows struct {
	id, heading string
	rows        []health.Row
}

// sides are those with rows. Rows of no agency are of the whole partnership.
func (c checkup) sides(f health.Finding) []sideRows {
	var all []sideRows
	for _, s := range []sideRows{{"for", "Counted for it", f.For}, {"against", "Counted, and not for it", f.Against}, {"left", "Left out, and why", f.Left}} {
		if !c.all {
			var own []health.Row
			for _, row := range s.rows {
				if row.Agency == 0 || c.sees(row.Agency) || c.sees(row.Other) {
					own = append(own, row)
				}
			}
			s.rows = own
		}
		if len(s.rows) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// figureHead is what the figures of a measure's rows are, or nothing.
func figureHead(f health.Finding) string {
	switch f.Code {
	case health.TimeToShare, health.MinutesLatency:
		return "Working days"
	case health.ActionsOnTime:
		return "Days late"
	case health.LoggingHealth:
		return "Days after"
	case health.Evenness:
		return "Share borne"
	case health.Continuity:
		return "Continuity"
	case health.Intensity:
		return "Steps short"
	case health.Trust, health.Worth:
		return "Mean"
	case health.Centralisation, health.OutCentralisation, health.InCentralisation, health.Isolates:
		return "Agencies"
	case health.TieCover, health.Density, health.EdgeReciprocity, health.DyadReciprocity, health.WeightedReciprocity, health.CoordinatorReliance,
		health.Attendance, health.Contribution, health.Retention, health.FeedbackRate:
	}
	return ""
}

// withoutRecord is where somebody finds what a row counts that is of no one
// record: what an agency spent, or that one gave nothing to another.
var withoutRecord = map[fact.Kind]layout.Link{
	fact.Cost:   costsLink,
	fact.Shared: {Text: "Information shared", Href: "/activities?type=share"},
}

// evidenceRows are rows with the records they were read from, as the
// checklist's pages show them, on a page that is marked as the highest of them;
// a file has none, since it names no record but by its reference.
func (p *Pages) evidenceRows(r *server.Request, s *layout.Shell, c checkup, u health.Unit, of []health.Row) ([]web.Row, error) {
	var ids []uuid.UUID
	for _, row := range of {
		ids = append(ids, row.Source)
	}
	records, err := p.recordsOf(r, ids)
	if err != nil {
		return nil, err
	}
	if s != nil {
		raise(s, records.sensitive())
	}
	var rows []web.Row
	for _, row := range of {
		as := proofRow(checklist.Row{Source: row.Source, Kind: row.Kind, Agency: row.Agency, Other: row.Other, Day: row.Day, Until: row.Until, Say: row.Say}, records, c.agencies)
		w := web.Row{Head: as.Head, Record: as.Record, Say: as.Say, ISO: as.ISO, Date: as.Date, Figure: checklist.Number(row.Figure)}
		if row.Kind == fact.PulseCount {
			w.Head, w.Record, w.Figure = layout.Link{Text: row.Asks}, layout.Link{Text: "Round", Hidden: "of the pulse", Href: c.roundOf(row.Source)}, points(row.Figure)
		}
		if row.Kind == fact.RequiredPair || row.Kind == fact.Intensity {
			w.Record = pairsLink
			if row.Kind == fact.Intensity {
				w.Record = intensityLink
			}
			w.Head.Text = c.name(row.Agency) + " to " + c.name(row.Other)
		}
		if of, ok := withoutRecord[row.Kind]; ok && row.Source == uuid.Nil {
			w.Record = of
		}
		if w.Say == "" && u == health.Share {
			w.Say = "Counted"
		}
		rows = append(rows, w)
	}
	return rows, nil
}
