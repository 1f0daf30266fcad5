package page

import (
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// duplicateRoutes is the map of records that look like one.
func (p *Pages) duplicateRoutes() []server.Route {
	var routes []server.Route
	for _, in := range p.loggedStrands() {
		base := "/" + string(in) + "/duplicates"
		routes = append(routes,
			server.Get(base, in, access.ReadActivity, audit.None, inStrand(in, p.showDuplicateList)),
			server.Get(base+"/:id", in, access.SettleDuplicate, audit.None, inStrand(in, p.showDuplicateSettle)),
			server.Post(base+"/:id", in, access.SettleDuplicate, audit.Alter, inStrand(in, p.saveDuplicateSettle)))
	}
	return routes
}

func (p *Pages) showDuplicateList(r *server.Request, in access.Strand) error {
	open, err := p.Activities.Duplicates(r.Context(), r.Who, in, false)
	if err != nil {
		return err
	}
	settled, err := p.Activities.Duplicates(r.Context(), r.Who, in, true)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, d := range settled {
		ids = append(ids, d.SettledBy)
	}
	names, err := p.names(r.Context(), r.Who, ids...)
	if err != nil {
		return err
	}
	v := web.DuplicatesView{
		Shell: p.shell(r, shellOf{Title: "Records that look the same", Strand: in, Nav: "Activities"}), Back: backToList(in),
	}
	raise(&v.Shell, slices.ContainsFunc(slices.Concat(open, settled), ofSensitivePair))
	for _, d := range open {
		row := pairView(d)
		row.Sub = "Noticed on " + day(calendar.Day(d.FoundAt))
		if r.MayIn(access.SettleDuplicate, in) {
			row.Decide = layout.Link{Text: "Decide", Href: "/" + string(in) + "/duplicates/" + d.ID.String(), Hidden: "about " + d.Line.Ref + " and " + d.Other.Ref}
		}
		v.Open = append(v.Open, row)
	}
	for _, d := range settled {
		row := pairView(d)
		row.Said = d.Settled.Name()
		row.Sub = names[d.SettledBy] + ", " + day(calendar.Day(d.SettledAt))
		row.Why = d.Why
		v.Settled = append(v.Settled, row)
	}
	return r.Show(web.Duplicates(v))
}

// ofSensitivePair reports whether either of the two is marked above OFFICIAL.
func ofSensitivePair(d activity.Duplicate) bool {
	return ofSensitiveLine(d.Line) || ofSensitiveLine(d.Other)
}

// pairView is the two records of a pair.
func pairView(d activity.Duplicate) web.Pair {
	return web.Pair{This: lineLink(d.Line), Other: lineLink(d.Other)}
}

// lineLink leads to a record, by its title where the list may show it.
func lineLink(l activity.Line) web.PairSide {
	if l.Ref == "" {
		return web.PairSide{Link: layout.Link{Text: "A new record, which was not saved"}}
	}
	side := web.PairSide{Link: layout.Link{Text: l.Title, Href: activityPath(l.Strand, l.Ref)}, Sub: l.Ref}
	if l.Title == "" {
		side.Link.Text, side.Sub = l.Ref, ""
	}
	for _, part := range []string{day(l.Day), l.AgencyName} {
		if part != "" {
			side.Sub = strings.TrimPrefix(side.Sub+", "+part, ", ")
		}
	}
	if l.Withdrawn {
		side.Sub += ". Withdrawn"
	}
	return side
}

func (p *Pages) findDuplicate(r *server.Request, in access.Strand) (activity.Duplicate, error) {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return activity.Duplicate{}, fault.Missing()
	}
	return p.Activities.Duplicate(r.Context(), r.Who, in, id)
}

func (p *Pages) showDuplicateSettle(r *server.Request, in access.Strand) error {
	d, err := p.findDuplicate(r, in)
	if err != nil {
		return err
	}
	if d.Settled != activity.Unsettled {
		r.Flash("Somebody has already decided on these two records.")
		return r.Go("/%s/duplicates", string(in))
	}
	return r.Show(web.DuplicateSettle(p.settleView(r, d, form.New(nil), nil)))
}

// readSettled reads what somebody says of two that look the same, and why.
func readSettled(f *form.Form) (as activity.Settled, why string, err error) {
	as, why = activity.Settled(f.Text("settled")), wholeReason(f)
	f.Need(form.Length(why) <= activity.MaxReason, "why", "Reason must be 500 characters or less")
	return as, why, f.Join(activity.CheckSettled(as))
}

func (p *Pages) saveDuplicateSettle(r *server.Request, in access.Strand) error {
	d, err := p.findDuplicate(r, in)
	if err != nil {
		return err
	}
	f := r.Form()
	as, why, err := readSettled(f)
	if err == nil {
		err = p.Activities.SettleDuplicate(r.Context(), r.Who, in, d.ID, activity.Settle(r.Who, as, why, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.DuplicateSettle(p.settleView(r, d, f, err)))
	}
	if errors.Is(err, fault.Conflict) && !r.Who.Rehearses {
		r.Flash("Somebody has already decided on these two records.")
		return r.Go("/%s/duplicates", string(in))
	}
	if err != nil {
		return err
	}
	if as == activity.Same && r.MayIn(access.WithdrawActivity, in) {
		r.FlashLink("Kept that they are the same. One of them should be withdrawn, so that it counts once.", "Withdraw "+d.Line.Ref, activityPath(in, d.Line.Ref)+"/withdraw")
	} else {
		r.Flash("Kept what you said of " + d.Line.Ref + " and " + d.Other.Ref + ".")
	}
	return r.Go("/%s/duplicates", string(in))
}

func (p *Pages) settleView(r *server.Request, d activity.Duplicate, f *form.Form, err error) web.SettleView {
	at := "/" + string(d.Strand) + "/duplicates"
	wrong := said(err)
	return web.SettleView{
		Shell: p.shell(r, shellOf{Title: "Are these two the same?", Strand: d.Strand, Nav: "Activities", Err: err}),
		Back:  layout.Link{Text: "Back to records that look the same", Href: at}, Problems: inOrder(problems(err), "settled", "why"), Action: at + "/" + d.ID.String(),
		Pair: pairView(d),
		Settled: layout.Field{ID: "settled", Label: "What are they?", Value: f.Raw("settled"), Error: wrong["settled"], Options: []layout.Option{
			{Value: string(activity.Same), Label: "They are the same", Hint: "One of them should then be withdrawn"},
			{Value: string(activity.Different), Label: "They are different", Hint: "Both stay as they are"},
		}},
		Why:    layout.Field{ID: "why", Label: "Reason", Value: f.Raw("why"), Error: wrong["why"], Rows: 2, Max: activity.MaxReason, Optional: true},
		Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}

// alikeField names the answer about one record that looks like the new one.
func alikeField(l activity.Line) string { return "alike-" + l.ID.String() }

// readPairs is what was said of the records that look like the new one. One
// that is the same comes back as it; the record is not saved then.
func (p *Pages) readPairs(r *server.Request, f *form.Form, lines []activity.Line) (pairs []activity.Duplicate, same *activity.Line) {
	now := p.Now()
	for _, l := range lines {
		d := activity.Duplicate{ID: uuid.New(), FoundAt: now, FoundBy: r.Who.ID, Other: l}
		switch f.Text(alikeField(l)) {
		case "same":
			return nil, &l
		case "different":
			d.Settled, d.SettledAt, d.SettledBy = activity.Different, now, r.Who.ID
		case "later":
		default:
			f.Need(false, alikeField(l), "Select whether %s is the same", l.Ref)
		}
		pairs = append(pairs, d)
	}
	return pairs, nil
}

// alikeFields asks about each record that looks like the new one.
func alikeFields(f *form.Form, lines []activity.Line, err error) []web.Alike {
	wrong := said(err)
	var all []web.Alike
	for _, l := range lines {
		all = append(all, web.Alike{Side: lineLink(l), Answer: layout.Field{
			ID: alikeField(l), Label: "Is " + l.Ref + " the same?", Value: f.Raw(alikeField(l)), Error: wrong[alikeField(l)], Small: true,
			Options: []layout.Option{
				{Value: "same", Label: "This is the same", Hint: "Nothing is saved. You go to " + l.Ref + ", and your draft stays"},
				{Value: "different", Label: "This is different"},
				{Value: "later", Label: "I do not know. Save it and decide later"},
			},
		}})
	}
	return all
}
