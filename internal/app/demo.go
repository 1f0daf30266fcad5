package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/demo"
	"liaison/internal/embedded"
	"liaison/internal/job"
	"liaison/internal/page"
	"liaison/internal/policy"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/settings"
	"liaison/seeds"
)

// demonstration is what one demonstration needs to know.
type demonstration struct {
	addr       string
	dir        string
	activities int
	quick      bool // for tests: nothing has to survive
	out, errs  io.Writer
}

func demoCommand(out, errs io.Writer) *cobra.Command {
	d := demonstration{out: out, errs: errs}
	cmd := &cobra.Command{
		Use: "demo", Short: "Start everything with invented partnerships, on a private PostgreSQL", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return d.run(embedded.WatchParent(cmd.Context()))
		},
	}
	cmd.Flags().StringVar(&d.addr, "addr", "127.0.0.1:8080", "address to listen on")
	cmd.Flags().StringVar(&d.dir, "dir", ".liaison", "folder that keeps the database and its passwords")
	cmd.Flags().IntVar(&d.activities, "activities", 0, "load this many activities more, over 20 partnerships, for measuring")
	cmd.AddCommand(&cobra.Command{
		Use: "accounts", Short: "List the accounts of the demonstration: e-mail, roles, strands", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return listAccounts(out) },
	})
	return cmd
}

// listAccounts prints a line for each account, separated by tabs. The roles
// and strands of one account are separated by commas.
func listAccounts(out io.Writer) error {
	all, err := demo.All(seeds.FS, clock())
	if err != nil {
		return err
	}
	for _, a := range accountsOf(all) {
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\n", a.Email, joined(a.Roles()), strandsOf(a)); err != nil {
			return err
		}
	}
	return nil
}

// accountsOf is everybody of the partnerships, each once and by what they do in
// the first of theirs.
func accountsOf(all []demo.Partnership) []demo.Account {
	var accounts []demo.Account
	for _, p := range all {
		for _, a := range p.Accounts {
			if !slices.ContainsFunc(accounts, func(b demo.Account) bool { return a.ID == b.ID }) {
				accounts = append(accounts, a)
			}
		}
	}
	return accounts
}

func strandsOf(a demo.Account) string {
	if s := a.Strands(); len(s) > 0 {
		return joined(s)
	}
	return "none"
}

func joined[T ~string](words []T) string {
	all := make([]string, 0, len(words))
	for _, w := range words {
		all = append(all, string(w))
	}
	return strings.Join(all, ",")
}

// run starts the cluster, prepares what is not prepared yet, and serves until
// ctx ends. The cluster ends with it.
func (d demonstration) run(ctx context.Context) (err error) {
	s, err := settings.Read()
	if err != nil {
		return err
	}
	log := logger(s, d.errs)
	// The server's account has to pass through it, and may read nothing of it.
	if err := os.MkdirAll(d.dir, 0o711); err != nil { //nolint:gosec // see above
		return fmt.Errorf("demo: %w", err)
	}
	cluster, err := embedded.Start(ctx, embedded.Options{
		Dir: d.dir, Fast: d.quick, Install: true, Log: func(say string) { _, _ = fmt.Fprintln(d.errs, say) },
	})
	if err != nil {
		return err
	}
	defer func() {
		if stopped := cluster.Stop(); err == nil {
			err = stopped
		}
	}()
	s, invented, err := d.prepare(ctx, cluster, s)
	if err != nil {
		return err
	}
	serving, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go func() {
		select {
		case <-cluster.Done():
			stop(fmt.Errorf("demo: PostgreSQL has ended; see %s", filepath.Join(d.dir, "postgres", "log")))
		case <-serving.Done():
		}
	}()
	return serve(serving, service{settings: s, log: log, out: d.out, demo: demoAccounts(invented), warn: func(say string) { log.Warn(say) }})
}

// Demonstration is the service on a database that holds the invented
// partnerships, as demo serves it. Tests of the whole service begin with it.
func Demonstration(ctx context.Context, db *postgres.DB, guard access.Guard, invented []demo.Partnership, log *slog.Logger) (http.Handler, error) {
	s, err := settings.From(nil)
	if err != nil {
		return nil, err
	}
	built, err := site(ctx, service{settings: s, log: log, demo: demoAccounts(invented)}, db, guard)
	return built.handler, err
}

func demoAccounts(invented []demo.Partnership) []page.DemoAccount {
	var all []page.DemoAccount
	for _, a := range accountsOf(invented) {
		var places, roles, areas []string
		for _, p := range invented {
			if slices.ContainsFunc(p.Accounts, func(b demo.Account) bool { return a.ID == b.ID }) {
				places = append(places, p.Short)
			}
		}
		for _, r := range a.Roles() {
			roles = append(roles, r.Name())
		}
		for _, s := range a.Strands() {
			areas = append(areas, s.Name())
		}
		all = append(all, page.DemoAccount{Name: a.Name, Email: a.Email, Partnerships: strings.Join(places, ", "), Roles: strings.Join(roles, ", "), Strands: strings.Join(areas, ", ")})
	}
	return all
}

const demoDatabase = "liaison"

// prepare makes the database, its logins and schema, and the invented
// partnerships, each unless it is there, and returns the settings to serve it.
func (d demonstration) prepare(ctx context.Context, c *embedded.Cluster, s settings.Settings) (settings.Settings, []demo.Partnership, error) {
	logins := postgres.Folder(filepath.Join(d.dir, "postgres", "logins"))
	user, password := c.Superuser()
	if err := postgres.Bootstrap(ctx, c.URL("postgres", user, password), demoDatabase, logins); err != nil {
		return s, nil, err
	}
	key, err := keyFile(filepath.Join(string(logins), "context.key"))
	if err != nil {
		return s, nil, err
	}
	migrator, err := logins.Address(postgres.Migrator)
	if err != nil {
		return s, nil, err
	}
	if err := postgres.Migrate(ctx, migrator, &postgres.Key{ID: 1, Secret: key}); err != nil {
		return s, nil, err
	}
	if err := postgres.AskReason(ctx, migrator, s.AskReason); err != nil {
		return s, nil, err
	}
	all, err := demo.All(seeds.FS, clock())
	if err != nil {
		return s, nil, err
	}
	s.Addr, s.PublicURL, s.ContextKey, s.ContextKeyID = d.addr, "", settings.Secret(hex.EncodeToString(key)), 1
	for _, to := range []struct {
		login postgres.Login
		url   *settings.Secret
	}{
		{postgres.LoginOf(access.Coordination), &s.CoordinationURL},
		{postgres.LoginOf(access.Outreach), &s.OutreachURL},
		{postgres.LoginOf(access.Casework), &s.CaseworkURL},
		{postgres.LoginOf(access.Intelligence), &s.IntelligenceURL},
		{postgres.LoginOf(access.Identity), &s.IdentityURL},
		{postgres.Sealer, &s.SealerURL},
	} {
		address, err := logins.Address(to.login)
		if err != nil {
			return s, all, err
		}
		*to.url = settings.Secret(address)
	}
	if s.CheckpointFile == "" {
		s.CheckpointFile, s.CheckpointKeyFile = filepath.Join(d.dir, "checkpoints"), filepath.Join(d.dir, "checkpoint.key")
		if _, err := keyFile(s.CheckpointKeyFile); err != nil {
			return s, all, err
		}
	}
	if err := s.Check(); err != nil {
		return s, all, err
	}
	return s, all, d.fill(ctx, migrator, s, all)
}

// fill loads the partnerships unless the first is there.
func (d demonstration) fill(ctx context.Context, migrator string, s settings.Settings, all []demo.Partnership) error {
	there, err := postgres.Demonstrated(ctx, migrator, all[0])
	if err != nil || there {
		return err
	}
	hash, err := secret.NewHasher(1).Hash(ctx, demo.Password)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	more := demo.Bulk(all[0], d.activities, clock())
	if err := postgres.LoadDemonstration(ctx, migrator, all, hash, more); err != nil {
		return err
	}
	guard, err := policy.Load(config.FS)
	if err != nil {
		return err
	}
	db, err := d.open(ctx, s, guard)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, p := range all {
		if err := db.RecordDemonstration(ctx, p); err != nil {
			return err
		}
	}
	return lookBack(ctx, db, clock())
}

// monthsBack is how many months' ends a demonstration has findings of.
const monthsBack = 12

// lookBack keeps what the records of the demonstration say of the checklist at
// the end of each month of a year, as the service would have done on the day.
func lookBack(ctx context.Context, db *postgres.DB, now time.Time) error {
	book, err := checklist.Load(config.FS)
	if err != nil {
		return err
	}
	today := calendar.Day(now)
	for n := monthsBack; n > 0; n-- {
		end := time.Date(today.Year(), today.Month()-time.Month(n-1), 0, 0, 0, 0, 0, time.UTC)
		if err := job.Keep(ctx, postgres.Service{DB: db}, book, end, now); err != nil {
			return err
		}
	}
	return nil
}

func (d demonstration) open(ctx context.Context, s settings.Settings, guard access.Guard) (*postgres.DB, error) {
	return postgres.Open(ctx, postgres.Config{
		URLs: urls(s), ContextKey: s.Key(), ContextKeyID: s.ContextKeyID, Pool: s.Pool,
		Warn: func(say string) { _, _ = fmt.Fprintln(d.errs, say) },
	}, guard, clock)
}

// keyFile reads a key of 32 bytes, and makes it where there is none.
func keyFile(path string) ([]byte, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	key = make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	if err := os.WriteFile(path, []byte(hex.EncodeToString(key)+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	return key, nil
}

// readKey reads a key of 32 bytes, written as hexadecimal digits.
func readKey(path string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("key: %s must hold 32 bytes as 64 hexadecimal digits", path)
	}
	return key, nil
}
