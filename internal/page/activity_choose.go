package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

const newMeeting = "/coordination/activities/new/meeting"

func (p *Pages) showActivityChoice(r *server.Request) error {
	drafts, err := p.Activities.Drafts(r.Context(), r.Who)
	if err != nil {
		return err
	}
	in, err := p.Activities.Setting(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	_, err = p.Activities.Last(r.Context(), r.Who, uuid.Nil)
	if err != nil && !errors.Is(err, fault.NotFound) {
		return err
	}
	v := choiceView(in.Series, drafts, err == nil)
	v.Shell = p.shell(r, shellOf{Title: "Log an activity", Nav: "Activities"})
	return r.Show(web.Choose(v))
}

// choiceView is the chooser: met says that some meeting was recorded before.
func choiceView(series []activity.Series, drafts []activity.Draft, met bool) web.ChooseView {
	v := web.ChooseView{Cards: []web.Card{{
		Strand: string(access.Coordination), Says: "Partnership business: who met, what was agreed, and who does what by when.",
		Links: []layout.Link{{Text: "Log a coordination meeting", Href: newMeeting}},
	}}}
	for _, s := range series {
		if met {
			v.Likes = append(v.Likes, layout.Link{Text: s.Name, Href: newMeeting + "?like=last&series=" + s.ID.String()})
		}
	}
	for _, d := range drafts {
		v.Drafts = append(v.Drafts, web.Draft{
			Link: layout.Link{Text: d.Title(), Href: newMeeting + "?draft=" + d.ID.String()},
			Sub:  "Coordination, saved " + moment(d.UpdatedAt),
			Drop: layout.Link{Text: "Delete", Href: "/coordination/drafts/" + d.ID.String() + "/delete", Hidden: "draft: " + d.Title()},
		})
	}
	return v
}

// findDraft is the draft in the path, if it is this person's.
func (p *Pages) findDraft(r *server.Request) (activity.Draft, error) {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return activity.Draft{}, fault.Missing()
	}
	return p.Activities.Draft(r.Context(), r.Who, id)
}

func (p *Pages) showDraftDrop(r *server.Request) error {
	d, err := p.findDraft(r)
	if err != nil {
		return err
	}
	if d.UsedFor != "" {
		return fault.Missing()
	}
	back := layout.Link{Text: "Back", Href: "/activities/new"}
	return r.Show(web.Ask(web.AskView{
		Shell: p.shell(r, shellOf{Title: "Delete this draft", Strand: access.Coordination, Nav: "Activities"}),
		Back:  back, Heading: "Delete the draft ‘" + d.Title() + "’", Says: []string{"You saved it on " + moment(d.UpdatedAt) + "."},
		Warning: "A deleted draft cannot be brought back.", Action: "/coordination/drafts/" + d.ID.String() + "/delete",
		Button: "Delete draft", Danger: true, Cancel: layout.Link{Text: "Keep it", Href: back.Href},
	}))
}

func (p *Pages) saveDraftDrop(r *server.Request) error {
	d, err := p.findDraft(r)
	if err != nil {
		return err
	}
	if err := p.Activities.DropDraft(r.Context(), r.Who, d.ID); err != nil {
		return err
	}
	r.Flash("Draft deleted.")
	return r.Go("/activities/new")
}
