package notice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/notice"
	"liaison/internal/testing/sample"
)

var today = date(2025, 12, 1)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func in(n int) time.Time { return today.AddDate(0, 0, n) }

const police, college, health = 1, 2, 3

var (
	priya  = uuid.MustParse("00000000-0000-4000-8000-000000000001")
	tom    = uuid.MustParse("00000000-0000-4000-8000-000000000002")
	alan   = uuid.MustParse("00000000-0000-4000-8000-000000000003")
	nobody uuid.UUID
)

func terms(t testing.TB) notice.Terms {
	t.Helper()
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	return notice.TermsOf(book)
}

// told is somebody in a role, as the policy has it.
func told(t testing.TB, id uuid.UUID, role access.Role, agency int) notice.Person {
	t.Helper()
	guard := sample.Guard(t)
	return notice.Told(access.Actor{ID: id, Partnership: 1, Agency: agency, Holds: []access.Holding{{Strand: role.Strand(), Role: role}}}, guard)
}

func matter(what notice.What, day time.Time, change ...func(*notice.Matter)) notice.Matter {
	m := notice.Matter{
		What: what, ID: uuid.NewSHA1(uuid.Nil, []byte(what)), Ref: "COO-7K2M9QX", Title: "Send the list", Strand: access.Coordination,
		Agency: college, AgencyName: "Northgate College", AgencySlug: "northgate-college", Day: day, Since: in(-30),
	}
	for _, fn := range change {
		fn(&m)
	}
	return m
}

func given(to uuid.UUID, since time.Time) func(*notice.Matter) {
	return func(m *notice.Matter) { m.Owner, m.Since = to, since }
}

func unread(m *notice.Matter) { m.New = true }

func held(in access.Strand) func(*notice.Matter) {
	return func(m *notice.Matter) { m.Strand = in }
}

func of(agency int) func(*notice.Matter) { return func(m *notice.Matter) { m.Agency = agency } }
func item(code string) func(*notice.Matter) {
	return func(m *notice.Matter) { m.ID, m.Ref = uuid.Nil, code }
}

func TestWhoIsToldOfWhat(t *testing.T) {
	t.Parallel()
	everyone := map[string]notice.Person{
		"the coordinator": told(t, priya, access.Coordinator, police), "the college": told(t, tom, access.Staff, college), "the manager": told(t, alan, access.Manager, police),
		"the reviewer": told(t, uuid.New(), access.SeparationReviewer, 0), "health": told(t, uuid.New(), access.Staff, health),
	}
	for _, tt := range []struct {
		name string
		m    notice.Matter
		want string // "who kind", in alphabetical order
	}{
		{"an overdue action concerns its agency and whoever chases", matter(notice.Action, in(-1)), "the college overdue, the coordinator overdue"},
		{"an action due today concerns its agency", matter(notice.Action, today), "the college soon"},
		{"an action due in seven days too", matter(notice.Action, in(7)), "the college soon"},
		{"an action due in eight days is no news", matter(notice.Action, in(8)), ""},
		{"an action far ahead that came this week is", matter(notice.Action, in(60), given(nobody, in(-7))), "the college assigned"},
		{"but not the week after", matter(notice.Action, in(60), given(nobody, in(-8))), ""},
		{"a colleague's own action is the colleague's to know of", matter(notice.Action, in(60), given(uuid.New(), today)), ""},
		{"one's own is one's own", matter(notice.Action, in(60), given(tom, today)), "the college assigned"},
		{"what is given to somebody of another agency's action is not theirs to complete", matter(notice.Action, in(2), of(health), given(tom, today)), "health soon"},
		{"a request waits for the agency that was asked", matter(notice.Request, in(9)), "the college asked"},
		{"a request without a day too", matter(notice.Request, time.Time{}), "the college asked"},
		{"an overdue request is chased", matter(notice.Request, in(-1)), "the college overdue, the coordinator overdue"},
		{"goals are for those who take part", matter(notice.Goals, in(-3), of(0)), "health asked, the college asked, the coordinator asked, the manager asked"},
		{"an agreement ends in 60 days", matter(notice.Agreement, in(60), of(0)), "the coordinator ending"},
		{"and in 61 days is far away", matter(notice.Agreement, in(61), of(0)), ""},
		{"an agreement is reviewed in 30 days", matter(notice.AgreementReview, in(30), of(0)), "the coordinator review"},
		{"an agreement was to be reviewed", matter(notice.AgreementReview, in(-1), of(0)), "the coordinator overdue"},
		{"access is reviewed in 14 days", matter(notice.SystemReview, in(14)), "the coordinator review"},
		{"and not told of in 15", matter(notice.SystemReview, in(15)), ""},
		{"a need of an agency is its own to review", matter(notice.NeedReview, in(1)), "the college review, the coordinator review"},
		{"a need of the whole partnership is the coordinator's", matter(notice.NeedReview, in(1), of(0)), "the coordinator review"},
		{"an item is reviewed by those who answer for it", matter(notice.ItemReview, in(14), of(0), item("RES-1")), "the coordinator review, the manager review"},
		{"evidence is current for 14 days more", matter(notice.Evidence, in(14-30), of(0), item("RES-1")), "the coordinator ageing, the manager ageing"},
		{"evidence is current for the last time today", matter(notice.Evidence, in(-30), of(0), item("RES-1")), "the coordinator ageing, the manager ageing"},
		{"evidence has aged", matter(notice.Evidence, in(-31), of(0), item("RES-1")), ""},
		{"evidence of no item is none", matter(notice.Evidence, today, of(0), item("XYZ-1")), ""},
		{"money ends within three months", matter(notice.Stream, date(2026, 2, 28), of(0)), "the coordinator ending, the manager ending"},
		{"money ends in three months", matter(notice.Stream, date(2026, 3, 1), of(0)), ""},
		{"nobody came for an agency", matter(notice.Absence, in(-5), item("")), "the college missed, the coordinator missed"},
		{"a draft of 23 days is its author's alone", matter(notice.Draft, in(-23), of(0), given(tom, in(-23))), "the college ending"},
		{"a draft of 22 days is left in peace", matter(notice.Draft, in(-22), of(0), given(tom, in(-22))), ""},
		{"a version of the initiative is decided on by who may approve it", matter(notice.Initiative, time.Time{}, of(0), given(tom, today)), "the coordinator decision, the manager decision"},
		{"and not by who proposed it", matter(notice.Initiative, time.Time{}, of(0), given(priya, today)), "the manager decision"},
		{"thresholds are the manager's to approve", matter(notice.Thresholds, time.Time{}, of(0), given(priya, today)), "the manager decision"},
		{"an area of record is switched on by two", matter(notice.Area, time.Time{}, of(0), given(alan, today)), "the coordinator decision"},
		{"pairs are the manager's to approve", matter(notice.Pairs, time.Time{}, of(0), given(priya, today)), "the manager decision"},
		{"a ceiling is approved by somebody else", matter(notice.Ceiling, time.Time{}, of(0), given(alan, today)), "the coordinator decision"},
		{"and withdrawn by two", matter(notice.CeilingRecall, time.Time{}, of(0), given(priya, today)), "the manager decision"},
		{"a role is the manager's to approve", matter(notice.Grant, time.Time{}, of(0), given(priya, today)), "the manager decision"},
		{"and nobody's who proposed it", matter(notice.Grant, time.Time{}, of(0), given(alan, today)), ""},
		{"the separation is attested by the manager", matter(notice.Attestation, date(2025, 12, 31), of(0)), "the manager asked"},
		{"an area's own is attested by whom its records name", matter(notice.Attestation, date(2025, 12, 31), of(0), held(access.Outreach), given(tom, date(2025, 10, 1))), "the college asked"},
		{"and by nobody else", matter(notice.Attestation, date(2025, 12, 31), of(0), held(access.Outreach)), ""},
		{"a link of the pulse waits for who reads that it does", matter(notice.Pulse, in(20), of(0), unread), "health asked, the college asked, the coordinator asked, the manager asked, the reviewer asked"},
		{"who has none to take is told of the pulse in its last week, with their agency", matter(notice.Pulse, in(7)), "the college soon"},
		{"and not before", matter(notice.Pulse, in(8)), ""},
		{"nor is anybody whose agency is not asked", matter(notice.Pulse, in(7), of(0)), ""},
		{"funding is decided on by who may", matter(notice.Funding, time.Time{}, given(tom, today)), "the coordinator decision, the manager decision"},
		{"and did not record the request", matter(notice.Funding, time.Time{}, given(priya, today)), "the manager decision"},
		{"a matter of no known sort concerns nobody", matter("else", today), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for name, p := range everyone {
				for _, n := range notice.For(p, terms(t), []notice.Matter{tt.m}, today) {
					got = append(got, name+" "+string(n.Kind))
				}
			}
			slices.Sort(got)
			if is := strings.Join(got, ", "); is != tt.want {
				t.Errorf("got %q, want %q", is, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	college, coordinator := told(t, tom, access.Staff, college), told(t, priya, access.Coordinator, police)
	asks := func(m *notice.Matter) { m.From = "Westmere Police" }
	sensitive := func(m *notice.Matter) { m.Sensitive = true }
	titled := func(title string) func(*notice.Matter) { return func(m *notice.Matter) { m.Title = title } }
	untitled, manager := titled(""), told(t, alan, access.Manager, police)
	for _, tt := range []struct {
		p    notice.Person
		m    notice.Matter
		want string // text | brief | sub | do
	}{
		{college, matter(notice.Action, today, given(tom, today)), "Send the list | Action: Send the list | COO-7K2M9QX. Action given to you. | Update"},
		{coordinator, matter(notice.Action, in(-1)), "Send the list | Action: Send the list | COO-7K2M9QX. Action with Northgate College. | Chase"},
		{college, matter(notice.Action, today, sensitive), "Send the list | Action COO-7K2M9QX | COO-7K2M9QX. Action with your agency. | Update"},
		{college, matter(notice.Request, today, asks, unread), "Acknowledge a request: Send the list | Acknowledge a request: Send the list | COO-7K2M9QX. Westmere Police asked Northgate College on 1 November 2025. | Acknowledge"},
		{college, matter(notice.Request, today, asks, untitled), "Answer a request | Answer a request COO-7K2M9QX | COO-7K2M9QX. Westmere Police asked Northgate College on 1 November 2025. | Answer"},
		{college, matter(notice.Request, today, asks, sensitive), "Answer a request: Send the list | Answer a request COO-7K2M9QX | COO-7K2M9QX. Westmere Police asked Northgate College on 1 November 2025. | Answer"},
		{coordinator, matter(notice.Request, in(-1), asks), "Unanswered request: Send the list | Unanswered request: Send the list | COO-7K2M9QX. Westmere Police asked Northgate College on 1 November 2025. | Chase"},
		{coordinator, matter(notice.SystemReview, today, sensitive), "Review who has access: Send the list | Review who has access to a system | Northgate College looks after it. | Open system"},
		{college, matter(notice.Absence, in(-3), item("")), "Name who comes to meetings for your agency | Name who comes to meetings for your agency | Nobody came for it to the last two, the newer on 28 November 2025. | See attendance"},
		{coordinator, matter(notice.Evidence, in(-20), item("RES-1"), of(0)), "Newest evidence of RES-1 is about to age: " + terms(t).Wording["RES-1"] + " | Newest evidence of RES-1 is about to age: " + terms(t).Wording["RES-1"] +
			" | It is of 11 November 2025 and counts as current for the last time on 11 December 2025. | Open item"},
		{manager, matter(notice.Initiative, time.Time{}, item("version 2")), "Approve or refuse version 2 of the initiative | Approve or refuse version 2 of the initiative | Proposed 1 November 2025. Send the list. | Decide"},
		{manager, matter(notice.Area, time.Time{}, titled("intelligence")), "Approve or refuse switching on intelligence records | Approve or refuse switching on another area of record | Proposed 1 November 2025. | Decide"},
		{manager, matter(notice.Attestation, date(2025, 12, 31), untitled, given(nobody, date(2025, 10, 1))), "Attest that intelligence and outreach are kept apart | Attest that intelligence and outreach are kept apart | For October to December 2025. | Read"},
		{college, matter(notice.Pulse, in(20), untitled, unread), "Take your link and answer the pulse | Take your link and answer the pulse | It takes a few minutes. The service notes that you took a link, and not which. | Open pulse"},
		{college, matter(notice.Pulse, in(2), untitled), "See that your agency answers the pulse | See that your agency answers the pulse | Whoever stands for it has a link. Who has answered nobody can see. | Open pulse"},
		{manager, matter(notice.Funding, time.Time{}), "Decide on a request for funding by Northgate College | Decide on a request for funding by Northgate College | Asked for on 1 November 2025: Send the list. | Decide"},
		{manager, matter(notice.Grant, time.Time{}, titled("")), "Approve or refuse a role | Approve or refuse a role | Proposed 1 November 2025. | Decide"},
	} {
		got := notice.For(tt.p, terms(t), []notice.Matter{tt.m}, today)
		if len(got) != 1 {
			t.Errorf("got %d notices, want %q", len(got), tt.want)
			continue
		}
		if is := strings.Join([]string{got[0].Text, got[0].Brief, got[0].Sub, got[0].Do}, " | "); is != tt.want {
			t.Errorf("got %q, want %q", is, tt.want)
		}
	}
}

func TestPuttingAway(t *testing.T) {
	t.Parallel()
	p, terms := told(t, tom, access.Staff, college), terms(t)
	m := matter(notice.Action, in(3))
	first := notice.Listed(p, terms, notice.Known{Matters: []notice.Matter{m}}, today).Now[0]
	k := notice.Known{Matters: []notice.Matter{m}, Away: []notice.Away{{Key: first.Key, State: first.State}}}
	if l := notice.Listed(p, terms, k, today); len(l.Now) != 0 || len(l.Away) != 1 {
		t.Errorf("got %d and %d put away, want it put away", len(l.Now), len(l.Away))
	}
	if l := notice.Listed(p, terms, k, in(3)); len(l.Away) != 1 {
		t.Error("got it back on its day, want it put away while nothing changed")
	}
	if l := notice.Listed(p, terms, k, in(4)); len(l.Now) != 1 || l.Now[0].Kind != notice.Overdue {
		t.Error("got it put away once it is overdue, want it back")
	}
	k.Matters[0].Day = in(5)
	if l := notice.Listed(p, terms, k, today); len(l.Now) != 1 {
		t.Error("got it put away with another day, want it back")
	}
}

// anyMatter draws a matter of any sort.
func anyMatter(t *rapid.T) notice.Matter {
	day := rapid.Map(rapid.IntRange(-120, 120), in)
	m := notice.Matter{
		What: rapid.SampledFrom([]notice.What{
			notice.Action, notice.Request, notice.Goals, notice.Agreement, notice.AgreementReview, notice.SystemReview, notice.NeedReview,
			notice.ItemReview, notice.Evidence, notice.Stream, notice.Absence, notice.Draft,
			notice.Initiative, notice.Thresholds, notice.Area, notice.Pairs, notice.Ceiling, notice.CeilingRecall, notice.Grant,
			notice.Attestation, notice.Pulse, notice.Funding,
		}).Draw(t, "what"),
		Ref: fmt.Sprintf("COO-%07d", rapid.IntRange(0, 9).Draw(t, "ref")), Title: "SECRET " + rapid.SampledFrom([]string{"list", "place"}).Draw(t, "title"),
		Sensitive: rapid.Bool().Draw(t, "sensitive"), Strand: access.Coordination, Agency: rapid.IntRange(0, 3).Draw(t, "agency"),
		AgencyName: "An agency", AgencySlug: "an-agency", Owner: rapid.SampledFrom([]uuid.UUID{nobody, tom, priya, alan}).Draw(t, "owner"),
		Day: day.Draw(t, "day"), Since: day.Draw(t, "since"), New: rapid.Bool().Draw(t, "new"),
	}
	if rapid.Bool().Draw(t, "record") {
		m.ID = uuid.NewSHA1(uuid.Nil, []byte(m.Ref))
	} else {
		m.Ref = rapid.SampledFrom([]string{"RES-1", "TRN-3", "CON-4"}).Draw(t, "code")
	}
	return m
}

// TestWhatEveryListKeeps holds what is true of every list: nobody is asked for
// what they may not do, nothing is there twice, the order of what comes in
// changes nothing, and no words of a sensitive record are for mail.
func TestWhatEveryListKeeps(t *testing.T) {
	t.Parallel()
	terms := terms(t)
	people := []notice.Person{
		told(t, priya, access.Coordinator, police), told(t, tom, access.Staff, college), told(t, alan, access.Manager, police),
		told(t, tom, access.GovernanceApprover, 0), told(t, tom, access.Administrator, 0), told(t, tom, access.OutreachWorker, 0),
	}
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(anyMatter), 0, 12).Draw(t, "matters")
		p := rapid.SampledFrom(people).Draw(t, "person")
		got := notice.For(p, terms, all, today)
		seen := map[string]bool{}
		kinds := notice.Kinds()
		for i, n := range got {
			if seen[n.Key] {
				t.Fatalf("got %s twice", n.Key)
			}
			seen[n.Key] = true
			if n.Text == "" || n.Brief == "" || n.Sub == "" || n.Do == "" || !strings.HasPrefix(n.Path, "/") || n.Kind.Heading() == "" || n.State == "" {
				t.Fatalf("got a notice that is not whole: %+v", n)
			}
			if i > 0 && slices.Index(kinds, got[i-1].Kind) > slices.Index(kinds, n.Kind) {
				t.Fatalf("got %s after %s", n.Kind, got[i-1].Kind)
			}
			if n.Kind == notice.Overdue && !n.Day.Before(today) {
				t.Fatalf("got overdue on %s", n.Day)
			}
		}
		for _, m := range all {
			if !m.Sensitive {
				continue
			}
			for _, n := range notice.For(p, terms, []notice.Matter{m}, today) {
				if strings.Contains(n.Brief, m.Title) {
					t.Fatalf("got %q for mail, want no words of a sensitive record", n.Brief)
				}
			}
		}
		turned := slices.Clone(all)
		slices.Reverse(turned)
		if distinct(all) && !slices.Equal(got, notice.For(p, terms, turned, today)) {
			t.Fatal("got another list from the same matters in another order")
		}
		if p.Agency == 0 && !p.May(access.ReadNotices, 0) && slices.ContainsFunc(got, func(n notice.Notice) bool { return n.What != notice.Draft }) {
			t.Fatalf("got %v for somebody who reads no coordination records", got)
		}
	})
}

// distinct reports whether no two matters are the same thing.
func distinct(all []notice.Matter) bool {
	seen := map[string]bool{}
	for _, m := range all {
		k := string(m.What) + m.ID.String() + m.Ref
		if (m.What == notice.Absence || m.What == notice.Attestation) && m.ID == uuid.Nil {
			k = string(m.What)
		}
		if seen[k] {
			return false
		}
		seen[k] = true
	}
	return true
}

func TestNothingIsMissedFromDayToDay(t *testing.T) {
	t.Parallel()
	p, terms := told(t, tom, access.Staff, college), terms(t)
	rapid.Check(t, func(t *rapid.T) {
		m := matter(notice.Action, in(rapid.IntRange(-200, 200).Draw(t, "due")))
		for n := -7; n < 400; n += 9 {
			day := m.Day.AddDate(0, 0, n)
			if got := notice.For(p, terms, []notice.Matter{m}, day); len(got) != 1 {
				t.Fatalf("got %d notices %d days after it was due, want one from a week before until it is done", len(got), n)
			}
		}
	})
}
