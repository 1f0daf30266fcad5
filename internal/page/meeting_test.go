package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// at moves the clock of the pages.
func (o office) at(day string) {
	now, err := time.Parse("2 January 2006 15:04", day+" 09:05")
	if err != nil {
		panic(err)
	}
	o.pages.Now = func() time.Time { return now }
}

// plan saves a meeting that is planned, and returns where it is.
func (o office) plan(t *testing.T, b *browser, change ...string) string {
	t.Helper()
	v := o.typed("status", "planned", "date", "17 December 2025", "summary", "Who hosts in spring?\nTraining dates", "chair", "Helen Marsh", "quorum", "4")
	for name := range v {
		if strings.HasPrefix(name, "attendance-") || strings.HasPrefix(name, "action-") || strings.HasPrefix(name, "why-") || strings.HasPrefix(name, "sent-") {
			v.Del(name)
		}
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	got := b.post(logPath, v)
	if got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want 303:\n%s", got.status, summary(got))
	}
	got = b.post(got.location, nil)
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/coordination/activities/COO-") {
		t.Fatalf("got %d %s, want 303 to the record", got.status, got.location)
	}
	b.get(got.location) // says what was done, once
	return got.location
}

func TestPlanningAMeetingAndRecordingWhatHappened(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Exec(t, `UPDATE coordination.series SET quorum = 4, minutes_days = 5`)
	tom, priya, alan := o.as(t, "tom"), o.as(t, "priya"), o.as(t, "alan")
	last := o.log(t, tom)
	tom.get(last)
	expect(t, tom.get(last), http.StatusOK, "Plan the next one", "Not quorate: 3 of 5 agencies came, 4 needed", "They are due on 3 December 2025, in 2 working days.")

	got := tom.get(logPath + "?next=" + last[len("/coordination/activities/"):])
	expect(t, got, http.StatusOK, `value="Partners monthly meeting"`, `value="29 December 2025"`, "All 5 agencies are invited.", "Points for the agenda")
	if strings.Contains(got.body, "Everyone came") || strings.Contains(got.body, "Add another action") {
		t.Error("got a form that asks who came or what was asked, want none of it")
	}
	expect(t, tom.get(logPath+"?next=COO-ZZZZZZZ"), http.StatusNotFound)
	keep(t, "meeting_plan.html", tom.get(logPath+"?plan=1"))

	v := o.typed("status", "planned", "date", "17 December 2025")
	got = tom.post(logPath, v)
	expect(t, got, http.StatusUnprocessableEntity, "Send draft mentor guide", "Everyone came")
	if s, want := summary(got), "actions: Actions come from a meeting that was held. Remove them, or select Held"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	record := o.plan(t, tom)
	got = tom.get(record)
	expect(t, got, http.StatusOK, "It counts for nothing until somebody records what happened", "Record what happened", "Cancel the meeting", "All 5 agencies are invited.",
		"Actions to review", "Send draft mentor guide", "Agenda to print", "Say that the agenda was sent")
	keep(t, "activity_show_planned.html", got)
	expect(t, alan.get(record), http.StatusOK, "Agenda to print")
	if strings.Contains(alan.get(record).body, "Record what happened") {
		t.Error("offers a manager to record what happened")
	}

	got = tom.get(record + "/agenda")
	expect(t, got, http.StatusOK, "1. Actions to review", "Still open", "Send draft mentor guide", "Who hosts in spring?", "Training dates", "Helen Marsh", "4 agencies must attend")
	keep(t, "meeting_agenda.html", got)

	got = tom.get("/meetings")
	expect(t, got, http.StatusOK, "17 December 2025", "Planned. All 5 agencies are invited", "Showing 1 meeting, newest first", "Plan a meeting", "Same as last time")
	keep(t, "meetings.html", got)
	expect(t, tom.get("/activities"), http.StatusOK, "Planned. All 5 agencies are invited", "3 of 5 agencies came")

	// After its day somebody else records what happened.
	o.at("18 December 2025")
	expect(t, priya.get(record), http.StatusOK, "The day of this meeting has passed.")
	expect(t, priya.get("/meetings"), http.StatusOK, "Not recorded yet")
	held := record + "/held"
	got = priya.get(held)
	expect(t, got, http.StatusOK, "Record what happened at", "Everyone came", `name="status" value="held"`, `value="Helen Marsh"`)
	if strings.Contains(got.body, "Was the meeting held?") || regexp.MustCompile(`value="came" checked`).MatchString(got.body) {
		t.Error("asks whether it was held, or answers who came")
	}
	keep(t, "meeting_held.html", got)
	wrong := o.typed("status", "held", "date", "17 December 2025", "version", "1", "attendance-3", "", "decision-1-what", "Meet online", "action-1-due", "20/1/2026")
	got = priya.post(held, wrong)
	expect(t, got, http.StatusUnprocessableEntity, "Meet online")
	if s, want := summary(got), "attendance-3: Select whether Westmere Health attended\ndecision-1-why: Decision 1: enter why it was decided"; s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "meeting_held_problems.html", got)
	expect(t, priya.post(held, o.typed("status", "held", "do", "add-decision", "decision-1-what", "Meet online")), http.StatusOK, `id="decision-2-what"`)
	expect(t, alan.get(held), http.StatusForbidden)
	expect(t, alan.post(held, wrong), http.StatusForbidden)

	right := o.typed("status", "held", "date", "17 December 2025", "version", "1", "quorum", "3", "decision-1-what", "Meet online in January", "decision-1-why", "Travel is slow",
		"decision-1-dissent", "The charity would rather meet", "action-1-due", "20/1/2026", "minutes-due", "")
	priya.post(held, right).to(t, record)
	got = priya.get(record)
	expect(t, got, http.StatusOK, "is recorded as held. 1 action sent to Westmere Bridge Street.", "Quorate: 3 of 5 agencies came, 3 needed", "Meet online in January", "Travel is slow",
		"The charity would rather meet", "They are due on 24 December 2025, in 4 working days.")
	got = priya.get(record)
	keep(t, "activity_show_held.html", got)
	expect(t, priya.get(held), http.StatusConflict)
	expect(t, priya.post(held, right), http.StatusConflict)
	got = priya.get(record + "/history")
	expect(t, got, http.StatusOK, "What happened was recorded", "Planned", "Held", "Meet online in January")
}

func TestCancellingAMeetingThatWasPlanned(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, grace := o.as(t, "tom"), o.as(t, "priya")
	record := o.plan(t, tom)
	got := grace.get(record + "/cancel")
	expect(t, got, http.StatusOK, "Liaison sends them nothing", `name="version" value="1"`)
	got = grace.post(record+"/cancel", url.Values{"version": {"1"}, "why": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the meeting is cancelled")
	keep(t, "meeting_cancel_problems.html", got)
	expect(t, grace.post(record+"/cancel", url.Values{"version": {"7"}, "why": {"Snow"}}), http.StatusConflict)
	grace.post(record+"/cancel", url.Values{"version": {"1"}, "why": {"Snow"}}).to(t, record)
	got = tom.get(record)
	expect(t, got, http.StatusOK, "This meeting was cancelled.", "Reason: Snow", "Cancelled coordination meeting")
	keep(t, "activity_show_cancelled.html", got)
	for _, path := range []string{"/cancel", "/held", "/agenda", "/agenda-sent", "/minutes-sent"} {
		if got := tom.get(record + path); got.status != http.StatusConflict {
			t.Errorf("%s: got %d, want 409", path, got.status)
		}
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL`); n != 0 {
		t.Errorf("got %d facts, want none", n)
	}
	expect(t, tom.get("/meetings"), http.StatusOK, "No meeting is planned.", "No meetings recorded yet.")
	expect(t, tom.get("/activities"), http.StatusOK, "Cancelled")
}

func TestSayingThatAgendaAndMinutesWereSent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya, alan := o.as(t, "tom"), o.as(t, "priya"), o.as(t, "alan")
	record := o.log(t, tom)
	o.at("12 December 2025") // long after the first 24 hours
	tom.get(record)
	got := tom.get(record)
	expect(t, got, http.StatusOK, "Not sent yet. They were due on 10 December 2025, 2 working days ago.", "Say that the minutes were sent")
	if strings.Contains(got.body, "Say that the minutes were agreed") {
		t.Error("offers to say that minutes were agreed that were never sent")
	}
	for _, tt := range []struct{ path, day, want string }{
		{"/minutes-sent", "", "Enter the day"},
		{"/minutes-sent", "soon", "Day the minutes were sent must be a real date, like 26 November 2025"},
		{"/minutes-sent", "25/11/2025", "Day the minutes were sent must be on or after the day of the meeting"},
		{"/minutes-sent", "13/12/2025", "Day the minutes were sent must be today or in the past"},
		{"/agenda-sent", "27/11/2025", "Day the agenda was sent must be on or before the day of the meeting"},
		{"/agenda-sent", "27/11/1925", "Day the agenda was sent must be after 1999"},
	} {
		expect(t, tom.post(record+tt.path, url.Values{"version": {"1"}, "day": {tt.day}}), http.StatusUnprocessableEntity, tt.want)
	}
	expect(t, tom.get(record+"/minutes-agreed"), http.StatusConflict)
	expect(t, tom.get(record+"/minutes-sent"), http.StatusOK, `value="12 December 2025"`)
	keep(t, "meeting_agenda_problems.html", tom.post(record+"/agenda-sent", url.Values{"version": {"1"}, "day": {"27/11/2025"}}))
	keep(t, "meeting_minutes_problems.html", tom.post(record+"/minutes-sent", url.Values{"version": {"1"}, "day": {"13/12/2025"}}))
	expect(t, alan.get(record+"/minutes-sent"), http.StatusForbidden)
	expect(t, alan.post(record+"/minutes-sent", url.Values{"version": {"1"}, "day": {"12/12/2025"}}), http.StatusForbidden)

	priya.post(record+"/agenda-sent", url.Values{"version": {"1"}, "day": {"19/11/2025"}}).to(t, record)
	got = tom.post(record+"/minutes-sent", url.Values{"version": {"1"}, "day": {"3/12/2025"}})
	expect(t, got, http.StatusConflict, "This record changed while you were editing", `value="3/12/2025"`, `name="version" value="2"`)
	keep(t, "meeting_minutes_clash.html", got)
	tom.post(record+"/minutes-sent", url.Values{"version": {"2"}, "day": {"3/12/2025"}}).to(t, record)
	tom.get(record)
	expect(t, tom.get(record), http.StatusOK, "Sent on 3 December 2025, 5 working days after the meeting, in time.", "Not agreed yet.", "Sent on 19 November 2025, 5 working days before the meeting.")
	expect(t, priya.post(record+"/minutes-sent", url.Values{"version": {"3"}, "day": {"3/12/2025"}}), http.StatusConflict)
	got = priya.post(record+"/minutes-agreed", url.Values{"version": {"3"}, "day": {"2/12/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, `value="2/12/2025"`)
	keep(t, "meeting_agreed_problems.html", got)
	priya.post(record+"/minutes-agreed", url.Values{"version": {"3"}, "day": {"12 December 2025"}}).to(t, record)
	priya.get(record)
	expect(t, priya.get(record), http.StatusOK, "Agreed on 12 December 2025.")
	expect(t, priya.get(record+"/history"), http.StatusOK, "Agenda sent on 19 November 2025", "Minutes sent on 3 December 2025", "Minutes agreed on 12 December 2025")
	expect(t, tom.get(record+"/nonsense"), http.StatusNotFound)
	expect(t, tom.post("/coordination/activities/COO-ZZZZZZZ/minutes-sent", nil), http.StatusNotFound)
}

func TestCorrectingWhetherAMeetingWasHeld(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.as(t, "tom")
	record := o.plan(t, tom)
	got := tom.get(record + "/correct")
	expect(t, got, http.StatusOK, `value="planned" checked`, "All 5 agencies are invited.", `value="17 December 2025"`, `id="quorum" name="quorum" type="text" value="4"`)
	moved := o.typed("status", "planned", "date", "19 December 2025", "version", "1", "quorum", "0", "action-1-what", "", "action-1-who", "", "action-1-due", "")
	tom.post(record+"/correct", moved).to(t, record)
	tom.get(record)
	expect(t, tom.get(record), http.StatusOK, "Planned coordination meeting, 19 December 2025")
	expect(t, tom.get(record+"/history"), http.StatusOK, "17 December 2025", "19 December 2025")
	held := o.log(t, tom)
	got = tom.post(held+"/correct", o.typed("status", "planned", "date", "19 December 2025", "version", "1", "action-1-what", "", "action-1-who", "", "action-1-due", ""))
	if s, want := summary(got), "status: This meeting was recorded as held. Withdraw the record if it was not"; got.status != http.StatusUnprocessableEntity || s != want {
		t.Errorf("got %d %q, want 422 %q", got.status, s, want)
	}
	expect(t, tom.get("/activities/new"), http.StatusOK)
	expect(t, tom.get(held), http.StatusOK, "Escalate something from this meeting", "/coordination/escalations?meeting=")
}

// TestBadInputOfDecisionsAndPapers puts one wrong thing at a time into a form
// that is right otherwise.
func TestBadInputOfDecisionsAndPapers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"an unknown status", []string{"status", "postponed"}, "status: Select whether the meeting was held\nactions: Actions come from a meeting that was held. Remove them, or select Held"},
		{"cancelled for no reason", []string{"status", "cancelled", "action-1-what", "", "action-1-who", "", "action-1-due", ""}, "cancelled-why: Enter why the meeting was cancelled"},
		{"a decision without a reason", []string{"decision-3-what", "Meet online"}, "decision-1-why: Decision 1: enter why it was decided"},
		{"a reason without a decision", []string{"decision-1-why", "Travel"}, "decision-1-what: Decision 1: enter what was decided"},
		{"a long decision", []string{"decision-1-what", strings.Repeat("x", 501), "decision-1-why", "Travel"}, "decision-1-what: Decision 1: what was decided must be 500 characters or less"},
		{"a long dissent", []string{"decision-1-what", "Meet", "decision-1-why", "Travel", "decision-1-dissent", strings.Repeat("x", 1001)}, "decision-1-dissent: Decision 1: who saw it otherwise must be 1,000 characters or less"},
		{"a quorum of words", []string{"quorum", "most"}, "quorum: Quorum must be a number of agencies from 1 to 200, or 0 for none"},
		{"a quorum of crowds", []string{"quorum", "99999999999999999999"}, "quorum: Quorum must be a number of agencies from 1 to 200, or 0 for none"},
		{"a quorum below nothing", []string{"quorum", "-1"}, "quorum: Quorum must be a number of agencies from 1 to 200, or 0 for none"},
		{"a long chair", []string{"chair", strings.Repeat("x", 101)}, "chair: Name of the chair must be 100 characters or less"},
		{"an agenda sent too late", []string{"agenda-sent", "27/11/2025"}, "agenda-sent: Day the agenda was sent must be on or before the day of the meeting"},
		{"minutes sent never", []string{"minutes-sent", "31/2/2026"}, "minutes-sent: Day the minutes were sent must be a real date, like 26 November 2025"},
		{"minutes agreed and never sent", []string{"minutes-agreed", "1/12/2025"}, "minutes-sent: Enter the day the minutes were sent"},
		{"minutes due before the meeting", []string{"minutes-due", "25/11/2025"}, "minutes-due: Day the minutes are due must be on or after the day of the meeting"},
		{"minutes due in a hundred years", []string{"minutes-due", "25/11/2125"}, "minutes-due: Day the minutes are due must be within 2 years of the meeting"},
		{"a person of another agency", []string{"action-1-owner", o.tom.ID.String()}, "action-1-owner: Action 1: select a person of the agency that will do it"},
		{"a person that is none", []string{"action-1-owner", "me"}, "action-1-owner: Action 1: select a person from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(logPath, o.typed(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "Agreed to move") || !strings.Contains(got.body, "Priya Nair") {
				t.Error("want every answer kept")
			}
		})
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
	// A person says which agency.
	v := o.typed("action-1-who", "", "action-1-owner", o.tom.ID.String())
	got := b.post(logPath, v)
	if got.status != http.StatusSeeOther {
		t.Fatalf("got %d\n%s, want 303", got.status, summary(got))
	}
	expect(t, b.get(got.location), http.StatusOK, "Send draft mentor guide. Westmere Police, due 12 December 2025")
}

// What is planned from a marked meeting, and what is escalated from it, is
// marked no lower, whoever makes it.
func TestWhatComesFromAMarkedMeetingIsMarkedAsIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	record := o.log(t, tom, "marking", "OFFICIAL-SENSITIVE", "limit", "AMBER")
	ref := record[len("/coordination/activities/"):]
	mark := "OFFICIAL-SENSITIVE | TLP:AMBER | "

	got := priya.get(logPath + "?next=" + ref)
	expect(t, got, http.StatusOK, "Follows "+ref+", 26 November 2025, which is marked OFFICIAL-SENSITIVE, TLP:AMBER. Only the agency that recorded that can mark this one lower.", mark)
	keep(t, "meeting_next_marked.html", got)
	lower := o.typed("status", "planned", "date", "17 December 2025", "after", ref)
	for name := range lower {
		if strings.HasPrefix(name, "attendance-") || strings.HasPrefix(name, "action-") {
			lower.Del(name)
		}
	}
	got = priya.post(logPath, lower)
	expect(t, got, http.StatusUnprocessableEntity, mark[:len("OFFICIAL-SENSITIVE")])
	if s, want := summary(got), "marking: The meeting before it is marked OFFICIAL-SENSITIVE. Only the agency that recorded it can mark lower what follows from it\n"+
		"limit: The meeting before it is limited to AMBER. Only the agency that recorded it can widen how far what follows from it may be passed on"; s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "meeting_next_marked_problems.html", got)
	unknown := o.typed("after", "COO-0000000")
	got = priya.post(logPath, unknown)
	expect(t, got, http.StatusUnprocessableEntity)
	if s, want := summary(got), "after: Plan the meeting again, from the page of the one before it"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	keep(t, "meeting_next_unknown.html", got)

	next := o.plan(t, priya, "after", ref, "marking", "OFFICIAL-SENSITIVE", "limit", "AMBER")
	expect(t, priya.get(next), http.StatusOK, mark, "Follows", ref+", 26 November 2025")
	o.at("18 December 2025")
	got = priya.post(next+"/held", o.typed("status", "held", "date", "17 December 2025", "version", "1", "action-1-due", "20/1/2026", "after", "", "limit", "AMBER"))
	expect(t, got, http.StatusUnprocessableEntity) // what it follows is the record's to say, whatever was typed
	if s, want := summary(got), "marking: The meeting before it is marked OFFICIAL-SENSITIVE. Only the agency that recorded it can mark lower what follows from it"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}

	priya.post("/coordination/escalations", url.Values{"post": {"senior_sponsor"}, "what": {"Who pays?"}, "meeting": {ref}, "raised": {"10 December 2025"}}).to(t, "/coordination/escalations")
	list := priya.get("/coordination/escalations")
	expect(t, list, http.StatusOK, "OFFICIAL-SENSITIVE | ")
	one := among(t, list, `/coordination/escalations/ID`)
	expect(t, priya.get(one), http.StatusOK, mark, "OFFICIAL-SENSITIVE, as the meeting is", "TLP:AMBER. Need to know")
	action := among(t, tom.get(record), `/coordination/actions/[0-9A-Z-]+`)
	for _, page := range []string{action, action + "/complete", action + "/date", record + "/agenda", record + "/history"} {
		expect(t, priya.get(page), http.StatusOK, mark)
	}
}

// A meeting of the past is of the agencies that were members on its day.
func TestAMeetingOfThePastIsOfThoseWhoWereMembersThen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.as(t, "tom")
	o.Exec(t, `UPDATE shared.partnership_agency SET joined_on = '2025-11-01' WHERE partnership_id = 1 AND agency_id = 3`)
	expect(t, tom.get(logPath), http.StatusOK, "Westmere Health")
	got := tom.post(logPath, o.typed("date", "8 October 2025"))
	expect(t, got, http.StatusUnprocessableEntity, "These are the agencies that were members on 8 October 2025.", "Send draft mentor guide", `value="Ola Berg"`)
	if strings.Contains(got.body, "Westmere Health") {
		t.Error("asks whether an agency came that was no member yet")
	}
	if s, want := summary(got), "who: The list is now of the agencies that were members on 8 October 2025. Check who attended, then save again"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	keep(t, "meeting_members_then.html", got)
	then := o.typed("date", "8 October 2025")
	for _, name := range []string{"attendance-3", "why-3", "sent-3"} {
		then.Del(name)
	}
	expect(t, tom.post(logPath, o.typed("date", "8 October 2025", "do", "everyone")), http.StatusOK, "were members on 8 October 2025")
	got = tom.post(logPath, then)
	if got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want 303:\n%s", got.status, summary(got))
	}
	tom.post(got.location, nil)
	expect(t, tom.get("/activities"), http.StatusOK, "3 of 4 agencies came")
}

// A draft is named where its person goes on with it, and the page bears the
// marking that it had when it was kept.
func TestADraftsNameIsMarkedAsItWasTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.as(t, "tom")
	plain, marked := o.typed("do", "draft", "name", "Plain"), o.typed("do", "draft", "name", "Marked", "marking", "OFFICIAL-SENSITIVE")
	if got := tom.post(logPath, plain); got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want 303", got.status)
	}
	for _, page := range []string{"/", "/activities/new"} {
		if got := tom.get(page); !strings.Contains(got.body, "Plain") || strings.Contains(got.body, "OFFICIAL-SENSITIVE") {
			t.Errorf("%s: want a draft that is OFFICIAL and a page that is", page)
		}
	}
	if got := tom.post(logPath, marked); got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want 303", got.status)
	}
	for _, page := range []string{"/", "/activities/new", "/coordination/drafts/" + marked.Get("draft") + "/delete"} {
		expect(t, tom.get(page), http.StatusOK, "Marked", "OFFICIAL-SENSITIVE | ")
	}
}
