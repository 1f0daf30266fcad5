package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/job"
	"liaison/internal/notice"
	"liaison/internal/postgres"
	"liaison/internal/settings"
	"liaison/internal/testing/mailbox"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// round is a database whose people are mailed, and where the mail goes.
type round struct {
	db  *pgtest.DB
	box *mailbox.Box
	now time.Time
}

func newRound(t testing.TB) round {
	t.Helper()
	r := round{db: pgtest.New(t), box: mailbox.New(t)}
	sample.Partnership(t, r.db)
	// A working morning, since people are left alone at weekends.
	r.now = calendar.At(calendar.Day(time.Now()), 9*time.Hour)
	r.db.Exec(t, `DELETE FROM shared.holiday`)
	return r
}

// crowd makes so many agency staff with an action to do, who are mailed daily
// whatever the day, and returns their addresses.
func (r round) crowd(t testing.TB, n int) []string {
	t.Helper()
	r.db.Exec(t, `INSERT INTO identity.account (id, email, name) SELECT gen_random_uuid(), 'person' || i || '@westmere.example', 'Person ' || i FROM generate_series(1, $1::int) i`, n)
	r.db.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason)
		SELECT gen_random_uuid(), id, 1, 'staff', $1, '2024-01-01', 'Works here' FROM identity.account WHERE email LIKE 'person%'`, sample.Police)
	r.db.Exec(t, `INSERT INTO identity.mail_choice (account_id, every, weekday, quiet, chosen_at) SELECT id, 'daily', 1, false, '2024-01-01' FROM identity.account WHERE email LIKE 'person%'`)
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("person%d@westmere.example", i+1))
	}
	return all
}

// due gives the agency something that is due tomorrow.
func (r round) due(t testing.TB, by access.Actor, agency int, ref, what string, change ...string) {
	t.Helper()
	meeting, _ := sample.Activity(t, r.db, access.Coordination, by, "Board", r.now.AddDate(0, 0, -10))
	r.db.Exec(t, `INSERT INTO coordination.action (id, ref, partnership_id, activity_id, position, what, agency_id, due, state, author) VALUES ($1, $2, 1, $3, 0, $4, $5, $6, 'open', $7)`,
		uuid.New(), ref, meeting, what, agency, calendar.Day(r.now).AddDate(0, 0, 1), by.ID)
	for _, set := range change {
		r.db.Exec(t, `UPDATE coordination.activity SET `+set+` WHERE id = $1`, meeting)
	}
}

// digests are those of one instance.
func (r round) digests(t testing.TB, lease time.Duration) job.Digests {
	t.Helper()
	guard := sample.Guard(t)
	return r.instanceOf(t, r.db.Open(t, guard), guard, r.box.URL(), lease)
}

func (r round) instanceOf(t testing.TB, db *postgres.DB, guard access.Guard, smtp string, lease time.Duration) job.Digests {
	t.Helper()
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.From([]string{"LIAISON_SMTP_URL=" + smtp, "LIAISON_MAIL_FROM=liaison@westmere.example"})
	if err != nil {
		t.Fatal(err)
	}
	server, err := post(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	d := digests(s, db, guard, book, server)
	d.URL, d.Lease = "https://liaison.example", lease
	began := time.Now()
	d.Now = func() time.Time { return r.now.Add(time.Since(began)) }
	return d
}

// got is how often each address was mailed, and how often each message came.
func (r round) got() (to, ids map[string]int) {
	to, ids = map[string]int{}, map[string]int{}
	for _, l := range r.box.Letters() {
		to[l.To]++
		ids[l.ID()]++
	}
	return to, ids
}

func TestADigestSaysWhatIsDueAndNoMore(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	tom := sample.Member(t, r.db, "Tom Okafor", access.Staff, sample.Police)
	for who, email := range map[uuid.UUID]string{priya.ID: "priya@westmere.example", tom.ID: "tom@westmere.example"} {
		r.db.Exec(t, `UPDATE identity.account SET email = $2 WHERE id = $1`, who, email)
		r.db.Exec(t, `INSERT INTO identity.mail_choice (account_id, every, weekday, quiet, chosen_at) VALUES ($1, 'daily', 1, false, '2024-01-01')`, who)
	}
	r.due(t, priya, sample.Police, "COO-000000A", "Send the <b>draft</b> guide\r\nBcc: all@example.org")
	r.due(t, priya, sample.Police, "COO-000000B", "Heron is ready", `marking = 'OFFICIAL-SENSITIVE'`)
	r.db.Exec(t, `INSERT INTO outreach.draft (id, partnership_id, author, kind, content, created_at, updated_at) VALUES ($1, 1, $2, 'engagement', 'name=Tea', now() - interval '25 days', now() - interval '25 days')`, uuid.New(), tom.ID)
	sample.Grant(t, r.db, tom, access.OutreachWorker)
	if err := r.digests(t, 0).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	letters := r.box.Letters()
	if len(letters) != 1 || letters[0].To != "tom@westmere.example" {
		t.Fatalf("got %d letters, want one to Tom, and none to who has nothing to do", len(letters))
	}
	l := letters[0]
	if s := l.Header.Get("Subject"); s != "[OFFICIAL] Liaison: 2 notices" {
		t.Errorf("got subject %q", s)
	}
	day := calendar.Day(r.now).AddDate(0, 0, 1).Format("2 January 2006")
	for _, want := range []string{
		"Due in the next 7 days", "- Action: Send the <b>draft</b> guide", "  COO-000000A, due " + day, "https://liaison.example/coordination/actions/COO-000000A",
		"- Action COO-000000B\n  due " + day, "All your notices: https://liaison.example/notices", "https://liaison.example/account/mail",
	} {
		if !strings.Contains(l.Text, want) {
			t.Errorf("got\n%s\nwant it to say %q", l.Text, want)
		}
	}
	if !strings.HasPrefix(l.Text, "OFFICIAL\n") || !strings.HasSuffix(l.Text, "\nOFFICIAL\n") {
		t.Errorf("got\n%s\nwant the marking above and below", l.Text)
	}
	if !strings.Contains(l.HTML, "Send the &lt;b&gt;draft&lt;/b&gt; guide") || !strings.Contains(l.HTML, `href="https://liaison.example/coordination/actions/COO-000000B"`) {
		t.Errorf("got\n%s\nwant the same as a page, with what people wrote as words", l.HTML)
	}
	for _, no := range []string{"Heron", "utreach", "Tea", "Tom Okafor", "Priya"} {
		if strings.Contains(l.Text+l.HTML+l.Header.Get("Subject"), no) {
			t.Errorf("got %q in a mail", no)
		}
	}
	if len(l.Header["Bcc"]) != 0 {
		t.Error("got a header that somebody wrote into an action")
	}
	if n := r.db.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE first_used_on IS NOT NULL`); n != 0 {
		t.Error("got a grant used by a mail, want it used by people alone")
	}
	if n := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE outcome = 'sent'`); n != 1 {
		t.Errorf("got %d sent, want 1", n)
	}
	if n := r.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'digest' AND act = 'disclose' AND recipient = $1 AND detail = 'sent'`, tom.ID.String()); n != 1 {
		t.Errorf("got %d entries in the log, want 1", n)
	}
	if err := r.digests(t, 0).Send(t.Context()); err != nil || len(r.box.Letters()) != 1 {
		t.Errorf("got %v and %d letters the second time, want no more", err, len(r.box.Letters()))
	}
}

func TestWhoLeftIsSentNothing(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	r.crowd(t, 3)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	d := r.digests(t, 0)
	d.Outbox = leaving{d.Outbox.(postgres.Outbox), func(account uuid.UUID) {
		r.db.Exec(t, `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'Left' WHERE account_id = $1 AND account_id IN (SELECT id FROM identity.account WHERE email = 'person1@westmere.example') AND ended_by IS NULL`, account, priya.ID)
		r.db.Exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1 AND email = 'person2@westmere.example'`, account)
	}}
	if err := d.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	if to, _ := r.got(); len(to) != 1 || to["person3@westmere.example"] != 1 {
		t.Errorf("got %v, want one to the only one who is still there", to)
	}
	if n := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE outcome = 'nothing'`); n < 2 {
		t.Errorf("got %d with nothing to say, want those of both who left", n)
	}
}

// leaving is an outbox whose people leave after it said where they are, which
// is the last moment before the records are read.
type leaving struct {
	postgres.Outbox
	leave func(account uuid.UUID)
}

// Places has the person leave once it has answered.
func (l leaving) Places(ctx context.Context, account uuid.UUID) (string, []notice.Place, error) {
	address, all, err := l.Outbox.Places(ctx, account)
	l.leave(account)
	return address, all, err
}

func TestTwoInstancesMailEachOnce(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	people := r.crowd(t, 120)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	var all sync.WaitGroup
	for range 2 {
		d := r.digests(t, 0)
		all.Go(func() {
			if err := d.Send(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	r.once(t, people)
}

// once holds that each of the people was mailed, once.
func (r round) once(t *testing.T, people []string) {
	t.Helper()
	to, ids := r.got()
	for _, p := range people {
		if to[p] != 1 {
			t.Errorf("%s: got %d mails, want 1", p, to[p])
		}
	}
	if len(ids) != len(people) || len(to) != len(people) {
		t.Errorf("got %d messages to %d addresses, want %d", len(ids), len(to), len(people))
	}
}

func TestAMailServerThatSaysNo(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	r.crowd(t, 3)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	var mu sync.Mutex
	busy := true
	r.box.Answer(func(to string) error {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case to == "person1@westmere.example":
			return mailbox.No(550, "nobody of that name")
		case to == "person2@westmere.example" && busy:
			return mailbox.No(451, "later")
		}
		return nil
	})
	if err := r.digests(t, 0).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	if to, _ := r.got(); len(to) != 1 || to["person3@westmere.example"] != 1 {
		t.Errorf("got %v, want one to the only one who may be mailed", to)
	}
	if n := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE outcome = 'refused'`); n != 1 {
		t.Errorf("got %d refused for good, want 1", n)
	}
	mu.Lock()
	busy = false
	mu.Unlock()
	if err := r.digests(t, 0).Send(t.Context()); err != nil || len(r.box.Letters()) != 1 {
		t.Errorf("got %v and %d letters at once, want it tried again only later", err, len(r.box.Letters()))
	}
	r.db.Exec(t, `UPDATE identity.digest SET free_at = now() WHERE ended_at IS NULL`)
	if err := r.digests(t, 0).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	if to, _ := r.got(); to["person2@westmere.example"] != 1 || len(r.box.Letters()) != 2 {
		t.Errorf("got %v, want it sent later", to)
	}
}

func TestAMailServerThatIsAwayLosesNothing(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	people := r.crowd(t, 60)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	r.box.Answer(func(string) error { return mailbox.No(421, "closing") })
	if err := r.digests(t, 0).Send(t.Context()); err == nil {
		t.Error("got no error, want one for whoever runs the service")
	}
	if n := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE claim IS NOT NULL OR outcome <> 'nothing'`); n != 0 {
		t.Errorf("got %d that wait for nobody, want all free but who is told nothing", n)
	}
	r.box.Answer(nil)
	r.db.Exec(t, `UPDATE identity.digest SET free_at = now()`)
	if err := r.digests(t, 0).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.once(t, people)
}

func TestTheNextMailTakesThePlaceOfOneThatWasNotSent(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	people := r.crowd(t, 2)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	r.db.Exec(t, `INSERT INTO identity.digest (id, account_id, period, made_at, free_at) SELECT gen_random_uuid(), id, sec.today() - 1, now() - interval '1 day', now() FROM identity.account WHERE email LIKE 'person%'`)
	if err := r.digests(t, 0).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.once(t, people)
	if n := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE outcome = 'overtaken' AND period = sec.today() - 1`); n != 2 {
		t.Errorf("got %d overtaken, want 2", n)
	}
}

func TestTheOutboxIsTheServicesAlone(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	r.crowd(t, 1)
	d := r.digests(t, 0)
	if _, err := d.Outbox.Claim(t.Context(), 1, time.Minute); err != nil {
		t.Fatal(err)
	}
	r.db.Exec(t, `INSERT INTO identity.digest (id, account_id, period, made_at, free_at) VALUES ($1, $2, sec.today(), now(), now())`, uuid.New(), priya.ID)
	r.db.Exec(t, `DO $$ BEGIN
		SET LOCAL ROLE liaison_identity;
		IF EXISTS (SELECT FROM identity.digest) THEN RAISE EXCEPTION 'somebody else reads the outbox'; END IF;
	END $$`)
}

// killed says to the test's own binary that it is the instance to be killed.
const killed = "LIAISON_TEST_DIGEST"

// TestAnInstanceThatIsKilled kills an instance twice in the middle of some
// hundreds of mails, by SIGKILL. What it had taken and not sent is sent by the
// next one when its lease is over: none is lost. A mail whose instance died
// between the server's answer and ours may come again, and comes as the same
// message: a receiver that knows it again sees none twice.
func TestAnInstanceThatIsKilled(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	people := r.crowd(t, 300)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	const lease = 3 * time.Second
	for n, after := range []int{60, 160} {
		reached := make(chan struct{})
		var once sync.Once
		r.box.Taken(func(mailbox.Letter) {
			if len(r.box.Letters()) >= after {
				once.Do(func() { close(reached) })
			}
		})
		c := r.instance(t, lease)
		select {
		case <-reached:
		case <-time.After(2 * time.Minute):
			t.Fatalf("got %d letters, want %d before it is killed", len(r.box.Letters()), after)
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err == nil {
			t.Fatalf("instance %d ended by itself, want it killed", n+1)
		}
	}
	r.box.Taken(nil)
	open := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE ended_at IS NULL`)
	if open == 0 {
		t.Fatal("got nothing left to send, want the instance killed in the middle")
	}
	time.Sleep(lease)
	if err := r.digests(t, lease).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	to, ids := r.got()
	again := 0
	for _, p := range people {
		if to[p] == 0 {
			t.Errorf("%s: got no mail", p)
		}
	}
	for _, n := range ids {
		again += n - 1
	}
	if len(ids) != len(people) {
		t.Errorf("got %d messages, want %d: one each", len(ids), len(people))
	}
	if most := 2 * 4; again > most { // two instances, four senders each
		t.Errorf("got %d messages again, want %d at most", again, most)
	}
	t.Logf("killed twice: %d people, %d messages, %d of them taken over again as the same message, %d left when the second instance died", len(people), len(ids), again, open)
}

// TestAnInstanceThatIsKilledBetweenMails kills an instance twice while none of
// its mails is with the mail server: each of its senders has begun the next one,
// which the server has not taken yet. Then each person is mailed once, exactly,
// as the server counts.
func TestAnInstanceThatIsKilledBetweenMails(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	// So many that no sender of either instance finds all taken and ends while the
	// others go on to their next one: each takes 25 at a time.
	people := r.crowd(t, 200)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	const lease, senders = 3 * time.Second, 4
	for _, after := range []int{30, 70} {
		begun, dead := make(chan struct{}, len(people)), make(chan struct{})
		r.box.Answer(func(string) error {
			if len(r.box.Letters()) >= after {
				begun <- struct{}{}
				<-dead
			}
			return nil
		})
		c := r.instance(t, lease)
		for range senders {
			select {
			case <-begun:
			case <-time.After(2 * time.Minute):
				t.Fatalf("got %d letters, want %d and all senders at the next one", len(r.box.Letters()), after)
			}
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait()
		close(dead)
		if sent := r.db.Count(t, `SELECT count(*) FROM identity.digest WHERE outcome = 'sent'`); sent != len(r.box.Letters()) || sent >= len(people) {
			t.Fatalf("got %d written down of %d that were taken, want the same and some of %d left", sent, len(r.box.Letters()), len(people))
		}
		time.Sleep(lease) // until what it had taken may be taken by another
	}
	r.box.Answer(nil)
	if err := r.digests(t, lease).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.once(t, people)
}

// orders are what the instance to be killed is told.
type orders struct {
	Database struct {
		URLs         map[access.Strand]string
		ContextKey   []byte
		ContextKeyID int
	}
	SMTP  string
	Lease time.Duration
	Now   time.Time
}

// instance starts another process that sends what is due.
func (r round) instance(t *testing.T, lease time.Duration) *exec.Cmd {
	t.Helper()
	o := orders{SMTP: r.box.URL(), Lease: lease, Now: r.now}
	o.Database.URLs, o.Database.ContextKey, o.Database.ContextKeyID = r.db.Config.URLs, r.db.Config.ContextKey, r.db.Config.ContextKeyID
	told, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestInstanceToBeKilled$", "-test.count=1")
	c.Env = append(os.Environ(), killed+"="+string(told))
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestInstanceToBeKilled is the other process of TestAnInstanceThatIsKilled.
func TestInstanceToBeKilled(t *testing.T) {
	told := os.Getenv(killed)
	if told == "" {
		t.Skip("is run by another test")
	}
	var o orders
	if err := json.Unmarshal([]byte(told), &o); err != nil {
		t.Fatal(err)
	}
	guard := sample.Guard(t)
	db, err := postgres.Open(t.Context(), postgres.Config{URLs: o.Database.URLs, ContextKey: o.Database.ContextKey, ContextKeyID: o.Database.ContextKeyID, Pool: 4}, guard, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := (round{now: o.Now}).instanceOf(t, db, guard, o.SMTP, o.Lease).Send(t.Context()); err != nil {
		t.Fatal(err)
	}
}
