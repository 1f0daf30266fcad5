package page

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/checklist"
	"liaison/web/layout"
)

// showThresholdsPropose begins from the thresholds now, or from Liaison's
// defaults where those are asked for.
func (p *Pages) showThresholdsPropose(r *server.Request) error {
	byDefault, err := p.findItem(r)
	if err != nil {
		return err
	}
	register, err := p.Checklists.Thresholds(r.Context(), r.Who)
	if err != nil {
		return err
	}
	i, _ := p.Book.On(p.today(), register).Find(byDefault.Code)
	from := i
	if r.Query("fill") == "defaults" {
		from = byDefault
	}
	f := form.New(nil)
	for _, t := range from.Parameters {
		f.Set(checklist.ValueField(t.Name), t.Words())
		if t.Partly > 0 {
			f.Set(checklist.PartlyField(t.Name), t.PartlyWords())
		}
	}
	return r.Show(web.ProposeThresholds(p.thresholdsProposeView(r, i, byDefault, f, nil)))
}

// saveThresholdsPropose shows what the thresholds would do, and sends them to a
// manager once that has been seen.
func (p *Pages) saveThresholdsPropose(r *server.Request) error {
	byDefault, err := p.findItem(r)
	if err != nil {
		return err
	}
	now, err := p.positionOn(r, p.today())
	if err != nil {
		return err
	}
	i, _ := now.book.Find(byDefault.Code)
	f := r.Form()
	wanted := readThresholds(f, i)
	q := checklist.Proposal{ID: uuid.New(), Item: i.Code, Reason: f.Text("reason"), ProposedBy: r.Who.ID, ProposedAt: p.Now()}
	if f.Raw("do") == "edit" {
		return r.Show(web.ProposeThresholds(p.thresholdsProposeView(r, i, byDefault, f, nil)))
	}
	err = f.Join(checklist.CheckProposal(i, wanted, q.Reason))
	if err == nil && f.Raw("do") != "save" {
		q.Sets = checklist.Sets(i, byDefault, wanted)
		return p.showThresholdsCheck(r, now, q, i, byDefault)
	}
	if err == nil {
		err = p.Checklists.ChangeThresholds(r.Context(), r.Who, checklist.Propose(q, p.Book, wanted))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.ProposeThresholds(p.thresholdsProposeView(r, i, byDefault, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Proposal saved. It counts once a manager approves it.")
	return r.Go(thresholdsPath(i.Code))
}

func (p *Pages) showThresholdsCheck(r *server.Request, now position, q checklist.Proposal, i, byDefault checklist.Item) error {
	preview, err := p.thresholdsPreview(r, now, q)
	if err != nil {
		return err
	}
	f := r.Form()
	v := web.CheckView{
		Shell: p.shell(r, shellOf{Title: "Check the thresholds for " + i.Code, Nav: "Checklist"}),
		Code:  i.Code, Wording: i.Wording, Action: thresholdsPath(i.Code) + "/propose",
		Changes: thresholdDifferences(q, i, byDefault), Reason: q.Reason, Preview: *preview,
		Hidden: [][2]string{{"reason", f.Raw("reason")}},
	}
	for _, t := range i.Parameters {
		for _, field := range []string{checklist.ValueField(t.Name), checklist.PartlyField(t.Name)} {
			if f.Has(field) {
				v.Hidden = append(v.Hidden, [2]string{field, f.Raw(field)})
			}
		}
	}
	return r.Show(web.CheckThresholds(v))
}

// readThresholds reads what somebody wants every threshold of the item to be.
func readThresholds(f *form.Form, i checklist.Item) []checklist.Threshold {
	var wanted []checklist.Threshold
	for _, t := range i.Parameters {
		w := checklist.Threshold{Parameter: t.Name, Value: threshold(f, checklist.ValueField(t.Name), "threshold", t)}
		if t.Partly > 0 {
			w.Partly = threshold(f, checklist.PartlyField(t.Name), "figure for partly", t)
		}
		wanted = append(wanted, w)
	}
	return wanted
}

var plainNumber = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,4})?$`)

// threshold reads one number. A share is typed as a percentage.
func threshold(f *form.Form, field, what string, t checklist.Parameter) float64 {
	typed := f.Text(field)
	share := t.Unit == "share"
	if share {
		typed = strings.TrimSpace(strings.TrimSuffix(typed, "%"))
	}
	f.Need(typed != "", field, "Enter the %s of ‘%s’", what, t.Meaning)
	example := "60"
	if share {
		example = "90%"
	}
	f.Need(plainNumber.MatchString(typed), field, "The %s of ‘%s’ must be a number, like %s", what, t.Meaning, example)
	n, err := strconv.ParseFloat(typed, 64)
	if err != nil {
		return 0 // and it is spoken of
	}
	if share {
		return n / 100
	}
	return n
}

func (p *Pages) thresholdsProposeView(r *server.Request, i, byDefault checklist.Item, f *form.Form, err error) web.ProposeView {
	say := said(err)
	v := web.ProposeView{
		Shell: p.shell(r, shellOf{Title: "Propose thresholds for " + i.Code, Nav: "Checklist", Err: err}),
		Code:  i.Code, Wording: i.Wording, Action: thresholdsPath(i.Code) + "/propose", Defaults: thresholdsPath(i.Code) + "/propose?fill=defaults",
		Reason: layout.Field{ID: "reason", Label: "Reason", Hint: "Why these suit the partnership better. Do not identify any member of the public, even by initials.", Value: f.Raw("reason"), Error: say["reason"], LabelSize: "s", Rows: 4, Max: 1000},
	}
	var order []string
	for n, t := range i.Parameters {
		value := thresholdField(f, checklist.ValueField(t.Name), t.Meaning, say)
		value.Hint = "Now " + thresholdWords(t) + ". "
		if own := byDefault.Parameters[n]; own.Value != t.Value || own.Partly != t.Partly {
			value.Hint += "Liaison’s default is " + thresholdWords(own) + "."
		} else {
			value.Hint += "That is Liaison’s default."
		}
		order = append(order, value.ID)
		a := web.AskedThreshold{Value: value}
		if t.Partly > 0 {
			a.Group = layout.Group{ID: "about-" + t.Name, Legend: t.Meaning, Hint: value.Hint, Size: "s"}
			a.Value.Label, a.Value.Hint, a.Value.LabelSize = "Met from", "", ""
			partly := thresholdField(f, checklist.PartlyField(t.Name), "Partly met from", say)
			partly.LabelSize = ""
			a.Partly = &partly
			order = append(order, partly.ID)
		}
		v.Asked = append(v.Asked, a)
	}
	v.Problems = inOrder(problems(err), append(order, "reason")...)
	return v
}

func thresholdField(f *form.Form, id, label string, say map[string]string) layout.Field {
	return layout.Field{ID: id, Label: label, LabelSize: "s", Value: f.Raw(id), Error: say[id], Width: "5", Autocomplete: "off", Mode: "decimal"}
}

func (p *Pages) saveThresholdsApprove(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	if err := p.decideThresholds(r, i, checklist.ApproveThresholds(idParam(r), r.Who.ID, p.Now())); err != nil {
		return err
	}
	r.FlashLink("Thresholds approved. They count from today on.", "See "+i.Code, "/checklist/"+i.Code)
	return r.Go(thresholdsPath(i.Code))
}

func (p *Pages) saveThresholdsRefuse(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(p.decideThresholds(r, i, checklist.RefuseThresholds(idParam(r), r.Who.ID, wholeReason(f), p.Now())))
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.thresholdsView(r, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.ThresholdsPage(v))
	}
	if err != nil {
		return err
	}
	r.Flash("Thresholds refused.")
	return r.Go(thresholdsPath(i.Code))
}

func (p *Pages) saveThresholdsWithdraw(r *server.Request) error {
	i, err := p.findItem(r)
	if err != nil {
		return err
	}
	if err := p.decideThresholds(r, i, checklist.WithdrawThresholds(idParam(r), r.Who.ID, p.Now())); err != nil {
		return err
	}
	r.Flash("Proposal withdrawn. The thresholds stay as they were.")
	return r.Go(thresholdsPath(i.Code))
}

// decideThresholds decides on a proposal for the item in the path.
func (p *Pages) decideThresholds(r *server.Request, i checklist.Item, ch access.Change[checklist.Register]) error {
	return p.Checklists.ChangeThresholds(r.Context(), r.Who, checklist.OnlyFor(i.Code, idParam(r), ch))
}
