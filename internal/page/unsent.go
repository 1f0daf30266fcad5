package page

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

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

// unsentRoutes is where a form that was kept is opened again, or thrown away.
func (p *Pages) unsentRoutes() []server.Route {
	var routes []server.Route
	for _, in := range access.Strands() {
		at := unsentPath(in, ":id")
		routes = append(routes,
			server.Get(at, in, access.ReadActivity, audit.None, inStrand(in, p.showUnsent)),
			server.Get(at+"/delete", in, access.ReadActivity, audit.None, inStrand(in, p.showUnsentDrop)),
			server.Post(at+"/delete", in, access.ReadActivity, audit.Erase, inStrand(in, p.saveUnsentDrop)))
	}
	return routes
}

func unsentPath(in access.Strand, id string) string { return "/" + string(in) + "/unsent/" + id }

// decisions are what takes a second person. Whoever holds the token of a session
// that has ended could prepare one for its person, so none is kept.
var decisions = []access.Action{
	access.ApproveCeiling, access.ApproveGrant, access.ApproveInitiative, access.ApprovePairs, access.ApproveStrand, access.ApproveThreshold, access.RestoreActivity,
}

// keeping has every form that changes a strand's records kept where its session
// had ended. Those of new records are drafts, and say so themselves, and the
// page that checks a draft has it already; the reason for reading a record
// belongs to the session that ended, and a page that throws something away
// holds nothing, nor does the button that makes a link, whose page is shown
// once, or the one that takes back what was just closed. What takes a second
// person is decided anew. The addresses to which links of the pulse are mailed
// are kept nowhere.
func (p *Pages) keeping(routes []server.Route) []server.Route {
	links := []access.Action{access.LinkRating, access.OpenPulse}
	for i, at := range routes {
		strand := len(at.In()) == 1 && slices.Contains(access.Strands(), at.In()[0])
		if at.Method() != http.MethodPost || !strand || at.Keeps() || at.Act() == audit.Consult || at.Act() == audit.Erase || slices.Contains(decisions, at.Does()) || slices.Contains(links, at.Does()) || at.Path() == undoPath || strings.Contains(at.Path(), "/drafts/") {
			continue
		}
		routes[i] = at.
			Lost(func(r *server.Request) (string, error) { return p.keepUnsent(r, at) }).
			Sent(func(r *server.Request) error { return p.dropSent(r, at.In()[0]) })
	}
	return routes
}

// unasked are the fields of a form that nobody fills in.
var unasked = []string{"version", "do", server.OpenedIn, server.Resumed}

// keepUnsent keeps a form that was posted when its session had ended by itself,
// as keepLost does one of a new record. Where nothing was filled in there is
// nothing to keep.
func (p *Pages) keepUnsent(r *server.Request, at server.Route) (string, error) {
	who, err := p.Accounts.Lost(r.Context(), r.Token())
	if errors.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	who.Request = r.ID()
	f := r.Form()
	if opened := f.Raw(server.OpenedIn); opened != "" && opened != strconv.Itoa(who.Partnership) {
		return "", nil
	}
	typed := f.Values()
	typed.Del(server.Resumed)
	u := activity.NewUnsent(who, at.In()[0], at.Does(), r.Path(), typed)
	if len(answersOf(u)) == 0 {
		return "", nil
	}
	if err := u.Check(); err != nil {
		return "", err
	}
	if err := p.Activities.KeepUnsent(r.Context(), who, u); err != nil {
		return "", err
	}
	return unsentPath(u.In, u.ID.String()), nil
}

// answersOf is what somebody filled in, in the order of the fields' names.
func answersOf(u activity.Unsent) []string {
	var all []string
	names := make([]string, 0, len(u.Typed))
	for name := range u.Typed {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(unasked, name) {
			continue
		}
		for _, v := range u.Typed[name] {
			if v = strings.TrimSpace(v); v != "" && uuid.Validate(v) != nil {
				all = append(all, v)
			}
		}
	}
	return all
}

// dropSent forgets a kept form that has been sent.
func (p *Pages) dropSent(r *server.Request, in access.Strand) error {
	u, err := p.Activities.Unsent(r.Context(), r.Who, in, r.Form().ID(server.Resumed))
	if errors.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return p.Activities.DropUnsent(r.Context(), r.Who, u)
}

// findUnsent is the kept form in the path, if it is this person's.
func (p *Pages) findUnsent(r *server.Request, in access.Strand) (activity.Unsent, error) {
	return p.Activities.Unsent(r.Context(), r.Who, in, idParam(r))
}

// showUnsent opens a kept form as it was typed, against what is recorded now.
// Where it can no longer be sent, it shows what was typed, so that nothing of
// it is lost.
func (p *Pages) showUnsent(r *server.Request, in access.Strand) error {
	u, err := p.findUnsent(r, in)
	if err != nil {
		return err
	}
	u.Typed.Set(server.Resumed, u.ID.String())
	err = r.Rehearse(u.Address, u.Typed)
	if err == nil {
		return nil
	}
	var told *fault.Error
	if !errors.As(err, &told) {
		return err
	}
	return r.Show(web.Ask(web.AskView{
		Shell:   p.shell(r, shellOf{Title: "This can no longer be sent", Strand: in, Nav: "Home", Marking: typedMarking(form.New(u.Typed))}),
		Back:    layout.Link{Text: "Back to Home", Href: "/"},
		Heading: "This can no longer be sent",
		Says:    append([]string{strings.TrimSuffix(told.Say, ".") + ". What you had typed when your session ended, on " + moment(u.KeptAt) + ", is below. Nothing of it was saved."}, answersOf(u)...),
		Action:  unsentPath(in, u.ID.String()) + "/delete",
		Button:  "Throw it away", Cancel: layout.Link{Text: "Keep it until " + day(u.Until()), Href: "/"},
	}))
}

func (p *Pages) showUnsentDrop(r *server.Request, in access.Strand) error {
	u, err := p.findUnsent(r, in)
	if err != nil {
		return err
	}
	return r.Show(web.Ask(web.AskView{
		Shell:   p.shell(r, shellOf{Title: "Throw away what you had typed", Strand: in, Nav: "Home", Marking: typedMarking(form.New(u.Typed))}),
		Back:    layout.Link{Text: "Back", Href: unsentPath(in, u.ID.String())},
		Heading: "Throw away what you had typed", Says: append([]string{unsentTitle(u) + ", " + moment(u.KeptAt) + ":"}, answersOf(u)...),
		Warning: "It cannot be brought back.", Action: unsentPath(in, u.ID.String()) + "/delete",
		Button: "Throw it away", Danger: true, Cancel: layout.Link{Text: "Keep it", Href: unsentPath(in, u.ID.String())},
	}))
}

func (p *Pages) saveUnsentDrop(r *server.Request, in access.Strand) error {
	u, err := p.findUnsent(r, in)
	if err != nil {
		return err
	}
	if err := p.Activities.DropUnsent(r.Context(), r.Who, u); err != nil {
		return err
	}
	r.Flash("Thrown away. Nothing of it was saved.")
	if in.LogsReads() {
		return r.Go(p.draftsAt(in))
	}
	return r.Go("/")
}

// unsentLinks are one's forms of the strand that were kept, each with the way to go
// on and to throw it away.
func (p *Pages) unsentLinks(r *server.Request, in access.Strand) ([]web.Draft, error) {
	kept, err := p.Activities.Unsents(r.Context(), r.Who, in)
	if err != nil {
		return nil, err
	}
	var all []web.Draft
	for _, u := range kept {
		sub := "You were changing this when your session ended, " + moment(u.KeptAt) + ". Nothing was saved"
		if u.Warns(p.Now()) {
			sub += ". It will be deleted on " + day(u.Until()) + " unless you send it"
		}
		title := unsentTitle(u)
		all = append(all, web.Draft{
			Link: layout.Link{Text: title, Href: unsentPath(in, u.ID.String())}, Sub: sub, Sensitive: ofSensitiveTyped(u.Typed),
			Drop: layout.Link{Text: "Throw away", Href: unsentPath(in, u.ID.String()) + "/delete", Hidden: "what was typed: " + title},
		})
	}
	return all, nil
}

// unsentTitle is what its person knows a kept form by: the register, item or
// record that its address is below, and what was to be done there.
func unsentTitle(u activity.Unsent) string {
	parts := strings.Split(strings.TrimPrefix(u.Address, "/"), "/")
	last := parts[len(parts)-1]
	do := ""
	if w, ok := unsentWords[last]; ok {
		do = ": " + w
	}
	for _, w := range parts {
		if strings.HasPrefix(w, u.In.Prefix()+"-") {
			return w + do
		}
	}
	if parts[0] == "checklist" && len(parts) > 1 {
		return "Checklist " + strings.ToUpper(parts[1]) + do
	}
	title, most := u.In.Name(), 0
	for _, row := range registers() {
		if at := row.Link.Href; len(at) > most && strings.HasPrefix(u.Address, at) {
			title, most = row.Link.Text, len(at)
		}
	}
	return title + do
}

// unsentWords are what a form does to what its address is about, by the
// address's last word.
var unsentWords = map[string]string{
	"new": "new", "add": "new", "propose": "proposal", "change": "change", "correct": "correction", "date": "new due date", "owner": "new owner",
	"end": "end", "close": "close", "leave": "leave", "cancel": "cancel", "withdraw": "withdraw", "strike": "strike out", "refuse": "refusal",
	"complete": "complete", "reopen": "opening again", "answer": "answer", "decide": "decision", "assess": "assessment", "review": "review", "report": "wrong content",
	"representative": "representative", "deputy": "deputy", "acknowledge": "acknowledgement", "comment": "comment", "result": "result", "rate": "rating",
}
