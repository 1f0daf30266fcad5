package settings

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

func TestNothingSetIsRight(t *testing.T) {
	s, err := From(nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Addr != "127.0.0.1:8080" || s.Pool != 8 || s.SessionIdle != 30 || s.SessionAbsolute != 720 || !s.AskReason || s.ContextKeyID != 1 {
		t.Errorf("got %+v, want the defaults", s)
	}
	if s.Secure() || s.Key() != nil {
		t.Errorf("got secure %v and key %v, want neither", s.Secure(), s.Key())
	}
}

func TestWrongSettingIsNamed(t *testing.T) {
	for _, tt := range []struct {
		name string
		set  string // lines of NAME=value without the prefix, separated by blanks
		want []string
	}{
		{"an address without a port", "ADDR=127.0.0.1", []string{"LIAISON_ADDR must be an address and port"}},
		{"a port too high", "ADDR=127.0.0.1:70000", []string{"LIAISON_ADDR must end in a port"}},
		{"an open address without a public one", "ADDR=0.0.0.0:8080", []string{"LIAISON_PUBLIC_URL must be set"}},
		{"a public address without HTTPS", "PUBLIC_URL=http://liaison.example", []string{"LIAISON_PUBLIC_URL must begin https://"}},
		{"a mail server without TLS elsewhere has STARTTLS, and an address to send from", "SMTP_URL=smtp://mail.example", []string{"LIAISON_MAIL_FROM must be set when LIAISON_SMTP_URL is"}},
		{"a mail server that is none", "SMTP_URL=mail.example MAIL_FROM=a@b.example", []string{"LIAISON_SMTP_URL must be a mail server"}},
		{"a mail server with half a name", "SMTP_URL=smtp://name@mail.example MAIL_FROM=a@b.example", []string{"LIAISON_SMTP_URL must have both a name and a password"}},
		{"a mail server with a path", "SMTP_URL=smtp://mail.example/x MAIL_FROM=a@b.example", []string{"LIAISON_SMTP_URL must be a mail server"}},
		{"a sender with a name", "MAIL_FROM=Liaison<a@b.example>", []string{"LIAISON_MAIL_FROM must be an address alone"}},
		{"a public address that is none", "PUBLIC_URL=liaison.example", []string{"LIAISON_PUBLIC_URL must be a web address"}},
		{"a public address with a path", "PUBLIC_URL=https://liaison.example/app", []string{"LIAISON_PUBLIC_URL must be a name alone"}},
		{"metrics for everybody", "METRICS_ADDR=:9090", []string{"LIAISON_METRICS_ADDR must be on this machine"}},
		{"metrics nowhere", "METRICS_ADDR=9090", []string{"LIAISON_METRICS_ADDR must be an address and port"}},
		{"a proxy by name", "TRUSTED_PROXIES=10.0.0.1,proxy", []string{"LIAISON_TRUSTED_PROXIES", `"proxy" is neither`}},
		{"a level that is none", "LOG_LEVEL=loud", []string{"LIAISON_LOG_LEVEL must be debug"}},
		{"a format that is none", "LOG_FORMAT=xml", []string{"LIAISON_LOG_FORMAT must be text or json"}},
		{"a database by name alone", "OUTREACH_URL=liaison", []string{"LIAISON_OUTREACH_URL must be a database URL"}},
		{"a database URL that cannot be read", "OUTREACH_URL=postgres://a:b%zz@h/d", []string{"LIAISON_OUTREACH_URL must be a database URL"}},
		{"a database without a login", "CASEWORK_URL=postgres://host/liaison", []string{"LIAISON_CASEWORK_URL must name a login"}},
		{"a login without a database", "CASEWORK_URL=postgres://a:b@host", []string{"LIAISON_CASEWORK_URL must name a database"}},
		{"a login without a host", "CASEWORK_URL=postgres://a:b@/liaison", []string{"LIAISON_CASEWORK_URL must name a host"}},
		{
			"one login for two strands", "OUTREACH_URL=postgres://a:b@h/d INTELLIGENCE_URL=postgres://a:c@h/d",
			[]string{"LIAISON_INTELLIGENCE_URL must have a login of its own", "LIAISON_OUTREACH_URL"},
		},
		{"a pool of none", "POOL=0", []string{"LIAISON_POOL must be from 1 to 50"}},
		{"a pool in words", "POOL=many", []string{"LIAISON_POOL must be a whole number"}},
		{"a pool too large", "POOL=51", []string{"LIAISON_POOL must be from 1 to 50"}},
		{"a short key", "CONTEXT_KEY=00ff", []string{"LIAISON_CONTEXT_KEY must be 32 bytes"}},
		{"a key that is not hexadecimal", "CONTEXT_KEY=" + strings.Repeat("xy", 32), []string{"LIAISON_CONTEXT_KEY must be 32 bytes"}},
		{"a key under no number", "CONTEXT_KEY_ID=0", []string{"LIAISON_CONTEXT_KEY_ID must be from 1"}},
		{"heads with nothing to sign them", "CHECKPOINT_FILE=/tmp/heads", []string{"LIAISON_CHECKPOINT_KEY_FILE must be set"}},
		{"a session that never rests", "SESSION_IDLE_MINUTES=0", []string{"LIAISON_SESSION_IDLE_MINUTES must be from 1"}},
		{"a session shorter than its rest", "SESSION_ABSOLUTE_MINUTES=20", []string{"LIAISON_SESSION_ABSOLUTE_MINUTES must be from"}},
		{"a session longer than a day", "SESSION_ABSOLUTE_MINUTES=1441", []string{"LIAISON_SESSION_ABSOLUTE_MINUTES must be from"}},
		{"a yes that is no boolean", "ASK_REASON=yes", []string{"LIAISON_ASK_REASON must be true or false"}},
		{"programs by half a path", "PG_BIN=bin", []string{"LIAISON_PG_BIN must be a whole path"}},
		{"a name that is no setting", "ADDRES5=127.0.0.1:80", []string{"LIAISON_ADDRES5 is not a setting"}},
		{"a file for what is no secret", "ADDR_FILE=/etc/hostname", []string{"LIAISON_ADDR_FILE is not a setting"}},
		{"a file that is not there", "OUTREACH_URL_FILE=/nowhere/url", []string{"LIAISON_OUTREACH_URL_FILE names a file that cannot be read"}},
		{"an empty file", "OUTREACH_URL_FILE=/dev/null", []string{"LIAISON_OUTREACH_URL_FILE names an empty file"}},
		{"a secret twice", "CONTEXT_KEY=" + key + " CONTEXT_KEY_FILE=/etc/hostname", []string{"LIAISON_CONTEXT_KEY and LIAISON_CONTEXT_KEY_FILE are both set"}},
		{"everything wrong is said at once", "ADDR=x POOL=0 LOG_LEVEL=loud", []string{"LIAISON_ADDR", "LIAISON_POOL", "LIAISON_LOG_LEVEL"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := From(environ(tt.set))
			if err == nil {
				t.Fatal("got no error")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q in it", err, want)
				}
			}
			if strings.Contains(err.Error(), ":b%zz") || strings.Contains(err.Error(), "00ff") {
				t.Errorf("got %v, which tells a secret", err)
			}
		})
	}
}

func environ(set string) []string {
	environ := []string{"HOME=/root", "PATH=/bin"}
	for _, line := range strings.Fields(set) {
		environ = append(environ, Prefix+line)
	}
	return environ
}

func TestRightSettingsAreTaken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(file, []byte("postgres://liaison_outreach:pw@db:5432/liaison\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := From(environ("ADDR=0.0.0.0:80 PUBLIC_URL=https://liaison.example/ METRICS_ADDR=localhost:0 TRUSTED_PROXIES=10.0.0.7,fd00::/8 " +
		"OUTREACH_URL_FILE=" + file + " IDENTITY_URL=postgresql://liaison_identity:pw@/liaison?host=/run/sock CONTEXT_KEY=" + key +
		" CHECKPOINT_FILE=/var/heads CHECKPOINT_KEY_FILE=/var/key ASK_REASON=false LOG_FORMAT=json PG_BIN=/usr/bin CASEWORK_URL_FILE="))
	if err != nil {
		t.Fatal(err)
	}
	if string(s.OutreachURL) != "postgres://liaison_outreach:pw@db:5432/liaison" {
		t.Errorf("got %q from the file", string(s.OutreachURL))
	}
	if !s.Secure() || s.PublicURL != "https://liaison.example" || len(s.Key()) != 32 || s.AskReason || len(s.TrustedProxies) != 2 {
		t.Errorf("got %+v", s)
	}
}

func TestMailServers(t *testing.T) {
	for text, want := range map[string]MailServer{
		"smtp://mail.example":                  {Host: "mail.example", Port: 587},
		"smtps://mail.example":                 {Host: "mail.example", Port: 465, Wrapped: true},
		"smtp://n:p%40ss@mail.example:25":      {Host: "mail.example", Port: 25, User: "n", Password: "p@ss"},
		"smtp://127.0.0.1:1025":                {Host: "127.0.0.1", Port: 1025, Plain: true},
		"smtps://localhost":                    {Host: "localhost", Port: 465, Wrapped: true},
		"smtp://127.0.0.1.elsewhere.example:9": {Host: "127.0.0.1.elsewhere.example", Port: 9},
	} {
		if got, err := (Settings{SMTPURL: Secret(text)}).Mail(); err != nil || got != want {
			t.Errorf("%s: got %+v %v, want %+v", text, got, err, want)
		}
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	s, err := From(environ("OUTREACH_URL=postgres://a:hush@h/d"))
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(s), fmt.Sprintf("%+v", s), fmt.Sprintf("%#v", s), string(encoded), s.OutreachURL.LogValue().String()} {
		if strings.Contains(text, "hush") {
			t.Errorf("got %s, which tells a secret", text)
		}
	}
}

func TestCommandsSayWhatTheyNeed(t *testing.T) {
	whole := "COORDINATION_URL=postgres://a:b@h/d IDENTITY_URL=postgres://i:b@h/d CONTEXT_KEY=" + key
	for _, tt := range []struct {
		name string
		set  string
		need func(Settings) error
		want string // empty where nothing is missing
	}{
		{"serving needs a strand", "IDENTITY_URL=postgres://i:b@h/d CONTEXT_KEY=" + key, Settings.ForServe, "LIAISON_COORDINATION_URL (or LIAISON_COORDINATION_URL_FILE) must be set for serve"},
		{"serving needs identity", "COORDINATION_URL=postgres://a:b@h/d CONTEXT_KEY=" + key, Settings.ForServe, "LIAISON_IDENTITY_URL"},
		{"serving needs the key", "COORDINATION_URL=postgres://a:b@h/d IDENTITY_URL=postgres://i:b@h/d", Settings.ForServe, "LIAISON_CONTEXT_KEY"},
		{"signed heads need the sealer", whole + " CHECKPOINT_FILE=/h CHECKPOINT_KEY_FILE=/k", Settings.ForServe, "LIAISON_SEALER_URL"},
		{"serving one strand", whole, Settings.ForServe, ""},
		{"serving intelligence alone", strings.Replace(whole, "COORDINATION", "INTELLIGENCE", 1), Settings.ForServe, ""},
		{"migrating needs the migrator", "CONTEXT_KEY=" + key, Settings.ForMigrate, "LIAISON_MIGRATOR_URL"},
		{"migrating needs the key", "MIGRATOR_URL=postgres://m:b@h/d", Settings.ForMigrate, "LIAISON_CONTEXT_KEY"},
		{"migrating", "MIGRATOR_URL=postgres://m:b@h/d CONTEXT_KEY=" + key, Settings.ForMigrate, ""},
		{"beginning needs the migrator", "", Settings.ForInit, "LIAISON_MIGRATOR_URL"},
		{"beginning", "MIGRATOR_URL=postgres://m:b@h/d", Settings.ForInit, ""},
		{"bootstrap needs a superuser", "LOGINS_DIR=/logins", Settings.ForBootstrap, "LIAISON_SUPERUSER_URL"},
		{"bootstrap needs a folder", "SUPERUSER_URL=postgres://s:b@h/d", Settings.ForBootstrap, "LIAISON_LOGINS_DIR must be set"},
		{"bootstrap", "SUPERUSER_URL=postgres://s:b@h/d LOGINS_DIR=/logins", Settings.ForBootstrap, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := From(environ(tt.set))
			if err != nil {
				t.Fatal(err)
			}
			err = tt.need(s)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEverySettingIsDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range List() {
		if d.Meaning == "" || !strings.HasPrefix(d.Name, Prefix) || d.Name == Prefix || seen[d.Name] {
			t.Errorf("got %+v, want a name of its own and a meaning", d)
		}
		if strings.HasSuffix(d.Meaning, ".") {
			t.Errorf("%s: got a meaning that ends in a full stop", d.Name)
		}
		seen[d.Name] = true
	}
	if !seen["LIAISON_COORDINATION_URL"] || !seen["LIAISON_ADDR"] {
		t.Errorf("got %v", seen)
	}
}

func TestServer(t *testing.T) {
	for value, want := range map[string]bool{"": true, "1": false, "true": false, "0": true, "perhaps": false} {
		t.Setenv("LIAISON_NO_INSTALL", value)
		if _, got := Server(); got != want {
			t.Errorf("LIAISON_NO_INSTALL=%q: got may install %v, want %v", value, got, want)
		}
	}
}
