package postgres_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/testing/sample"
)

// TestSearchFindsWhatIsWrittenAndNothingElse asks for words, references and
// agencies in every strand, as people who may see them and as people who may not.
func TestSearchFindsWhatIsWrittenAndNothingElse(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	samira := sample.Member(t, d.db, "Samira Aziz", access.CaseWorker, sample.Health)
	colin := sample.Member(t, d.db, "Colin Reyes", access.CaseWorker, sample.Probation)
	when := d.now.Add(-48 * time.Hour)
	_, mentoring := sample.Activity(t, d.db, access.Coordination, d.tom, "Mentoring guides were printed", when)
	_, hall := sample.Activity(t, d.db, access.Coordination, d.priya, "Hall booked", when.Add(time.Hour))
	hidden, _ := sample.Activity(t, d.db, access.Coordination, d.tom, "Mentoring that somebody reported", when)
	d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, hidden)
	_, fair := sample.Activity(t, d.db, access.Outreach, amara, "Mentoring stall at the fair", when)
	_, pointer := sample.Activity(t, d.db, access.Intelligence, owen, "Mentoring pointer", when)
	_, visit := sample.Activity(t, d.db, access.Casework, samira, "Mentoring visit", when)
	sample.Activity(t, d.db, access.Coordination, d.abroad, "Mentoring abroad", when)
	for _, tt := range []struct {
		name  string
		who   access.Actor
		in    access.Strand
		words string
		f     activity.Filter
		want  []string
	}{
		{"a word in another form", d.tom, access.Coordination, "mentor guide", activity.Filter{}, []string{mentoring}},
		{"a phrase", d.tom, access.Coordination, `"guides printed"`, activity.Filter{}, nil},
		{"a word left out", d.tom, access.Coordination, "mentoring -printed", activity.Filter{}, nil},
		{"the agency that recorded it", d.tom, access.Coordination, "council", activity.Filter{}, []string{hall}},
		{"a reference, in small letters", d.tom, access.Coordination, " " + strings.ToLower(hall) + " ", activity.Filter{}, []string{hall}},
		{"a reference of another strand", d.tom, access.Coordination, fair, activity.Filter{}, nil},
		{"another kind", d.tom, access.Coordination, "mentoring", activity.Filter{Kind: activity.Training}, nil},
		{"another agency", d.tom, access.Coordination, "mentoring", activity.Filter{Agency: sample.Council}, nil},
		{"other days", d.tom, access.Coordination, "mentoring", activity.Filter{From: d.day.AddDate(0, 0, 2)}, nil},
		{"no words", d.tom, access.Coordination, "  ", activity.Filter{}, nil},
		{"words that say nothing", d.tom, access.Coordination, "the of and", activity.Filter{}, nil},
		{"what another partnership calls itself", d.tom, access.Coordination, "~2", activity.Filter{}, nil},
		{"quotes that might end a string", d.tom, access.Coordination, `'; DELETE FROM activity; -- $q$ %s`, activity.Filter{}, nil},
		{"another partnership", d.abroad, access.Coordination, "guides", activity.Filter{}, nil},
		{"outreach by who works in it", amara, access.Outreach, "mentoring", activity.Filter{}, []string{fair}},
		{"outreach by who does not", d.tom, access.Outreach, "mentoring", activity.Filter{}, nil},
		{"what an intelligence record says", owen, access.Intelligence, "mentoring", activity.Filter{}, nil},
		{"an intelligence record by its agency", owen, access.Intelligence, "police", activity.Filter{}, []string{pointer}},
		{"an intelligence record by its reference", owen, access.Intelligence, pointer, activity.Filter{}, []string{pointer}},
		{"an intelligence record by who has no grant", d.tom, access.Intelligence, pointer, activity.Filter{}, nil},
		{"a case record by who is named on it", samira, access.Casework, visit, activity.Filter{}, []string{visit}},
		{"a case record by who is not", colin, access.Casework, visit, activity.Filter{}, nil},
		{"case records of an agency by who is not named", colin, access.Casework, "health", activity.Filter{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines, err := d.acts.Search(t.Context(), tt.who, tt.in, tt.words, tt.f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range lines {
				got = append(got, l.Ref)
				if (l.Title == "") != tt.in.LogsReads() {
					t.Errorf("got the title %q in %s", l.Title, tt.in)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestSearchFindsWhatAKindAddsAndWhoHadAPart asks for what no title and no
// summary says, before and after it was corrected.
func TestSearchFindsWhatAKindAddsAndWhoHadAPart(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	amara := sample.Member(t, x.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	owen := sample.Member(t, x.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	meeting := x.log(t, func(c *activity.Content) {
		m := activity.Part[activity.Meeting](*c)
		m.Decisions = []activity.Decision{{What: "Buy lanterns", Rationale: "Winter is dark", Dissent: "Torches are cheaper"}}
		c.Detail = m
	})
	share := x.share(t)
	evening := x.keep(t, amara, x.engagement())
	pointer := x.keep(t, owen, x.pointer())
	for _, tt := range []struct {
		name  string
		who   access.Actor
		in    access.Strand
		words string
		want  []string
	}{
		{"a decision", x.priya, access.Coordination, "lantern", []string{meeting.Ref}},
		{"why it was made", x.priya, access.Coordination, "winter", []string{meeting.Ref}},
		{"who was against it", x.priya, access.Coordination, "torches", []string{meeting.Ref}},
		{"what information was for", x.priya, access.Coordination, "plan cover", []string{share.Ref}},
		{"an agency that came", x.priya, access.Coordination, "council", []string{meeting.Ref}},
		{"an agency that sent apologies, and gave", x.priya, access.Coordination, "health", []string{share.Ref}},
		{"an agency that did not come", x.priya, access.Coordination, "probation", nil},
		{"a reference without its prefix", x.priya, access.Coordination, strings.ToLower(strings.TrimPrefix(meeting.Ref, "COO-")), []string{meeting.Ref}},
		{"a reference without its hyphen", x.priya, access.Coordination, strings.Replace(meeting.Ref, "-", " ", 1), []string{meeting.Ref}},
		{"the aims of an outreach activity", amara, access.Outreach, "worry", []string{evening.Ref}},
		{"who else was there", amara, access.Outreach, "residents", []string{evening.Ref}},
		{"an agency that took part", amara, access.Outreach, "police", []string{evening.Ref}},
		{"somebody of another strand", x.priya, access.Outreach, "worry", nil},
		{"the purpose of a pointer", owen, access.Intelligence, "event", nil},
		{"who received a pointer", owen, access.Intelligence, "council", nil},
		{"a pointer without the prefix", owen, access.Intelligence, strings.TrimPrefix(pointer.Ref, "INT-"), []string{pointer.Ref}},
		{"another partnership", x.abroad, access.Coordination, "lantern", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := x.searched(t, tt.who, tt.in, tt.words, activity.Place{}); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	if n := x.db.Count(t, `SELECT count(*) FROM intelligence.activity WHERE words <> '' OR parties <> ''`); n != 0 {
		t.Errorf("got %d pointers with words to be searched, want none", n)
	}
	c := meeting.Content
	m := activity.Part[activity.Meeting](c)
	m.Decisions = []activity.Decision{{What: "Buy candles", Rationale: "They are nicer"}}
	c.Detail = m
	if _, err := x.acts.Change(t.Context(), x.tom, access.Coordination, meeting.Ref, activity.Correct(x.tom, meeting.Version, c, "Wrong thing", x.setting(t), x.now)); err != nil {
		t.Fatal(err)
	}
	if got := x.searched(t, x.priya, access.Coordination, "lantern", activity.Place{}); got != nil {
		t.Errorf("after it was corrected: got %v, want nothing", got)
	}
	if got := x.searched(t, x.priya, access.Coordination, "candle", activity.Place{}); !slices.Equal(got, []string{meeting.Ref}) {
		t.Errorf("after it was corrected: got %v, want %s", got, meeting.Ref)
	}
	x.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, meeting.ID)
	if got := x.searched(t, x.priya, access.Coordination, "candle", activity.Place{}); got != nil {
		t.Errorf("of a hidden record: got %v, want nothing", got)
	}
}

// TestSearchGoesOnToFurtherPages walks through more than one page of what is
// found, there and back.
func TestSearchGoesOnToFurtherPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for n := range 2*activity.PageSize + 3 {
		sample.Activity(t, d.db, access.Coordination, d.tom, "Walk along the river", d.now.Add(-time.Duration(n/2)*time.Hour))
	}
	var pages [][]string
	page := func(at activity.Place) activity.Page[activity.Line] {
		t.Helper()
		lines, err := d.acts.Search(t.Context(), d.tom, access.Coordination, "river", activity.Filter{Place: at})
		if err != nil {
			t.Fatal(err)
		}
		p := activity.Pages(at, false, lines)
		var refs []string
		for _, l := range p.Lines {
			refs = append(refs, l.Ref)
		}
		pages = append(pages, refs)
		return p
	}
	first := page(activity.Place{})
	second := page(activity.Place{After: first.Older})
	third := page(activity.Place{After: second.Older})
	page(activity.Place{Before: third.Newer})
	if third.Older != nil || len(pages[2]) != 3 || !slices.Equal(pages[1], pages[3]) {
		t.Errorf("got %v", pages)
	}
	all := slices.Concat(pages[:3]...)
	slices.Sort(all)
	if got := len(slices.Compact(all)); got != 2*activity.PageSize+3 {
		t.Errorf("got %d records, want each once", got)
	}
}

// searched is what a search finds, by reference.
func (d desk) searched(t *testing.T, who access.Actor, in access.Strand, words string, at activity.Place) []string {
	t.Helper()
	lines, err := d.acts.Search(t.Context(), who, in, words, activity.Filter{Place: at})
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, l := range lines {
		refs = append(refs, l.Ref)
	}
	return refs
}
