//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"liaison/internal/settings"
)

// least holds the least release of each version that may be used: the ones
// before have faults in row security.
var least = map[int]int{15: 14, 16: 10, 17: 6}

const (
	oldest = 15
	newest = 17
	needed = "15.14, 16.10, 17.6 or a later release of one of them"
)

// programs are the server's programs in one folder.
type programs struct {
	dir     string
	version int // as in 150018
}

func (p programs) major() int   { return p.version / 10000 }
func (p programs) name() string { return fmt.Sprintf("%d.%d", p.major(), p.version%10000) }

// tooOld reports whether the version may not be used at all.
func (p programs) tooOld() bool { return p.major() < oldest || p.version%10000 < least[p.major()] }

func (p programs) tooNew() bool { return p.major() > newest }

// find chooses the programs for the data in a folder: the version the data was
// made with, or for new data the highest that is supported. Where there are
// none, it installs them if it may.
func find(ctx context.Context, opt Options, data string) (programs, error) {
	bin, install := settings.Server()
	if bin != "" {
		p, err := inspect(ctx, bin)
		if err != nil {
			return programs{}, fmt.Errorf("embedded: %sPG_BIN: %w", settings.Prefix, err)
		}
		return pick(opt, []programs{p}, made(data))
	}
	found := search(ctx)
	if len(found) == 0 && opt.Install && install {
		if err := installServer(ctx, opt.Log); err != nil {
			return programs{}, err
		}
		found = search(ctx)
	}
	if len(found) == 0 {
		return programs{}, errors.New("embedded: no PostgreSQL server was found. " + advice())
	}
	return pick(opt, found, made(data))
}

// made is the version that the data in a folder was made with, 0 for no data.
func made(data string) int {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if err != nil {
		return 0
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0
	}
	return major
}

func pick(opt Options, found []programs, major int) (programs, error) {
	var best, old programs
	for _, p := range found {
		switch {
		case major != 0 && p.major() != major:
		case p.tooOld():
			old = p
		case best.dir == "",
			best.tooNew() && !p.tooNew(),
			best.tooNew() == p.tooNew() && p.version > best.version:
			best = p
		}
	}
	switch {
	case best.tooNew():
		opt.Log(fmt.Sprintf("PostgreSQL %s is newer than Liaison has been tried with (%d to %d).", best.name(), oldest, newest))
		return best, nil
	case best.dir != "":
		return best, nil
	case old.dir != "":
		return programs{}, fmt.Errorf("embedded: PostgreSQL %s in %s is too old: Liaison needs %s", old.name(), old.dir, needed)
	default:
		return programs{}, fmt.Errorf("embedded: the data in %s was made by PostgreSQL %d, which is not installed; install postgresql-%d or remove the folder",
			opt.Dir, major, major)
	}
}

// search looks in the places where systems put the programs, and on the PATH.
func search(ctx context.Context) []programs {
	var dirs []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
	} {
		match, _ := filepath.Glob(pattern) // the patterns are good
		dirs = append(dirs, match...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(path))
		}
	}
	var found []programs
	for _, dir := range dirs {
		if slices.ContainsFunc(found, func(p programs) bool { return p.dir == dir }) {
			continue
		}
		if p, err := inspect(ctx, dir); err == nil {
			found = append(found, p)
		}
	}
	return found
}

var says = regexp.MustCompile(`\(PostgreSQL\) (\d+)(?:\.(\d+))?`)

// inspect asks the programs in a folder for their version.
func inspect(ctx context.Context, dir string) (programs, error) {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return programs{}, fmt.Errorf("%s holds no PostgreSQL server: %w", dir, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output() //nolint:gosec // where systems put it, or where the setting says
	if err != nil {
		return programs{}, fmt.Errorf("%s holds no PostgreSQL server: %w", dir, err)
	}
	version := parse(string(out))
	if version == 0 {
		return programs{}, fmt.Errorf("%s holds no PostgreSQL server: it says %q", dir, strings.TrimSpace(string(out)))
	}
	return programs{dir, version}, nil
}

// parse reads the version that "postgres --version" says, 0 for none.
func parse(text string) int {
	m := says.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	major, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	minor, err := strconv.Atoi(m[2])
	if err != nil {
		minor = 0 // a trial release, as in 18beta1
	}
	return major*10000 + minor
}
