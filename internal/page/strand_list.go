package page

import (
	"net/url"
	"slices"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// beginIn offers to log what the strand records, on the list of its records.
// Drafts, and forms that were not saved, are listed here where the strand is in no mixed page: they are named
// nowhere else.
func (p *Pages) beginIn(r *server.Request, in access.Strand, v *web.ListView) error {
	for _, k := range p.forms() {
		if k.kind().Strand() == in && r.MayIn(k.kind().Do(), in) {
			v.Buttons = append(v.Buttons, layout.Link{Text: k.words().log, Href: newPath(k)})
		}
	}
	if !in.LogsReads() {
		return nil
	}
	var err error
	if v.Drafts, err = p.unsentLinks(r, in); err != nil || len(v.Buttons) == 0 {
		return err
	}
	drafts, err := p.Activities.Drafts(r.Context(), r.Who, in)
	v.Drafts = append(v.Drafts, p.draftLinks(drafts)...)
	return err
}

// ofSensitiveTyped reports whether something unfinished was marked above
// OFFICIAL when it was kept.
func ofSensitiveTyped(typed url.Values) bool {
	return typedMarking(form.New(typed)) == string(activity.Sensitive)
}

// ofSensitiveDraft reports whether a line names something unfinished that was
// marked above OFFICIAL.
func ofSensitiveDraft(d web.Draft) bool { return d.Sensitive }

// typedMarking is the marking chosen in a form, with which its page is marked,
// or nothing where it is none.
func typedMarking(f *form.Form) string {
	if m := f.Text("marking"); slices.Contains(activity.Markings(), activity.Marking(m)) {
		return m
	}
	return ""
}
