package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"liaison/internal/embedded"
	"liaison/internal/postgres"
	"liaison/migrations"
)

// template is the migrated database in the cluster that is copied.
const template = "liaison"

const (
	kept   = 24 * time.Hour // for how long a cluster nobody used is kept
	recipe = "5"            // goes up when this file makes the cluster in another way
)

// migrated returns the folder of a stopped cluster that holds the template. The
// first process that needs it makes it; the others wait.
func migrated(ctx context.Context) (string, error) {
	sum, err := fingerprint()
	if err != nil {
		return "", err
	}
	root := filepath.Join(os.TempDir(), fmt.Sprintf("liaison-pgtest-%d", os.Getuid()))
	if err := os.MkdirAll(root, 0o755); err != nil { //nolint:gosec // the server's account passes through it
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(root, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer lock.Close() //nolint:errcheck // closing it is what gives it up
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	dir := filepath.Join(root, sum)
	now := time.Now()
	if _, err := os.Stat(filepath.Join(dir, "logins")); err == nil {
		return dir, os.Chtimes(dir, now, now)
	}
	if err := discard(root, now); err != nil {
		return "", err
	}
	half := filepath.Join(root, "half-made")
	if err := build(ctx, half); err != nil {
		return "", err
	}
	return dir, os.Rename(half, dir)
}

// fingerprint is of everything the cluster is made from.
func fingerprint() (string, error) {
	h := sha256.New()
	_, _ = io.WriteString(h, recipe+os.Getenv("LIAISON_PG_BIN"))
	err := fs.WalkDir(migrations.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS, path)
		_, _ = fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)[:8]), err
}

// discard removes the clusters that nobody has used for a while.
func discard(root string, now time.Time) error {
	entries, err := os.ReadDir(root)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.IsDir() && (now.Sub(info.ModTime()) > kept || e.Name() == "half-made") {
			if err := os.RemoveAll(filepath.Join(root, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// build makes the cluster in memory and brings it to dir.
func build(ctx context.Context, dir string) error {
	work, err := os.MkdirTemp(embedded.FastDir(), "liaison-pgtest-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)                      //nolint:errcheck // swept later
	if err := os.Chmod(work, 0o755); err != nil { //nolint:gosec // the server's account passes through it
		return err
	}
	c, err := embedded.Start(ctx, embedded.Options{Dir: work, Fast: true, Install: true})
	if err != nil {
		return err
	}
	logins := postgres.Folder(filepath.Join(work, "logins"))
	user, password := c.Superuser()
	err = postgres.Bootstrap(ctx, c.URL("postgres", user, password), template, logins)
	var migrator string
	if err == nil {
		migrator, err = logins.Address(postgres.Migrator)
	}
	if err == nil {
		err = postgres.Migrate(ctx, migrator, &Key)
	}
	if err = errors.Join(err, c.Stop()); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "postgres"), 0o755); err != nil { //nolint:gosec // as above
		return err
	}
	if err := copyTree(c.Data(), filepath.Join(dir, "postgres", "data")); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "postgres", "password"), []byte(password+"\n"), 0o600); err != nil {
		return err
	}
	return copyTree(filepath.Join(work, "logins"), filepath.Join(dir, "logins"))
}

// copyCluster copies the cluster in one folder to another.
func copyCluster(from, to string) error {
	if err := os.MkdirAll(filepath.Join(to, "postgres"), 0o755); err != nil { //nolint:gosec // as above
		return err
	}
	for _, name := range []string{"data", "password"} {
		if err := copyTree(filepath.Join(from, "postgres", name), filepath.Join(to, "postgres", name)); err != nil {
			return err
		}
	}
	return nil
}

// copyTree is cp, which knows how to share blocks where the file system does.
func copyTree(from, to string) error {
	if out, err := exec.Command("cp", "-R", from, to).CombinedOutput(); err != nil { //nolint:gosec,noctx // paths are ours
		return fmt.Errorf("cp: %w: %s", err, out)
	}
	return nil
}

func passwordOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return ""
	}
	p, _ := u.User.Password()
	return p
}
