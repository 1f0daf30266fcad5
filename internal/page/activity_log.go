package page

import (
	"context"
	"errors"
	"regexp"
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

// logRoutes is what every kind that is recorded by hand offers: a form, a page
// that checks it, and drafts.
func (p *Pages) logRoutes() []server.Route {
	var routes []server.Route
	var drafts []access.Strand // a strand's drafts may be of several kinds; they are reached with the permission of the first
	for _, k := range p.forms() {
		in, do, path := k.kind().Strand(), k.kind().Do(), newPath(k)
		routes = append(routes,
			server.Get(path, in, do, audit.None, func(r *server.Request) error { return p.showActivityLog(r, k) }),
			server.Post(path, in, do, audit.Collect, func(r *server.Request) error { return p.saveActivityLog(r, k) }).
				Lost(func(r *server.Request) (string, error) { return p.keepLost(r, k) }))
		if slices.Contains(drafts, in) {
			continue
		}
		drafts = append(drafts, in)
		routes = append(routes,
			server.Get(draftPath(in, ":id", "check"), in, do, audit.None, inStrand(in, p.showActivityCheck)),
			server.Post(draftPath(in, ":id", "check"), in, do, audit.Collect, inStrand(in, p.saveActivityCheck)),
			server.Get(draftPath(in, ":id", "delete"), in, do, audit.None, inStrand(in, p.showDraftDrop)),
			server.Post(draftPath(in, ":id", "delete"), in, do, audit.Erase, inStrand(in, p.saveDraftDrop)))
	}
	return routes
}

// foldName is what the address of a form may ask to open: nothing that could
// be anything else.
var foldName = regexp.MustCompile(`^[a-z]{1,20}$`)

func (p *Pages) showActivityLog(r *server.Request, k kindForm) error {
	f, id := form.New(nil), uuid.New()
	in, err := p.settingOf(r, k, f)
	if err != nil {
		return err
	}
	if r.Query("draft") != "" {
		if id, err = uuid.Parse(r.Query("draft")); err != nil {
			return fault.Missing()
		}
		d, err := p.Activities.Draft(r.Context(), r.Who, k.kind().Strand(), id)
		if err != nil {
			return err
		}
		if d.Kind != k.kind() {
			return fault.Missing()
		}
		if d.UsedFor != "" {
			return r.Go("/%s/activities/%s", string(d.Kind.Strand()), d.UsedFor)
		}
		f = form.New(d.Typed)
	} else if err := k.blank(r, f, in); err != nil {
		return err
	}
	if in, err = situate(r.Context(), r.Who, k, f, in); err != nil {
		return err
	}
	how := logForm(k, id)
	if foldName.MatchString(r.Query("open")) {
		how.open = r.Query("open")
	}
	return r.Show(p.formPage(r, k, f, in, how))
}

// settingOf is what a record made today is checked against that says what the
// form says.
func (p *Pages) settingOf(r *server.Request, k kindForm, f *form.Form) (activity.Setting, error) {
	in, err := p.Activities.Setting(r.Context(), r.Who, k.kind(), p.today())
	if err != nil || k.kind().Strand() != access.Coordination {
		return in, err
	}
	in.Items = p.codes()
	if k.words().asks {
		if in.Colleagues, err = p.colleagues(r); err != nil {
			return in, err
		}
	}
	return situate(r.Context(), r.Who, k, f, in)
}

// situate adds to the setting of today what the kind's form asks for by what
// was typed.
func situate(ctx context.Context, who access.Actor, k kindForm, f *form.Form, in activity.Setting) (activity.Setting, error) {
	if s, ok := k.(situated); ok {
		return s.situate(ctx, who, f, in)
	}
	return in, nil
}

func (p *Pages) saveActivityLog(r *server.Request, k kindForm) error {
	f := r.Form()
	in, err := p.settingOf(r, k, f)
	if err != nil {
		return err
	}
	d := activity.Draft{ID: f.ID("draft"), Kind: k.kind()}
	if d.ID == uuid.Nil {
		d.ID = uuid.New()
	}
	how := logForm(k, d.ID)
	if pressed(k, f, in, &how) {
		return r.Show(p.formPage(r, k, f, in, how))
	}
	if f.Raw("do") == "draft" {
		d.Typed = keptFields(k, f, in)
		if how.err = d.Check(); how.err != nil {
			return r.Mend(p.formPage(r, k, f, in, how))
		}
		if err := p.Activities.SaveDraft(r.Context(), r.Who, d); err != nil {
			return p.draftUsed(r, d, err)
		}
		r.FlashLink("Draft saved. Only you can see it.", "Continue it", newPath(k)+"?draft="+d.ID.String())
		return r.Go(p.draftsAt(d.Kind.Strand()))
	}
	if how.err = f.Join(k.read(f, in).Check(in)); how.err != nil {
		return r.Mend(p.formPage(r, k, f, in, how))
	}
	d.Typed, d.Ready = keptFields(k, f, in), true
	if err := p.Activities.SaveDraft(r.Context(), r.Who, d); err != nil {
		return p.draftUsed(r, d, err)
	}
	return r.Go(draftPath(d.Kind.Strand(), "%s", "check"), d.ID)
}

// keepLost keeps a form as a draft that was posted when its session had ended
// by itself, and says where its person can go on with it. Nobody is signed in:
// the draft is put among those of the person the session belonged to, who
// alone can read it, and nothing is said of it to whoever posted.
func (p *Pages) keepLost(r *server.Request, k kindForm) (string, error) {
	who, err := p.Accounts.Lost(r.Context(), r.Token())
	if errors.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	who.Request = r.ID()
	f := r.Form()
	in, err := p.Activities.Setting(r.Context(), who, k.kind(), p.today())
	if err == nil {
		in, err = situate(r.Context(), who, k, f, in)
	}
	if err != nil {
		return "", err
	}
	d := activity.Draft{ID: f.ID("draft"), Kind: k.kind(), Typed: keptFields(k, f, in)}
	if d.ID == uuid.Nil {
		d.ID = uuid.New()
	}
	if err := d.Check(); err != nil {
		return "", err
	}
	if err := p.Activities.SaveDraft(r.Context(), who, d); err != nil {
		return "", err
	}
	return newPath(k) + "?draft=" + d.ID.String(), nil
}

// pressed does what another button than save asks of the form.
func pressed(k kindForm, f *form.Form, in activity.Setting, how *formPage) bool {
	do := f.Raw("do")
	if do == "add-action" && k.words().asks {
		how.open, how.focus = "actions", askedActions.row(askedActions.add(f))
		return true
	}
	open, focus, ok := k.press(f, in, do)
	if ok {
		how.open, how.focus = open, focus
	}
	return ok
}

// draftsAt is the page that lists one's drafts of the strand.
func (p *Pages) draftsAt(in access.Strand) string {
	if in.LogsReads() {
		return "/" + string(in) + "/activities"
	}
	return "/activities/new"
}

// draftUsed leads to the record that a draft became, where that is why it
// could not be kept.
func (p *Pages) draftUsed(r *server.Request, d activity.Draft, err error) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	in := d.Kind.Strand()
	d, find := p.Activities.Draft(r.Context(), r.Who, in, d.ID)
	if find != nil || d.UsedFor == "" {
		return err
	}
	r.Flash("This was saved already as " + d.UsedFor + ". Correct it if something has changed.")
	return r.Go("/%s/activities/%s", string(in), d.UsedFor)
}

// logForm is the form of a new record.
func logForm(k kindForm, draft uuid.UUID) formPage {
	w, in := k.words(), k.kind().Strand()
	how := formPage{
		heading: w.log, lede: w.lede, action: newPath(k), hidden: []web.Carried{{Name: "draft", Value: draft.String()}},
		back: layout.Link{Text: "Back", Href: "/activities/new"}, cancel: layout.Link{Text: "Cancel", Href: "/activities"},
		submit: "Check and save", draft: true, notes: w.notes,
	}
	if in != access.Coordination {
		how.back.Href, how.cancel.Href = "/"+string(in)+"/activities", "/"+string(in)+"/activities"
	}
	return how
}
