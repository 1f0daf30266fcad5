package page

import (
	"errors"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// planSetting is what a plan may name.
type planSetting struct {
	own   []partnership.Agency // for which this person may plan
	all   []partnership.Partner
	needs []partnership.Need
}

func (p *Pages) planSetting(r *server.Request) (planSetting, error) {
	var s planSetting
	var err error
	if s.own, err = p.mayFor(r, access.KeepPlan, false); err != nil {
		return s, err
	}
	if s.all, err = p.Partnerships.Partners(r.Context(), r.Who, p.today()); err != nil {
		return s, err
	}
	s.needs, err = p.Partnerships.Needs(r.Context(), r.Who, p.today())
	return s, err
}

func (p *Pages) showPlanNew(r *server.Request) error {
	s, err := p.planSetting(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	if len(s.own) == 1 {
		f.Set("agency", strconv.Itoa(s.own[0].ID))
	}
	return r.Show(web.PlanForm(p.planForm(r, s, f, nil)))
}

func (p *Pages) savePlanNew(r *server.Request) error {
	s, err := p.planSetting(r)
	if err != nil {
		return err
	}
	f := r.Form()
	plan := p.readPlan(r, f, s)
	err = f.Join(plan.Check(agencyIDs(s.all), s.needIDs(), p.today()))
	if err == nil {
		err = p.Activities.AddPlan(r.Context(), r.Who, plan)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.PlanForm(p.planForm(r, s, f, err)))
	}
	if err != nil {
		return err
	}
	return p.writtenDown(r, plan, "is planned")
}

// naming is the setting with what a plan names already, also where it could not be
// named anew: an agency that has left, a need that was met.
func (s planSetting) naming(plan activity.Plan) planSetting {
	s.own, s.all, s.needs = slices.Clone(s.own), slices.Clone(s.all), slices.Clone(s.needs)
	if !slices.ContainsFunc(s.own, func(a partnership.Agency) bool { return a.ID == plan.Agency }) {
		s.own = append(s.own, partnership.Agency{ID: plan.Agency, Name: plan.AgencyName})
	}
	for _, w := range append([]activity.Partner{{Agency: plan.Agency, AgencyName: plan.AgencyName}}, plan.With...) {
		if !slices.Contains(agencyIDs(s.all), w.Agency) {
			s.all = append(s.all, partnership.Partner{Agency: partnership.Agency{ID: w.Agency, Name: w.AgencyName}})
		}
	}
	if plan.Need != uuid.Nil && !slices.Contains(s.needIDs(), plan.Need) {
		s.needs = append(s.needs, partnership.Need{ID: plan.Need, Title: plan.NeedTitle})
	}
	return s
}

func (s planSetting) needIDs() []uuid.UUID {
	var ids []uuid.UUID
	for _, n := range s.needs {
		ids = append(ids, n.ID)
	}
	return ids
}

func (p *Pages) showPlanChange(r *server.Request) error {
	plan, s, err := p.changing(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("kind", string(plan.Kind))
	f.Set("title", plan.Title)
	f.Set("day", day(plan.Day))
	f.Set("area", plan.Area)
	f.Set("agency", strconv.Itoa(plan.Agency))
	var with []string
	for _, w := range plan.With {
		with = append(with, strconv.Itoa(w.Agency))
	}
	f.Set("with", with...)
	if plan.Need != uuid.Nil {
		f.Set("need", plan.Need.String())
	}
	f.Set("version", strconv.Itoa(plan.Version))
	return r.Show(web.PlanForm(p.planChangeForm(r, plan, s, f, nil)))
}

// changing is the plan in the path, and what it may name.
func (p *Pages) changing(r *server.Request) (activity.Plan, planSetting, error) {
	plan, err := p.findPlan(r)
	if err != nil {
		return plan, planSetting{}, err
	}
	s, err := p.planSetting(r)
	return plan, s.naming(plan), err
}

func (p *Pages) savePlanChange(r *server.Request) error {
	was, s, err := p.changing(r)
	if err != nil {
		return err
	}
	f := r.Form()
	is := p.readPlan(r, f, s)
	version, versionErr := strconv.Atoi(f.Text("version"))
	f.Need(versionErr == nil, "title", "This form is out of date. Check the plan, then change it again")
	err = f.Join(is.Check(agencyIDs(s.all), s.needIDs(), p.today()))
	if err == nil {
		err = p.Activities.ChangePlan(r.Context(), r.Who, was.ID, activity.AlterPlan(is, version))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.PlanForm(p.planChangeForm(r, was, s, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashPlan(r, is, f)
	}
	if err != nil {
		return err
	}
	is.ID = was.ID
	return p.writtenDown(r, is, "is changed")
}

// clashPlan shows the form again as it was sent, beside what somebody else made of
// the plan meanwhile. One that was called off is a Conflict.
func (p *Pages) clashPlan(r *server.Request, typed activity.Plan, f *form.Form) error {
	plan, s, err := p.changing(r)
	if err != nil {
		return err
	}
	f.Set("version", strconv.Itoa(plan.Version))
	v := p.planChangeForm(r, plan, s, f, nil)
	v.Shell.HasErrors = true
	v.Clash = &layout.Versions{By: "Somebody else", At: "the same time", Rows: s.differences(plan, typed)}
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, plan.ID)
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
	return r.Clash(web.PlanForm(v))
}

// differences are in what two versions of a plan differ, in the names of the setting.
func (s planSetting) differences(theirs, typed activity.Plan) []layout.Difference {
	agency := func(id int) string {
		n := slices.IndexFunc(s.all, func(a partnership.Partner) bool { return a.Agency.ID == id })
		if n < 0 {
			return ""
		}
		return s.all[n].Agency.Name
	}
	with := func(p activity.Plan) string {
		var names []string
		for _, w := range p.With {
			names = append(names, agency(w.Agency))
		}
		slices.Sort(names)
		return list(names)
	}
	need := func(id uuid.UUID) string {
		n := slices.IndexFunc(s.needs, func(n partnership.Need) bool { return n.ID == id })
		if n < 0 {
			return ""
		}
		return s.needs[n].Title
	}
	return differing([]layout.Difference{
		{Name: "What", Left: theirs.Kind.Name(), Right: typed.Kind.Name()},
		{Name: "Called", Left: theirs.Title, Right: typed.Title},
		{Name: "Day", Left: day(theirs.Day), Right: day(typed.Day)},
		{Name: "Area", Left: theirs.Area, Right: typed.Area},
		{Name: "Whose", Left: agency(theirs.Agency), Right: agency(typed.Agency)},
		{Name: "With", Left: with(theirs), Right: with(typed)},
		{Name: "Need", Left: need(theirs.Need), Right: need(typed.Need)},
	})
}

func (p *Pages) planChangeForm(r *server.Request, plan activity.Plan, s planSetting, f *form.Form, err error) web.PlanFormView {
	v := p.planForm(r, s, f, err)
	v.Shell = p.shell(r, shellOf{Title: "Change a planned activity", Strand: access.Coordination, Nav: "Activities", Err: err})
	v.Heading, v.Button, v.Version = "Change "+plan.Title, "Save changes", f.Raw("version")
	v.Action = planPath + "/" + plan.ID.String() + "/change"
	return v
}

// writtenDown says that a plan is written down, and whether it looks like another.
func (p *Pages) writtenDown(r *server.Request, plan activity.Plan, did string) error {
	a, err := p.outlook(r)
	if err != nil {
		return err
	}
	for _, o := range a.open {
		if o.Plan.ID == plan.ID || o.Other.ID == plan.ID {
			r.FlashLink(plan.Title+" "+did+". It looks like something else that is.", "Decide whether they are the same", overlapPath(o))
			return r.Go(planPath)
		}
	}
	r.Flash(plan.Title + " " + did + ".")
	return r.Go(planPath)
}

func (p *Pages) readPlan(r *server.Request, f *form.Form, s planSetting) activity.Plan {
	plan := activity.Plan{
		ID: uuid.New(), Kind: activity.PlanKind(f.Text("kind")), Title: oneLine(f.Text("title")), Day: f.Date("day", "Day", p.today()), Area: oneLine(f.Text("area")),
		Agency: chosenAgency(f, "agency", "Select whose activity it is", s.own).ID, By: r.Who.ID, At: p.Now(),
	}
	for _, typed := range f.All("with") {
		id, err := strconv.Atoi(typed)
		f.Need(err == nil, "with", "Select agencies from the list")
		if id != plan.Agency && !slices.ContainsFunc(plan.With, func(w activity.Partner) bool { return w.Agency == id }) {
			plan.With = append(plan.With, activity.Partner{Agency: id})
		}
	}
	if typed := f.Text("need"); typed != "" {
		var err error
		plan.Need, err = uuid.Parse(typed)
		f.Need(err == nil, "need", "Select a need from the list")
	}
	return plan
}

func (p *Pages) planForm(r *server.Request, s planSetting, f *form.Form, err error) web.PlanFormView {
	say := said(err)
	v := web.PlanFormView{
		Shell:    p.shell(r, shellOf{Title: "Plan an activity", Strand: access.Coordination, Nav: "Activities", Err: err}),
		Problems: inOrder(problems(err), "kind", "title", "day", "area", "agency", "with", "need"), Action: planPath + "/new",
		Heading: "Plan an activity", Button: "Plan it",
		Kind:   layout.Field{ID: "kind", Label: "What is planned?", Value: f.Raw("kind"), Error: say["kind"], Small: true},
		Title:  layout.Field{ID: "title", Label: "What it is called", Hint: "Like “Spotting harmful content, for tutors”. " + noMember, Value: f.Raw("title"), Error: say["title"], Autocomplete: "off"},
		Day:    layout.Field{ID: "day", Label: "Day", Value: f.Raw("day"), Error: say["day"]},
		Area:   layout.Field{ID: "area", Label: "Area", Hint: "A town, a ward or a district, not an address", Optional: true, Value: f.Raw("area"), Error: say["area"], Width: "two-thirds", Autocomplete: "off"},
		Agency: layout.Field{ID: "agency", Label: "Whose activity is it?", Value: f.Raw("agency"), Error: say["agency"], Options: agencyOptions("Choose an agency", s.own)},
		With:   layout.Field{ID: "with", Label: "Who else has a part in it?", Optional: true, Error: say["with"], Small: true},
		Need:   layout.Field{ID: "need", Label: "Need that it answers", Optional: true, Value: f.Raw("need"), Error: say["need"], Options: []layout.Option{{Label: "None of those recorded"}}},
		Cancel: layout.Link{Text: "Cancel", Href: planPath},
	}
	for _, k := range activity.PlanKinds() {
		v.Kind.Options = append(v.Kind.Options, layout.Option{Value: string(k), Label: k.Name()})
	}
	for _, a := range s.all {
		id := strconv.Itoa(a.Agency.ID)
		v.With.Options = append(v.With.Options, layout.Option{Value: id, Label: a.Agency.Name, Chosen: f.Ticked("with", id)})
	}
	for _, n := range s.needs {
		v.Need.Options = append(v.Need.Options, layout.Option{Value: n.ID.String(), Label: n.Title})
	}
	return v
}

func (p *Pages) showPlanOff(r *server.Request) error {
	plan, err := p.findPlan(r)
	if err != nil {
		return err
	}
	return r.Show(web.PlanOff(p.planOff(r, plan, form.New(nil), nil)))
}

func (p *Pages) savePlanOff(r *server.Request) error {
	plan, err := p.findPlan(r)
	if err != nil {
		return err
	}
	f := r.Form()
	why := wholeReason(f)
	err = f.Join(activity.CheckOff(why))
	if err == nil {
		err = p.Activities.ChangePlan(r.Context(), r.Who, plan.ID, activity.CallOff(r.Who, why, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.PlanOff(p.planOff(r, plan, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(plan.Title + " is called off.")
	return r.Go(planPath)
}

func (p *Pages) planOff(r *server.Request, plan activity.Plan, f *form.Form, err error) web.PlanOffView {
	return web.PlanOffView{
		Shell: p.shell(r, shellOf{Title: "Call off an activity", Strand: access.Coordination, Nav: "Activities", Err: err}), Problems: problems(err),
		Heading: "Call off " + plan.Title, Action: planPath + "/" + plan.ID.String() + "/off",
		Rows: []layout.SummaryRow{
			{Key: "What", Lines: []string{plan.Kind.Name()}},
			{Key: "Day", Lines: []string{day(plan.Day)}},
			{Key: "Whose", Lines: []string{plan.AgencyName}},
		},
		Why:    layout.Field{ID: "why", Label: "Reason", Hint: noMember, Value: f.Raw("why"), Error: said(err)["why"], Rows: 3, Max: activity.MaxReason},
		Cancel: layout.Link{Text: "Cancel", Href: planPath},
	}
}

// findOverlap is the pair in the path, if it may be one and nobody has decided.
func (p *Pages) findOverlap(r *server.Request) (activity.Overlap, error) {
	a, err := p.outlook(r)
	if err != nil {
		return activity.Overlap{}, err
	}
	for _, o := range a.open {
		one, other := o.Plan.ID.String(), o.Other.ID.String()
		if one == r.Param("id") && other == r.Param("other") || one == r.Param("other") && other == r.Param("id") { // a day that moved turns them round
			return o, nil
		}
	}
	return activity.Overlap{}, fault.Missing()
}

func (p *Pages) showOverlap(r *server.Request) error {
	o, err := p.findOverlap(r)
	if err != nil {
		return err
	}
	return r.Show(web.DuplicateSettle(p.overlapView(r, o, form.New(nil), nil)))
}

func (p *Pages) saveOverlap(r *server.Request) error {
	o, err := p.findOverlap(r)
	if err != nil {
		return err
	}
	f := r.Form()
	as, why, err := readSettled(f)
	if err == nil && f.Raw("seen") != o.Mark() {
		err = activity.ErrPlansChanged()
	}
	if err == nil {
		err = p.Activities.SettleOverlap(r.Context(), r.Who, o, activity.SettleOverlap(r.Who, as, why, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.DuplicateSettle(p.overlapView(r, o, f, err)))
	}
	if errors.Is(err, fault.Conflict) && !r.Who.Rehearses {
		return p.clashOverlap(r, f, err)
	}
	if err != nil {
		return err
	}
	for _, plan := range []activity.Plan{o.Other, o.Plan} {
		if as == activity.Same && r.May(access.KeepPlan, plan.Scope(r.Who.Partnership)) {
			r.FlashLink("Kept that they are the same. One of them should be called off, so that it is done once.", "Call off "+plan.Title, planPath+"/"+plan.ID.String()+"/off")
			return r.Go(planPath)
		}
	}
	r.Flash("Kept what you said of these two.")
	return r.Go(planPath)
}

// clashOverlap shows the two as they are now, with what was typed; unless they
// are decided on, or look the same no more.
func (p *Pages) clashOverlap(r *server.Request, f *form.Form, met error) error {
	o, err := p.findOverlap(r)
	if errors.Is(err, fault.NotFound) {
		r.Flash("Somebody has already decided on these two, or changed one of them.")
		return r.Go(planPath)
	}
	if err != nil {
		return err
	}
	return r.Clash(web.DuplicateSettle(p.overlapView(r, o, f, fault.At("settled", sayOf(met)))))
}

func (p *Pages) overlapView(r *server.Request, o activity.Overlap, f *form.Form, err error) web.SettleView {
	wrong := said(err)
	return web.SettleView{
		Shell: p.shell(r, shellOf{Title: "Are these two the same?", Strand: access.Coordination, Nav: "Activities", Err: err}),
		Back:  layout.Link{Text: "Back to what is planned", Href: planPath}, Problems: inOrder(problems(err), "settled", "why"), Action: overlapPath(o), Mark: o.Mark(),
		Pair: web.Pair{This: p.planSide(o.Plan), Other: p.planSide(o.Other)},
		Settled: layout.Field{ID: "settled", Label: "What are they?", Value: f.Raw("settled"), Error: wrong["settled"], Options: []layout.Option{
			{Value: string(activity.Same), Label: "They are the same", Hint: "One of them should then be called off"},
			{Value: string(activity.Different), Label: "They are different", Hint: "Both stay as they are"},
		}},
		Why:    layout.Field{ID: "why", Label: "Reason", Value: f.Raw("why"), Error: wrong["why"], Rows: 2, Max: activity.MaxReason, Optional: true},
		Cancel: layout.Link{Text: "Cancel", Href: planPath},
	}
}
