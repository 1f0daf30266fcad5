package page

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/ical"
	"liaison/internal/server"
	"liaison/web/layout"
)

const (
	// meetingLength is how long a calendar takes a meeting to be, since nobody
	// says when one will end.
	meetingLength = time.Hour
	// feedEvery is how often it is worth asking for a calendar again.
	feedEvery = 6 * time.Hour
	// daysBehind is how many days a calendar goes back.
	daysBehind = 30
)

// toCalendar leads to the meeting for a calendar.
func toCalendar(a activity.Activity) layout.Link {
	return layout.Link{Text: "Add to your calendar", Href: activityPath(a.Strand, a.Ref) + "/meeting.ics"}
}

// showMeetingCalendar is one meeting as a file for a calendar. The same meeting
// in a person's feed is the same entry.
func (p *Pages) showMeetingCalendar(r *server.Request) error {
	a, _, err := p.findActivity(r, access.Coordination)
	if err != nil {
		return err
	}
	switch {
	case a.Kind != activity.CoordinationMeeting || a.Hidden():
		return fault.Missing()
	case a.IsWithdrawn():
		return fault.New(fault.Conflict, "This record has been withdrawn")
	}
	file, err := ical.Write(ical.Feed{Entries: []ical.Entry{p.meetingEntry(a)}})
	if err != nil {
		return err
	}
	return r.Calendar("meeting-"+strings.ToLower(a.Ref), file)
}

// showCalendarFeed is what is ahead of the owner of the link in the path, as
// they may see it now. Links that do not work are NotFound in the same way,
// whyever, and a network that reads too many is turned away before anything is
// looked at.
func (p *Pages) showCalendarFeed(r *server.Request) error {
	if p.Calendars != nil && !p.Calendars.Allow(server.Network(r.Address()), p.Now()) {
		return fault.New(fault.Conflict, "Too many calendars were read from your network. Wait a minute, then read yours again")
	}
	owner, err := p.Accounts.CalendarOwner(r.Context(), r.Who.Request, r.Param("token"))
	if err != nil {
		return err
	}
	entries, err := p.ahead(r, owner.Who)
	if errors.Is(err, fault.Forbidden) {
		return fault.Missing()
	}
	if err != nil {
		return err
	}
	file, err := ical.Write(ical.Feed{Name: "Liaison: " + owner.PartnershipName, Every: feedEvery, Entries: entries})
	if err != nil {
		return err
	}
	return r.Calendar("liaison", file)
}

// ahead is what is in the calendar of who.
func (p *Pages) ahead(r *server.Request, who access.Actor) ([]ical.Entry, error) {
	from, to := p.today().AddDate(0, 0, -daysBehind), p.today().AddDate(1, 0, 0)
	d, err := p.Activities.Diary(r.Context(), who, from, to)
	if err != nil {
		return nil, err
	}
	var entries []ical.Entry
	for _, a := range d.Meetings {
		entries = append(entries, p.meetingEntry(a))
	}
	for _, n := range d.Due {
		title := "Due: " + n.What
		if n.Marking != activity.Official {
			title = "Due: action " + n.Ref
		}
		entries = append(entries, p.dueEntry("action-"+n.ID.String(), n.Version, n.CreatedAt, n.Due, marked(n.Marking, title), n.Ref, "/coordination/actions/"+n.Ref))
	}
	if !who.Is(access.Coordinator) {
		return entries, nil
	}
	reviews, err := p.reviewEntries(r, who)
	reviews = slices.DeleteFunc(reviews, func(e ical.Entry) bool { return e.Day.Before(from) || e.Day.After(to) })
	return append(entries, reviews...), err
}

// reviewEntries are the next reviews of checklist items and of agreements.
func (p *Pages) reviewEntries(r *server.Request, who access.Actor) ([]ical.Entry, error) {
	var entries []ical.Entry
	latest, err := p.Checklists.Assessments(r.Context(), who, p.Now())
	if err != nil {
		return nil, err
	}
	for _, i := range p.Book.Items() {
		a, ok := latest[i.Code]
		if !ok || a.Review.IsZero() {
			continue
		}
		entries = append(entries, p.dueEntry("review-"+a.ID.String(), 1, a.At, a.Review,
			marked(activity.Official, "Checklist review: "+i.Wording), i.Code, "/checklist/"+i.Code))
	}
	agreements, err := p.Partnerships.Agreements(r.Context(), who)
	if err != nil {
		return nil, err
	}
	for _, a := range agreements {
		if a.Ended() || a.Review.IsZero() || !a.To.IsZero() && a.To.Before(a.Review) {
			continue
		}
		entries = append(entries, p.dueEntry("agreement-"+a.ID.String(), a.Version, a.At, a.Review,
			marked(activity.Official, "Agreement review: "+a.Number+" "+a.Name), a.Number, "/coordination/agreements/"+a.ID.String()))
	}
	return entries, nil
}

// meetingEntry is a meeting in a calendar, which is read by more people and
// programs than Liaison is: it says no more than when and where, and of a
// record marked above OFFICIAL only that there is one.
func (p *Pages) meetingEntry(a activity.Activity) ical.Entry {
	m := activity.Part[activity.Meeting](a.Content)
	title, where := a.Content.Name, place(m.Place, m.Mode)
	if a.Content.Marking != activity.Official {
		title, where = a.Kind.Name()+" "+a.Ref, ""
	}
	if m.Status == activity.CancelledMeeting {
		title = "Cancelled: " + title
	}
	link := p.PublicURL + activityPath(a.Strand, a.Ref)
	return ical.Entry{
		UID: uid("meeting-" + a.ID.String()), Version: a.Version, Changed: a.UpdatedAt, Title: marked(a.Content.Marking, title), Place: where, Says: a.Ref + "\n" + link, Link: link,
		Day: a.Content.Day, Start: a.Content.Start, Length: meetingLength, Cancelled: m.Status == activity.CancelledMeeting, Busy: a.Content.Start >= 0,
	}
}

// dueEntry is a day by which something is to be done.
func (p *Pages) dueEntry(id string, version int, changed, due time.Time, title, ref, path string) ical.Entry {
	link := p.PublicURL + path
	return ical.Entry{UID: uid(id), Version: version, Changed: changed, Title: title, Says: ref + "\n" + link, Link: link, Day: due, Start: -1}
}

// marked puts a marking before a title, as in the subject of a mail.
func marked(m activity.Marking, title string) string {
	return "[" + string(cmp.Or(m, activity.Official)) + "] " + title
}

// uid is an entry's name in every calendar, wherever the service is reached.
func uid(id string) string { return id + "@liaison" }
