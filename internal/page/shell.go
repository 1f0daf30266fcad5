package page

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/server"
	"liaison/web/layout"
)

// shellOf is what a page says about its frame.
type shellOf struct {
	Title   string         // the page's own part of the title
	Strand  access.Strand  // of a page about one strand, else empty
	Nav     string         // the part of the site it belongs to: "Home", "Activities", ...
	Marking string         // of the record shown; when empty that of its area
	Limit   activity.Limit // how far the record shown may be passed on
	Err     error          // what there is to mend, if anything
	NoPrint bool
}

// tlp is the label of a limit that was set, as the Traffic Light Protocol writes it.
func tlp(l activity.Limit) string {
	if l == activity.Unlimited || l.Name() == "" {
		return ""
	}
	return "TLP:" + string(l)
}

// handlingText is a marking with the limit that goes with it.
func handlingText(m activity.Marking, l activity.Limit) string {
	return strings.Join(filled([]string{string(m), tlp(l)}), ", ")
}

// shell is the frame of a page for the person who asks: only what they may
// use is in it.
func (p *Pages) shell(r *server.Request, of shellOf) layout.Shell {
	s := layout.Shell{
		Title: of.Title, HasErrors: of.Err != nil, Strand: string(of.Strand), Marking: of.Marking, Limit: tlp(of.Limit), NoPrint: of.NoPrint,
		Asset: p.Asset, Demo: p.Demo,
	}
	if s.Marking == "" {
		s.Marking = string(activity.Official)
		if of.Strand.LogsReads() { // a page about such an area is marked as its records are
			s.Marking = string(activity.Sensitive)
		}
	}
	if r.Who.Rehearses {
		s.HasErrors = len(fault.FieldsOf(of.Err)) > 0
		s.Kept = &layout.Kept{Drop: layout.Link{Text: "Throw it away", Href: r.Path() + "/delete"}}
	}
	if r.Session.Person == "" {
		return s
	}
	now := p.Now()
	s.Person, s.Partnership, s.Role = r.Session.Person, r.Session.PartnershipName, r.Session.RoleName
	if r.Session.AgencyName != "" {
		s.Role += ", " + r.Session.AgencyName
	}
	if r.Session.Partnerships > 1 {
		s.ChangePartnership = "/account/partnership"
		s.Carries = append(s.Carries, layout.Carried{Name: server.OpenedIn, Value: strconv.Itoa(r.Who.Partnership)})
	}
	if id := r.Form().ID(server.Resumed); id != uuid.Nil {
		s.Carries = append(s.Carries, layout.Carried{Name: server.Resumed, Value: id.String()})
	}
	s.PrintedBy, s.PrintedAt = r.Session.Person, stamp(now)
	for _, item := range []struct {
		text, href string
		show       bool
	}{
		{"Home", "/", true},
		{"Activities", "/activities", p.mayAny(r, access.ReadActivity, access.Coordination, access.Outreach)},
		{"Actions", "/actions", p.mayAny(r, access.ReadAction, access.Coordination, access.Outreach)},
		{"Checklist", "/checklist", r.MayIn(access.ReadChecklist, access.Coordination)},
		{"Health", healthPath, r.MayIn(access.ReadHealth, access.Coordination)},
		{"Agencies", "/agencies", r.MayIn(access.ReadPartnership, access.Coordination)},
		{"People", "/admin/users", r.MayIn(access.ReadAccounts, access.Identity)},
	} {
		if item.show {
			s.Nav = append(s.Nav, layout.NavItem{Text: item.text, Href: item.href, Active: item.text == of.Nav})
		}
	}
	s.MayLog = r.MayIn(access.LogMeeting, access.Coordination)
	if f := r.TakeFlash(); f != nil && of.Err == nil {
		s.Flash = &layout.Flash{Text: f.Say}
		if f.Href != "" {
			s.Flash.Links = []layout.Link{{Text: f.Link, Href: f.Href}}
		}
	}
	return s
}

func (p *Pages) mayAny(r *server.Request, do access.Action, in ...access.Strand) bool {
	for _, s := range in {
		if r.MayIn(do, s) {
			return true
		}
	}
	return false
}
