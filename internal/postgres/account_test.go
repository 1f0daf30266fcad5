package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

const password = "cliff-water-lantern"

// street is a database with accounts, and who lives there.
type street struct {
	*pgtest.DB
	accounts postgres.Accounts
	tom      access.Actor // staff
	priya    access.Actor // coordinator
	alan     access.Actor // manager
	kit      access.Actor // administrator
}

func newStreet(t *testing.T) street {
	t.Helper()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	guard := sample.Guard(t)
	return street{
		DB:       db,
		accounts: postgres.Accounts{DB: db.Open(t, guard), Hasher: secret.NewHasher(4), Lifetimes: account.UsualLifetimes()},
		tom:      sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police),
		priya:    sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council),
		alan:     sample.Member(t, db, "Alan Whitford", access.Manager, sample.Council),
		kit:      sample.Member(t, db, "Kit Olsen", access.Administrator, 0),
	}
}

// key gives the person a password and returns their e-mail address.
func (s street) key(t *testing.T, who access.Actor) string {
	t.Helper()
	hash, err := s.accounts.Hasher.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	s.Exec(t, `INSERT INTO identity.credential (account_id, password_hash) VALUES ($1, $2)`, who.ID, hash)
	return s.email(t, who.ID)
}

func (s street) email(t *testing.T, id uuid.UUID) string {
	t.Helper()
	var email string
	if err := s.Owner.QueryRowContext(t.Context(), `SELECT email FROM identity.account WHERE id = $1`, id).Scan(&email); err != nil {
		t.Fatal(err)
	}
	return email
}

// enter signs the person in and returns who they are in their session.
func (s street) enter(t *testing.T, email string) (account.Entered, account.Visit) {
	t.Helper()
	in, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r1"}, account.Try{Email: email, Password: password, Address: "203.0.113.9", Agent: "Firefox"})
	if err != nil {
		t.Fatal(err)
	}
	if in.Next != account.In {
		return in, account.Visit{}
	}
	v, err := s.accounts.Find(t.Context(), in.Token)
	if err != nil {
		t.Fatal(err)
	}
	v.Who.Request = "r2"
	return in, v
}

// logged counts entries of the log.
func (s street) logged(t *testing.T, act, detail string) int {
	t.Helper()
	return s.Count(t, `SELECT count(*) FROM audit.event WHERE act = $1 AND detail LIKE $2`, act, detail)
}

func said(err error) string {
	var all []string
	for _, f := range fault.FieldsOf(err) {
		all = append(all, f.Name+": "+f.Say)
	}
	return strings.Join(all, "; ")
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	in, v := s.enter(t, " "+strings.ToUpper(email)+" ")
	if !secret.IsToken(in.Token) || v.Who.ID != s.tom.ID || v.Who.Partnership != sample.Westmere || v.Who.Agency != sample.Police || !v.Who.Is(access.Staff) {
		t.Errorf("got %+v, want Tom at work", v)
	}
	if v.Person != "Tom Okafor" || v.RoleName != "Agency staff" || v.AgencyName != "Westmere Police" || v.PartnershipName != "Partnership 1" || v.Partnerships != 1 || v.Strong {
		t.Errorf("got %+v, want the words about Tom", v)
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.session WHERE token_hash = $1 OR token_hash::text LIKE '%' || $2 || '%'`, secret.TokenHash(in.Token), in.Token); n != 1 {
		t.Errorf("got %d rows, want the hash of the token and not the token", n)
	}
	if n := s.logged(t, "auth", "password, next in"); n != 1 {
		t.Errorf("got %d entries of the sign-in, want 1", n)
	}
	again, _ := s.enter(t, email)
	if again.Token == in.Token {
		t.Error("got one token twice, want a new session at each sign-in")
	}
}

func TestWhoMayNotSignIn(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	known := s.key(t, s.tom)
	disabled := s.key(t, s.priya)
	s.Exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, s.priya.ID)
	service := s.key(t, s.alan)
	s.Exec(t, `UPDATE identity.account SET service = true WHERE id = $1`, s.alan.ID)
	bare := s.email(t, s.kit.ID)
	for _, tt := range []struct {
		name            string
		email, password string
	}{
		{"a wrong password", known, "another-password"},
		{"an unknown address", "nobody@westmere.example", password},
		{"a disabled account", disabled, password},
		{"a service account", service, password},
		{"an account that has no password yet", bare, password},
		{"no address", "", password},
		{"no password", known, ""},
		{"an address as long as a book", strings.Repeat("a", 1<<16), password},
		{"an address that is SQL", "' OR true --", password},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, entries := s.accounts.Hasher.Made(), s.logged(t, "auth", "wrong password")
			_, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r"}, account.Try{Email: tt.email, Password: tt.password, Address: "203.0.113.9"})
			if got, want := said(err), said(account.ErrWrong()); got != want {
				t.Errorf("got %q, want the same words for all, %q", got, want)
			}
			if n := s.accounts.Hasher.Made() - before; n != 1 {
				t.Errorf("got %d hashes, want the same work for all, 1", n)
			}
			if n := s.logged(t, "auth", "wrong password") - entries; n != 1 {
				t.Errorf("got %d entries, want 1", n)
			}
		})
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.session`); n != 0 {
		t.Errorf("got %d sessions, want none", n)
	}
}

func TestWhoseAccessHasEndedIsToldSo(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	s.Exec(t, `UPDATE identity.membership SET to_day = current_date, ended_by = $1, end_reason = 'left' WHERE account_id = $2`, s.kit.ID, s.tom.ID)
	_, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r"}, account.Try{Email: email, Password: password})
	if got, want := said(err), said(account.ErrNoPlace()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTenFailuresLockTheAccountOnEveryInstance(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	guard := sample.Guard(t)
	other := s.accounts
	other.DB = s.Open(t, guard) // another instance of the service
	known := s.key(t, s.tom)
	for _, email := range []string{known, "nobody@westmere.example"} {
		t.Run(email, func(t *testing.T) {
			try := account.Try{Email: email, Password: "wrong", Address: "203.0.113.9"}
			var wait sync.WaitGroup
			errs := make([]error, 24)
			for i := range errs {
				wait.Go(func() {
					store := s.accounts
					if i%2 == 0 {
						store = other
					}
					_, errs[i] = store.SignIn(t.Context(), access.Actor{Request: "r"}, try)
				})
			}
			wait.Wait()
			wrong, locked := 0, 0
			for _, err := range errs {
				switch said(err) {
				case said(account.ErrWrong()):
					wrong++
				case said(account.ErrLocked()):
					locked++
				default:
					t.Errorf("got %v, want a refusal", err)
				}
			}
			if wrong != 10 || locked != 14 {
				t.Errorf("got %d looked at and %d locked out, want 10 and 14", wrong, locked)
			}
			before := s.accounts.Hasher.Made()
			try.Password = password
			if _, err := other.SignIn(t.Context(), access.Actor{Request: "r"}, try); said(err) != said(account.ErrLocked()) {
				t.Errorf("got %v, want the right password refused too", err)
			}
			if n := s.accounts.Hasher.Made() - before; n != 0 {
				t.Errorf("got %d hashes, want none at a closed door", n)
			}
		})
	}
	s.Exec(t, `UPDATE identity.lockout SET locked_until = now() - interval '1 second'`)
	if _, v := s.enter(t, known); v.Who.ID != s.tom.ID {
		t.Error("got nobody, want Tom let in after a quarter of an hour")
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.lockout WHERE key LIKE '%@%'`); n != 0 {
		t.Errorf("got %d addresses kept as they were typed, want none", n)
	}
}

func TestManyFailuresLockAnAddress(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	s.Exec(t, `INSERT INTO identity.lockout (key, failures, first_at) VALUES ('address:203.0.113.9', 99, now())`)
	if _, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r"}, account.Try{Email: "x@y.example", Password: "wrong", Address: "203.0.113.9"}); said(err) != said(account.ErrWrong()) {
		t.Fatalf("got %v, want the hundredth looked at", err)
	}
	if _, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r"}, account.Try{Email: email, Password: password, Address: "203.0.113.9"}); said(err) != said(account.ErrLocked()) {
		t.Errorf("got %v, want the address locked out", err)
	}
	if _, err := s.accounts.SignIn(t.Context(), access.Actor{Request: "r"}, account.Try{Email: email, Password: password, Address: "203.0.113.10"}); err != nil {
		t.Errorf("got %v, want another address let in", err)
	}
}

func TestFindRefusesWhatIsNoSessionInForce(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	for _, tt := range []struct {
		name   string
		change string
		ending account.Ending
	}{
		{"idle for half an hour", `UPDATE identity.session SET last_seen_at = now() - interval '30 minutes' WHERE token_hash = $1`, account.Away},
		{"as old as any may be", `UPDATE identity.session SET expires_at = now() WHERE token_hash = $1`, account.Over},
		{"ended", `UPDATE identity.session SET ended_at = now(), ended_why = 'ended' WHERE token_hash = $1`, account.Ended},
		{"signed out of", `UPDATE identity.session SET ended_at = now(), ended_why = 'out' WHERE token_hash = $1`, account.SignedOut},
		{"waiting for a second factor", `UPDATE identity.session SET pending = true WHERE token_hash = $1`, account.NoSession},
		{"of a disabled account", `UPDATE identity.account a SET disabled_at = now() FROM identity.session s WHERE s.account_id = a.id AND s.token_hash = $1`, account.Removed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, _ := s.enter(t, email)
			s.Exec(t, tt.change, secret.TokenHash(in.Token))
			if _, err := s.accounts.Find(t.Context(), in.Token); !errors.Is(err, fault.NotFound) {
				t.Errorf("got %v, want %v", err, fault.NotFound)
			}
			ending, err := s.accounts.Ending(t.Context(), in.Token)
			if err != nil {
				t.Fatal(err)
			}
			if ending != tt.ending {
				t.Errorf("got %q, want %q", ending, tt.ending)
			}
		})
	}
	for _, token := range []string{"", "x", secret.NewToken(), strings.Repeat("a", 43), "' OR true --"} {
		if _, err := s.accounts.Find(t.Context(), token); !errors.Is(err, fault.NotFound) {
			t.Errorf("%q: got %v, want %v", token, err, fault.NotFound)
		}
	}
}

func TestASessionIsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	in, _ := s.enter(t, s.key(t, s.tom))
	hash := secret.TokenHash(in.Token)
	for _, tt := range []struct {
		name  string
		ago   string
		moved int
	}{
		{"seen a moment ago", "30 seconds", 0},
		{"seen two minutes ago", "2 minutes", 1},
		{"seen almost half an hour ago", "29 minutes", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.Exec(t, `UPDATE identity.session SET last_seen_at = now() - $2::interval WHERE token_hash = $1`, hash, tt.ago)
			if _, err := s.accounts.Find(t.Context(), in.Token); err != nil {
				t.Fatal(err)
			}
			if n := s.Count(t, `SELECT count(*) FROM identity.session WHERE token_hash = $1 AND last_seen_at > now() - interval '15 seconds'`, hash); n != tt.moved {
				t.Errorf("got %d, want %d", n, tt.moved)
			}
		})
	}
}

func TestWhatIsTakenAwayIsGoneAtTheNextRequest(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	amara := sample.Member(t, s.DB, "Amara Cole", access.OutreachWorker, sample.Charity)
	in, v := s.enter(t, s.key(t, amara))
	if !v.Who.Is(access.OutreachWorker) || v.RoleName != "Agency staff and Outreach worker" {
		t.Fatalf("got %+v, want Amara in outreach", v)
	}
	s.Exec(t, `UPDATE identity.strand_grant SET to_day = current_date, ended_by = $1, end_reason = 'moved' WHERE account_id = $2`, s.alan.ID, amara.ID)
	if v, err := s.accounts.Find(t.Context(), in.Token); err != nil || v.Who.Works(access.Outreach) || !v.Who.Is(access.Staff) {
		t.Errorf("got %+v %v, want outreach gone", v.Who, err)
	}
	s.Exec(t, `UPDATE identity.membership SET to_day = current_date, ended_by = $1, end_reason = 'left' WHERE account_id = $2`, s.kit.ID, amara.ID)
	if _, err := s.accounts.Find(t.Context(), in.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want the session gone with the last membership", err)
	}
}

// code is the one-time code of a moment near now.
func code(t *testing.T, key secret.Key, shift time.Duration) string {
	t.Helper()
	c, err := key.Code(time.Now().Add(shift))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestHoldersOfCaseworkSetUpASecondFactor(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	samira := sample.Member(t, s.DB, "Samira Aziz", access.CaseWorker, sample.Health)
	email := s.key(t, samira)
	ctx, nobody := t.Context(), access.Actor{Request: "r"}

	in, _ := s.enter(t, email)
	if in.Next != account.Enrol {
		t.Fatalf("got %q, want %q", in.Next, account.Enrol)
	}
	if _, err := s.accounts.Find(ctx, in.Token); !errors.Is(err, fault.NotFound) {
		t.Fatalf("got %v, want no session before the second factor", err)
	}
	waiting, err := s.accounts.Pending(ctx, in.Token)
	if err != nil || waiting.Next != account.Enrol || waiting.Email != email {
		t.Fatalf("got %+v %v, want Samira waiting", waiting, err)
	}
	key := secret.NewKey()
	for name, e := range map[string]account.Enrolment{
		"a wrong code": {Key: key.Text(), Code: "000000"},
		"no key":       {Code: code(t, key, 0)},
		"another key":  {Key: secret.NewKey().Text(), Code: code(t, key, 0)},
		"a short key":  {Key: "AAAA AAAA", Code: code(t, key, 0)},
	} {
		if _, err := s.accounts.Enrol(ctx, nobody, in.Token, e); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want %v", name, err, fault.Invalid)
		}
	}
	done, err := s.accounts.Enrol(ctx, nobody, in.Token, account.Enrolment{Key: key.Text(), Code: code(t, key, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Codes) != 10 || done.Token == in.Token {
		t.Errorf("got %d codes, want 10 and a new session", len(done.Codes))
	}
	v, err := s.accounts.Find(ctx, done.Token)
	if err != nil || !v.Strong || !v.Who.Is(access.CaseWorker) {
		t.Errorf("got %+v %v, want Samira in casework", v, err)
	}
	if _, err := s.accounts.Pending(ctx, in.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want the pending session gone", err)
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.recovery_code WHERE code_hash::text LIKE '%' || $1 || '%'`, done.Codes[0]); n != 0 {
		t.Error("got a recovery code in clear, want its hash")
	}
}

func TestTheSecondFactor(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	ctx, nobody := t.Context(), access.Actor{Request: "r"}
	first, v := s.enter(t, email)
	key := secret.NewKey()
	if _, err := s.accounts.Enrol(ctx, v.Who, first.Token, account.Enrolment{Key: key.Text(), Code: code(t, key, 0), Password: "wrong"}); said(err) != "password: Enter your password as it is now" {
		t.Fatalf("got %v, want the password asked for once more", err)
	}
	used := code(t, key, 0)
	done, err := s.accounts.Enrol(ctx, v.Who, first.Token, account.Enrolment{Key: key.Text(), Code: used, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.Find(ctx, first.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a new session in the place of the old", err)
	}

	waiting := func() string {
		in, _ := s.enter(t, email)
		if in.Next != account.Code {
			t.Fatalf("got %q, want %q", in.Next, account.Code)
		}
		return in.Token
	}
	try := func(token, typed string) error {
		_, err := s.accounts.SignInCode(ctx, nobody, token, account.Try{Code: typed})
		return err
	}
	if err := try(waiting(), used); said(err) != said(account.ErrCode()) {
		t.Errorf("got %v, want the code that was used before refused", err)
	}
	now := code(t, key, 30*time.Second)
	token, late := waiting(), waiting()
	if err := try(token, now); err != nil {
		t.Errorf("got %v, want the code taken", err)
	}
	if err := try(late, now); said(err) != said(account.ErrCode()) {
		t.Errorf("got %v, want the same code refused a second time", err)
	}
	if err := try(token, code(t, key, 30*time.Second)); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a pending session used once", err)
	}
	if _, err := s.accounts.Enrol(ctx, nobody, late, account.Enrolment{Key: key.Text(), Code: code(t, key, 30*time.Second)}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want no second factor replaced by who has not proved the first", err)
	}
	lower := strings.ToLower(strings.ReplaceAll(done.Codes[3], "-", " "))
	if err := try(late, lower); err != nil {
		t.Errorf("got %v, want a recovery code taken", err)
	}
	if err := try(waiting(), lower); said(err) != said(account.ErrCode()) {
		t.Errorf("got %v, want a recovery code taken once", err)
	}
	last := waiting()
	for range 20 {
		_ = try(last, "123456") // refused, as often as it is tried
		if _, again := s.accounts.SignIn(ctx, nobody, account.Try{Email: email, Password: password}); again != nil {
			break
		}
	}
	if err = try(last, "123456"); said(err) != said(account.ErrLocked()) {
		t.Errorf("got %v, want codes locked out too, whatever passwords come between", err)
	}
}

func TestOneCodeLetsOnePersonInHoweverManyCome(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	key := secret.NewKey()
	s.Exec(t, `UPDATE identity.credential SET totp_secret = $1, totp_confirmed_at = now() WHERE account_id = $2`, []byte(key), s.tom.ID)
	tokens := make([]string, 5)
	for i := range tokens {
		in, _ := s.enter(t, email)
		tokens[i] = in.Token
	}
	now := code(t, key, 0)
	var wait sync.WaitGroup
	var mu sync.Mutex
	entered := 0
	for _, token := range tokens {
		wait.Go(func() {
			if _, err := s.accounts.SignInCode(t.Context(), access.Actor{Request: "r"}, token, account.Try{Code: now}); err == nil {
				mu.Lock()
				entered++
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if entered != 1 {
		t.Errorf("got %d let in, want 1", entered)
	}
}

func TestARoleThatTakesASecondFactorIsNotHeldWithoutOne(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	in, v := s.enter(t, s.key(t, s.tom))
	sample.Grant(t, s.DB, v.Who, access.CaseWorker)
	if v, err := s.accounts.Find(t.Context(), in.Token); err != nil || v.Who.Works(access.Casework) || !v.Who.Works(access.Coordination) {
		t.Errorf("got %+v %v, want Tom out of casework until he proves more", v.Who, err)
	}
	demo := s.accounts
	demo.WithoutSecondFactor = true
	if v, err := demo.Find(t.Context(), in.Token); err != nil || !v.Who.Works(access.Casework) {
		t.Errorf("got %+v %v, want the demonstration to leave it out", v.Who, err)
	}
}

func TestHoldersOfIntelligenceAreAwaySooner(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	in, v := s.enter(t, s.key(t, s.tom))
	sample.Grant(t, s.DB, v.Who, access.IntelligenceOfficer)
	s.Exec(t, `UPDATE identity.session SET last_seen_at = now() - interval '16 minutes' WHERE id = $1`, v.Who.Session)
	if _, err := s.accounts.Find(t.Context(), in.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want them away after a quarter of an hour", err)
	}
	if e, err := s.accounts.Ending(t.Context(), in.Token); err != nil || e != account.Away {
		t.Errorf("got %q %v, want %q", e, err, account.Away)
	}
}

func TestSessionsAreOnesOwnToEnd(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	a, va := s.enter(t, email)
	b, vb := s.enter(t, email)
	c, _ := s.enter(t, email)
	_, other := s.enter(t, s.key(t, s.priya))
	ctx := t.Context()
	m, err := s.accounts.Mine(ctx, va.Who)
	if err != nil || len(m.Sessions) != 3 || m.Email != email || len(m.Memberships) != 1 || len(m.Places) != 1 {
		t.Fatalf("got %+v %v, want Tom's three sessions", m, err)
	}
	for _, id := range []uuid.UUID{other.Who.Session, uuid.New(), uuid.Nil} {
		if err := s.accounts.EndSession(ctx, va.Who, id); !errors.Is(err, fault.NotFound) {
			t.Errorf("got %v, want %v", err, fault.NotFound)
		}
	}
	if err := s.accounts.EndSession(ctx, va.Who, vb.Who.Session); err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.Find(ctx, b.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want it ended at once", err)
	}
	if n, err := s.accounts.EndOtherSessions(ctx, va.Who); n != 1 || err != nil {
		t.Errorf("got %d %v, want the one that is left", n, err)
	}
	if _, err := s.accounts.Find(ctx, c.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want it ended", err)
	}
	if err := s.accounts.SignOut(ctx, va.Who); err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.Find(ctx, a.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want it signed out", err)
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	old, v := s.enter(t, email)
	elsewhere, _ := s.enter(t, email)
	ctx := t.Context()
	_, err := s.accounts.ChangePassword(ctx, v.Who, account.NewPassword{Old: "wrong", New: "short", Again: "short"})
	if got, want := said(err), "old: Enter your password as it is now; password: New password must be 12 characters or more"; got != want {
		t.Errorf("got %q, want everything at once, %q", got, want)
	}
	in, err := s.accounts.ChangePassword(ctx, v.Who, account.NewPassword{Old: password, New: "heron in the rain", Again: "heron in the rain"})
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{old.Token, elsewhere.Token} {
		if _, err := s.accounts.Find(ctx, token); !errors.Is(err, fault.NotFound) {
			t.Errorf("got %v, want every other session ended", err)
		}
	}
	if _, err := s.accounts.Find(ctx, in.Token); err != nil {
		t.Errorf("got %v, want a new session", err)
	}
	if _, err := s.accounts.SignIn(ctx, access.Actor{Request: "r"}, account.Try{Email: email, Password: password}); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want the old password refused", err)
	}
	if _, err := s.accounts.SignIn(ctx, access.Actor{Request: "r"}, account.Try{Email: email, Password: "heron in the rain"}); err != nil {
		t.Errorf("got %v, want the new one taken", err)
	}
}

func TestRecoveryCodesAreReplaced(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	email := s.key(t, s.tom)
	ctx := t.Context()
	in, v := s.enter(t, email)
	if _, err := s.accounts.NewCodes(ctx, v.Who, password); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want %v without a second factor", err, fault.Conflict)
	}
	key := secret.NewKey()
	done, err := s.accounts.Enrol(ctx, v.Who, in.Token, account.Enrolment{Key: key.Text(), Code: code(t, key, 0), Password: password})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.NewCodes(ctx, v.Who, "wrong"); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want %v", err, fault.Invalid)
	}
	codes, err := s.accounts.NewCodes(ctx, v.Who, password)
	if err != nil || len(codes) != 10 {
		t.Fatalf("got %d %v, want 10", len(codes), err)
	}
	waiting, _ := s.enter(t, email)
	if _, err := s.accounts.SignInCode(ctx, access.Actor{Request: "r"}, waiting.Token, account.Try{Code: done.Codes[0]}); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want the old codes dead", err)
	}
	if _, err := s.accounts.SignInCode(ctx, access.Actor{Request: "r"}, waiting.Token, account.Try{Code: codes[9]}); err != nil {
		t.Errorf("got %v, want the new ones alive", err)
	}
}

func TestSwitch(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	sample.Another(t, s.DB, 2)
	sample.Another(t, s.DB, 3)
	s.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, from_day, reason) VALUES ($1, $2, 2, 'manager', '2024-01-01', 'sample')`, uuid.New(), s.tom.ID)
	in, v := s.enter(t, s.key(t, s.tom))
	if v.Partnerships != 2 {
		t.Errorf("got %d, want 2 to choose from", v.Partnerships)
	}
	ctx := t.Context()
	for _, p := range []int{3, 99, 0, -1} {
		if err := s.accounts.Switch(ctx, v.Who, p); !errors.Is(err, fault.NotFound) {
			t.Errorf("%d: got %v, want %v", p, err, fault.NotFound)
		}
	}
	if err := s.accounts.Switch(ctx, v.Who, 2); err != nil {
		t.Fatal(err)
	}
	v, err := s.accounts.Find(ctx, in.Token)
	if err != nil || v.Who.Partnership != 2 || !v.Who.Is(access.Manager) || v.Who.Is(access.Staff) || v.Who.Agency != 0 {
		t.Errorf("got %+v %v, want a manager of the other partnership and no more", v.Who, err)
	}
	if _, v := s.enter(t, s.email(t, s.tom.ID)); v.Who.Partnership != 2 {
		t.Errorf("got %d, want the partnership worked in last", v.Who.Partnership)
	}
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx, nobody := t.Context(), access.Actor{Request: "r"}
	ask := account.Invitation{Email: "New.Person@Westmere.example", Name: "New Person", Role: access.Staff, Agency: sample.Health, Reason: "Joins the health team"}
	if _, err := s.accounts.Invite(ctx, s.tom, ask); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v, want staff refused", err)
	}
	if _, err := s.accounts.Invite(ctx, s.kit, account.Invitation{}); len(fault.FieldsOf(err)) != 4 {
		t.Errorf("got %v, want everything wrong at once", err)
	}
	lost, err := s.accounts.Invite(ctx, s.kit, ask)
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.accounts.Invite(ctx, s.kit, ask)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.accounts.Invitation(ctx, lost); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want the first link dead", err)
	}
	i, err := s.accounts.Invitation(ctx, token)
	if err != nil || i.Known || i.Email != "new.person@westmere.example" {
		t.Fatalf("got %+v %v, want the invitation", i, err)
	}
	if err := s.accounts.Accept(ctx, nobody, token, "x", account.Try{Password: "short"}); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want %v", err, fault.Invalid)
	}
	if err := s.accounts.Accept(ctx, nobody, token, password, account.Try{Password: password}); err != nil {
		t.Fatal(err)
	}
	if err := s.accounts.Accept(ctx, nobody, token, password, account.Try{Password: password}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a link that works once", err)
	}
	_, v := s.enter(t, i.Email)
	if v.Person != "New Person" || !v.Who.Is(access.Staff) || v.Who.Agency != sample.Health {
		t.Errorf("got %+v, want them at work", v)
	}
	m, err := s.accounts.Mine(ctx, v.Who)
	if err != nil || m.Memberships[0].Reason != ask.Reason || m.Names[m.Memberships[0].GivenBy].Full != "Kit Olsen" {
		t.Errorf("got %+v %v, want the reason and who gave it", m, err)
	}
	if _, err := s.accounts.Invite(ctx, s.kit, ask); said(err) != "role: This person already holds that role" {
		t.Errorf("got %v, want the same role refused", err)
	}
	own := ask
	own.Email = s.email(t, s.kit.ID)
	if _, err := s.accounts.Invite(ctx, s.kit, own); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want oneself refused", err)
	}
	both := ask
	both.Role, both.Agency = access.Administrator, 0
	if _, err := s.accounts.Invite(ctx, s.kit, both); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want roles that are not one person's refused", err)
	}
}

func TestAnInvitationOfSomebodyWithAnAccount(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx, nobody := t.Context(), access.Actor{Request: "r"}
	email := s.key(t, s.tom)
	token, err := s.accounts.Invite(ctx, s.priya, account.Invitation{Email: email, Name: "Another Name", Role: access.GovernanceApprover, Reason: "Approves for the region"})
	if err != nil {
		t.Fatal(err)
	}
	i, err := s.accounts.Invitation(ctx, token)
	if err != nil || !i.Known {
		t.Fatalf("got %+v %v, want the account known", i, err)
	}
	if err := s.accounts.Accept(ctx, nobody, token, "", account.Try{Password: "a new password for it"}); said(err) != "password: Enter the password of your account" {
		t.Errorf("got %v, want the account's own password asked for", err)
	}
	if err := s.accounts.Accept(ctx, nobody, token, "", account.Try{Password: password}); err != nil {
		t.Fatal(err)
	}
	_, v := s.enter(t, email)
	if v.Person != "Tom Okafor" || !v.Who.Is(access.GovernanceApprover) || !v.Who.Is(access.Staff) {
		t.Errorf("got %+v, want Tom with both roles and his own name", v)
	}
}

func TestInvitationsEndAndAreWithdrawn(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	ask := account.Invitation{Email: "new@westmere.example", Name: "New Person", Role: access.Auditor, Reason: "Audits"}
	token, err := s.accounts.Invite(ctx, s.kit, ask)
	if err != nil {
		t.Fatal(err)
	}
	i, err := s.accounts.Invitation(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	stranger := sample.MemberOf(t, s.DB, otherPartnership(t, s), "Una Quill", access.Administrator, 0)
	for _, tt := range []struct {
		name string
		who  access.Actor
		id   uuid.UUID
		want error
	}{
		{"an administrator elsewhere does not know of it", stranger, i.ID, fault.NotFound},
		{"staff may not", s.tom, i.ID, fault.Forbidden},
		{"an id of nothing", s.kit, uuid.New(), fault.NotFound},
		{"another who invites may", s.priya, i.ID, nil},
		{"once", s.kit, i.ID, fault.Conflict},
	} {
		if err := s.accounts.WithdrawInvitation(ctx, tt.who, tt.id); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := s.accounts.Invitation(ctx, token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a dead link", err)
	}
	if token, err = s.accounts.Invite(ctx, s.kit, ask); err != nil {
		t.Fatal(err)
	}
	s.Exec(t, `UPDATE identity.invitation SET expires_at = now()`)
	if _, err := s.accounts.Invitation(ctx, token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want a link that ran out", err)
	}
}

func otherPartnership(t *testing.T, s street) int {
	t.Helper()
	sample.Another(t, s.DB, 2)
	return 2
}

// proposed has Priya propose a role for Tom.
func proposed(t *testing.T, s street, role access.Role) uuid.UUID {
	t.Helper()
	today := calendar.Day(time.Now())
	id, err := s.accounts.Propose(t.Context(), s.priya, account.Proposal{Account: s.tom.ID, Role: role, From: today, To: today.AddDate(0, 6, 0), Reason: "Case lead"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAGrantTakesTwoPeople(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	stranger := sample.MemberOf(t, s.DB, otherPartnership(t, s), "Una Quill", access.Manager, 0)
	if _, err := s.accounts.Propose(ctx, s.alan, account.Proposal{}); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v, want a manager to approve and not to propose", err)
	}
	id := proposed(t, s, access.OutreachWorker)
	for _, tt := range []struct {
		name string
		who  access.Actor
		id   uuid.UUID
		want error
	}{
		{"who proposed it", s.priya, id, fault.Forbidden},
		{"who would hold it", s.tom, id, fault.Forbidden},
		{"a manager elsewhere", stranger, id, fault.NotFound},
		{"an id of nothing", s.alan, uuid.New(), fault.NotFound},
	} {
		if err := s.accounts.Decide(ctx, tt.who, tt.id, true, "Trained"); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if err := s.accounts.Decide(ctx, s.alan, id, true, ""); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want a reason asked for", err)
	}
	if err := s.accounts.Decide(ctx, s.alan, id, true, "Trained in January"); err != nil {
		t.Fatal(err)
	}
	if err := s.accounts.Decide(ctx, s.kit, id, true, "Trained"); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want %v", err, fault.Conflict)
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND proposed_by = $2 AND approved_by = $3`, s.tom.ID, s.priya.ID, s.alan.ID); n != 1 {
		t.Errorf("got %d grants, want 1", n)
	}
	_, v := s.enter(t, s.key(t, s.tom))
	if !v.Who.Is(access.OutreachWorker) {
		t.Errorf("got %+v, want Tom in outreach", v.Who)
	}
	if n := s.logged(t, "admin", "approved outreach_worker"); n != 1 {
		t.Errorf("got %d entries, want 1", n)
	}
	staffing, err := s.accounts.Staffing(ctx, s.kit)
	if err != nil {
		t.Fatal(err)
	}
	var grant uuid.UUID
	for _, m := range staffing.Members {
		if len(m.Grants) == 1 {
			grant = m.Grants[0].ID
		}
	}
	for _, tt := range []struct {
		name   string
		who    access.Actor
		id     uuid.UUID
		reason string
		want   error
	}{
		{"staff may not end it", s.tom, grant, "Moved", fault.Forbidden},
		{"a manager elsewhere does not know of it", stranger, grant, "Moved", fault.NotFound},
		{"a reason is asked for", s.alan, grant, "", fault.Invalid},
		{"a manager ends it", s.alan, grant, "Moved post", nil},
		{"it ends once", s.kit, grant, "Moved post", fault.Conflict},
	} {
		if err := s.accounts.EndGrant(ctx, tt.who, tt.id, tt.reason); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestARefusedProposalGivesNothing(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	id := proposed(t, s, access.CaseWorker)
	if err := s.accounts.Decide(t.Context(), s.kit, id, false, "Not trained yet"); err != nil {
		t.Fatal(err)
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1`, s.tom.ID); n != 0 {
		t.Errorf("got %d grants, want none", n)
	}
}

func TestBothSidesAreRefusedInWordsAndInTheLog(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	today := calendar.Day(time.Now())
	sample.GrantFor(t, s.DB, s.tom, access.OutreachWorker, today.AddDate(0, -2, 0), today.AddDate(0, -1, 0))
	s.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE account_id = $1`, s.tom.ID)
	_, err := s.accounts.Propose(ctx, s.priya, account.Proposal{Account: s.tom.ID, Role: access.IntelligenceOfficer, From: today, To: today, Reason: "Needed"})
	if got, want := said(err), "role: "+account.OtherSide; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := s.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'refuse' AND did = 'grant.propose' AND outcome = 'denied'`); n != 1 {
		t.Errorf("got %d refusals in the log, want 1", n)
	}
}

func TestOfTwoApprovalsAtOnceForBothSidesOneHolds(t *testing.T) {
	t.Parallel()
	for round := range 4 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			s := newStreet(t)
			ids := []uuid.UUID{proposed(t, s, access.CaseWorker), proposed(t, s, access.IntelligenceOfficer)}
			deciders := []access.Actor{s.alan, s.kit}
			errs := make([]error, 2)
			var wait sync.WaitGroup
			for i := range ids {
				wait.Go(func() { errs[i] = s.accounts.Decide(t.Context(), deciders[i], ids[i], true, "Trained") })
			}
			wait.Wait()
			lost := errors.Join(errs...)
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("got %v and %v, want one approved and one refused", errs[0], errs[1])
			}
			var known *fault.Error
			if !errors.Is(lost, fault.Conflict) || !errors.As(lost, &known) || known.Say != account.OtherSide {
				t.Errorf("got %v, want %q", lost, account.OtherSide)
			}
			if n := s.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1`, s.tom.ID); n != 1 {
				t.Errorf("got %d grants, want 1", n)
			}
			if n := s.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'refuse' AND did = 'grant.approve'`); n != 1 {
				t.Errorf("got %d refusals in the log, want 1", n)
			}
		})
	}
}

func TestEndingAMembershipEndsWhatHangsOnIt(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	stranger := sample.MemberOf(t, s.DB, otherPartnership(t, s), "Una Quill", access.Administrator, 0)
	if err := s.accounts.Decide(ctx, s.alan, proposed(t, s, access.OutreachWorker), true, "Trained"); err != nil {
		t.Fatal(err)
	}
	in, v := s.enter(t, s.key(t, s.tom))
	var id uuid.UUID
	staffing, err := s.accounts.Staffing(ctx, s.kit)
	if err != nil {
		t.Fatal(err)
	}
	var own uuid.UUID
	for _, m := range staffing.Members {
		switch m.ID {
		case s.tom.ID:
			id = m.Memberships[0].ID
		case s.kit.ID:
			own = m.Memberships[0].ID
		}
	}
	for _, tt := range []struct {
		name   string
		who    access.Actor
		id     uuid.UUID
		reason string
		want   error
	}{
		{"staff may not", v.Who, id, "Left", fault.Forbidden},
		{"an administrator elsewhere does not know of it", stranger, id, "Left", fault.NotFound},
		{"an id of nothing", s.kit, uuid.New(), "Left", fault.NotFound},
		{"one's own", s.kit, own, "Left", fault.Forbidden},
		{"a reason is asked for", s.kit, id, " ", fault.Invalid},
		{"an administrator may", s.kit, id, "Left the force", nil},
		{"once", s.kit, id, "Left the force", fault.Conflict},
	} {
		if err := s.accounts.EndMembership(ctx, tt.who, tt.id, tt.reason); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := s.accounts.Find(ctx, in.Token); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want the session gone at once", err)
	}
	if n := s.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND ended_by = $2`, s.tom.ID, s.kit.ID); n != 1 {
		t.Errorf("got %d, want the grant ended with it", n)
	}
}

func TestStaffing(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	sample.MemberOf(t, s.DB, otherPartnership(t, s), "Una Quill", access.Staff, sample.Health)
	if _, err := s.accounts.Staffing(ctx, s.tom); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v, want staff refused", err)
	}
	proposed(t, s, access.CaseWorker)
	got, err := s.accounts.Staffing(ctx, s.kit)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range got.Members {
		names = append(names, m.Name)
	}
	if want := "Alan Whitford, Kit Olsen, Priya Nair, Tom Okafor"; strings.Join(names, ", ") != want {
		t.Errorf("got %v, want %s", names, want)
	}
	if len(got.Proposals) != 1 || len(got.Agencies) != 5 || got.Cooling != 365 || len(got.Approvers) != 2 || got.Names[s.priya.ID].Full != "Priya Nair" {
		t.Errorf("got %+v, want what waits and who may decide", got)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	una := sample.MemberOf(t, s.DB, otherPartnership(t, s), "Una Quill", access.Staff, sample.Health)
	got, err := s.accounts.Names(t.Context(), s.tom, []uuid.UUID{s.tom.ID, s.priya.ID, s.tom.ID, una.ID, uuid.New(), uuid.Nil})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[s.tom.ID] != (account.Name{Full: "Tom Okafor", Agency: "Westmere Police"}) || got[s.priya.ID].Full != "Priya Nair" {
		t.Errorf("got %v, want Tom and Priya alone", got)
	}
	if got, err := s.accounts.Names(t.Context(), s.tom, nil); err != nil || len(got) != 0 {
		t.Errorf("got %v %v, want nobody", got, err)
	}
}
