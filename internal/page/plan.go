package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/server"
	"liaison/internal/spreadsheet"
	web "liaison/web/activity"
	"liaison/web/home"
	"liaison/web/layout"
)

const planPath = "/coordination/planned"

// planRoutes is the map of what agencies mean to do.
func (p *Pages) planRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get(planPath, in, access.ReadActivity, audit.None, p.showPlans),
		server.Get(planPath+".csv", in, access.ReadActivity, audit.None, p.showPlanTable),
		server.Get(planPath+"/new", in, access.KeepPlan, audit.None, p.showPlanNew),
		server.Post(planPath+"/new", in, access.KeepPlan, audit.Collect, p.savePlanNew),
		server.Get(planPath+"/:id/change", in, access.KeepPlan, audit.None, p.showPlanChange),
		server.Post(planPath+"/:id/change", in, access.KeepPlan, audit.Alter, p.savePlanChange),
		server.Get(planPath+"/:id/off", in, access.KeepPlan, audit.None, p.showPlanOff),
		server.Post(planPath+"/:id/off", in, access.KeepPlan, audit.Alter, p.savePlanOff),
		server.Get(planPath+"/:id/overlap/:other", in, access.SettleDuplicate, audit.None, p.showOverlap),
		server.Post(planPath+"/:id/overlap/:other", in, access.SettleDuplicate, audit.Collect, p.saveOverlap),
	}
}

// outlook is what is planned for the next days.
type outlook struct {
	last    time.Time
	plans   []activity.Plan    // the soonest first, a little beyond the last day
	open    []activity.Overlap // that nobody has decided on
	settled []activity.Overlap // the newest first
}

// outlook reads what is planned. Pairs are looked for a little beyond the last
// day, because what is planned then may be the same as something before it.
func (p *Pages) outlook(r *server.Request) (outlook, error) {
	a := outlook{last: p.today().AddDate(0, 0, activity.PlanDays)}
	beyond := a.last.AddDate(0, 0, activity.OverlapDays)
	var err error
	if a.plans, err = p.Activities.Plans(r.Context(), r.Who, p.today(), beyond); err != nil {
		return a, err
	}
	if a.settled, err = p.Activities.Settled(r.Context(), r.Who, p.today(), beyond); err != nil {
		return a, err
	}
	for _, o := range activity.Overlaps(a.plans) {
		said := slices.ContainsFunc(a.settled, func(s activity.Overlap) bool {
			return s.Plan.ID == o.Plan.ID && s.Other.ID == o.Other.ID || s.Plan.ID == o.Other.ID && s.Other.ID == o.Plan.ID
		})
		if !said && !o.Plan.Day.After(a.last) {
			a.open = append(a.open, o)
		}
	}
	return a, nil
}

// plannedMeetings are the partnership's meetings up to the last day.
func (p *Pages) plannedMeetings(r *server.Request, last time.Time) ([]activity.Line, error) {
	all, err := p.Activities.Planned(r.Context(), r.Who)
	return slices.DeleteFunc(all, func(l activity.Line) bool { return l.Day.Before(p.today()) || l.Day.After(last) }), err
}

// find is the plan with the id, or one without a name, which was called off.
func (a outlook) find(id uuid.UUID) activity.Plan {
	for _, p := range a.plans {
		if p.ID == id {
			return p
		}
	}
	return activity.Plan{ID: id, Title: "One that was called off"}
}

func (p *Pages) showPlans(r *server.Request) error {
	whole, err := p.outlook(r)
	if err != nil {
		return err
	}
	meetings, err := p.plannedMeetings(r, whole.last)
	if err != nil {
		return err
	}
	f := readPlanFilter(r, whole)
	a, meetings := f.narrow(whole, meetings)
	v := web.PlansView{
		Shell:    p.shell(r, shellOf{Title: "What is planned", Strand: access.Coordination, Nav: "Activities", Err: f.err}),
		Problems: problems(f.err), Fields: f.fields(), Back: backToList(access.Coordination),
		Meta: "The next " + strconv.Itoa(activity.PlanDays) + " days, to " + day(a.last), File: layout.Link{Text: "Download what is planned (CSV)", Href: address(planPath+".csv", f.form.Values(), planNames, "", "")},
		Title: overlapTitle(a.open),
	}
	if len(a.open) == 0 && len(f.words) > 0 {
		v.Title = "No two of the activities shown look the same"
	}
	if r.MayIn(access.KeepPlan, access.Coordination) {
		v.Add = layout.Link{Text: "Plan an activity", Href: planPath + "/new"}
	}
	for _, o := range a.open {
		row := web.OverlapRow{This: p.planSide(o.Plan), Other: p.planSide(o.Other), Near: o.Near}
		if r.MayIn(access.SettleDuplicate, access.Coordination) {
			row.Decide = layout.Link{Text: "Decide", Href: overlapPath(o), Hidden: "about " + o.Plan.Title + " and " + o.Other.Title}
		}
		v.Overlaps = append(v.Overlaps, row)
	}
	raise(&v.Shell, slices.ContainsFunc(meetings, ofSensitiveLine))
	v.Rows = p.planRows(r, a, meetings)
	v.Filter = layout.Narrow{Action: planPath, Label: "Filter what is planned", Count: "Showing " + plural(len(v.Rows), "activity", "activities"), Chosen: f.words}
	if v.Settled, err = p.settledRows(r, whole); err != nil {
		return err
	}
	if v.History, err = p.registerHistory(r, "plan"); err != nil {
		return err
	}
	if f.err != nil {
		return r.Mend(web.Plans(v))
	}
	return r.Show(web.Plans(v))
}

// planNeeds is planned activities that may be the same, for who may decide.
func (p *Pages) planNeeds(r *server.Request) ([]home.Need, error) {
	a, err := p.outlook(r)
	if err != nil || len(a.open) == 0 {
		return nil, err
	}
	first := a.open[0]
	return []home.Need{{
		Text: overlapTitle(a.open), Href: planPath, Strand: string(access.Coordination), Do: "Decide",
		Sub: "The soonest: " + first.Plan.Title + ", and " + first.Other.Title + ".",
	}}, nil
}

func overlapTitle(open []activity.Overlap) string {
	if len(open) == 0 {
		return "No two planned activities look the same"
	}
	return plural(len(open), "pair of planned activities", "pairs of planned activities") + " may be the same"
}

func overlapPath(o activity.Overlap) string {
	return planPath + "/" + o.Plan.ID.String() + "/overlap/" + o.Other.ID.String()
}

// planSide leads to a plan in the list, which has neither what was called off
// nor what is beyond its last day.
func (p *Pages) planSide(plan activity.Plan) web.PairSide {
	side := web.PairSide{Link: layout.Link{Text: plan.Title}}
	if !plan.Day.IsZero() && !plan.Day.After(p.today().AddDate(0, 0, activity.PlanDays)) {
		side.Link.Href = planPath + "#" + plan.ID.String()
	}
	if plan.AgencyName != "" {
		side.Sub = strings.Join([]string{plan.Kind.Name(), day(plan.Day), plan.AgencyName}, ", ")
	}
	return side
}

// planRows lists what is planned by area, and the partnership's meetings.
func (p *Pages) planRows(r *server.Request, a outlook, meetings []activity.Line) []web.PlanRow {
	var rows []web.PlanRow
	for _, plan := range byArea(a.plans, a.last) {
		row := web.PlanRow{
			ID: plan.ID.String(), Text: plan.Title, Sub: plan.Kind.Name(), Area: plan.Area, Day: dueClosed(plan.Day), Agency: plan.AgencyName, With: list(partnerNames(plan.With)), Need: plan.NeedTitle,
		}
		if r.May(access.KeepPlan, plan.Scope(r.Who.Partnership)) {
			at := planPath + "/" + plan.ID.String()
			row.Next = []layout.Link{{Text: "Change", Href: at + "/change", Hidden: plan.Title}, {Text: "Call off", Href: at + "/off", Hidden: plan.Title}}
		}
		rows = append(rows, row)
	}
	for _, l := range meetings {
		rows = append(rows, web.PlanRow{
			ID: l.ID.String(), Text: cmp.Or(l.Title, l.Ref), Href: activityPath(l.Strand, l.Ref), Sub: l.Kind.Name(), Day: dueClosed(l.Day), Agency: l.AgencyName, With: invites(l.Invited),
		})
	}
	return rows
}

// byArea orders the plans up to the last day by area, those without one last.
func byArea(plans []activity.Plan, last time.Time) []activity.Plan {
	plans = slices.DeleteFunc(slices.Clone(plans), func(p activity.Plan) bool { return p.Day.After(last) })
	slices.SortStableFunc(plans, func(a, b activity.Plan) int {
		if (a.Area == "") != (b.Area == "") {
			return strings.Compare(b.Area, a.Area)
		}
		return strings.Compare(strings.ToLower(a.Area), strings.ToLower(b.Area))
	})
	return plans
}

func partnerNames(with []activity.Partner) []string {
	var names []string
	for _, w := range with {
		names = append(names, w.AgencyName)
	}
	return names
}

func (p *Pages) settledRows(r *server.Request, a outlook) ([]web.SettledPair, error) {
	var ids []uuid.UUID
	for _, s := range a.settled {
		ids = append(ids, s.SettledBy)
	}
	names, err := p.names(r.Context(), r.Who, ids...)
	if err != nil {
		return nil, err
	}
	var rows []web.SettledPair
	for _, s := range a.settled {
		one, other := a.find(s.Plan.ID), a.find(s.Other.ID)
		if one.Day.IsZero() || !other.Day.IsZero() && other.Day.Before(one.Day) {
			one, other = other, one // the sooner first, and what was called off last
		}
		rows = append(rows, web.SettledPair{
			This: p.planSide(one), Other: p.planSide(other), Said: s.Settled.Name(), Sub: names[s.SettledBy] + ", " + day(calendar.Day(s.SettledAt)), Why: s.Why,
		})
	}
	return rows, nil
}

// showPlanTable is what is planned, and below it the pairs that may be one.
func (p *Pages) showPlanTable(r *server.Request) error {
	a, err := p.outlook(r)
	if err != nil {
		return err
	}
	meetings, err := p.plannedMeetings(r, a.last)
	if err != nil {
		return err
	}
	f := readPlanFilter(r, a)
	if f.err != nil {
		return fault.Missing()
	}
	a, meetings = f.narrow(a, meetings)
	rows := [][]string{
		{string(activity.Official), r.Session.PartnershipName, "Planned for the next " + strconv.Itoa(activity.PlanDays) + " days", "Exported by " + r.Session.Person + " on " + stamp(p.Now())},
		{},
		{"Area", "Day", "What", "Called", "Whose", "With", "Need"},
	}
	for _, plan := range byArea(a.plans, a.last) {
		rows = append(rows, []string{plan.Area, iso(plan.Day), plan.Kind.Name(), plan.Title, plan.AgencyName, list(partnerNames(plan.With)), plan.NeedTitle})
	}
	for _, l := range meetings {
		rows = append(rows, []string{"", iso(l.Day), l.Kind.Name(), l.Ref, l.AgencyName, invites(l.Invited), ""}) // its title may be marked above OFFICIAL
	}
	rows = append(rows, []string{}, []string{"May be the same", "Day", "As", "Day", "Why"})
	for _, o := range a.open {
		rows = append(rows, []string{o.Plan.Title, iso(o.Plan.Day), o.Other.Title, iso(o.Other.Day), strings.Join(o.Near, " ")})
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return r.Table("planned-"+iso(p.today()), table)
}

// findPlan is the plan in the path, if it is still planned and this person may
// change it.
func (p *Pages) findPlan(r *server.Request) (activity.Plan, error) {
	plan, err := p.Activities.Plan(r.Context(), r.Who, idParam(r))
	switch {
	case err != nil:
		return plan, err
	case !r.May(access.KeepPlan, plan.Scope(r.Who.Partnership)):
		return plan, fault.New(fault.Forbidden, "Only its own agency or the coordinator can change it or call it off")
	case plan.IsOff():
		return plan, fault.New(fault.Conflict, "This has already been called off")
	}
	return plan, nil
}
