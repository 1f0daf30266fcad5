package page

import (
	"fmt"
	"slices"
	"strconv"

	"liaison/internal/health"
	web "liaison/web/health"
)

// The columns of a chart: how high the highest is, and where they stand.
const (
	chartHigh = 122
	chartFoot = 147
	sparkHigh = 22
)

// point is one column before it is drawn.
type point struct {
	figure             float64
	told               bool
	value, label, name string
	words              string
}

// columnsOf places columns side by side, from zero to most.
func columnsOf(points []point, most float64) []web.Column {
	var all []web.Column
	slot := 100 / float64(len(points))
	for i, q := range points {
		high := 0
		if q.told && most > 0 {
			high = int(q.figure / most * chartHigh)
		}
		at := float64(i) * slot
		all = append(all, web.Column{
			X: percentOf(at + slot*0.15), Width: percentOf(slot * 0.7), Middle: percentOf(at + slot/2),
			Y: strconv.Itoa(chartFoot - high), Height: strconv.Itoa(high), ValueY: strconv.Itoa(chartFoot - high - 6),
			Value: q.value, Label: q.label, Name: q.name, Words: q.words, Last: i == len(points)-1,
		})
	}
	return all
}

func percentOf(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }

// sparks are the windows of a measure as columns without words, in pixels.
func sparks(f health.Finding) []web.Column {
	most, first := highest(f), health.Windows-len(f.Trend) // the last always stands in the same place
	var all []web.Column
	for i, v := range f.Trend {
		high := 1 // so that a window without a figure has its place
		if v.State == health.Told && most > 0 {
			high = max(1, int(v.Figure/most*sparkHigh))
		}
		all = append(all, web.Column{X: strconv.Itoa(12 * (first + i)), Width: "9", Y: strconv.Itoa(24 - high), Height: strconv.Itoa(high), Last: i == len(f.Trend)-1})
	}
	return all
}

// highest is what the columns of a measure are drawn up to.
func highest(f health.Finding) float64 {
	if f.High > 0 {
		return f.High
	}
	most := 0.0
	for _, v := range f.Trend {
		if v.State == health.Told {
			most = max(most, v.Figure)
		}
	}
	return most
}

// trendChart is the windows of a measure over time.
func (c checkup) trendChart(f health.Finding) web.Columns {
	w := web.Columns{
		ID: "trend", Title: trendTitle(f), Sub: fmt.Sprintf("%s, each of %d windows of %d days up to %s", f.Name, health.Windows, health.Window, day(f.Window.To)),
		Head: "Window", What: "Figure", Describe: "One column for each window. The table below has the same figures.", File: c.file(string(f.Code), "of each window"),
	}
	if f.Rounds {
		w.Sub, w.Head, w.Describe = f.Name+", as many as "+strconv.Itoa(health.Windows)+" rounds of the pulse with the same questions", "Round", "One column for each round. The table below has the same figures."
	}
	var points []point
	for _, v := range f.Trend {
		q := point{figure: v.Figure, told: v.State == health.Told, label: v.Window.To.Format("Jan 06"), name: day(v.Window.From) + " to " + day(v.Window.To), value: "–", words: figureWords(f.Unit, v)}
		if q.told {
			q.value = shortFigure(f.Unit, v)
		}
		if n := countWords(f.Of, v); n != "" {
			q.words += ", " + n
		}
		points = append(points, q)
	}
	if len(points) > 0 {
		w.All = columnsOf(points, highest(f))
	}
	return w
}

// shortFigure is a figure where there is little room.
func shortFigure(u health.Unit, v health.Value) string {
	switch u { //nolint:exhaustive // the others are whole numbers
	case health.Share:
		return figureWords(u, v)
	case health.Points:
		return points(v.Figure)
	}
	return strconv.FormatFloat(v.Figure, 'f', -1, 64)
}

// trendTitle says how the last window stands beside the one before, or that
// too little is logged to say.
func trendTitle(f health.Finding) string {
	before, now, since := f.Before(), f.Value, "in the 90 days before"
	if f.Rounds {
		since = "in the round before"
	}
	is, was := figureWords(f.Unit, now), figureWords(f.Unit, before)
	told, compared := now.State == health.Told, before.State == health.Told
	switch {
	case !told && compared:
		return untoldTitle(f) + ". It was " + was + " " + since
	case !told:
		return untoldTitle(f)
	case f.Rounds && len(f.Trend) == 1:
		return is + " in the first round"
	case !compared:
		return is + ". Too little is logged " + since + " to compare"
	case is == was:
		return is + ", as " + since
	case now.Figure > before.Figure:
		return "Up to " + is + ", from " + was + " " + since
	}
	return "Down to " + is + ", from " + was + " " + since
}

// untoldTitle says why there is no figure in the last window.
func untoldTitle(f health.Finding) string {
	switch {
	case f.Rounds && f.State == health.Nothing:
		return "No round of the pulse was told in the last half year"
	case f.Rounds:
		return "Too few people answered for a figure: " + countWords("asked", f.Value)
	case f.State == health.Nothing:
		return "Nothing is logged in these 90 days that could be counted"
	case f.State == health.NotSoFar:
		return "Fewer than half are answered so far: " + countWords(f.Of, f.Value)
	case f.All >= health.FewCases:
		return "Too few agencies take part for a figure: " + countWords(f.Of, f.Value)
	}
	return "Too little is logged for a figure: " + countWords(f.Of, f.Value)
}

// overdue is how many actions were overdue at the end of each month.
func (c checkup) overdue() web.Columns {
	run := c.Overdue
	w := web.Columns{
		ID: "overdue", Title: overdueTitle(run), Head: "At the end of", What: "Overdue", Describe: "One column for each month. The table below has the same figures.",
		Sub:  "Open actions past their day at each month’s end, " + run[0].Day.Format("January 2006") + " to " + run[len(run)-1].Day.Format("January 2006"),
		File: c.file(overduePart, "of overdue actions"),
	}
	most := slices.MaxFunc(run, func(a, b health.Overdue) int { return a.Overdue - b.Overdue }).Overdue
	var points []point
	for _, o := range run {
		points = append(points, point{
			figure: float64(o.Overdue), told: true, value: strconv.Itoa(o.Overdue), label: monthOf(o.Day), name: day(o.Day),
			words: fmt.Sprintf("%d of %d open", o.Overdue, o.Open),
		})
	}
	w.All = columnsOf(points, float64(most))
	return w
}

// overdueTitle states what the months say, or stays neutral.
func overdueTitle(run []health.Overdue) string {
	last := run[len(run)-1]
	most, least := last, last
	for _, o := range slices.Backward(run) { // the newest of equals
		if o.Overdue > most.Overdue {
			most = o
		}
		if o.Overdue < least.Overdue {
			least = o
		}
	}
	in := func(o health.Overdue) string { return strconv.Itoa(o.Overdue) + " in " + o.Day.Format("January") }
	switch {
	case most.Overdue == 0:
		return "No action was overdue at the end of any month"
	case last.Overdue < most.Overdue:
		return "Overdue actions are down to " + strconv.Itoa(last.Overdue) + ", from " + in(most)
	case last.Overdue > least.Overdue:
		return "Overdue actions are up to " + strconv.Itoa(last.Overdue) + ", from " + in(least)
	}
	return "Overdue actions stay at " + strconv.Itoa(last.Overdue) + " at each month’s end"
}

// matrix is who gave to whom, in the order of the alphabet.
func (c checkup) matrix() *web.Matrix {
	places := c.places()
	if len(places) < 2 {
		return nil
	}
	m := web.Matrix{Title: "Nothing was given between agencies in these 90 days", Sub: "Times that something was given, " + c.within(), File: c.file(matrixPart, "of who gave to whom")}
	none := 0
	for _, i := range places {
		m.Agencies = append(m.Agencies, c.name(c.Network.Agencies[i]))
		row := web.MatrixRow{Agency: c.name(c.Network.Agencies[i])}
		for _, j := range places {
			n := c.Network.Shares[i][j]
			cell := web.Cell{Text: strconv.Itoa(n), None: n == 0}
			if i == j {
				cell.Text = "–"
			} else if n == 0 {
				none++
			}
			row.Cells = append(row.Cells, cell)
		}
		m.Rows = append(m.Rows, row)
	}
	if all := len(places) * (len(places) - 1); none < all {
		m.Title = fmt.Sprintf("Something was given in %d of %d ways between agencies", all-none, all)
	}
	return &m
}
