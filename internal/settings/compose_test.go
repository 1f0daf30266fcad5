package settings

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// compose is the part of docker-compose.yml that is checked.
type compose struct {
	Services map[string]service `yaml:"services"`
	Secrets  map[string]struct {
		File string `yaml:"file"`
	} `yaml:"secrets"`
	Volumes  map[string]any `yaml:"volumes"`
	Networks map[string]struct {
		Internal bool `yaml:"internal"`
	} `yaml:"networks"`
}

type service struct {
	Image       string            `yaml:"image"`
	Command     []string          `yaml:"command"`
	Environment map[string]string `yaml:"environment"`
	Secrets     []string          `yaml:"secrets"`
	Volumes     []string          `yaml:"volumes"`
	Networks    []string          `yaml:"networks"`
	Ports       []string          `yaml:"ports"`
	ReadOnly    bool              `yaml:"read_only"`
	CapDrop     []string          `yaml:"cap_drop"`
	Privileged  bool              `yaml:"privileged"`
	DependsOn   map[string]struct {
		Condition string `yaml:"condition"`
	} `yaml:"depends_on"`
	Healthcheck struct {
		Test    []string `yaml:"test"`
		Disable bool     `yaml:"disable"`
	} `yaml:"healthcheck"`
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parsed(t *testing.T) compose {
	t.Helper()
	var c compose
	if err := yaml.Unmarshal([]byte(read(t, "docker-compose.yml")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestComposeStartsInOrder(t *testing.T) {
	c := parsed(t)
	for _, tt := range []struct{ name, command, after, condition string }{
		{"postgres", "", "", ""},
		{"bootstrap", "bootstrap", "postgres", "service_healthy"},
		{"migrate", "migrate", "bootstrap", "service_completed_successfully"},
		{"app", "serve", "migrate", "service_completed_successfully"},
	} {
		s, ok := c.Services[tt.name]
		if !ok {
			t.Errorf("no service %s", tt.name)
			continue
		}
		if tt.command != "" && !slices.Equal(s.Command, []string{tt.command}) {
			t.Errorf("%s: got command %v, want %s", tt.name, s.Command, tt.command)
		}
		if tt.after != "" && s.DependsOn[tt.after].Condition != tt.condition {
			t.Errorf("%s: got %+v, want it after %s is %s", tt.name, s.DependsOn, tt.after, tt.condition)
		}
	}
	if len(c.Services) != 4 {
		t.Errorf("got %d services, want 4", len(c.Services))
	}
	for _, name := range []string{"postgres", "app"} {
		if len(c.Services[name].Healthcheck.Test) == 0 {
			t.Errorf("%s: got no healthcheck", name)
		}
	}
}

func TestComposeKeepsToItself(t *testing.T) {
	c := parsed(t)
	for name, s := range c.Services {
		for _, p := range s.Ports {
			if name != "app" || !strings.HasPrefix(p, "127.0.0.1:") {
				t.Errorf("%s: got port %s, want only the app's, on this machine", name, p)
			}
		}
		if s.Privileged || name != "postgres" && (!s.ReadOnly || !slices.Contains(s.CapDrop, "ALL")) {
			t.Errorf("%s: got more power than it needs", name)
		}
		for _, v := range s.Volumes {
			volume, _, _ := strings.Cut(v, ":")
			if _, named := c.Volumes[volume]; !named {
				t.Errorf("%s: got volume %s, want a named one", name, v)
			}
		}
		if name != "app" && !slices.Equal(s.Networks, []string{"database"}) {
			t.Errorf("%s: got networks %v, want the database's alone", name, s.Networks)
		}
	}
	if !c.Networks["database"].Internal {
		t.Error("got a database network that reaches outside, want an internal one")
	}
}

func TestComposeHoldsNoSecret(t *testing.T) {
	c := parsed(t)
	for name, s := range c.Secrets {
		if !strings.HasPrefix(s.File, "./secrets/") {
			t.Errorf("secret %s: got %+v, want a file in secrets/", name, s)
		}
	}
	for name, s := range c.Services {
		for _, secret := range s.Secrets {
			if _, ok := c.Secrets[secret]; !ok {
				t.Errorf("%s: secret %s is not declared", name, secret)
			}
		}
		for variable, value := range s.Environment {
			if regexp.MustCompile(`(PASSWORD|SECRET|KEY|_URL)$`).MatchString(variable) && variable != "LIAISON_PUBLIC_URL" {
				t.Errorf("%s: %s holds a secret; name a file", name, variable)
			}
			if strings.Contains(value, "postgres://") {
				t.Errorf("%s: %s holds a database URL; name a file", name, variable)
			}
			if file, ok := strings.CutPrefix(value, "/run/secrets/"); ok && !slices.Contains(s.Secrets, file) {
				t.Errorf("%s: %s names a secret it is not given", name, variable)
			}
			if dir, ok := strings.CutPrefix(value, "/logins"); ok && !slices.ContainsFunc(s.Volumes, func(v string) bool { return strings.HasPrefix(v, "logins:/logins") }) {
				t.Errorf("%s: %s names /logins%s, which it is not given", name, variable, dir)
			}
		}
	}
	if text := read(t, "docker-compose.yml"); regexp.MustCompile(`(?i)password: *[^/\s{]`).MatchString(text) {
		t.Error("got a password in the file")
	}
	for name, want := range map[string]string{filepath.Join("secrets", ".gitignore"): "*", ".dockerignore": "secrets"} {
		if !slices.Contains(strings.Split(read(t, name), "\n"), want) {
			t.Errorf("%s does not leave out the secrets", name)
		}
	}
}

// TestComposeSettingsAreKnown also reads what each service is given, as that
// service would.
func TestComposeSettingsAreKnown(t *testing.T) {
	dir := t.TempDir()
	login := 0
	for name, s := range parsed(t).Services {
		var environ []string
		for variable, value := range s.Environment {
			if !strings.HasPrefix(variable, Prefix) {
				continue
			}
			if strings.HasSuffix(variable, "_FILE") { // as bootstrap would have written it
				login++
				content := "postgres://login" + string(rune('a'+login)) + ":pw@postgres:5432/liaison"
				if variable == Prefix+"CONTEXT_KEY_FILE" {
					content = key
				}
				value = filepath.Join(dir, variable+name)
				if err := os.WriteFile(value, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			environ = append(environ, variable+"="+fallback(value))
		}
		got, err := From(environ)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if need, ok := map[string]func(Settings) error{
			"bootstrap": Settings.ForBootstrap, "migrate": Settings.ForMigrate, "app": Settings.ForServe,
		}[name]; ok && need(got) != nil {
			t.Errorf("%s: %v", name, need(got))
		}
	}
}

// fallback is what a variable of compose's own stands for when it is not set.
func fallback(value string) string {
	return regexp.MustCompile(`\$\{\w+:-([^}]*)\}`).ReplaceAllString(value, "$1")
}

func TestImageIsSmallAndNobodys(t *testing.T) {
	text := read(t, "Dockerfile")
	for _, want := range []string{
		"FROM scratch", "USER 65532:65532", "CGO_ENABLED=0", "-trimpath", "nomsgpack", `HEALTHCHECK`, `["/liaison", "healthcheck"]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("got a Dockerfile without %s", want)
		}
	}
}
