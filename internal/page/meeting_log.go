package page

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// folds are the parts of the form that a link may open.
var folds = []string{"when", "more", "agreed", "actions", "items", "handling"}

func (p *Pages) showMeetingLog(r *server.Request) error {
	in, err := p.meetingSetting(r)
	if err != nil {
		return err
	}
	f, id := form.New(nil), uuid.New()
	if r.Query("draft") != "" {
		if id, err = uuid.Parse(r.Query("draft")); err != nil {
			return fault.Missing()
		}
		d, err := p.Activities.Draft(r.Context(), r.Who, id)
		if err != nil {
			return err
		}
		if d.UsedFor != "" {
			return r.Go("/coordination/activities/%s", d.UsedFor)
		}
		f = form.New(d.Typed)
	} else if err := p.blank(r, f, in); err != nil {
		return err
	}
	how := logForm(id)
	if slices.Contains(folds, r.Query("open")) {
		how.open = r.Query("open")
	}
	return r.Show(web.Meeting(p.meetingView(r, f, in, how)))
}

// blank fills in a new form: like the last meeting of a series, or of all.
func (p *Pages) blank(r *server.Request, f *form.Form, in activity.Setting) error {
	series, err := uuid.Parse(r.Query("series"))
	if err != nil {
		series = uuid.Nil
	}
	last, err := p.Activities.Last(r.Context(), r.Who, series)
	n := slices.IndexFunc(in.Series, func(s activity.Series) bool { return s.ID == series })
	switch {
	case errors.Is(err, fault.NotFound) && n >= 0:
		s := in.Series[n]
		last = activity.Meeting{Name: s.Name, Start: s.Start, Place: s.Place, Mode: s.Mode, Series: s.ID}
	case errors.Is(err, fault.NotFound):
		last = activity.Meeting{Start: -1}
	case err != nil:
		return err
	}
	blankMeeting(f, in, last)
	if r.Query("like") == "last" {
		f.Set("name", last.Name)
	}
	return nil
}

// meetingSetting is what a meeting logged today is checked against.
func (p *Pages) meetingSetting(r *server.Request) (activity.Setting, error) {
	in, err := p.Activities.Setting(r.Context(), r.Who, p.today())
	in.Items = p.codes()
	return in, err
}

func (p *Pages) saveMeetingLog(r *server.Request) error {
	in, err := p.meetingSetting(r)
	if err != nil {
		return err
	}
	f := r.Form()
	d := activity.Draft{ID: f.ID("draft"), Kind: activity.CoordinationMeeting}
	if d.ID == uuid.Nil {
		d.ID = uuid.New()
	}
	how := logForm(d.ID)
	switch f.Raw("do") {
	case "everyone":
		everyoneCame(f, in)
		how.focus = "attendance"
		return r.Show(web.Meeting(p.meetingView(r, f, in, how)))
	case "add-action":
		packActions(f)
		how.open, how.focus = "actions", actionField(addRow(f))
		return r.Show(web.Meeting(p.meetingView(r, f, in, how)))
	case "draft":
		d.Typed = keptFields(f, in)
		if how.err = d.Check(); how.err != nil {
			return r.Mend(web.Meeting(p.meetingView(r, f, in, how)))
		}
		if err := p.Activities.SaveDraft(r.Context(), r.Who, d); err != nil {
			return p.draftUsed(r, d.ID, err)
		}
		r.FlashLink("Draft saved. Only you can see it.", "Continue it", newMeeting+"?draft="+d.ID.String())
		return r.Go("/activities/new")
	}
	if how.err = f.Join(readMeeting(f, in).Check(in)); how.err != nil {
		return r.Mend(web.Meeting(p.meetingView(r, f, in, how)))
	}
	d.Typed, d.Ready = keptFields(f, in), true
	if err := p.Activities.SaveDraft(r.Context(), r.Who, d); err != nil {
		return p.draftUsed(r, d.ID, err)
	}
	return r.Go("/coordination/drafts/%s/check", d.ID)
}

// draftUsed leads to the record that a draft became, where that is why it
// could not be kept.
func (p *Pages) draftUsed(r *server.Request, id uuid.UUID, err error) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	d, find := p.Activities.Draft(r.Context(), r.Who, id)
	if find != nil || d.UsedFor == "" {
		return err
	}
	r.Flash("This meeting was saved already as " + d.UsedFor + ". Correct it if something has changed.")
	return r.Go("/coordination/activities/%s", d.UsedFor)
}

// logForm is the form of a new meeting.
func logForm(draft uuid.UUID) meetingForm {
	return meetingForm{
		heading: "Log a coordination meeting",
		lede:    "Record that the meeting happened, who came and what was agreed. Name, date and attendance are enough. Keep the minutes where they are.",
		action:  newMeeting, hidden: []web.Carried{{Name: "draft", Value: draft.String()}},
		back: layout.Link{Text: "Back", Href: "/activities/new"}, cancel: layout.Link{Text: "Cancel", Href: "/activities"},
		submit: "Check and save", draft: true,
		notes: []string{
			"Agencies with an action see it on their home page.",
			"You can correct the record for 24 hours. After that, corrections are added and the first version stays in the history.",
		},
	}
}

// meetingView is the form in its page.
func (p *Pages) meetingView(r *server.Request, f *form.Form, in activity.Setting, how meetingForm) web.FormView {
	how.hidden = append(how.hidden, web.Carried{Name: "rows", Value: itoa(rows(f))})
	v := how.view(f, in, p.pickList(f))
	v.Shell = p.shell(r, shellOf{Title: how.heading, Strand: access.Coordination, Nav: "Activities", Err: how.err})
	v.Shell.HasErrors = how.err != nil || how.clash != nil
	return v
}
