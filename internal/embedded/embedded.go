//go:build unix

// Package embedded starts and stops a private PostgreSQL cluster in a folder,
// for the demonstration, for development and for tests. It runs the server
// programs of the machine, and installs them where it may; it knows nothing of
// what is kept in the cluster.
//
// For a folder DIR, DIR/postgres/sock is the socket's folder,
// DIR/postgres/password the superuser's password and DIR/postgres/data the
// data. Where the server's account cannot reach DIR these are links to, and a
// copy from, a folder of their own under /var/tmp.
package embedded

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ErrInUse means that another process runs a cluster in the folder.
var ErrInUse = errors.New("embedded: another process is using this folder")

const (
	superuser = "postgres"
	port      = "5432" // names the socket; nothing listens on the network

	startWait   = 60 * time.Second
	clearWait   = 20 * time.Second // for a server that was killed to be gone
	stopWait    = 15 * time.Second
	poll        = 10 * time.Millisecond
	longestLog  = 10 << 20
	shownOfLog  = 1200
	leastOfConn = 20
)

// Options say where the cluster is and what it is for.
type Options struct {
	Dir            string       // holds postgres/; made when missing
	Fast           bool         // for tests: nothing is made safe against a power cut
	MaxConnections int          // 0 means 200 for tests and 100 otherwise
	Set            []string     // further settings of the server, as in "work_mem=32MB"
	Log            func(string) // told of what takes long and what is odd; may be nil
	Install        bool         // may install PostgreSQL, as root on Debian
}

// Cluster is a running server. It ends when the process that started it does,
// however that ends.
type Cluster struct {
	opt      Options
	programs programs
	account  *account
	place    place
	password string
	locks    []*os.File
	cmd      *exec.Cmd
	done     chan struct{} // closed when the server has ended
	ended    error         // how, readable once done is closed
	stop     sync.Once
}

// Start starts the cluster in opt.Dir, making it first when there is none, and
// returns when it answers. A folder that another process uses is ErrInUse.
func Start(ctx context.Context, opt Options) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startWait+installWait)
	defer cancel()
	if opt.Log == nil {
		opt.Log = func(string) {}
	}
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, fmt.Errorf("embedded: %w", err)
	}
	opt.Dir = dir
	c := &Cluster{opt: opt}
	if err := os.MkdirAll(c.own(""), 0o755); err != nil { //nolint:gosec // the server's account passes through
		return nil, fmt.Errorf("embedded: %w", err)
	}
	if err := c.hold(c.own("lock")); err != nil {
		return nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.release())
	}
	return c, nil
}

// own is a path in DIR/postgres, which holds the lock even when the cluster
// itself is elsewhere.
func (c *Cluster) own(name string) string { return filepath.Join(c.opt.Dir, "postgres", name) }

func (c *Cluster) start(ctx context.Context) error {
	// The account comes after the programs: installing them makes it.
	found, err := find(ctx, c.opt, c.own("data"))
	if err != nil {
		return err
	}
	c.programs = found
	if c.account, err = serverAccount(); err != nil {
		return err
	}
	if c.place, err = choose(c.opt, c.account); err != nil {
		return err
	}
	if c.place.elsewhere() { // a copy of DIR would lead to the same place
		if err := c.hold(c.place.path("lock")); err != nil {
			return err
		}
	}
	if c.password, err = c.place.secret(c.account); err != nil {
		return err
	}
	if err := c.initialise(ctx); err != nil {
		return err
	}
	return c.run(ctx)
}

// hold takes a folder for this process alone, until release or its death.
func (c *Cluster) hold(path string) error {
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	c.locks = append(c.locks, lock)
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errors.Join(fmt.Errorf("%w: %s", ErrInUse, filepath.Dir(path)), c.release())
	}
	return nil
}

func (c *Cluster) release() error {
	var found []error
	for _, lock := range c.locks {
		found = append(found, lock.Close())
	}
	c.locks = nil
	return errors.Join(found...)
}

// initialise makes the data folder in one step, so that one left half made is
// never mistaken for a whole one.
func (c *Cluster) initialise(ctx context.Context) error {
	data := c.place.path("data")
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		if err := os.Chmod(data, 0o700); err != nil { //nolint:gosec // a folder; a copy may have another mode
			return fmt.Errorf("embedded: %w", err)
		}
		return c.account.takeAll(data) // a copy made by root belongs to root
	}
	half := c.place.path("data.new")
	if err := os.RemoveAll(half); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if err := os.Mkdir(half, 0o700); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if err := c.account.take(half); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	args := []string{
		"-D", half, "-U", superuser, "--pwfile=" + c.place.path("password"), "-A", "scram-sha-256",
		"-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync",
	}
	if c.opt.Fast {
		args = append(args, "--wal-segsize=1")
	}
	if out, err := c.command(ctx, "initdb", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("embedded: initdb: %w\n%s", err, tail(out))
	}
	if err := os.RemoveAll(data); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	if err := os.Rename(half, data); err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	return nil
}

// command runs a server program as the server's account, in its place, with
// nothing of our environment, and in a process group of its own so that Ctrl-C
// reaches us alone.
func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.programs.dir, name), args...) //nolint:gosec // found by us
	cmd.Dir = c.place.dir
	cmd.Env = []string{
		"PATH=" + c.programs.dir + ":/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=" + c.place.dir,
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.account.credential(), Setpgid: true}
	return cmd
}

// run starts the server. After a kill the old one may take a moment to be
// gone; until then its files refuse a new one, so we try again.
func (c *Cluster) run(ctx context.Context) error {
	patience := time.After(clearWait)
	for {
		err := c.launch(ctx)
		var left leftOver
		if !errors.As(err, &left) {
			return err
		}
		c.clear()
		select {
		case <-ctx.Done():
			return err
		case <-patience:
			return err
		case <-time.After(10 * poll):
		}
	}
}

// leftOver is the complaint of a server that an earlier one stands in its way.
type leftOver struct{ log string }

func (l leftOver) Error() string {
	return "embedded: an earlier server is still in the way:\n" + l.log
}

func (c *Cluster) launch(ctx context.Context) error {
	log, err := c.openLog()
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // the server has its own handle
	from, err := log.Seek(0, 2)
	if err != nil {
		return fmt.Errorf("embedded: %w", err)
	}
	c.cmd = c.command(context.WithoutCancel(ctx), "postgres", c.arguments()...)
	c.cmd.Stdout, c.cmd.Stderr = log, log
	dieWithUs(c.cmd.SysProcAttr)
	c.done = make(chan struct{})
	started := make(chan error)
	go func() {
		// The signal at our death is tied to the thread that started the
		// child, not to the process: this one stays for the child's life.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			c.ended = c.cmd.Wait()
		}
		close(c.done)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("embedded: starting PostgreSQL: %w", err)
	}
	return c.await(ctx, from)
}

// await returns when the server answers, or says why it will not.
func (c *Cluster) await(ctx context.Context, from int64) error {
	for {
		err := c.ask(ctx)
		if err == nil {
			return nil
		}
		var refused *pgconn.PgError
		if errors.As(err, &refused) && (refused.Code == "28P01" || refused.Code == "28000") {
			c.end()
			return fmt.Errorf("embedded: the password in %s is not the one this cluster was made with; remove %s to begin again",
				c.own("password"), c.own(""))
		}
		select {
		case <-c.done:
			said := c.said(from)
			if strings.Contains(said, "postmaster.pid") || strings.Contains(said, ".lock\"") ||
				strings.Contains(said, "pre-existing shared memory block") {
				return leftOver{said}
			}
			return fmt.Errorf("embedded: PostgreSQL ended at once: %w\n%s", c.ended, said)
		case <-ctx.Done():
			c.end()
			return fmt.Errorf("embedded: PostgreSQL did not answer: %w\n%s", ctx.Err(), c.said(from))
		case <-time.After(poll):
		}
	}
}

func (c *Cluster) ask(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.URL("postgres", superuser, c.password))
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

func (c *Cluster) arguments() []string {
	connections := c.opt.MaxConnections
	if connections == 0 {
		connections = 100
		if c.opt.Fast {
			connections = 200
		}
	}
	set := []string{
		"listen_addresses=", "unix_socket_directories=" + c.place.path("sock"), "unix_socket_permissions=0700",
		"max_connections=" + strconv.Itoa(max(connections, leastOfConn)), "timezone=UTC", "log_timezone=UTC",
		"logging_collector=off", "shared_preload_libraries=", "jit=off",
		// The log is a file on a desk: what people typed has no place in it.
		"log_statement=none", "log_min_error_statement=panic", "log_parameter_max_length=0", "log_parameter_max_length_on_error=0",
	}
	if c.opt.Fast {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
			"wal_level=minimal", "max_wal_senders=0", "shared_buffers=64MB", "min_wal_size=32MB", "max_wal_size=64MB")
	}
	args := []string{"-D", c.place.path("data"), "-p", port}
	for _, s := range append(set, c.opt.Set...) {
		args = append(args, "-c", s)
	}
	return args
}

func (c *Cluster) openLog() (*os.File, error) {
	path := c.place.path("log")
	flags := os.O_CREATE | os.O_APPEND | os.O_RDWR
	if info, err := os.Stat(path); err == nil && info.Size() > longestLog {
		flags |= os.O_TRUNC
	}
	log, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, fmt.Errorf("embedded: %w", err)
	}
	return log, nil
}

// said is the end of what the server wrote to its log since from.
func (c *Cluster) said(from int64) string {
	text, err := os.ReadFile(c.place.path("log"))
	if err != nil || int64(len(text)) < from {
		return ""
	}
	return tail(text[from:])
}

func tail(text []byte) string {
	return strings.TrimSpace(string(text[max(0, len(text)-shownOfLog):]))
}

// clear removes what a dead server left in the way of the next. We hold the
// folder's lock, so a server that is still alive on our data is an orphan of
// ours and is told to stop.
func (c *Cluster) clear() {
	text, err := os.ReadFile(c.place.path("data/postmaster.pid"))
	if err != nil {
		return
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid < 1 {
		return
	}
	switch whatIs(pid, c.place.path("data")) {
	case ours:
		_ = syscall.Kill(pid, syscall.SIGINT)
	case another:
		// The number belongs to a zombie or to some other program. The server
		// makes sure by itself that no child of the old one is left.
		_ = os.Remove(c.place.path("data/postmaster.pid"))
		_ = os.Remove(c.place.path("sock/.s.PGSQL." + port + ".lock"))
	case unknown:
	}
}

// URL is the address of a database of the cluster for a login.
func (c *Cluster) URL(database, user, password string) string {
	q := url.Values{"host": {c.Socket()}, "port": {port}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(user, password), Path: "/" + database, RawQuery: q.Encode()}
	return u.String()
}

// Superuser is the name and password of the login that made the cluster.
func (c *Cluster) Superuser() (user, password string) { return superuser, c.password }

// Socket is the folder of the socket.
func (c *Cluster) Socket() string { return c.place.path("sock") }

// Data is the folder of the data. It may be copied once the cluster has
// stopped, together with its password.
func (c *Cluster) Data() string { return c.place.path("data") }

// Version is the server's version as PostgreSQL numbers it: 150018 for 15.18.
func (c *Cluster) Version() int { return c.programs.version }

// PID is the number of the server's process.
func (c *Cluster) PID() int { return c.cmd.Process.Pid }

// Done is closed when the server has ended, asked or not.
func (c *Cluster) Done() <-chan struct{} { return c.done }

// Stop ends the server and gives up the folder. A second call does nothing.
func (c *Cluster) Stop() error {
	var err error
	c.stop.Do(func() {
		c.end()
		c.clear() // somebody may have started another by hand since ours ended
		err = c.release()
	})
	return err
}

// end asks the server to stop, and insists after a while.
func (c *Cluster) end() {
	for _, how := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = c.cmd.Process.Signal(how)
		select {
		case <-c.done:
			return
		case <-time.After(stopWait):
		}
	}
}

// newPassword is 128 random bits.
func newPassword() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
