package account

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

// Lockout is when an account or an address is refused for a while: after Limit
// failures within Window, for Rest.
type Lockout struct {
	Limit  int
	Window time.Duration
	Rest   time.Duration
}

// PersonLockout holds for an e-mail address, whether it has an account or not.
func PersonLockout() Lockout { return Lockout{10, 15 * time.Minute, 15 * time.Minute} }

// NetworkLockout holds for a network that attempts come from. Many people may
// share one, so it is slower to close.
func NetworkLockout() Lockout { return Lockout{100, 15 * time.Minute, 15 * time.Minute} }

// Tries is what is kept of the failures of one account or address.
type Tries struct {
	Failures int
	First    time.Time
	Until    time.Time // refused until then; zero while it is not
}

// Begin counts an attempt as a failure before its password is looked at, so
// that many at once cannot pass the limit, and reports whether it may go on.
func (l Lockout) Begin(t Tries, now time.Time) (Tries, bool) {
	if now.Before(t.Until) {
		return t, false
	}
	if t.Failures == 0 || !t.Until.IsZero() || !now.Before(t.First.Add(l.Window)) {
		t = Tries{First: now}
	}
	if t.Failures >= l.Limit {
		t.Until = now.Add(l.Rest)
		return t, false
	}
	t.Failures++
	return t, true
}

// Fail closes the door once an attempt that Begin counted has failed, if it was
// the last that is allowed.
func (l Lockout) Fail(t Tries, now time.Time) Tries {
	if t.Failures >= l.Limit && t.Until.IsZero() {
		t.Until = now.Add(l.Rest)
	}
	return t
}

// Prefix is the network an address belongs to, as far as attempts are counted:
// 64 bits of an IPv6 address and the whole of an IPv4 one.
func Prefix(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return p.String()
}

// ErrWrong says that the address and the password do not belong together. It is
// the same for an account that exists and one that does not.
func ErrWrong() error { return fault.At("email", "Enter a correct email address and password") }

// ErrNoCalendar says why somebody may not have a calendar link.
func ErrNoCalendar() error {
	return fault.New(fault.Forbidden, "A calendar link shows coordination records, which you do not read")
}

// ErrLocked says that there were too many failures, to whoever comes, account or
// none.
func ErrLocked() error {
	return fault.At("email", "There were too many attempts to sign in. Wait 15 minutes, then try again")
}

// ErrCode says that a one-time or recovery code was not right, or used before.
func ErrCode() error {
	return fault.At("code", "Enter the code that your app shows now. Each code works once")
}

// ErrNoPlace is for a person whose password is right and who belongs to no
// partnership any more.
func ErrNoPlace() error {
	return fault.At("email", "Your access has ended. Ask your partnership’s coordinator to invite you again")
}

// Lifetimes is how long sessions last.
type Lifetimes struct {
	Idle      time.Duration // without a request
	IdleClose time.Duration // the same, for whoever holds a role in intelligence
	Absolute  time.Duration // in any case
	Pending   time.Duration // between the password and the second factor
}

// UsualLifetimes are those of the guide.
func UsualLifetimes() Lifetimes {
	return Lifetimes{Idle: 30 * time.Minute, IdleClose: 15 * time.Minute, Absolute: 12 * time.Hour, Pending: 10 * time.Minute}
}

// IdleFor is how long a person who holds those roles may do nothing.
func (l Lifetimes) IdleFor(holds []access.Holding) time.Duration {
	for _, h := range holds {
		if h.Strand == access.Intelligence {
			return min(l.Idle, l.IdleClose)
		}
	}
	return l.Idle
}

// NeedsSecondFactor reports whether the roles may be used only by someone who
// proved more than a password.
func NeedsSecondFactor(holds []access.Holding) bool {
	for _, h := range holds {
		if h.Strand == access.Casework || h.Strand == access.Intelligence {
			return true
		}
	}
	return false
}

// Session is one browser that a person is signed in with.
type Session struct {
	ID      uuid.UUID // public, never the token
	Began   time.Time
	Seen    time.Time
	Expires time.Time
	Agent   string // the browser, as it calls itself
	Strong  bool   // signed in with a second factor
}

// CheckPassword returns what is wrong with a new password and its repetition,
// as an Invalid fault at password and again.
func CheckPassword(password, again, email, name string) error {
	var c fault.Check
	c.Need(password != "", "password", "Enter a new password")
	weak := secret.Weak(password, email, name)
	c.Need(weak == "", "password", "New password %s", weak)
	c.Need(c.Spoke("password") || password == again, "again", "Both passwords must be the same")
	return c.Err()
}
