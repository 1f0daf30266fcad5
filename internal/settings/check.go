package settings

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	mostConnections = 50
	keyBytes        = 32
)

// Check returns everything wrong with the settings as they are now, a sentence
// to a line. Read has called it already; a command that lets a flag change a
// setting calls it again.
func (s Settings) Check() error { return errors.Join(s.problems()...) }

func (s Settings) problems() []error {
	var found []error
	say := func(name, format string, args ...any) {
		found = append(found, fmt.Errorf(Prefix+name+" "+format, args...))
	}

	local, err := listens(s.Addr)
	if err != nil {
		say("ADDR", "%w", err)
	}
	if s.PublicURL != "" {
		if err := public(s.PublicURL); err != nil {
			say("PUBLIC_URL", "%w", err)
		}
	} else if err == nil && !local {
		say("PUBLIC_URL", "must be set when %sADDR is not this machine's own address", Prefix)
	}
	if s.MetricsAddr != "" {
		if local, err := listens(s.MetricsAddr); err != nil {
			say("METRICS_ADDR", "%w", err)
		} else if !local {
			say("METRICS_ADDR", "must be on this machine, as in 127.0.0.1:9090")
		}
	}
	for _, proxy := range s.TrustedProxies {
		if _, err := netip.ParsePrefix(proxy); err == nil {
			continue
		}
		if _, err := netip.ParseAddr(proxy); err != nil {
			say("TRUSTED_PROXIES", "must list addresses or networks, as in 10.0.0.7 or 10.0.0.0/24; %q is neither", proxy)
		}
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, s.LogLevel) {
		say("LOG_LEVEL", "must be debug, info, warn or error")
	}
	if !slices.Contains([]string{"text", "json"}, s.LogFormat) {
		say("LOG_FORMAT", "must be text or json")
	}
	found = append(found, s.databases()...)
	if s.Pool < 1 || s.Pool > mostConnections {
		say("POOL", "must be from 1 to %d", mostConnections)
	}
	if s.ContextKey != "" {
		if key, err := hex.DecodeString(string(s.ContextKey)); err != nil || len(key) != keyBytes {
			say("CONTEXT_KEY", "must be %d bytes written as %d hexadecimal digits", keyBytes, 2*keyBytes)
		}
	}
	if s.ContextKeyID < 1 || s.ContextKeyID > 32767 {
		say("CONTEXT_KEY_ID", "must be from 1 to 32767")
	}
	if s.CheckpointFile != "" && s.CheckpointKeyFile == "" {
		say("CHECKPOINT_KEY_FILE", "must be set when %sCHECKPOINT_FILE is", Prefix)
	}
	if s.SMTPURL != "" {
		if _, err := s.Mail(); err != nil {
			say("SMTP_URL", "%w", err)
		}
		if s.MailFrom == "" {
			say("MAIL_FROM", "must be set when %sSMTP_URL is", Prefix)
		}
	}
	if s.MailFrom != "" {
		if a, err := mail.ParseAddress(s.MailFrom); err != nil || a.Address != s.MailFrom {
			say("MAIL_FROM", "must be an address alone, as in liaison@partnership.example")
		}
	}
	if s.SessionIdle < 1 || s.SessionIdle > 480 {
		say("SESSION_IDLE_MINUTES", "must be from 1 to 480")
	}
	if s.SessionAbsolute < s.SessionIdle || s.SessionAbsolute > 1440 {
		say("SESSION_ABSOLUTE_MINUTES", "must be from %sSESSION_IDLE_MINUTES to 1440", Prefix)
	}
	if s.PostgresBin != "" && !filepath.IsAbs(s.PostgresBin) {
		say("PG_BIN", "must be a whole path, as in /usr/lib/postgresql/17/bin")
	}
	return found
}

// databases checks each URL, and that no login is used twice: one login to a
// strand is what the wall rests on.
func (s Settings) databases() []error {
	var found []error
	taken := map[string]string{}
	for _, d := range []struct {
		name string
		url  Secret
	}{
		{"COORDINATION_URL", s.CoordinationURL},
		{"OUTREACH_URL", s.OutreachURL},
		{"CASEWORK_URL", s.CaseworkURL},
		{"INTELLIGENCE_URL", s.IntelligenceURL},
		{"IDENTITY_URL", s.IdentityURL},
		{"SEALER_URL", s.SealerURL},
		{"MIGRATOR_URL", s.MigratorURL},
		{"SUPERUSER_URL", s.SuperuserURL},
	} {
		if d.url == "" {
			continue
		}
		user, err := database(string(d.url))
		if err != nil {
			found = append(found, fmt.Errorf("%s%s %w", Prefix, d.name, err))
			continue
		}
		if other, ok := taken[user]; ok {
			found = append(found, fmt.Errorf("%s%s must have a login of its own; it has that of %s%s", Prefix, d.name, Prefix, other))
		}
		taken[user] = d.name
	}
	return found
}

// database returns the login in a database URL. Its error says nothing of the
// password.
func database(text string) (user string, err error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return "", errors.New("must be a database URL, as in postgres://login:password@host:5432/liaison")
	}
	if u.User.Username() == "" {
		return "", errors.New("must name a login, as in postgres://login:password@host:5432/liaison")
	}
	if strings.Trim(u.Path, "/") == "" {
		return "", errors.New("must name a database, as in postgres://login:password@host:5432/liaison")
	}
	if u.Host == "" && u.Query().Get("host") == "" {
		return "", errors.New("must name a host, as in postgres://login:password@host:5432/liaison")
	}
	return u.User.Username(), nil
}

// listens reports whether an address is this machine's own.
func listens(addr string) (local bool, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false, errors.New("must be an address and port, as in 127.0.0.1:8080")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return false, errors.New("must end in a port from 0 to 65535")
	}
	return loopback(host), nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// MailServer is where mail is handed over.
type MailServer struct {
	Host     string
	Port     int
	User     string // empty where none is given
	Password Secret
	Wrapped  bool // TLS from the first byte
	Plain    bool // no TLS, on this machine
}

// Ports of mail servers where none is given: for submission (RFC 6409), and for
// submission over TLS (RFC 8314).
const (
	submission        = 587
	wrappedSubmission = 465
)

// Mail is the mail server of SMTP_URL. Its error says nothing of the password.
func (s Settings) Mail() (MailServer, error) {
	wrong := errors.New("must be a mail server, as in smtp://name:password@mail.example:587")
	u, err := url.Parse(string(s.SMTPURL))
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return MailServer{}, wrong
	}
	password, given := u.User.Password()
	if given && u.User.Username() == "" || !given && u.User.Username() != "" {
		return MailServer{}, errors.New("must have both a name and a password, or neither")
	}
	m := MailServer{Host: u.Hostname(), Port: submission, User: u.User.Username(), Password: Secret(password), Wrapped: u.Scheme == "smtps"}
	m.Plain = !m.Wrapped && loopback(m.Host)
	if m.Wrapped {
		m.Port = wrappedSubmission
	}
	if u.Port() != "" {
		if m.Port, err = strconv.Atoi(u.Port()); err != nil || m.Port < 1 || m.Port > 65535 {
			return MailServer{}, wrong
		}
	}
	return m, nil
}

func public(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("must be a web address, as in https://liaison.example")
	}
	if u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("must be a name alone, as in https://liaison.example, with nothing after it")
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return errors.New("must begin https://, unless it is this machine's own address")
	}
	return nil
}

// Secure reports whether people reach the service by HTTPS.
func (s Settings) Secure() bool { return strings.HasPrefix(s.PublicURL, "https://") }

// Key is the context key. It is empty where none was given.
func (s Settings) Key() []byte {
	key, err := hex.DecodeString(string(s.ContextKey))
	if err != nil || len(key) == 0 {
		return nil
	}
	return key
}

// ForServe says what "liaison serve" still needs: identity, the context key and
// at least one strand. A process given only some strands serves only those.
func (s Settings) ForServe() error {
	var found []error
	if s.IdentityURL == "" {
		found = append(found, missing("IDENTITY_URL", "serve"))
	}
	if s.ContextKey == "" {
		found = append(found, missing("CONTEXT_KEY", "serve"))
	}
	if s.CoordinationURL == "" && s.OutreachURL == "" && s.CaseworkURL == "" && s.IntelligenceURL == "" {
		found = append(found, missing("COORDINATION_URL", "serve"))
	}
	if s.CheckpointFile != "" && s.SealerURL == "" {
		found = append(found, missing("SEALER_URL", "writing signed heads of the log"))
	}
	return errors.Join(found...)
}

// ForMigrate says what "liaison migrate" still needs.
func (s Settings) ForMigrate() error {
	var found []error
	if s.MigratorURL == "" {
		found = append(found, missing("MIGRATOR_URL", "migrate"))
	}
	if s.ContextKey == "" {
		found = append(found, missing("CONTEXT_KEY", "migrate"))
	}
	return errors.Join(found...)
}

// ForInit says what "liaison init" still needs.
func (s Settings) ForInit() error {
	if s.MigratorURL == "" {
		return missing("MIGRATOR_URL", "init")
	}
	return nil
}

// ForBootstrap says what "liaison bootstrap" still needs.
func (s Settings) ForBootstrap() error {
	var found []error
	if s.SuperuserURL == "" {
		found = append(found, missing("SUPERUSER_URL", "bootstrap"))
	}
	if s.LoginsDir == "" {
		found = append(found, missing("LOGINS_DIR", "bootstrap"))
	}
	return errors.Join(found...)
}

func missing(name, command string) error {
	for _, d := range List() {
		if d.Name == Prefix+name && d.Secret {
			return fmt.Errorf("%s%s (or %s%s_FILE) must be set for %s", Prefix, name, Prefix, name, command)
		}
	}
	return fmt.Errorf("%s%s must be set for %s", Prefix, name, command)
}
