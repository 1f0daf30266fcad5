package page

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// activityRoutes is the map of activities, their actions and their drafts.
func (p *Pages) activityRoutes() []server.Route {
	mixed := []access.Strand{access.Coordination, access.Outreach}
	coordination := []access.Strand{access.Coordination}
	routes := []server.Route{
		server.Mixed(http.MethodGet, "/activities", mixed, access.ReadActivity, audit.None, p.showActivityList),
		server.Mixed(http.MethodGet, "/activities/new", coordination, access.LogMeeting, audit.None, p.showActivityChoice),
		server.Mixed(http.MethodGet, "/actions", coordination, access.ReadAction, audit.None, p.showActionList),
		server.Get(completeAllPath, access.Coordination, access.CompleteAction, audit.None, p.showActionCompleteAll),
		server.Post(completeAllPath, access.Coordination, access.CompleteAction, audit.Alter, p.saveActionCompleteAll),
		server.Get(undoPath, access.Coordination, access.CompleteAction, audit.None, p.showActionUndo),
		server.Post(undoPath, access.Coordination, access.CompleteAction, audit.Alter, p.saveActionUndo),
		server.Get("/coordination/actions/:ref", access.Coordination, access.ReadAction, audit.None, p.showAction),
		server.Get("/coordination/actions/:ref/complete", access.Coordination, access.CompleteAction, audit.None, p.showActionComplete),
		server.Post("/coordination/actions/:ref/complete", access.Coordination, access.CompleteAction, audit.Alter, p.saveActionComplete),
		server.Get("/coordination/actions/:ref/reopen", access.Coordination, access.CompleteAction, audit.None, p.showActionReopen),
		server.Post("/coordination/actions/:ref/reopen", access.Coordination, access.CompleteAction, audit.Alter, p.saveActionReopen),
		server.Get("/coordination/actions/:ref/date", access.Coordination, access.PostponeAction, audit.None, p.showActionPostpone),
		server.Post("/coordination/actions/:ref/date", access.Coordination, access.PostponeAction, audit.Alter, p.saveActionPostpone),
		server.Get("/coordination/actions/:ref/owner", access.Coordination, access.PostponeAction, audit.None, p.showActionOwner),
		server.Post("/coordination/actions/:ref/owner", access.Coordination, access.PostponeAction, audit.Alter, p.saveActionOwner),
	}
	routes = append(routes, p.meetingRoutes()...)
	routes = append(routes, p.logRoutes()...)
	routes = append(routes, p.ratingRoutes()...)
	for _, in := range access.Strands() {
		routes = append(routes, p.recordRoutes(in)...)
	}
	return routes
}

// recordRoutes is what every strand offers on its own records.
func (p *Pages) recordRoutes(in access.Strand) []server.Route {
	read := audit.None
	base := "/" + string(in) + "/activities"
	if in.LogsReads() {
		read = audit.Consult
	}
	routes := []server.Route{
		server.Get(base+"/:ref", in, access.ReadActivity, read, inStrand(in, p.showActivity)),
		server.Get(base+"/:ref/history", in, access.ReadActivity, read, inStrand(in, p.showActivityHistory)),
		server.Get(base+"/:ref/withdraw", in, access.WithdrawActivity, read, inStrand(in, p.showActivityWithdraw)),
		server.Post(base+"/:ref/withdraw", in, access.WithdrawActivity, audit.Alter, inStrand(in, p.saveActivityWithdraw)),
		server.Get(base+"/:ref/report", in, access.ReportActivity, read, inStrand(in, p.showActivityReport)),
		server.Post(base+"/:ref/report", in, access.ReportActivity, audit.Alter, inStrand(in, p.saveActivityReport)),
		server.Get(base+"/:ref/restore", in, access.RestoreActivity, read, inStrand(in, p.showActivityRestore)),
		server.Post(base+"/:ref/restore", in, access.RestoreActivity, audit.Alter, inStrand(in, p.saveActivityRestore)),
	}
	if slices.Contains(p.loggedStrands(), in) {
		routes = append(routes,
			server.Get(base+"/:ref/correct", in, access.CorrectActivity, read, inStrand(in, p.showActivityCorrect)),
			server.Post(base+"/:ref/correct", in, access.CorrectActivity, audit.Alter, inStrand(in, p.saveActivityCorrect)))
	}
	if in != access.Coordination {
		routes = append(routes, server.Get(base, in, access.ReadActivity, audit.None, inStrand(in, p.showStrandList)))
	}
	if in.LogsReads() {
		routes = append(routes, server.Post(base+"/:ref/read", in, access.ReadActivity, audit.Consult, inStrand(in, p.saveActivityRead)))
	}
	return routes
}

// findActivity is the record in the path, if there is one for this person.
// Where a reason for reading comes first it answers with the page that asks
// for it, and done is true.
func (p *Pages) findActivity(r *server.Request, in access.Strand) (a activity.Activity, done bool, err error) {
	a, err = p.Activities.Find(r.Context(), r.Who, in, r.Param("ref"), p.AskReason)
	if errors.Is(err, activity.ErrUnread) {
		return a, true, p.askToRead(r, in, nil)
	}
	return a, false, err
}

// activityPath is where a record is shown.
func activityPath(in access.Strand, ref string) string {
	return "/" + string(in) + "/activities/" + ref
}

// names are the names of people by the ids that records carry.
func (p *Pages) names(ctx context.Context, who access.Actor, ids ...uuid.UUID) (map[uuid.UUID]string, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool { return id == uuid.Nil })
	slices.SortFunc(ids, func(x, y uuid.UUID) int { return slices.Compare(x[:], y[:]) })
	ids = slices.Compact(ids)
	names := map[uuid.UUID]string{}
	if len(ids) == 0 {
		return names, nil
	}
	found, err := p.Accounts.Names(ctx, who, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		names[id] = "Someone who has left"
		if n := found[id]; n.Full != "" {
			names[id] = n.Full
		}
	}
	return names, nil
}

// askToRead asks why a record has to be read, before any of it is shown.
func (p *Pages) askToRead(r *server.Request, in access.Strand, err error) error {
	back := "/" + string(in) + "/activities"
	reason := r.Form().Raw("why")
	if r.Who.Rehearses {
		reason = "" // that one was given for something else
	}
	page := web.Ask(web.AskView{
		Shell: p.shell(r, shellOf{Title: "Reason for reading", Strand: in, Nav: "Activities", Err: err}),
		Back:  layout.Link{Text: "Back to the list", Href: back}, Problems: problems(err),
		Heading: "Why do you need to read " + r.Param("ref") + "?",
		Says: []string{
			"The partnership asks for a reason before a record of this area is opened. It is kept with your name, the time and the reference. It covers this record until you sign out.",
		},
		Action: activityPath(in, r.Param("ref")) + "/read",
		Why: &layout.Field{
			ID: "why", Label: "Reason", Hint: "For example, preparing the review on 3 December. Do not name anyone", Value: reason,
			Error: said(err)["why"], Rows: 3, Max: activity.MaxReason,
		},
		Button: "Open the record", Cancel: layout.Link{Text: "Cancel", Href: back},
	})
	if err != nil {
		return r.Mend(page)
	}
	return r.Show(page)
}

func (p *Pages) saveActivityRead(r *server.Request, in access.Strand) error {
	f := r.Form()
	err := f.Join(p.Activities.Read(r.Context(), r.Who, in, r.Param("ref"), wholeReason(f)))
	if errors.Is(err, fault.Invalid) {
		return p.askToRead(r, in, err)
	}
	if err != nil {
		return err
	}
	return r.Go("/%s/activities/%s", string(in), r.Param("ref"))
}

// wholeReason is the reason typed, or nothing where some of it could not be
// kept: what is saved is what somebody wrote, or it is not saved.
func wholeReason(f *form.Form) string {
	if f.Spoke("why") {
		return ""
	}
	return f.Text("why")
}
