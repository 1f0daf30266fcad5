//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestMain is also the processes that tests kill: started with an argument of
// its own, it runs a cluster, or waits for its parent to be gone.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "watch-parent" {
		fmt.Println(os.Getpid())
		<-WatchParent(context.Background()).Done()
		os.Exit(0)
	}
	if len(os.Args) == 3 && os.Args[1] == "run-cluster" {
		c, err := Start(context.Background(), Options{Dir: os.Args[2], Install: true})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(c.PID())
		select {}
	}
	os.Exit(m.Run())
}

// folder is one that the server's account can reach, and short enough for a
// socket.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(FastDir(), "liaison-embedded-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func start(t *testing.T, opt Options) *Cluster {
	t.Helper()
	opt.Install = true
	c, err := Start(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func ask(t *testing.T, url, query string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	var answer string
	if err := conn.QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func super(c *Cluster) string {
	user, password := c.Superuser()
	return c.URL("postgres", user, password)
}

func makeTable(t *testing.T, c *Cluster) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), super(c))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if _, err := conn.Exec(t.Context(), "create table kept (a int)"); err != nil {
		t.Fatal(err)
	}
}

func TestColdThenWarm(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	begin := time.Now()
	c := start(t, Options{Dir: dir})
	t.Logf("cold %v", time.Since(begin))

	for query, want := range map[string]string{
		"show listen_addresses": "", "show timezone": "UTC", "show fsync": "on", "show max_connections": "100",
		"show lc_collate": "C.UTF-8", "show server_version_num": strconv.Itoa(c.Version()),
		"select count(*)::text from pg_hba_file_rules where auth_method <> 'scram-sha-256'": "0",
	} {
		if got := ask(t, super(c), query); got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	makeTable(t, c)
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}

	begin = time.Now()
	c = start(t, Options{Dir: dir, Fast: true})
	t.Logf("warm %v", time.Since(begin))
	if got := ask(t, super(c), "select count(*)::text from pg_class where relname = 'kept'"); got != "1" {
		t.Errorf("after a warm start: got %s tables, want 1", got)
	}
	if got := ask(t, super(c), "show max_connections"); got != "200" {
		t.Errorf("for tests: got %s connections, want 200", got)
	}
}

func TestContractOfTheFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := start(t, Options{Dir: dir, Fast: true})
	if want := filepath.Join(dir, "postgres", "sock"); c.Socket() != want {
		t.Errorf("got the socket in %s, want %s", c.Socket(), want)
	}
	checkContract(t, dir)
}

// checkContract connects with nothing but what the folder says.
func checkContract(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "postgres", "password")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("got a password file of mode %o, want 600", info.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	url := fmt.Sprintf("postgres://postgres:%s@/postgres?host=%s&port=5432&sslmode=disable",
		strings.TrimSpace(string(text)), filepath.Join(dir, "postgres", "sock"))
	if got := ask(t, url, "select current_user"); got != "postgres" {
		t.Errorf("got user %s, want postgres", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "postgres", "data", "PG_VERSION")); err != nil {
		t.Error(err)
	}
}

func TestWrongPasswordIsRefused(t *testing.T) {
	t.Parallel()
	c := start(t, Options{Dir: folder(t), Fast: true})
	if _, err := pgx.Connect(t.Context(), c.URL("postgres", "postgres", "guess")); err == nil {
		t.Error("got in with a guessed password")
	}
}

func TestSecondStartOnAFolderIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := start(t, Options{Dir: dir, Fast: true})
	if _, err := Start(t.Context(), Options{Dir: dir, Fast: true}); !errors.Is(err, ErrInUse) {
		t.Errorf("got %v, want ErrInUse", err)
	}
	if got := ask(t, super(c), "select 'well'"); got != "well" {
		t.Errorf("the first cluster: got %q", got)
	}
}

func TestPostmasterKilledStartsAgain(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	c := start(t, Options{Dir: dir})
	makeTable(t, c)
	if err := syscall.Kill(c.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	c = start(t, Options{Dir: dir})
	if got := ask(t, super(c), "select count(*)::text from pg_class where relname = 'kept'"); got != "1" {
		t.Errorf("after a kill: got %s tables, want 1", got)
	}
}

func TestKilledOwner(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("only Linux stops a server at the death of its owner")
	}
	dir := folder(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	owner := exec.Command(self, "run-cluster", dir)
	out, err := owner.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Options{Dir: dir}); !errors.Is(err, ErrInUse) {
		t.Errorf("beside another process: got %v, want ErrInUse", err)
	}
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait()

	begin := time.Now()
	c := start(t, Options{Dir: dir}) // at once, while the old server may still be stopping
	t.Logf("again after %v", time.Since(begin))
	if got := ask(t, super(c), "select 'well'"); got != "well" {
		t.Errorf("got %q, want well", got)
	}
	if alive(pid) {
		t.Errorf("the killed process's server %d still runs", pid)
	}
}

func TestParentIsWatchedWhereItIsTheGoCommand(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("the parent's name is read from /proc")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"go": true, "runner": false} {
		t.Run("started by "+name, func(t *testing.T) {
			t.Parallel()
			parent := filepath.Join(t.TempDir(), name)
			if err := os.Symlink("/bin/sh", parent); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(parent, "-c", `"$0" watch-parent & wait`, self)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			var child int
			if _, err := fmt.Fscan(out, &child); err != nil {
				t.Fatal(err)
			}
			time.Sleep(2 * parentPoll) // until it has looked at its parent
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_, _ = cmd.Process.Wait()
			gone := false
			for until := time.Now().Add(10 * parentPoll); !gone && time.Now().Before(until); time.Sleep(poll) {
				gone = !alive(child)
			}
			if gone != want {
				t.Errorf("after its parent was killed: got ended %v, want %v", gone, want)
			}
			_ = syscall.Kill(child, syscall.SIGKILL)
		})
	}
}

// alive reports whether a process runs; a zombie does not.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

func TestStaleFilesDoNotStopAStart(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, dir string)
	}{
		{"the number of a dead server is another program's now", func(t *testing.T, dir string) {
			pid := strconv.Itoa(bystander(t))
			write(t, filepath.Join(dir, "data", "postmaster.pid"), pid+"\n"+filepath.Join(dir, "data")+"\n1\n5432\n")
			write(t, filepath.Join(dir, "sock", ".s.PGSQL.5432.lock"), pid+"\n"+filepath.Join(dir, "data")+"\n1\n5432\n")
		}},
		{"making the data was cut short", func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, "data")); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(dir, "data.new"), 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "data.new", "PG_VERSION"), "15\n")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			c := start(t, Options{Dir: dir, Fast: true})
			if err := c.Stop(); err != nil {
				t.Fatal(err)
			}
			tt.spoil(t, filepath.Join(dir, "postgres"))
			c = start(t, Options{Dir: dir, Fast: true})
			if got := ask(t, super(c), "select 'well'"); got != "well" {
				t.Errorf("got %q, want well", got)
			}
		})
	}
}

// bystander is a program of the server's account that is no server.
func bystander(t *testing.T) int {
	t.Helper()
	account, err := serverAccount()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sleep", "120")
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: account.credential()}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return cmd.Process.Pid
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	account, err := serverAccount()
	if err != nil {
		t.Fatal(err)
	}
	if err := account.take(path); err != nil {
		t.Fatal(err)
	}
}

func TestUnreachableOrTooLongIsElsewhere(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		root   bool // only root needs another place
		inside func(t *testing.T, dir string) string
	}{
		{"under a folder that is ours alone", true, func(t *testing.T, dir string) string {
			if err := os.Chmod(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(dir, "liaison")
		}},
		{"under a name too long for a socket", false, func(_ *testing.T, dir string) string {
			return filepath.Join(dir, strings.Repeat("long", 25))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.root && os.Geteuid() != 0 {
				t.Skip("the server runs as this account, which reaches its own folders")
			}
			dir := tt.inside(t, folder(t))
			c := start(t, Options{Dir: dir, Fast: true})
			real := filepath.Dir(c.Socket())
			t.Cleanup(func() {
				if err := errors.Join(c.Stop(), os.RemoveAll(real)); err != nil {
					t.Error(err)
				}
			})
			if !strings.HasPrefix(c.Socket(), "/var/tmp/") {
				t.Errorf("got the socket in %s, want it in /var/tmp", c.Socket())
			}
			if tt.root {
				checkContract(t, dir)
			}
			if err := c.Stop(); err != nil {
				t.Fatal(err)
			}
			again := start(t, Options{Dir: dir, Fast: true})
			if again.Socket() != c.Socket() {
				t.Errorf("started again: got %s, want the same %s", again.Socket(), c.Socket())
			}
			if _, err := Start(t.Context(), Options{Dir: dir, Fast: true}); !errors.Is(err, ErrInUse) {
				t.Errorf("got %v, want ErrInUse", err)
			}
			if err := again.Stop(); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(real); err != nil {
				t.Fatal(err)
			}
			anew := start(t, Options{Dir: dir, Fast: true})
			t.Cleanup(func() {
				if err := errors.Join(anew.Stop(), os.RemoveAll(filepath.Dir(anew.Socket()))); err != nil {
					t.Error(err)
				}
			})
			if got := ask(t, super(anew), "select 'well'"); got != "well" {
				t.Errorf("after the place was cleaned away: got %q, want well", got)
			}
		})
	}
}

func TestCopiedClusterStarts(t *testing.T) {
	t.Parallel()
	dir, other := folder(t), folder(t)
	c := start(t, Options{Dir: dir, Fast: true})
	makeTable(t, c)
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(other, "postgres")
	if err := os.CopyFS(filepath.Join(to, "data"), os.DirFS(c.Data())); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "password"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "password"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	c = start(t, Options{Dir: other, Fast: true})
	if got := ask(t, super(c), "select count(*)::text from pg_class where relname = 'kept'"); got != "1" {
		t.Errorf("in the copy: got %s tables, want 1", got)
	}
}

func TestLostPasswordSaysSo(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := start(t, Options{Dir: dir, Fast: true}).Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "postgres", "password")); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir, Fast: true})
	if err == nil || !strings.Contains(err.Error(), "is not the one this cluster was made with") {
		t.Errorf("got %v, want a sentence about the password", err)
	}
}

func TestPick(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		found  []int
		made   int
		want   int
		refuse string
	}{
		{"the highest supported", []int{150018, 170006, 160010}, 0, 170006, ""},
		{"a supported one before a newer", []int{180001, 160010}, 0, 160010, ""},
		{"a newer one where there is no other", []int{180001}, 0, 180001, ""},
		{"one with the faults mended before a higher without", []int{170005, 150014}, 0, 150014, ""},
		{"the one the data was made with", []int{150018, 170006}, 15, 150018, ""},
		{"15.13 is too old", []int{150013}, 0, 0, "too old"},
		{"16.9 is too old", []int{160009}, 0, 0, "too old"},
		{"17.5 is too old", []int{170005}, 0, 0, "too old"},
		{"14 is too old", []int{140022}, 0, 0, "too old"},
		{"the one the data was made with is gone", []int{170006}, 15, 0, "postgresql-15"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var found []programs
			for _, v := range tt.found {
				found = append(found, programs{dir: "/somewhere/bin", version: v})
			}
			got, err := pick(Options{Log: func(string) {}}, found, tt.made)
			if got.version != tt.want {
				t.Errorf("got %d, want %d", got.version, tt.want)
			}
			if (err == nil) != (tt.refuse == "") || err != nil && !strings.Contains(err.Error(), tt.refuse) {
				t.Errorf("got %v, want %q", err, tt.refuse)
			}
		})
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": 150018,
		"postgres (PostgreSQL) 17.6":                           170006,
		"postgres (PostgreSQL) 18beta1":                        180000,
		"postgres: not found":                                  0,
	} {
		if got := parse(text); got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
}

func TestNamedProgramsAreUsedOrRefused(t *testing.T) {
	t.Setenv("LIAISON_PG_BIN", t.TempDir())
	_, err := Start(t.Context(), Options{Dir: folder(t)})
	if err == nil || !strings.Contains(err.Error(), "LIAISON_PG_BIN") {
		t.Errorf("got %v, want a sentence that names LIAISON_PG_BIN", err)
	}
}

func TestMainClusterIsKeptOff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, after string }{
		{"nothing was said", "", "create_main_cluster = false\n"},
		{"it was said in a comment", "#create_main_cluster = true", "#create_main_cluster = true\ncreate_main_cluster = false\n"},
		{"the owner has said it", "create_main_cluster = true\n", "create_main_cluster = true\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "createcluster.conf")
			if tt.before != "" {
				if err := os.WriteFile(path, []byte(tt.before), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := keepMainClusterOff(path); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.after {
				t.Errorf("got %q, want %q", got, tt.after)
			}
		})
	}
}

func TestFastDirIsThere(t *testing.T) {
	t.Parallel()
	if info, err := os.Stat(FastDir()); err != nil || !info.IsDir() {
		t.Errorf("got %v, want a folder", err)
	}
}
