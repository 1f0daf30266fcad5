package page

import (
	"errors"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

const seriesPath = "/coordination/series"

func (p *Pages) showTimetable(r *server.Request) error {
	t, err := p.Partnerships.Timetable(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.TimetableView{Shell: p.shell(r, shellOf{Title: "Series of meetings", Strand: access.Coordination, Nav: "Agencies"})}
	may := r.May(access.KeepSeries, t.Scope())
	if may {
		v.Add = seriesPath + "/add"
	}
	for _, s := range t.Series {
		row := seriesRow(s)
		if may && s.To.IsZero() {
			at := seriesPath + "/" + s.ID.String()
			row.Links = []layout.Link{{Text: "Change", Hidden: s.Name, Href: at + "/change"}, {Text: "End", Hidden: s.Name, Href: at + "/end"}}
		}
		if s.To.IsZero() || !s.To.Before(p.today()) {
			v.Running = append(v.Running, row)
			continue
		}
		v.Ended = append(v.Ended, row)
	}
	v.Meta = plural(len(v.Running), "series goes on", "series go on") + "."
	if v.History, err = p.registerHistory(r, "series"); err != nil {
		return err
	}
	return r.Show(web.Timetable(v))
}

func seriesRow(s partnership.Series) web.SeriesRow {
	return web.SeriesRow{
		ID: s.ID.String(), Name: s.Name, Rhythm: rhythm(s.EveryDays), Usual: usual(s), Quorum: quorumWords(s.Quorum),
		Minutes: "In " + plural(s.MinutesDays, "working day", "working days"), From: day(s.From), FromISO: iso(s.From), To: day(s.To), ToISO: iso(s.To),
	}
}

// rhythm is "Every 30 days".
func rhythm(days int) string {
	if days == 1 {
		return "Every day"
	}
	return "Every " + strconv.Itoa(days) + " days"
}

// usual is "10am. Town hall. In person".
func usual(s partnership.Series) string {
	var parts []string
	for _, part := range []string{clock(s.Start), s.Place, activity.Mode(s.Mode).Name()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ". ")
}

func quorumWords(n int) string {
	if n == 0 {
		return "None"
	}
	return plural(n, "agency", "agencies")
}

// findSeries is the series in the path, which has no end yet.
func (p *Pages) findSeries(r *server.Request) (partnership.Series, error) {
	t, err := p.Partnerships.Timetable(r.Context(), r.Who)
	if err != nil {
		return partnership.Series{}, err
	}
	s, err := t.Find(idParam(r))
	if err == nil {
		err = s.Ended()
	}
	return s, err
}

// readSeries reads what a form says of a series, but for its first day.
func readSeries(f *form.Form, id uuid.UUID) partnership.Series {
	s := partnership.Series{
		ID: id, Name: partnership.OneLine(f.Text("name")), EveryDays: f.Int("every", "Enter how many days there are from one meeting to the next, from 1 to 400"),
		Start: f.Clock("start", "Usual time"), Place: partnership.OneLine(f.Text("place")), Mode: f.Text("mode"),
		Quorum:      f.Int("quorum", "Quorum must be a number of agencies from 1 to 200"),
		MinutesDays: f.Int("minutes", "Enter in how many working days minutes are due, from 1 to 90"),
	}
	f.Need(f.Text("quorum") != "0", "quorum", "Quorum must be a number of agencies from 1 to 200")
	return s
}

func (p *Pages) showSeriesAdd(r *server.Request) error {
	f := form.New(nil)
	f.Set("every", "30")
	f.Set("minutes", "10")
	f.Set("from", day(p.today()))
	return r.Show(web.Series(p.seriesView(r, partnership.Series{}, f, nil)))
}

func (p *Pages) saveSeriesAdd(r *server.Request) error {
	f := r.Form()
	s := readSeries(f, uuid.New())
	s.From = f.Date("from", "First day", p.today())
	err := f.Join(s.Check(p.today()))
	if err == nil {
		err = p.Partnerships.ChangeTimetable(r.Context(), r.Who, partnership.AddSeries(s, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Series(p.seriesView(r, partnership.Series{}, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " added. It is offered when a meeting is logged.")
	return r.Go(seriesPath)
}

func (p *Pages) showSeriesChange(r *server.Request) error {
	s, err := p.findSeries(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("name", s.Name)
	f.Set("every", strconv.Itoa(s.EveryDays))
	f.Set("start", clock(s.Start))
	f.Set("place", s.Place)
	f.Set("mode", s.Mode)
	if s.Quorum > 0 {
		f.Set("quorum", strconv.Itoa(s.Quorum))
	}
	f.Set("minutes", strconv.Itoa(s.MinutesDays))
	f.Set("seen", strconv.Itoa(s.Changes))
	return r.Show(web.Series(p.seriesView(r, s, f, nil)))
}

func (p *Pages) saveSeriesChange(r *server.Request) error {
	was, err := p.findSeries(r)
	if err != nil {
		return err
	}
	f := r.Form()
	s := readSeries(f, was.ID)
	s.From = was.From
	seen, seenErr := strconv.Atoi(f.Text("seen"))
	f.Need(seenErr == nil, "name", "This form is out of date. Check the series, then change it again")
	err = f.Join(s.Check(p.today()))
	if err == nil {
		err = p.Partnerships.ChangeTimetable(r.Context(), r.Who, partnership.AlterSeries(s, seen, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Series(p.seriesView(r, was, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashSeries(r, s, f)
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " changed.")
	return r.Go(seriesPath)
}

// clashSeries shows the form again as it was sent, beside what somebody else
// made of the series meanwhile. One that was ended is a Conflict.
func (p *Pages) clashSeries(r *server.Request, typed partnership.Series, f *form.Form) error {
	s, err := p.findSeries(r)
	if err != nil {
		return err
	}
	f.Set("seen", strconv.Itoa(s.Changes))
	v := p.seriesView(r, s, f, nil)
	v.Shell.HasErrors = true
	v.Clash = &layout.Versions{By: "Somebody else", At: "the same time", Rows: seriesDifferences(s, typed)}
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, s.ID)
	if err != nil {
		return err
	}
	if len(changes) > 0 {
		names, err := p.authors(r, changes[0].By)
		if err != nil {
			return err
		}
		v.Clash.By, v.Clash.At = by(names, changes[0].By), stamp(changes[0].At)
	}
	return r.Clash(web.Series(v))
}

func seriesDifferences(theirs, typed partnership.Series) []layout.Difference {
	a, b := seriesRow(theirs), seriesRow(typed)
	return differing([]layout.Difference{
		{Name: "Name", Left: a.Name, Right: b.Name},
		{Name: "Rhythm", Left: a.Rhythm, Right: b.Rhythm},
		{Name: "Usual time and place", Left: a.Usual, Right: b.Usual},
		{Name: "Quorum", Left: a.Quorum, Right: b.Quorum},
		{Name: "Minutes", Left: a.Minutes, Right: b.Minutes},
	})
}

// seriesView is the form of a series, or of a new one where it has no id.
func (p *Pages) seriesView(r *server.Request, s partnership.Series, f *form.Form, err error) web.SeriesView {
	say := said(err)
	v := web.SeriesView{
		Problems: inOrder(problems(err), "name", "every", "start", "place", "mode", "quorum", "minutes", "from"),
		Heading:  "Add a series of meetings", Action: seriesPath + "/add", Button: "Add series",
		Name:    layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds"},
		Every:   layout.Field{ID: "every", Label: "Days from one meeting to the next", Hint: "For example, 30 for monthly, 91 for quarterly", Value: f.Raw("every"), Error: say["every"], Width: "3", Mode: "numeric"},
		Start:   layout.Field{ID: "start", Label: "Usual time", Optional: true, Value: f.Raw("start"), Error: say["start"], Width: "10"},
		Place:   layout.Field{ID: "place", Label: "Usual place", Optional: true, Value: f.Raw("place"), Error: say["place"]},
		Mode:    layout.Field{ID: "mode", Label: "How people meet", Value: f.Raw("mode"), Error: say["mode"], Inline: true, Small: true},
		Quorum:  layout.Field{ID: "quorum", Label: "Quorum", Optional: true, Hint: "How many agencies must attend", Value: f.Raw("quorum"), Error: say["quorum"], Width: "3", Mode: "numeric"},
		Minutes: layout.Field{ID: "minutes", Label: "Working days until minutes are due", Value: f.Raw("minutes"), Error: say["minutes"], Width: "3", Mode: "numeric"},
	}
	for _, m := range partnership.Modes() {
		v.Mode.Options = append(v.Mode.Options, layout.Option{Value: m, Label: activity.Mode(m).Name()})
	}
	title := "Add a series of meetings"
	if s.ID == uuid.Nil {
		v.From = &layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: say["from"]}
	} else {
		title = "Change a series of meetings"
		v.Heading, v.Action, v.Button, v.Seen = "Change the series "+s.Name, seriesPath+"/"+s.ID.String()+"/change", "Save changes", f.Raw("seen")
	}
	v.Shell = p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Err: err})
	return v
}

func (p *Pages) showSeriesEnd(r *server.Request) error {
	s, err := p.findSeries(r)
	if err != nil {
		return err
	}
	return r.Show(web.SeriesEnd(p.seriesEndView(r, s, form.New(nil), nil)))
}

func (p *Pages) saveSeriesEnd(r *server.Request) error {
	s, err := p.findSeries(r)
	if err != nil {
		return err
	}
	f := r.Form()
	last, why := f.Date("last", "Last day", p.today()), f.Text("why")
	err = f.Join(partnership.CheckLastOf(s, last, why, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeTimetable(r.Context(), r.Who, partnership.EndSeries(s.ID, last, why, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.SeriesEnd(p.seriesEndView(r, s, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " ends on " + day(last) + ".")
	return r.Go(seriesPath)
}

func (p *Pages) seriesEndView(r *server.Request, s partnership.Series, f *form.Form, err error) web.SeriesEndView {
	say := said(err)
	return web.SeriesEndView{
		Shell:    p.shell(r, shellOf{Title: "End a series of meetings", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "last", "why"), Name: s.Name, Action: seriesPath + "/" + s.ID.String() + "/end",
		Current: []layout.SummaryRow{
			{Key: "Rhythm", Lines: []string{rhythm(s.EveryDays)}},
			{Key: "Usual time and place", Lines: []string{usual(s)}},
			{Key: "First day", Lines: []string{day(s.From)}},
		},
		Last: layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]},
		Why:  layout.Field{ID: "why", Label: "Reason", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
}
