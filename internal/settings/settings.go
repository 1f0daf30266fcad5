// Package settings reads the environment once into one struct and refuses what
// is wrong with a sentence that names it. It knows what each setting means and
// nothing of what is done with it; flags belong to the commands.
package settings

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Prefix begins the name of every setting.
const Prefix = "LIAISON_"

// Secret is a setting that is never printed: string(s) is the only way to it.
type Secret string

// String hides the secret from anything that prints it.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(secret)"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the secret from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the secret from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Settings is everything that the environment decides. Each field's help tag
// is its line in "liaison settings". A Secret named X is also read from the
// file that X_FILE names.
type Settings struct {
	Addr           string   `env:"ADDR" envDefault:"127.0.0.1:8080" help:"Address the service listens on"`
	PublicURL      string   `env:"PUBLIC_URL" help:"Address people type, as in https://liaison.example; https makes the session cookie Secure. Empty means plain HTTP at the address listened on, which must then be this machine's own"`
	TrustedProxies []string `env:"TRUSTED_PROXIES" help:"Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas"`
	MetricsAddr    string   `env:"METRICS_ADDR" help:"Address of the metrics listener on this machine, as in 127.0.0.1:9090; empty means none"`
	LogLevel       string   `env:"LOG_LEVEL" envDefault:"info" help:"debug, info, warn or error"`
	LogFormat      string   `env:"LOG_FORMAT" envDefault:"text" help:"text or json"`

	CoordinationURL Secret `env:"COORDINATION_URL" help:"Database URL of the coordination strand's login"`
	OutreachURL     Secret `env:"OUTREACH_URL" help:"Database URL of the outreach strand's login"`
	CaseworkURL     Secret `env:"CASEWORK_URL" help:"Database URL of the casework strand's login"`
	IntelligenceURL Secret `env:"INTELLIGENCE_URL" help:"Database URL of the intelligence strand's login"`
	IdentityURL     Secret `env:"IDENTITY_URL" help:"Database URL of the login that knows accounts and sessions"`
	SealerURL       Secret `env:"SEALER_URL" help:"Database URL of the login that signs the heads of the log"`
	MigratorURL     Secret `env:"MIGRATOR_URL" help:"Database URL of the login that migrates and initialises"`
	SuperuserURL    Secret `env:"SUPERUSER_URL" help:"Database URL of a superuser, for bootstrap alone"`
	Pool            int    `env:"POOL" envDefault:"8" help:"Connections kept for each strand"`

	ContextKey        Secret `env:"CONTEXT_KEY" help:"Key that signs who acts, 32 bytes as 64 hexadecimal digits"`
	ContextKeyID      int    `env:"CONTEXT_KEY_ID" envDefault:"1" help:"Number under which the context key is installed; a new key takes a new number"`
	CheckpointFile    string `env:"CHECKPOINT_FILE" help:"File outside the database to which signed heads of the log are added; empty means none"`
	CheckpointKeyFile string `env:"CHECKPOINT_KEY_FILE" help:"File that holds the key which signs those heads; needed where they are written"`
	LoginsDir         string `env:"LOGINS_DIR" help:"Folder in which bootstrap writes each login's database URL and the context key"`

	SessionIdle     int  `env:"SESSION_IDLE_MINUTES" envDefault:"30" help:"Minutes without a request after which a person signs in again"`
	SessionAbsolute int  `env:"SESSION_ABSOLUTE_MINUTES" envDefault:"720" help:"Minutes after which a person signs in again in any case"`
	AskReason       bool `env:"ASK_REASON" envDefault:"true" help:"Whether opening a casework or intelligence record asks for a reason; taken over by migrate, for all partnerships"`

	SMTPURL  Secret `env:"SMTP_URL" help:"Mail server, as in smtp://name:password@mail.example:587, which must offer STARTTLS, or smtps:// for TLS from the first byte; without TLS only smtp:// on this machine. Empty means that no mail is sent"`
	MailFrom string `env:"MAIL_FROM" help:"Address that mail is sent from; needed where there is a mail server"`

	PostgresBin string `env:"PG_BIN" help:"Folder of the PostgreSQL server programs for the demonstration and tests; empty means search"`
	NoInstall   bool   `env:"NO_INSTALL" envDefault:"false" help:"Whether the demonstration and tests may never install PostgreSQL themselves"`
}

// Idle is how long a session lives without a request.
func (s Settings) Idle() time.Duration { return time.Duration(s.SessionIdle) * time.Minute }

// Absolute is how long a session lives in any case.
func (s Settings) Absolute() time.Duration { return time.Duration(s.SessionAbsolute) * time.Minute }

// Read reads and checks the environment of this process.
func Read() (Settings, error) { return From(os.Environ()) }

// From reads and checks settings from lines of NAME=value. The error says
// everything that is wrong, a sentence to a line.
func From(environ []string) (Settings, error) {
	given := map[string]string{}
	for _, line := range environ {
		if name, value, _ := strings.Cut(line, "="); strings.HasPrefix(name, Prefix) {
			given[name] = value
		}
	}
	problems := fill(given)
	var s Settings
	if err := env.ParseWithOptions(&s, env.Options{Prefix: Prefix, Environment: given}); err != nil {
		problems = append(problems, translate(err)...)
	}
	s.TrustedProxies = tidy(s.TrustedProxies)
	s.PublicURL = strings.TrimRight(s.PublicURL, "/")
	if len(problems) == 0 {
		problems = s.problems()
	}
	return s, errors.Join(problems...)
}

// fill replaces each NAME_FILE by NAME with what the file holds, and returns
// what is wrong with names and files.
func fill(given map[string]string) []error {
	var problems []error
	known := map[string]Described{}
	for _, d := range List() {
		known[d.Name] = d
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := known[name]; ok {
			continue
		}
		secret, isFile := strings.CutSuffix(name, "_FILE")
		if d, ok := known[secret]; !isFile || !ok || !d.Secret {
			problems = append(problems, fmt.Errorf("%s is not a setting; \"liaison settings\" lists them", name))
			continue
		}
		file := given[name]
		delete(given, name)
		if file == "" {
			continue
		}
		if given[secret] != "" {
			problems = append(problems, fmt.Errorf("%s and %s are both set; keep one", secret, name))
			continue
		}
		text, err := os.ReadFile(filepath.Clean(file))
		if err != nil {
			problems = append(problems, fmt.Errorf("%s names a file that cannot be read: %w", name, err))
			continue
		}
		if given[secret] = strings.TrimSpace(string(text)); given[secret] == "" {
			problems = append(problems, fmt.Errorf("%s names an empty file, %s", name, file))
		}
	}
	return problems
}

// translate names the setting in each complaint of the reader, and leaves out
// the value, which may be a secret.
func translate(err error) []error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return []error{fmt.Errorf("settings: %w", err)}
	}
	var problems []error
	for _, one := range all.Errors {
		var parse env.ParseError
		if !errors.As(one, &parse) {
			problems = append(problems, fmt.Errorf("settings: %w", one))
			continue
		}
		kind := "a whole number"
		if parse.Type.Kind() == reflect.Bool {
			kind = "true or false"
		}
		field, _ := reflect.TypeFor[Settings]().FieldByName(parse.Name)
		problems = append(problems, fmt.Errorf("%s must be %s", Prefix+field.Tag.Get("env"), kind))
	}
	return problems
}

// tidy drops the spaces and the empty words of a list.
func tidy(words []string) []string {
	var kept []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// Described is a line of "liaison settings".
type Described struct {
	Name    string // with its prefix
	Meaning string
	Default string // empty for none
	Secret  bool   // also read from the file that Name_FILE names
}

// List describes every setting, in the order in which they are declared.
func List() []Described {
	var list []Described
	for field := range reflect.TypeFor[Settings]().Fields() {
		list = append(list, Described{
			Name:    Prefix + field.Tag.Get("env"),
			Meaning: field.Tag.Get("help"),
			Default: field.Tag.Get("envDefault"),
			Secret:  field.Type == reflect.TypeFor[Secret](),
		})
	}
	return list
}

// Server says where the PostgreSQL programs are and whether they may be
// installed. It is read apart from the rest, because tests start a server
// without any other setting.
func Server() (bin string, install bool) {
	no := os.Getenv(Prefix + "NO_INSTALL")
	may, err := strconv.ParseBool(no)
	return os.Getenv(Prefix + "PG_BIN"), no == "" || err == nil && !may
}
