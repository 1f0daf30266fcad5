package postgres_test

import (
	"errors"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/testing/sample"
)

// engagement is an outreach activity in which two agencies took part.
func (d desk) engagement() activity.Content {
	return activity.Content{
		Name: "Open evening", Day: d.day, Start: 18 * time.Hour, Summary: "Most asked about online safety.", Marking: activity.Official,
		Detail: activity.Engagement{
			Aims: "Show where to go with a worry", Audience: activity.From30, Area: "Harbour Quarter",
			Partners: []activity.Partner{{Agency: sample.Charity, AgencyName: "Westmere Bridge Street"}, {Agency: sample.Police, AgencyName: "Westmere Police"}},
			Others:   "Harbour Residents’ Association", FollowUp: "A second evening", Police: activity.PoliceSome, Outcome: "More people know the route",
		},
	}
}

// keep logs a record of any kind.
func (d desk) keep(t *testing.T, who access.Actor, c activity.Content) activity.Activity {
	t.Helper()
	draft := activity.Draft{ID: uuid.New(), Kind: c.Kind(), Typed: url.Values{"name": {c.Name}}, Ready: true}
	if err := d.acts.SaveDraft(t.Context(), who, draft); err != nil {
		t.Fatal(err)
	}
	a, err := d.acts.Log(t.Context(), who, draft.ID, activity.Log(who, c, d.now))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (d desk) settingOf(t *testing.T, who access.Actor, k activity.Kind) activity.Setting {
	t.Helper()
	in, err := d.acts.Setting(t.Context(), who, k, d.day.AddDate(0, 0, 3))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestAnOutreachActivityIsKeptWholeAndLeavesNoFact(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	lead := sample.Member(t, d.db, "Joy Bell", access.OutreachLead, sample.Council)
	want := d.engagement()
	a := d.keep(t, amara, want)
	if a.Strand != access.Outreach || a.Ref[:4] != "OUT-" {
		t.Errorf("got %s in %s, want it in outreach", a.Ref, a.Strand)
	}
	got, err := d.acts.Find(t.Context(), lead, access.Outreach, a.Ref, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Content); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}

	in := d.settingOf(t, lead, activity.OutreachActivity)
	next := d.engagement()
	next.Start = -1
	next.Detail = activity.Engagement{Aims: "Hear what people ask", Audience: activity.Under10, Partners: []activity.Partner{{Agency: sample.Health, AgencyName: "Westmere Health"}}}
	later := d.now.Add(time.Minute)
	if _, err := d.acts.Change(t.Context(), lead, access.Outreach, a.Ref, activity.Correct(lead, 1, next, "Wrong aims", in, later)); err != nil {
		t.Fatal(err)
	}
	got, err = d.acts.Find(t.Context(), amara, access.Outreach, a.Ref, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(next, got.Content); diff != "" {
		t.Errorf("corrected: want - got +\n%s", diff)
	}
	versions, err := d.acts.Versions(t.Context(), amara, access.Outreach, got)
	if err != nil || len(versions) != 2 {
		t.Fatalf("got %d versions, %v, want 2", len(versions), err)
	}
	for i, v := range []activity.Content{next, want} {
		if diff := cmp.Diff(v, versions[i].Content); diff != "" {
			t.Errorf("version %d: want - got +\n%s", versions[i].Number, diff)
		}
	}
	if _, err := d.acts.Change(t.Context(), lead, access.Outreach, a.Ref, activity.Withdraw(lead, "Recorded twice", later)); err != nil {
		t.Fatal(err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.fact`); n != 0 {
		t.Errorf("got %d facts, want none of outreach", n)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM outreach.engagement_partner`); n != 1 {
		t.Errorf("got %d partners, want the one of the correction", n)
	}
}

func TestWhoCorrectsAndWithdrawsInOutreachAndIntelligence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, of := range []struct {
		worker, lead access.Role
		in           access.Strand
		content      activity.Content
	}{
		{access.OutreachWorker, access.OutreachLead, access.Outreach, d.engagement()},
		{access.IntelligenceOfficer, access.IntelligenceLead, access.Intelligence, d.pointer()},
	} {
		author := sample.Member(t, d.db, "Author", of.worker, sample.Police)
		colleague := sample.Member(t, d.db, "Colleague", of.worker, sample.Police)
		stranger := sample.Member(t, d.db, "Stranger", of.worker, sample.Council)
		lead := sample.Member(t, d.db, "Lead", of.lead, sample.Council)
		kind := of.content.Kind()
		in := d.settingOf(t, lead, kind)
		for _, tt := range []struct {
			name              string
			who               access.Actor
			correct, withdraw error
		}{
			{"somebody without the grant", d.tom, fault.NotFound, fault.NotFound},
			{"the coordinator", d.priya, fault.NotFound, fault.NotFound},
			{"a worker of another agency", stranger, fault.Forbidden, fault.Forbidden},
			{"a colleague", colleague, fault.Forbidden, fault.Forbidden},
			{"the author", author, nil, fault.Forbidden},
			{"a lead", lead, nil, nil},
		} {
			t.Run(string(of.in)+": "+tt.name, func(t *testing.T) {
				a := d.keep(t, author, of.content)
				_, err := d.acts.Change(t.Context(), tt.who, of.in, a.Ref, activity.Correct(tt.who, 1, of.content, "A better word", in, d.now.Add(time.Minute)))
				if !errors.Is(err, tt.correct) {
					t.Errorf("correcting: got %v, want %v", err, tt.correct)
				}
				a = d.keep(t, author, of.content)
				_, err = d.acts.Change(t.Context(), tt.who, of.in, a.Ref, activity.Withdraw(tt.who, "Recorded twice", d.now.Add(time.Minute)))
				if !errors.Is(err, tt.withdraw) {
					t.Errorf("withdrawing: got %v, want %v", err, tt.withdraw)
				}
			})
		}
	}
}

func TestTheSettingOfAnotherStrandIsReadByItself(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.db.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2024-06-30' WHERE partnership_id = 1 AND agency_id = $1`, sample.Probation)
	d.db.Exec(t, `UPDATE shared.partnership SET referral_text = 'Call the desk.' WHERE id = 1`)
	for _, tt := range []struct {
		kind activity.Kind
		who  access.Actor
	}{
		{activity.OutreachActivity, sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)},
		{activity.IntelligencePointer, sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)},
	} {
		in := d.settingOf(t, tt.who, tt.kind)
		var names []string
		for _, i := range in.Invited {
			names = append(names, i.Name)
			if i.Representative != "" {
				t.Errorf("%s: got %s, want nobody named", tt.kind, i.Representative)
			}
		}
		if want := []string{"Westmere Bridge Street", "Westmere Council", "Westmere Health", "Westmere Police"}; !slices.Equal(names, want) || in.Referral != "Call the desk." || len(in.Series) != 0 {
			t.Errorf("%s: got %+v, want the agencies and the text", tt.kind, in)
		}
	}
	// Whoever is not of the strand is told nothing by it.
	if in, err := d.acts.Setting(t.Context(), d.abroad, activity.OutreachActivity, d.day); err == nil && slices.ContainsFunc(in.Invited, func(i activity.Invited) bool { return i.Agency == sample.Probation && in.Referral == "Call the desk." }) {
		t.Errorf("of another partnership: got %+v, want their own", in)
	}
}
