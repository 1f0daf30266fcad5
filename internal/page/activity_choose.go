package page

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

func (p *Pages) showActivityChoice(r *server.Request) error {
	in, err := p.Activities.Setting(r.Context(), r.Who, activity.CoordinationMeeting, p.today())
	if err != nil {
		return err
	}
	_, err = p.Activities.Last(r.Context(), r.Who, uuid.Nil)
	if err != nil && !errors.Is(err, fault.NotFound) {
		return err
	}
	met := err == nil
	v := web.ChooseView{Shell: p.shell(r, shellOf{Title: "Log an activity", Nav: "Activities"}), Elsewhere: areas(r)}
	for _, s := range []access.Strand{access.Coordination, access.Outreach} {
		card := web.Card{Strand: string(s), Says: areaSays[s]}
		for _, k := range p.forms() {
			if k.kind().Strand() == s && r.MayIn(k.kind().Do(), s) {
				card.Links = append(card.Links, layout.Link{Text: k.words().log, Href: newPath(k)})
			}
		}
		if len(card.Links) == 0 {
			continue
		}
		v.Cards = append(v.Cards, card)
		drafts, err := p.Activities.Drafts(r.Context(), r.Who, s)
		if err != nil {
			return err
		}
		v.Drafts = append(v.Drafts, p.draftLinks(drafts)...)
	}
	raise(&v.Shell, slices.ContainsFunc(v.Drafts, ofSensitiveDraft))
	for _, s := range in.Series {
		if met {
			v.Likes = append(v.Likes, layout.Link{Text: s.Name, Href: newPath(meetingForm{p}) + "?like=last&series=" + s.ID.String()})
		}
	}
	return r.Show(web.Choose(v))
}

// areaSays is what belongs into a record area.
var areaSays = map[access.Strand]string{
	access.Coordination: "Partnership business: who met, what was agreed, and who does what by when.",
	access.Outreach:     "Community work: what was done, where and with which partners. No names of members of the public.",
}

// draftLinks are one's drafts, each with the way to go on and to delete it.
func (p *Pages) draftLinks(drafts []activity.Draft) []web.Draft {
	var all []web.Draft
	for _, d := range drafts {
		k, ok := p.formOf(d.Kind)
		if !ok {
			continue
		}
		sub := d.Kind.Strand().Name() + ", saved " + moment(d.UpdatedAt)
		if d.Warns(p.Now()) {
			sub += ". It will be deleted on " + day(calendar.Day(d.Until())) + " unless you go on with it"
		}
		all = append(all, web.Draft{
			Link: layout.Link{Text: d.Title(), Href: newPath(k) + "?draft=" + d.ID.String()},
			Sub:  sub, Sensitive: ofSensitiveTyped(d.Typed),
			Drop: layout.Link{Text: "Delete", Href: draftPath(d.Kind.Strand(), d.ID.String(), "delete"), Hidden: "draft: " + d.Title()},
		})
	}
	return all
}

// findDraft is the draft in the path, if it is this person's.
func (p *Pages) findDraft(r *server.Request, in access.Strand) (activity.Draft, error) {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return activity.Draft{}, fault.Missing()
	}
	return p.Activities.Draft(r.Context(), r.Who, in, id)
}

func (p *Pages) showDraftDrop(r *server.Request, in access.Strand) error {
	d, err := p.findDraft(r, in)
	if err != nil {
		return err
	}
	if d.UsedFor != "" {
		return fault.Missing()
	}
	back := layout.Link{Text: "Back", Href: p.draftsAt(in)}
	return r.Show(web.Ask(web.AskView{
		Shell: p.shell(r, shellOf{Title: "Delete this draft", Strand: in, Nav: "Activities", Marking: typedMarking(form.New(d.Typed))}),
		Back:  back, Heading: "Delete the draft ‘" + d.Title() + "’", Says: []string{"You saved it on " + moment(d.UpdatedAt) + "."},
		Warning: "A deleted draft cannot be brought back.", Action: draftPath(in, d.ID.String(), "delete"),
		Button: "Delete draft", Danger: true, Cancel: layout.Link{Text: "Keep it", Href: back.Href},
	}))
}

func (p *Pages) saveDraftDrop(r *server.Request, in access.Strand) error {
	d, err := p.findDraft(r, in)
	if err != nil {
		return err
	}
	if err := p.Activities.DropDraft(r.Context(), r.Who, in, d.ID); err != nil {
		return err
	}
	r.Flash("Draft deleted.")
	return r.Go(p.draftsAt(in))
}
