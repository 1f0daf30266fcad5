package page

import (
	"time"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// money is an amount, or nothing when nothing was typed.
func money(f *form.Form, name, label string) partnership.Pence {
	typed := f.Text(name)
	if typed == "" {
		return 0
	}
	p, ok := partnership.ReadPence(typed)
	f.Need(ok, name, label+" must be an amount of money, like £1,250 or £1,250.50")
	return p
}

// hours is time spent in minutes, or none when nothing was typed.
func hours(f *form.Form, name string) int {
	typed := f.Text(name)
	if typed == "" {
		return 0
	}
	minutes, ok := partnership.ReadHours(typed)
	f.Need(ok, name, "Hours must be a time, like 7.5 or 7:30")
	return minutes
}

// pounds is an amount, or "Not known" where nobody said.
func pounds(p partnership.Pence) string {
	if p == 0 {
		return "Not known"
	}
	return p.Pounds()
}

// endsIn says how far off a last day is: "Ends in 4 months". Months and weeks
// are whole ones that have room before it.
func endsIn(last, today time.Time) string {
	n := days(today, last)
	months := (last.Year()-today.Year())*12 + int(last.Month()) - int(today.Month())
	if last.Day() < today.Day() {
		months--
	}
	switch {
	case n < -1:
		return "Ended " + ago(last, today)
	case n == -1:
		return "Ended yesterday"
	case n == 0:
		return "Ends today"
	case n < 14:
		return "Ends in " + plural(n, "day", "days")
	case months < 2:
		return "Ends in " + plural(n/7, "week", "weeks")
	case months < 24:
		return "Ends in " + plural(months, "month", "months")
	}
	return "Ends in " + plural(months/12, "year", "years")
}

// keeps reports whether this person may do it to standing facts that are no
// agency's own.
func keeps(r *server.Request, do access.Action) bool {
	return r.May(do, access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership})
}

// asked collects the questions of a form with what was typed and what is wrong.
type asked struct {
	form *form.Form
	err  error
	list []web.Question
}

func (a *asked) ask(as web.Asking, field layout.Field) {
	field.Value, field.Error = a.form.Raw(field.ID), said(a.err)[field.ID]
	a.list = append(a.list, web.Question{As: as, Field: field})
}

// problems are what is to be mended, in the order of the questions.
func (a *asked) problems() []layout.Problem {
	var ids []string
	for _, q := range a.list {
		ids = append(ids, q.Field.ID)
	}
	return inOrder(problems(a.err), ids...)
}

// keepView is the frame of a form about a standing fact.
func (p *Pages) keepView(r *server.Request, title string, back layout.Link, a asked) web.KeepView {
	return web.KeepView{
		Shell: p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Err: a.err}),
		Back:  back, Problems: a.problems(), Heading: title, Questions: a.list,
	}
}

// strikeView is the page that asks once more before an entry is struck.
func (p *Pages) strikeView(r *server.Request, back layout.Link, action string, about []layout.SummaryRow, err error) web.KeepView {
	a := asked{form: r.Form(), err: err}
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is the entry wrong?", Rows: 3, Max: 1000})
	v := p.keepView(r, "Strike an entry that was made in error", back, a)
	v.About, v.Action, v.Button, v.Hard = about, action, "Strike this entry", true
	v.Warning = "A struck entry counts in no sum. It stays readable with your name and reason, and cannot be brought back."
	return v
}

// struckBy says who struck an entry and why, or nothing while it counts.
func struckBy(s partnership.Struck, name string) string {
	if s.Counts() {
		return ""
	}
	return "Struck on " + day(calendar.Day(s.StruckAt)) + " by " + name + ": " + s.StruckWhy
}

// takeBackView is the page that asks for a reason before something that was
// recorded in error is taken back.
func (p *Pages) takeBackView(r *server.Request, title string, back layout.Link, about []layout.SummaryRow, err error) web.KeepView {
	a := asked{form: r.Form(), err: err}
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is this withdrawn?", Hint: "Do not identify any member of the public, even by initials", Rows: 3, Max: 1000})
	v := p.keepView(r, title, back, a)
	v.About, v.Button, v.Hard = about, title, true
	return v
}
