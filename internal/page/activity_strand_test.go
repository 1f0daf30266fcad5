package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/testing/sample"
)

// TestWhatEveryRecordAsksLooksRightInEachArea is about the forms that records
// of every area have, where something is wrong with what was typed.
func TestWhatEveryRecordAsksLooksRightInEachArea(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		strand       access.Strand
		worker, lead access.Role
		path         string
		form         func(change ...string) url.Values
	}{
		{access.Outreach, access.OutreachWorker, access.OutreachLead, engagementPath, reached},
		{access.Intelligence, access.IntelligenceOfficer, access.IntelligenceLead, pointerPath, pointed},
	} {
		t.Run(string(tt.strand), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			tom := o.granted(t, "tom", o.tom, tt.worker)
			lead := o.granted(t, "priya", o.priya, tt.lead)
			record := kept(t, tom, tt.path, tt.form())

			// One like it is not saved before somebody says whether it is the same.
			v := tt.form()
			check := tom.post(tt.path, v).location
			wrong := tom.post(check, nil)
			expect(t, wrong, http.StatusUnprocessableEntity, "Is it logged already?")
			keep(t, string(tt.strand)+"_check_problems.html", wrong)
			tom.post(check, url.Values{alikeName(t, wrong): {"later"}})
			pair := among(t, lead.get("/"+string(tt.strand)+"/duplicates"), "/"+string(tt.strand)+"/duplicates/ID")
			wrong = lead.post(pair, url.Values{"why": {strings.Repeat("x", 501)}})
			expect(t, wrong, http.StatusUnprocessableEntity, "Select whether they are the same", "Reason must be 500 characters or less")
			keep(t, string(tt.strand)+"_settle_problems.html", wrong)

			v = tt.form("do", "draft")
			tom.post(tt.path, v)
			keep(t, string(tt.strand)+"_draft_delete.html", today(tom.get("/"+string(tt.strand)+"/drafts/"+v.Get("draft")+"/delete")))
			o.asksOf(t, lead, record)
		})
	}
	t.Run(string(access.Casework), func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		tom := o.granted(t, "tom", o.tom, access.CaseSupervisor)
		_, ref := sample.Activity(t, o.DB, access.Casework, o.tom, "Visit to somebody", time.Date(2025, 12, 1, 8, 0, 0, 0, time.UTC))
		o.asksOf(t, tom, "/casework/activities/"+ref)
	})
}

// asksOf keeps the pages on which a record asks why, none of them answered, and
// the one that restores it. It leaves the record hidden.
func (o office) asksOf(t *testing.T, lead *browser, record string) {
	t.Helper()
	strand := strings.Split(record, "/")[1]
	if got := lead.get(record); strings.Contains(got.body, "Why do you need to read") {
		got = lead.post(record+"/read", url.Values{"why": {"x"}})
		expect(t, got, http.StatusUnprocessableEntity, "Enter why you need to read this record", ">x</textarea>")
		keep(t, strand+"_read_problems.html", got)
		read(t, lead, record)
	}
	for _, act := range []struct{ do, want string }{
		{"withdraw", "Enter why the record is being withdrawn"}, {"report", "Enter what kind of content is wrong, without repeating it"},
	} {
		got := lead.post(record+"/"+act.do, nil)
		expect(t, got, http.StatusUnprocessableEntity, act.want)
		keep(t, strand+"_"+act.do+"_problems.html", got)
	}
	expect(t, lead.post(record+"/report", url.Values{"why": {"Names a resident"}}), http.StatusSeeOther)
	got := lead.get(record + "/restore")
	expect(t, got, http.StatusOK, "Names a resident")
	got.body = regexp.MustCompile(`\d{1,2} [A-Z][a-z]+ 20\d\d at [0-9:apm]+`).ReplaceAllString(got.body, "MOMENT")
	keep(t, strand+"_restore.html", got)
}
