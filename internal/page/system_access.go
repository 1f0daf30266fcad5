package page

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// reachRow is one role's access to a system, with what this person may do.
func (p *Pages) reachRow(r *server.Request, s partnership.System, a partnership.Reach) web.ReachRow {
	row := web.ReachRow{Holder: a.Holder, Agency: a.AgencyName, Lines: p.reachLines(s, a)}
	if a.Outreach {
		row.Marks = append(row.Marks, "Does outreach")
	}
	at := systemPath(s.ID) + "/access/" + a.ID.String()
	grant := r.May(access.GrantReach, a.Scope(r.Who.Partnership))
	if a.Waits() && grant {
		row.Actions = append(row.Actions, layout.Link{Text: "Grant or refuse", Href: at + "/answer", Hidden: "access for " + a.Holder})
	}
	if a.Held() && grant {
		row.Actions = append(row.Actions, layout.Link{Text: "Update", Href: at + "/keep", Hidden: "what is known of access for " + a.Holder})
	}
	if (a.Waits() || a.Held()) && r.May(endsReach(a), a.Scope(r.Who.Partnership)) {
		end := layout.Link{Text: "End", Href: at + "/end", Hidden: "access for " + a.Holder}
		if a.Waits() {
			end.Text = "No longer needed"
		}
		row.Actions = append(row.Actions, end)
	}
	return row
}

// reachLines says what is known of access: what CON-3 and CON-4 ask.
func (p *Pages) reachLines(s partnership.System, a partnership.Reach) []string {
	lines := []string{"Asked on " + day(a.Asked)}
	if a.Waits() {
		return append(lines, fmt.Sprintf("Waiting for %s", plural(days(a.Asked, p.today()), "day", "days")))
	}
	lines = append(lines, reachState(a))
	if a.Why != "" {
		lines = append(lines, "Reason: "+a.Why)
	}
	if !a.Held() {
		return lines
	}
	vetted := "No vetting is recorded"
	switch {
	case a.VettedUntil.IsZero():
	case a.VettedUntil.Before(p.today()):
		vetted = "Vetting ended on " + day(a.VettedUntil)
	default:
		vetted = "Vetted until " + day(a.VettedUntil)
	}
	lines = append(lines, vetted, lastKnown("Known to work on ", "Not yet known to work", a.Confirmed), lastKnown("Last used on ", "No use is recorded", a.LastUsed))
	used := a.LastUsed
	if used.IsZero() {
		used = a.Granted
	}
	if n := days(used, p.today()); n > s.Dormant {
		lines = append(lines, "Dormant: not used for "+plural(n, "day", "days"))
	}
	return lines
}

func lastKnown(say, none string, on time.Time) string {
	if on.IsZero() {
		return none
	}
	return say + day(on)
}

func (p *Pages) showSystemAsk(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	agencies, err := p.mayFor(r, access.RequestReach, false)
	if err != nil {
		return err
	}
	f := p.typedToday("asked")
	if len(agencies) == 1 {
		f.Set("agency", itoa(agencies[0].ID))
	}
	return r.Show(web.Keep(p.systemAskView(r, s, f, agencies, nil)))
}

func (p *Pages) saveSystemAsk(r *server.Request) error {
	s, err := p.findOpenSystem(r)
	if err != nil {
		return err
	}
	agencies, err := p.mayFor(r, access.RequestReach, false)
	if err != nil {
		return err
	}
	f := r.Form()
	a := partnership.Reach{
		ID: uuid.New(), System: s.ID, Agency: chosenAgency(f, "agency", "Select the agency whose role needs it", agencies).ID, Holder: oneLine(f.Text("holder")),
		Outreach: f.Text("outreach") == "yes", Asked: f.Date("asked", "Day it was asked for", p.today()), By: r.Who.ID, At: p.Now(),
	}
	f.Need(a.Outreach || f.Text("outreach") == "no", "outreach", "Select whether the role does outreach")
	err = f.Join(a.CheckAsk(nil, p.today()))
	if err == nil {
		err = p.Partnerships.AskReach(r.Context(), r.Who, a)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.systemAskView(r, s, f, agencies, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Access asked for, for " + a.Holder + ".")
	return r.Go(systemPath(s.ID))
}

func (p *Pages) systemAskView(r *server.Request, s partnership.System, f *form.Form, agencies []partnership.Agency, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsSelect, layout.Field{ID: "agency", Label: "Agency", Options: agencyOptions("Choose an agency", agencies)})
	a.ask(web.AsLine, layout.Field{ID: "holder", Label: "Role or post that needs it", Hint: "Like “Safeguarding lead”, and never the name of a person", Width: "two-thirds", Autocomplete: "off"})
	a.ask(web.AsRadios, layout.Field{ID: "outreach", Label: "Does the role do outreach?", Inline: true, Small: true, Options: []layout.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}})
	a.ask(web.AsDate, layout.Field{ID: "asked", Label: "Day it was asked for"})
	v := p.keepView(r, "Register a role that needs "+s.Name, backToSystem(s), a)
	v.Action, v.Button = systemPath(s.ID)+"/access", "Save"
	if s.Intelligence {
		v.Warning = "This system holds intelligence. A role that does outreach and has access to it breaks the separation of intelligence from outreach."
	}
	v.Notes = []string{"Access itself is given in the system, by who looks after it. Here it is written down, so that waits can be seen."}
	return v
}

// findSystemReach is the access in the path and its system, if this person may
// do it.
func (p *Pages) findSystemReach(r *server.Request, may func(partnership.Reach) access.Action) (s partnership.System, a partnership.Reach, err error) {
	if s, err = p.findSystem(r); err != nil {
		return s, a, err
	}
	id, err := uuid.Parse(r.Param("reach"))
	if err != nil {
		return s, a, fault.Missing()
	}
	a, err = p.Partnerships.FindReach(r.Context(), r.Who, id)
	switch {
	case err != nil:
	case a.System != s.ID:
		err = fault.Missing()
	case !r.May(may(a), a.Scope(r.Who.Partnership)):
		err = fault.New(fault.Forbidden, "You cannot change this access")
	}
	return s, a, err
}

func granting(partnership.Reach) access.Action { return access.GrantReach }

func (p *Pages) findSystemWaiting(r *server.Request) (partnership.System, partnership.Reach, error) {
	s, a, err := p.findSystemReach(r, granting)
	if err == nil && !a.Waits() {
		err = fault.New(fault.Conflict, "This has already been answered")
	}
	return s, a, err
}

func (p *Pages) showSystemAnswer(r *server.Request) error {
	s, a, err := p.findSystemWaiting(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.systemAnswerView(r, s, a, p.typedToday("on"), nil)))
}

func (p *Pages) saveSystemAnswer(r *server.Request) error {
	s, a, err := p.findSystemWaiting(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = p.answerReach(r, a, f)
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.systemAnswerView(r, s, a, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Access for " + a.Holder + " " + f.Text("answer") + ".")
	return r.Go(systemPath(s.ID))
}

func (p *Pages) systemAnswerView(r *server.Request, s partnership.System, a partnership.Reach, f *form.Form, err error) web.KeepView {
	q := asked{form: f, err: err}
	q.ask(web.AsRadios, layout.Field{ID: "answer", Label: "Is access granted?", Inline: true, Small: true, Options: []layout.Option{{Value: "granted", Label: "Granted"}, {Value: "refused", Label: "Refused"}}})
	q.ask(web.AsDate, layout.Field{ID: "on", Label: "Day of the answer"})
	q.ask(web.AsText, layout.Field{ID: "why", Label: "Reason, where it is refused", Hint: noMember, Optional: true, Rows: 3, Max: 1000})
	v := p.keepView(r, "Answer the request for access to "+s.Name, backToSystem(s), q)
	v.About, v.Action, v.Button = reachRows(a), systemPath(s.ID)+"/access/"+a.ID.String()+"/answer", "Save answer"
	if s.Intelligence && a.Outreach {
		v.Warning = "This role does outreach, and this system holds intelligence. Granting access breaks the separation of intelligence from outreach."
	}
	return v
}

func (p *Pages) findSystemHeld(r *server.Request) (partnership.System, partnership.Reach, error) {
	s, a, err := p.findSystemReach(r, granting)
	if err == nil && !a.Held() {
		err = fault.New(fault.Conflict, "This access is not held any more")
	}
	return s, a, err
}

func (p *Pages) showSystemUpkeep(r *server.Request) error {
	s, a, err := p.findSystemHeld(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("vetted", day(a.VettedUntil))
	f.Set("confirmed", day(a.Confirmed))
	f.Set("used", day(a.LastUsed))
	f.Set("version", itoa(a.Version))
	return r.Show(web.Keep(p.systemUpkeepView(r, s, a, f, nil)))
}

func (p *Pages) saveSystemUpkeep(r *server.Request) error {
	s, a, err := p.findSystemHeld(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	u := partnership.Upkeep{
		VettedUntil: f.Date("vetted", "Last day of vetting", p.today()), Confirmed: f.Date("confirmed", "Day it was known to work", p.today()),
		LastUsed: f.Date("used", "Day it was last used", p.today()),
	}
	err = f.Join(u.Check(a, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeReach(r.Context(), r.Who, a.ID, partnership.KeepReach(version, u, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.systemUpkeepView(r, s, a, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashUpkeep(r, f, u)
	}
	if err != nil {
		return err
	}
	r.Flash("What is known of access for " + a.Holder + " saved.")
	return r.Go(systemPath(s.ID))
}

// clashUpkeep shows what somebody else saved beside what was typed. Access that
// has ended meanwhile is a Conflict.
func (p *Pages) clashUpkeep(r *server.Request, f *form.Form, typed partnership.Upkeep) error {
	s, a, err := p.findSystemHeld(r)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	return p.clashKept(r, p.systemUpkeepView(r, s, a, f, nil), a.ID, []layout.Difference{
		{Name: "Last day of vetting", Left: day(a.VettedUntil), Right: day(typed.VettedUntil)},
		{Name: "Day it was known to work", Left: day(a.Confirmed), Right: day(typed.Confirmed)},
		{Name: "Day it was last used", Left: day(a.LastUsed), Right: day(typed.LastUsed)},
	})
}

func (p *Pages) systemUpkeepView(r *server.Request, s partnership.System, a partnership.Reach, f *form.Form, err error) web.KeepView {
	q := asked{form: f, err: err}
	q.ask(web.AsDate, layout.Field{ID: "vetted", Label: "Last day of vetting", Optional: true})
	q.ask(web.AsDate, layout.Field{ID: "confirmed", Label: "Day it was known to work", Optional: true})
	q.ask(web.AsDate, layout.Field{ID: "used", Label: "Day it was last used", Optional: true})
	v := p.keepView(r, "What is known of access to "+s.Name, backToSystem(s), q)
	v.About, v.Version, v.Action, v.Button = reachRows(a), f.Text("version"), systemPath(s.ID)+"/access/"+a.ID.String()+"/keep", "Save"
	v.Notes = []string{"CON-3 asks that access is vetted, and known to work in the last 90 days.", "Leave a day empty where it is not known."}
	return v
}

func (p *Pages) findSystemEnding(r *server.Request) (partnership.System, partnership.Reach, error) {
	s, a, err := p.findSystemReach(r, endsReach)
	if err == nil && !a.Waits() && !a.Held() {
		err = fault.New(fault.Conflict, "This access has already ended")
	}
	return s, a, err
}

func (p *Pages) showSystemEnd(r *server.Request) error {
	s, a, err := p.findSystemEnding(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.systemEndView(r, s, a, p.typedToday("last"), nil)))
}

func (p *Pages) saveSystemEnd(r *server.Request) error {
	s, a, err := p.findSystemEnding(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e, err := p.endReach(r, a, f)
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.systemEndView(r, s, a, f, err)))
	}
	if err != nil {
		return err
	}
	done := "Access for " + a.Holder + " ended. Its last day is " + day(e.Last) + "."
	if a.Waits() {
		done = "Access for " + a.Holder + " is no longer asked for."
	}
	r.Flash(done)
	return r.Go(systemPath(s.ID))
}

func (p *Pages) systemEndView(r *server.Request, s partnership.System, a partnership.Reach, f *form.Form, err error) web.KeepView {
	q := asked{form: f, err: err}
	q.ask(web.AsDate, layout.Field{ID: "last", Label: "Last day"})
	q.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: noMember, Rows: 3, Max: 1000})
	heading, button := "End access to "+s.Name, "End access"
	if a.Waits() {
		heading, button = "Stop asking for access to "+s.Name, "Stop asking"
	}
	v := p.keepView(r, heading, backToSystem(s), q)
	v.About, v.Action, v.Button, v.Hard = reachRows(a), systemPath(s.ID)+"/access/"+a.ID.String()+"/end", button, true
	v.Lede = "The role may ask again. What came of this stays readable."
	return v
}
