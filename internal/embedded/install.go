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
	"runtime"
	"syscall"
	"time"
)

// installWait is how long an installation may take, with a slow mirror.
const installWait = 10 * time.Minute

// clusterConf is where Debian's packages read whether to make and start a
// cluster of their own, which nobody asked for.
const clusterConf = "/etc/postgresql-common/createcluster.conf"

var decided = regexp.MustCompile(`(?m)^\s*create_main_cluster\b`)

// advice is the command to type where no server was found.
func advice() string {
	switch {
	case runtime.GOOS == "darwin":
		return "Type: brew install postgresql@17"
	case debian():
		return "Type: sudo apt-get install --no-install-recommends postgresql"
	default:
		return fmt.Sprintf("Install PostgreSQL %s, or name the folder of its programs in LIAISON_PG_BIN", needed)
	}
}

func debian() bool {
	_, err := os.Stat("/etc/debian_version")
	return err == nil
}

// installServer installs Debian's package, as root on Debian; elsewhere it
// does nothing and the search goes on to say what to type.
func installServer(ctx context.Context, log func(string)) error {
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 || !debian() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, installWait)
	defer cancel()
	release, err := turn(filepath.Dir(clusterConf))
	if err != nil {
		return err
	}
	defer release()
	if len(search(ctx)) > 0 {
		return nil // another process was before us
	}
	if err := keepMainClusterOff(clusterConf); err != nil {
		return err
	}
	log("Installing PostgreSQL, once: apt-get install --no-install-recommends postgresql")
	install := []string{
		"-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Options::=--force-confold",
		"install", "--no-install-recommends", "postgresql",
	}
	_, err = aptGet(ctx, apt, install...)
	if err == nil {
		return nil
	}
	// The lists of packages are missing, as in a fresh container, or stale.
	log("Reading the lists of packages first: apt-get update")
	if out, err := aptGet(ctx, apt, "update"); err != nil {
		return fmt.Errorf("embedded: apt-get update: %w\n%s", err, tail(out))
	}
	if out, err := aptGet(ctx, apt, install...); err != nil {
		return fmt.Errorf("embedded: apt-get install postgresql: %w\n%s", err, tail(out))
	}
	return nil
}

func aptGet(ctx context.Context, apt string, args ...string) ([]byte, error) {
	args = append([]string{"-q", "-y", "-o", "Acquire::Retries=3", "-o", "Acquire::http::Timeout=30"}, args...)
	cmd := exec.CommandContext(ctx, apt, args...) //nolint:gosec // no argument comes from outside
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")
	return cmd.CombinedOutput()
}

// turn waits until no other process of ours installs. The tests of several
// packages begin at once.
func turn(dir string) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a folder of the system's settings
		return nil, fmt.Errorf("embedded: %w", err)
	}
	lock, err := os.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("embedded: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("embedded: %w", err), lock.Close())
	}
	return func() { _ = lock.Close() }, nil
}

// keepMainClusterOff says that no cluster is wanted, unless the machine's
// owner has said either way.
func keepMainClusterOff(path string) error {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("embedded: %w", err)
	}
	if decided.Match(text) {
		return nil
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	text = append(text, "create_main_cluster = false\n"...)
	if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // read by everyone
		return fmt.Errorf("embedded: %w", err)
	}
	return nil
}
