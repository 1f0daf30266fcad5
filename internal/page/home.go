package page

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/checklist"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/home"
	"liaison/web/layout"
)

// How much of anything the first page shows.
const (
	homeNeeds    = 6
	lateFirst    = 3 // overdue actions that come before everything else
	homeMeetings = 6
	homeRecent   = 5
	homeAhead    = 3 // meetings to come
	soonDays     = 14
)

func (p *Pages) homeRoutes() []server.Route {
	return []server.Route{
		server.Identity(http.MethodGet, "/", access.ReadHome, audit.None, p.showHome),
	}
}

// showHome is the first page of whoever asks: what needs them first.
func (p *Pages) showHome(r *server.Request) error {
	v := home.View{Shell: p.shell(r, shellOf{Title: "Home", Nav: "Home"}), Meta: "Position at " + stamp(p.Now()), Areas: areas(r)}
	var fill func(*server.Request, *home.View) error
	switch {
	case r.Who.Is(access.Coordinator):
		v.Heading, fill = "Partnership health", p.coordinatorHome
	case r.Who.Is(access.Manager):
		v.Heading, fill = "Implementation at a glance", p.managerHome
	case r.Who.Is(access.Staff):
		v.Heading, fill = "Your work", p.staffHome
	case r.MayIn(access.ReadActivity, access.Coordination):
		v.Heading, fill = "Home", p.readerHome
	default:
		v.Heading, fill = "Home", p.otherHome
	}
	if err := fill(r, &v); err != nil {
		return err
	}
	for _, in := range []access.Strand{access.Coordination, access.Outreach} {
		if !r.MayIn(access.ReadActivity, in) {
			continue
		}
		kept, err := p.unsentLinks(r, in)
		if err != nil {
			return err
		}
		raise(&v.Shell, slices.ContainsFunc(kept, ofSensitiveDraft))
		for _, d := range kept {
			v.Unsent = append(v.Unsent, home.Draft{Link: d.Link, Sub: d.Sub + ".", Drop: d.Drop})
		}
	}
	attest, err := p.attestationNeeds(r)
	if err != nil {
		return err
	}
	if v.Needs == nil && len(attest) > 0 {
		v.Needs = &home.Needs{ID: "needs", Heading: "What needs you", Caption: "Items waiting for you"}
	}
	if v.Needs != nil {
		v.Needs.Rows = byDay(append(attest, v.Needs.Rows...), p.today())
		raise(&v.Shell, slices.ContainsFunc(v.Needs.Rows, func(n home.Need) bool { return n.Sensitive }))
	}
	return r.Show(home.Home(v))
}

// byDay puts what waits in the order in which it is wanted: what is due, the
// longest overdue first; then what has no day, since somebody waits for it now;
// then what is ahead, by its day.
func byDay(needs []home.Need, today time.Time) []home.Need {
	place := func(n home.Need) int {
		switch {
		case n.Due.ISO == "":
			return 1
		case n.Due.ISO > iso(today):
			return 2
		}
		return 0
	}
	slices.SortStableFunc(needs, func(a, b home.Need) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.Due.ISO, b.Due.ISO))
	})
	return needs
}

// areas are the doors to records that are in no mixed list: without a count,
// and only for those who work there.
func areas(r *server.Request) []layout.Link {
	var all []layout.Link
	for _, s := range []access.Strand{access.Casework, access.Intelligence} {
		if r.MayIn(access.ReadActivity, s) {
			all = append(all, layout.Link{Text: "Go to " + string(s) + " records", Href: "/" + string(s) + "/activities"})
		}
	}
	return all
}

func (p *Pages) coordinatorHome(r *server.Request, v *home.View) error {
	team, err := p.team(r)
	if err != nil {
		return err
	}
	late, err := p.Activities.Actions(r.Context(), r.Who, activity.ActionFilter{To: p.today().AddDate(0, 0, -1)})
	if err != nil {
		return err
	}
	soon, err := p.Activities.Actions(r.Context(), r.Who, activity.ActionFilter{From: p.today(), To: p.today().AddDate(0, 0, soonDays)})
	if err != nil {
		return err
	}
	overdue := p.actionNeeds(late, r.Who.Agency, "Chase")
	needs := slices.Concat(first(overdue, lateFirst), p.peopleNeeds(team))
	waiting, err := p.decisionNeeds(r)
	if err != nil {
		return err
	}
	asked, err := p.requestsWaiting(r, activity.RequestFilter{State: activity.OverdueRequests})
	if err != nil {
		return err
	}
	goals, err := p.goalsNeeds(r)
	if err != nil {
		return err
	}
	alike, err := p.planNeeds(r)
	if err != nil {
		return err
	}
	needs = slices.Concat(needs, p.requestNeeds(r, asked), waiting, alike, overdue[min(len(overdue), lateFirst):], goals, p.actionNeeds(soon, r.Who.Agency, "Open"))
	v.Needs = &home.Needs{
		ID: "needs", Heading: "What needs you", Caption: "Items waiting for you or that you are chasing, the longest overdue first",
		More: []layout.Link{{Text: "All " + plural(team.open, "open action", "open actions"), Href: "/actions?view=all"}, {Text: "Measures of health", Href: healthPath}, toNotices},
		Rows: first(needs, homeNeeds), Empty: "Nothing needs you today.", Why: "Overdue actions and requests, agencies without a representative, changes that wait for you and activities that are planned twice appear here.",
	}
	counts, err := p.tally(r)
	if err != nil {
		return err
	}
	at, err := p.positionOn(r, p.today())
	if err != nil {
		return err
	}
	v.Figures = []layout.Figure{
		{Text: "Actions overdue", Href: "/actions?view=all&due=overdue", Note: fmt.Sprintf("of %d open", team.open), Value: strconv.Itoa(team.overdue), Late: team.overdue > 0},
		{Text: "Partners at the last 3 meetings", Href: "/agencies", Note: fmt.Sprintf("of %d, named representative or substitute", len(team.partners)), Value: strconv.Itoa(team.regular(3))},
		{Text: "Partners with a named representative", Href: "/agencies", Note: fmt.Sprintf("of %d", len(team.partners)), Value: strconv.Itoa(team.named())},
		{Text: "Information requests past their day", Href: requestsPath + "?state=overdue", Note: "the day agreed for an answer", Value: pastDay(asked), Late: len(asked) > 0},
		{Text: "Checklist items with current evidence", Href: "/checklist?evidence=current", Note: fmt.Sprintf("of %d, by the newest record of each", counts.all), Value: strconv.Itoa(at.fresh())},
		{Text: "Checklist items in place", Href: "/checklist?status=in-place", Note: fmt.Sprintf("of %d, as a manager assessed them", counts.all), Value: strconv.Itoa(counts.by[checklist.InPlace])},
		{Text: "Checklist reviews overdue", Href: "/checklist?review=overdue", Note: "by the date set at the last assessment", Value: strconv.Itoa(counts.overdue), Late: counts.overdue > 0},
	}
	asOf, err := p.checkupOn(r, p.today())
	if err != nil {
		return err
	}
	v.Caution = true
	v.Partners = p.partnersTable(team)
	v.Charts = &home.Charts{Exchange: asOf.exchange(), Overdue: asOf.overdue()}
	return nil
}

func (p *Pages) managerHome(r *server.Request, v *home.View) error {
	team, err := p.team(r)
	if err != nil {
		return err
	}
	counts, err := p.tally(r)
	if err != nil {
		return err
	}
	waiting, err := p.decisionNeeds(r)
	if err != nil {
		return err
	}
	v.Needs = &home.Needs{
		ID: "needs", Heading: "What needs you", Caption: "Changes that wait for you and checklist reviews, the longest overdue first",
		More: []layout.Link{{Text: "Whole checklist", Href: "/checklist"}, toNotices},
		Rows: first(byDay(append(waiting, counts.reviews...), p.today()), 2*homeNeeds), Empty: "No review is due in the next two weeks.",
		Why: "Reviews of checklist items appear here two weeks before their date, and changes that wait for a second person at once.",
	}
	v.Figures = []layout.Figure{
		{Text: "In place", Href: "/checklist?status=in-place", Note: fmt.Sprintf("of %d items, as assessed", counts.all), Value: strconv.Itoa(counts.by[checklist.InPlace])},
		{Text: "Partly in place", Href: "/checklist?status=partly", Value: strconv.Itoa(counts.by[checklist.PartlyThere])},
		{Text: "Not in place", Href: "/checklist?status=not-in-place", Value: strconv.Itoa(counts.by[checklist.NotInPlace])},
		{Text: "Not assessed", Href: "/checklist?status=not-assessed", Value: strconv.Itoa(counts.by[checklist.NotAssessed])},
		{Text: "Reviews overdue", Href: "/checklist?review=overdue", Value: strconv.Itoa(counts.overdue), Late: counts.overdue > 0},
	}
	at, err := p.positionOn(r, p.today())
	if err != nil {
		return err
	}
	v.Second = p.ageingNeeds(at)
	v.Caution = true
	v.Partners = p.partnersTable(team)
	return nil
}

func (p *Pages) staffHome(r *server.Request, v *home.View) error {
	actions, err := p.Activities.Actions(r.Context(), r.Who, activity.ActionFilter{Agency: r.Who.Agency})
	if err != nil {
		return err
	}
	asked, err := p.requestsWaiting(r, activity.RequestFilter{State: activity.OpenRequests, Asked: r.Who.Agency})
	if err != nil {
		return err
	}
	goals, err := p.goalsNeeds(r)
	if err != nil {
		return err
	}
	v.Needs = &home.Needs{
		ID: "needs", Heading: "Your agency’s actions", Caption: "What your agency was asked for, and its open actions, the longest overdue first",
		More: []layout.Link{{Text: "All actions", Href: "/actions"}, {Text: "Information requests", Href: "/requests"}, toNotices},
		Rows: first(slices.Concat(p.requestNeeds(r, asked), goals, p.actionNeeds(actions, r.Who.Agency, "Update")), 2*homeNeeds), Empty: "Your agency has no open actions.",
		Why: "Actions from meetings, follow-ups of training and requests for information appear here when someone gives them to your agency.",
	}
	ahead, err := p.Activities.Ahead(r.Context(), r.Who, p.today(), homeAhead)
	if err != nil {
		return err
	}
	v.Second = p.meetingsAhead(ahead)
	raise(&v.Shell, slices.ContainsFunc(v.Second.Rows, func(n home.Need) bool { return n.Sensitive }))
	drafts, err := p.Activities.Drafts(r.Context(), r.Who, access.Coordination)
	if err != nil {
		return err
	}
	links := p.draftLinks(drafts)
	raise(&v.Shell, slices.ContainsFunc(links, ofSensitiveDraft))
	for _, d := range links {
		v.Drafts = append(v.Drafts, home.Draft{Link: d.Link, Sub: d.Sub + "."})
	}
	return p.recent(r, v)
}

func (p *Pages) readerHome(r *server.Request, v *home.View) error { return p.recent(r, v) }

func (p *Pages) otherHome(_ *server.Request, v *home.View) error {
	v.Meta = ""
	why := "What you may use is in the links above. Your account page says which roles you hold and why."
	if len(v.Shell.Nav) == 1 {
		why = "Your account page says which roles you hold and why. Ask an administrator if you expected to find something here."
	}
	v.Needs = &home.Needs{ID: "needs", Heading: "What you can do here", Empty: "Your role reads no partnership records.", Why: why}
	return nil
}

// recent adds the newest meetings.
func (p *Pages) recent(r *server.Request, v *home.View) error {
	lines, err := p.Activities.List(r.Context(), r.Who, access.Coordination, activity.Filter{Kind: activity.CoordinationMeeting, Status: activity.HeldMeeting})
	if err != nil {
		return err
	}
	v.Recent = &home.Recent{
		Heading: "Latest meetings", More: layout.Link{Text: "All activities", Href: "/activities"}, Empty: "No meetings recorded yet.",
	}
	raise(&v.Shell, slices.ContainsFunc(first(lines, homeRecent), ofSensitiveLine))
	for _, l := range first(lines, homeRecent) {
		row := home.RecentRow{Link: layout.Link{Text: l.Title, Href: "/coordination/activities/" + l.Ref}, Day: day(l.Day), ISO: iso(l.Day)}
		row.Sub = fmt.Sprintf("%s. %d of %d agencies came.", l.Ref, l.Came, l.Invited)
		if l.Hidden {
			row.Link.Text, row.Sub = "Reported as wrong content", l.Ref
		}
		v.Recent.Rows = append(v.Recent.Rows, row)
	}
	return nil
}

// team is who takes part, and how.
type team struct {
	partners []partnership.Partner
	meetings []time.Time                    // the newest, oldest first
	ids      []uuid.UUID                    // of those
	came     map[int]map[uuid.UUID]presence // by agency and meeting
	loads    map[int]activity.Load          // by agency
	open     int
	overdue  int
}

type presence struct {
	state string
	day   time.Time
}

func (p *Pages) team(r *server.Request) (team, error) {
	t := team{came: map[int]map[uuid.UUID]presence{}, loads: map[int]activity.Load{}}
	var err error
	if t.partners, err = p.Partnerships.Partners(r.Context(), r.Who, p.today()); err != nil {
		return t, err
	}
	seen, err := p.Partnerships.Presence(r.Context(), r.Who, p.today(), homeMeetings)
	if err != nil {
		return t, err
	}
	for _, s := range seen {
		if !slices.Contains(t.ids, s.Meeting) {
			t.ids, t.meetings = append(t.ids, s.Meeting), append(t.meetings, s.Day)
		}
		if t.came[s.Agency] == nil {
			t.came[s.Agency] = map[uuid.UUID]presence{}
		}
		t.came[s.Agency][s.Meeting] = presence{s.State, s.Day}
	}
	loads, err := p.Loads.Loads(r.Context(), r.Who, p.today())
	if err != nil {
		return t, err
	}
	for _, l := range loads {
		t.loads[l.Agency] = l
		t.open += l.Open
		t.overdue += l.Overdue
	}
	return t, nil
}

// regular is how many partners came to each of the last n meetings.
func (t team) regular(n int) int {
	last := t.ids[max(0, len(t.ids)-n):]
	count := 0
	for _, a := range t.partners {
		missed := slices.ContainsFunc(last, func(m uuid.UUID) bool {
			s := t.came[a.Agency.ID][m].state
			return s != string(activity.Came) && s != string(activity.Substitute)
		})
		if !missed && len(last) > 0 {
			count++
		}
	}
	return count
}

// named is how many partners have a named representative.
func (t team) named() int {
	n := 0
	for _, a := range t.partners {
		if a.Representative != nil {
			n++
		}
	}
	return n
}

// missedLast reports whether the agency came to neither of the last two meetings.
func (t team) missedLast(agency int) bool {
	if len(t.ids) < 2 {
		return false
	}
	for _, m := range t.ids[len(t.ids)-2:] {
		if s := t.came[agency][m].state; s == string(activity.Came) || s == string(activity.Substitute) || s == "" {
			return false
		}
	}
	return true
}

func (p *Pages) partnersTable(t team) *home.Partners {
	table := &home.Partners{Meetings: "Last meetings"}
	if n := len(t.meetings); n > 0 {
		table.Meetings = fmt.Sprintf("Last %s, %s to %s", plural(n, "meeting", "meetings"), t.meetings[0].Format("January"), t.meetings[n-1].Format("January"))
	}
	for _, a := range t.partners {
		row := home.Partner{Name: a.Agency.Name, Href: "/agencies#" + a.Agency.Slug, Open: strconv.Itoa(t.loads[a.Agency.ID].Open)}
		if a.Representative != nil {
			row.Rep = a.Representative.Name
		} else {
			row.Note = "Not named"
		}
		row.Overdue, row.Late = strconv.Itoa(t.loads[a.Agency.ID].Overdue), t.loads[a.Agency.ID].Overdue > 0
		row.Last = "None recorded"
		for i, m := range t.ids {
			s := t.came[a.Agency.ID][m]
			words := "not invited"
			if state := activity.State(s.state); state.Name() != "" {
				words = map[activity.State]string{
					activity.Came: "named representative", activity.Substitute: "substitute",
					activity.Apologies: "sent apologies", activity.Absent: "absent",
				}[state]
				if state == activity.Came || state == activity.Substitute {
					row.Last = day(s.day)
				}
			}
			row.Came = append(row.Came, home.Mark{State: s.state, Words: day(t.meetings[i]) + ": " + words + ". "})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// actionNeeds lists actions as what waits. Those of the person's own agency
// are theirs to do.
func (p *Pages) actionNeeds(actions []activity.Action, own int, chase string) []home.Need {
	var needs []home.Need
	for _, a := range actions {
		n := home.Need{
			Text: a.What, Href: "/coordination/actions/" + a.Ref, Strand: string(access.Coordination), Due: due(a.Due, p.today()),
			Sub: fmt.Sprintf("Action from %s. With %s.", a.MeetingRef, a.AgencyName), Do: chase, Sensitive: ofSensitive(a),
		}
		if a.Agency == own && own != 0 {
			n.Sub, n.Do = fmt.Sprintf("Action from %s. With your agency.", a.MeetingRef), "Update"
		}
		needs = append(needs, n)
	}
	return needs
}

// peopleNeeds lists agencies that nobody stands for, and those that have
// stopped coming.
func (p *Pages) peopleNeeds(t team) []home.Need {
	var needs []home.Need
	for _, a := range t.partners {
		n := home.Need{Href: "/agencies#" + a.Agency.Slug, Strand: string(access.Coordination), Do: "See attendance"}
		switch {
		case a.Representative == nil:
			n.Text, n.Sub = "Agree a named representative with "+a.Agency.Name, "Nobody is named to come to meetings."
		case t.missedLast(a.Agency.ID):
			n.Text, n.Sub = "Ask "+a.Agency.Name+" about meetings", "Nobody came to the last two."
		default:
			continue
		}
		needs = append(needs, n)
	}
	return needs
}

// counts is the checklist at a glance: items by assessment, and reviews.
type counts struct {
	all     int
	by      map[checklist.Judgement]int
	overdue int
	reviews []home.Need // due within two weeks, the oldest first
}

func (p *Pages) tally(r *server.Request) (counts, error) {
	c := counts{by: map[checklist.Judgement]int{}}
	latest, err := p.Checklists.Assessments(r.Context(), r.Who, p.Now())
	if err != nil {
		return c, err
	}
	type review struct {
		item checklist.Item
		on   time.Time
	}
	var reviews []review
	for _, s := range p.Book.Sections {
		for _, i := range s.Items {
			c.all++
			a, ok := latest[i.Code]
			if !ok {
				c.by[checklist.NotAssessed]++
				continue
			}
			c.by[a.State]++
			if a.Overdue(p.today()) {
				c.overdue++
			}
			if !a.Review.IsZero() && !a.Review.After(p.today().AddDate(0, 0, soonDays)) {
				reviews = append(reviews, review{i, a.Review})
			}
		}
	}
	slices.SortStableFunc(reviews, func(a, b review) int { return a.on.Compare(b.on) })
	for _, v := range reviews {
		c.reviews = append(c.reviews, home.Need{
			Text: "Review " + v.item.Code + ": " + v.item.Wording, Href: "/checklist/" + v.item.Code, Sub: "Checklist review.",
			Strand: string(access.Coordination), Due: due(v.on, p.today()), Do: "Open item",
		})
	}
	return c, nil
}

// first is at most n of a list.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }
