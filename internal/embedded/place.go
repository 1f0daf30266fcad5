//go:build unix

package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// outside is where a cluster goes whose folder the server cannot use: always
// there, open to every account, and kept when the machine starts again.
const outside = "/var/tmp"

const (
	enough   = 512 << 20 // bytes free in memory for a cluster of tests
	anyone   = 0o001
	ourGroup = 0o010
	ourselfs = 0o100
)

// place is the folder in which the cluster really is, and DIR/postgres, which
// is the same folder unless the server's account cannot use that.
type place struct{ dir, shown string }

func (p place) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p place) elsewhere() bool { return p.dir != p.shown }

// account is the account the server runs as when we are root, which it
// refuses to be. It is nil when we are not: then the server is us.
type account struct{ uid, gid int }

func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no other account is an answer here, and every method takes it
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUser := strconv.Atoi(u.Uid)
		gid, errGroup := strconv.Atoi(u.Gid)
		if errUser == nil && errGroup == nil && uid > 0 {
			return &account{uid, gid}, nil
		}
	}
	return nil, errors.New("embedded: PostgreSQL refuses to run as root, and this machine has neither an account postgres nor nobody; run this as another user")
}

func (a *account) credential() *syscall.Credential {
	if a == nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // ids are small and positive
}

// take gives the account a file.
func (a *account) take(path string) error {
	if a == nil {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// takeAll gives the account a folder and what is in it, unless it has it.
func (a *account) takeAll(dir string) error {
	if a == nil {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) == a.uid {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return a.take(path)
	})
}

// reaches reports whether the account can enter every folder above dir.
func (a *account) reaches(dir string) bool {
	if a == nil {
		return true
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return false
	}
	for at := filepath.Dir(dir); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err != nil {
			return false
		}
		bit := fs.FileMode(anyone)
		if st, ok := info.Sys().(*syscall.Stat_t); ok {
			switch {
			case int(st.Uid) == a.uid:
				bit = ourselfs
			case int(st.Gid) == a.gid:
				bit = ourGroup
			}
		}
		if info.Mode()&bit == 0 {
			return false
		}
		if at == filepath.Dir(at) {
			return true
		}
	}
}

// longestSocket is what the kernel takes as a socket's path.
func longestSocket() int {
	if runtime.GOOS == "linux" {
		return 107
	}
	return 103
}

func fits(dir string) bool {
	return len(filepath.Join(dir, "sock", ".s.PGSQL."+port)) <= longestSocket()
}

// choose says where the cluster is, and makes its folders.
func choose(opt Options, a *account) (place, error) {
	shown := filepath.Join(opt.Dir, "postgres")
	here := place{dir: shown, shown: shown}
	note := filepath.Join(shown, "elsewhere")
	if kept, err := os.ReadFile(note); err == nil {
		p := place{dir: strings.TrimSpace(string(kept)), shown: shown}
		if trusted(p.dir) {
			return p, p.make(a)
		}
		opt.Log(fmt.Sprintf("The cluster that was in %s is gone or is not ours; making a new one.", p.dir))
		if err := os.Remove(note); err != nil {
			return place{}, fmt.Errorf("embedded: %w", err)
		}
	}
	if a.reaches(shown) && fits(shown) && here.make(a) == nil {
		return here, nil
	}
	dir, err := os.MkdirTemp(outside, "liaison-")
	if err != nil {
		return place{}, fmt.Errorf("embedded: %w", err)
	}
	if err := os.WriteFile(note, []byte(dir+"\n"), 0o600); err != nil {
		return place{}, fmt.Errorf("embedded: %w", err)
	}
	opt.Log(fmt.Sprintf("PostgreSQL cannot use %s, so the cluster is in %s.", shown, dir))
	p := place{dir: dir, shown: shown}
	return p, p.make(a)
}

// trusted reports whether a folder we recorded is still the one we made, and
// not another that someone put under a name they learned.
func trusted(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 || filepath.Dir(dir) != outside {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Geteuid()
}

// make makes the folders. The outermost stays ours, so that nothing the
// server's account may do changes what we open here; the account owns the
// socket's folder, the data and the password, and passes through the rest.
func (p place) make(a *account) error {
	sock := p.path("sock")
	if info, err := os.Lstat(sock); err == nil && !info.IsDir() {
		if err := os.Remove(sock); err != nil { // a link to a place that was given up
			return fmt.Errorf("embedded: %w", err)
		}
	}
	if err := os.MkdirAll(sock, 0o700); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if err := a.take(sock); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	mode := fs.FileMode(0o700)
	if a != nil {
		mode = 0o711
	}
	if err := os.Chmod(p.dir, mode); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if p.elsewhere() {
		return p.link()
	}
	return nil
}

// link shows in DIR/postgres what is elsewhere.
func (p place) link() error {
	for _, name := range []string{"sock", "data"} {
		shown := filepath.Join(p.shown, name)
		if to, err := os.Readlink(shown); err == nil && to == p.path(name) {
			continue
		}
		if err := os.RemoveAll(shown); err != nil {
			return fmt.Errorf("embedded: %w", err)
		}
		if err := os.Symlink(p.path(name), shown); err != nil {
			return fmt.Errorf("embedded: %w", err)
		}
	}
	return nil
}

// secret reads the superuser's password, or makes one.
func (p place) secret(a *account) (string, error) {
	path := p.path("password")
	text, err := os.ReadFile(path)
	password := strings.TrimSpace(string(text))
	if err != nil || password == "" {
		password = newPassword()
		if err := os.WriteFile(path, []byte(password+"\n"), 0o600); err != nil {
			return "", fmt.Errorf("embedded: %w", err)
		}
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return "", fmt.Errorf("embedded: %w", err)
	}
	if err := a.take(path); err != nil {
		return "", fmt.Errorf("embedded: %w", err)
	}
	if p.elsewhere() {
		if err := os.WriteFile(filepath.Join(p.shown, "password"), []byte(password+"\n"), 0o600); err != nil {
			return "", fmt.Errorf("embedded: %w", err)
		}
	}
	return password, nil
}

// FastDir is the folder for what tests throw away: memory where 512 MB of it
// are free, else the folder for temporary files.
func FastDir() string {
	const memory = "/dev/shm"
	var st syscall.Statfs_t
	if err := syscall.Statfs(memory, &st); err != nil || uint64(st.Bavail)*uint64(st.Bsize) < enough { //nolint:gosec,unconvert // types differ by system
		return os.TempDir()
	}
	probe, err := os.MkdirTemp(memory, "liaison-probe-")
	if err != nil {
		return os.TempDir()
	}
	if err := os.Remove(probe); err != nil {
		return os.TempDir()
	}
	return memory
}
