package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showStreamChange(r *server.Request) error {
	s, err := p.findOpenStream(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.streamChangeView(r, s, typeStream(s), nil)))
}

// typeStream is a form as somebody would have filled it in.
func typeStream(s partnership.Stream) *form.Form {
	f := form.New(nil)
	f.Set("name", s.Name)
	f.Set("funder", s.Funder)
	f.Set("amount", s.Amount.Pounds())
	var is []string
	for _, m := range []struct {
		so   bool
		word string
	}{{s.InContext, "context"}, {s.Additional, "additional"}, {s.Confirmed, "confirmed"}} {
		if m.so {
			is = append(is, m.word)
		}
	}
	f.Set("is", is...)
	f.Set("to", day(s.To))
	f.Set("renewal", s.Renewal)
	f.Set("version", itoa(s.Version))
	return f
}

func (p *Pages) saveStreamChange(r *server.Request) error {
	s, err := p.findOpenStream(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	to, why := p.readStream(f), f.Text("why")
	checked := to
	checked.From = s.From
	err = f.Join(checked.CheckCorrection(why))
	if err == nil {
		err = p.Partnerships.ChangeStream(r.Context(), r.Who, s.ID, partnership.CorrectStream(version, to, why))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.streamChangeView(r, s, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashStream(r, f, to)
	}
	if err != nil {
		return err
	}
	r.Flash(to.Name + " changed.")
	return r.Go(streamPath(s.ID))
}

// clashStream shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it. A
// stream that was closed is a Conflict.
func (p *Pages) clashStream(r *server.Request, f *form.Form, typed partnership.Stream) error {
	s, err := p.findOpenStream(r)
	if err != nil {
		return err
	}
	f.Set("version", itoa(s.Version))
	return p.clashKept(r, p.streamChangeView(r, s, f, nil), s.ID, []layout.Difference{
		{Name: "Name", Left: s.Name, Right: typed.Name},
		{Name: "Funder", Left: s.Funder, Right: typed.Funder},
		{Name: "Amount", Left: s.Amount.Pounds(), Right: typed.Amount.Pounds()},
		{Name: "What is true of it", Left: streamMarks(s), Right: streamMarks(typed)},
		{Name: "Last day", Left: day(s.To), Right: day(typed.To)},
		{Name: "Renewal plan", Left: s.Renewal, Right: typed.Renewal},
	})
}

func (p *Pages) streamChangeView(r *server.Request, s partnership.Stream, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	askStream(&a, false)
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is it changed?", Optional: true, Rows: 3, Max: 1000})
	v := p.keepView(r, "Change "+s.Name, backToStream(s), a)
	v.Version, v.Action, v.Button, v.Notes = f.Text("version"), streamPath(s.ID)+"/change", "Save change", streamNotes
	v.Lede = "It began on " + day(s.From) + ". What it says now stays readable in its history."
	return v
}

func backToStream(s partnership.Stream) layout.Link {
	return layout.Link{Text: "Back to " + s.Name, Href: streamPath(s.ID)}
}

func (p *Pages) showStreamClose(r *server.Request) error {
	s, err := p.findOpenStream(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.streamCloseView(r, s, nil)))
}

func (p *Pages) saveStreamClose(r *server.Request) error {
	s, err := p.findOpenStream(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := partnership.Closing{Last: f.Date("last", "Last day", p.today()), Why: f.Text("why")}
	err = f.Join(e.CheckStream(s))
	if err == nil {
		err = p.Partnerships.ChangeStream(r.Context(), r.Who, s.ID, partnership.CloseStream(e))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.streamCloseView(r, s, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name + " closed. Its last day is " + day(e.Last) + ".")
	return r.Go(fundingLink.Href)
}

func (p *Pages) streamCloseView(r *server.Request, s partnership.Stream, err error) web.KeepView {
	a := asked{form: r.Form(), err: err}
	a.ask(web.AsDate, layout.Field{ID: "last", Label: "Last day"})
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Why is it closed?", Rows: 3, Max: 1000})
	v := p.keepView(r, "Close "+s.Name, backToStream(s), a)
	v.About, v.Action, v.Button, v.Hard = streamAbout(s), streamPath(s.ID)+"/close", "Close this stream", true
	v.Warning = "A closed stream counts until its last day and cannot be changed or opened again."
	return v
}

func (p *Pages) showSpendNew(r *server.Request) error {
	s, err := p.findStream(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.spendNewView(r, s, nil)))
}

func (p *Pages) saveSpendNew(r *server.Request) error {
	s, err := p.findStream(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := partnership.Spend{
		ID: uuid.New(), Stream: s.ID, Day: f.Date("day", "Day", p.today()), Amount: money(f, "amount", "Amount"), What: oneLine(f.Text("what")), By: r.Who.ID, At: p.Now(),
	}
	err = f.Join(e.Check(s, p.today()))
	if err == nil {
		err = p.Partnerships.AddSpend(r.Context(), r.Who, e)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.spendNewView(r, s, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(e.Amount.Pounds() + " recorded as spent.")
	return r.Go(streamPath(s.ID))
}

func (p *Pages) spendNewView(r *server.Request, s partnership.Stream, err error) web.KeepView {
	a := asked{form: r.Form(), err: err}
	a.ask(web.AsDate, layout.Field{ID: "day", Label: "Day"})
	a.ask(web.AsLine, layout.Field{ID: "amount", Label: "Amount", Hint: "For example, £250.50", Width: "10", Autocomplete: "off"})
	a.ask(web.AsLine, layout.Field{ID: "what", Label: "What for", Hint: noMember, Autocomplete: "off"})
	v := p.keepView(r, "Record spending of "+s.Name, backToStream(s), a)
	v.Lede = s.Left().Pounds() + " of " + s.Amount.Pounds() + " is left."
	if s.Left() < 0 {
		v.Lede = (-s.Left()).Pounds() + " was spent beyond the amount of " + s.Amount.Pounds() + "."
	}
	v.Action, v.Button = streamPath(s.ID)+"/spend", "Save entry"
	v.Notes = []string{"A saved entry does not change. One made in error is struck with a reason and recorded again."}
	return v
}

// findSpend is the entry in the path, while it counts.
func (p *Pages) findSpend(r *server.Request) (partnership.Spend, error) {
	e, err := p.Partnerships.Spend(r.Context(), r.Who, idParam(r))
	if err == nil && !e.Counts() {
		err = fault.New(fault.Conflict, "This entry has already been struck")
	}
	return e, err
}

func (p *Pages) showSpendStrike(r *server.Request) error {
	e, err := p.findSpend(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.spendStrikeView(r, e, nil)))
}

func (p *Pages) saveSpendStrike(r *server.Request) error {
	e, err := p.findSpend(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(partnership.CheckStriking(f.Text("why")))
	if err == nil {
		err = p.Partnerships.ChangeSpend(r.Context(), r.Who, e.ID, partnership.StrikeSpend(r.Who.ID, f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.spendStrikeView(r, e, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Entry of " + e.Amount.Pounds() + " struck.")
	return r.Go(streamPath(e.Stream))
}

func (p *Pages) spendStrikeView(r *server.Request, e partnership.Spend, err error) web.KeepView {
	about := []layout.SummaryRow{{Key: "Day", Lines: []string{day(e.Day)}}, {Key: "Amount", Lines: []string{e.Amount.Pounds()}}, {Key: "What for", Lines: []string{e.What}}}
	return p.strikeView(r, layout.Link{Text: "Back to the stream", Href: streamPath(e.Stream)}, "/coordination/funding/spend/"+e.ID.String()+"/strike", about, err)
}
