package postgres

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"liaison/internal/access"
	"liaison/migrations"
)

// Login is one of the roles that log in.
type Login string

// The logins that serve no strand.
const (
	Sealer   Login = "liaison_sealer"   // reads the heads of the log, to sign them
	Migrator Login = "liaison_migrator" // may become any owner
	Backup   Login = "liaison_backup"   // reads everything, for a dump or to verify the log
)

// LoginOf is the login of a strand, or of Identity.
func LoginOf(in access.Strand) Login { return Login(login(in)) }

// Logins lists every login that Bootstrap makes.
func Logins() []Login {
	all := []Login{LoginOf(access.Identity)}
	for _, s := range access.Strands() {
		all = append(all, LoginOf(s))
	}
	return append(all, Sealer, Migrator, Backup)
}

// Keeper keeps the addresses of the logins, with their passwords.
type Keeper interface {
	// Address returns what was kept for the login, or "" when nothing was.
	Address(of Login) (string, error)
	// Keep keeps it, where nobody else can read it.
	Keep(of Login, address string) error
}

// Folder is a Keeper of files, one for each login and named after it, that only
// their owner may read.
type Folder string

// file is where the address of a login is kept: outreach.url.
func (f Folder) file(of Login) string {
	return filepath.Join(string(f), strings.TrimPrefix(string(of), "liaison_")+".url")
}

// Address implements Keeper.
func (f Folder) Address(of Login) (string, error) {
	text, err := os.ReadFile(f.file(of))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(text)), err
}

// Keep implements Keeper.
func (f Folder) Keep(of Login, address string) error {
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return err
	}
	path := f.file(of)
	if err := os.WriteFile(path+".new", []byte(address+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

const bootstrapLock = 0x4c696169736f6e // "Liaison"

// Bootstrap prepares the server for the database, which it makes when it is
// missing: roles, schemas, extensions, privileges and what the catalogue tells.
// It needs a superuser once, may be run any number of times, and gives every
// login a random password, or the one that is kept for it already.
func Bootstrap(ctx context.Context, superURL, database string, keep Keeper) error {
	if err := prepareServer(ctx, superURL, database, keep); err != nil {
		return err
	}
	own, err := Readdress(superURL, database, "", "")
	if err != nil {
		return err
	}
	return withConn(ctx, own, func(conn *pgx.Conn) error {
		return run(ctx, conn, "bootstrap/2_database.sql", "bootstrap/3_catalogue.sql")
	})
}

func prepareServer(ctx context.Context, superURL, database string, keep Keeper) error {
	return withConn(ctx, superURL, func(conn *pgx.Conn) error {
		// Two at once take turns; the end of the connection ends the turn.
		if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(bootstrapLock)); err != nil {
			return fmt.Errorf("postgres: bootstrap: %w", err)
		}
		if err := run(ctx, conn, "bootstrap/1_roles.sql"); err != nil {
			return err
		}
		for _, l := range Logins() {
			if err := setPassword(ctx, conn, superURL, database, l, keep); err != nil {
				return err
			}
		}
		var there bool
		if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, database).Scan(&there); err != nil {
			return fmt.Errorf("postgres: bootstrap: %w", err)
		}
		if there {
			return nil
		}
		if _, err := conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{database}.Sanitize()+` ENCODING 'UTF8' TEMPLATE template0`); err != nil {
			return fmt.Errorf("postgres: bootstrap: making database %s: %w", database, err)
		}
		return nil
	})
}

func setPassword(ctx context.Context, conn *pgx.Conn, superURL, database string, l Login, keep Keeper) error {
	kept, err := keep.Address(l)
	if err != nil {
		return fmt.Errorf("postgres: bootstrap: %w", err)
	}
	password := passwordIn(kept)
	if password == "" {
		var b [24]byte
		_, _ = rand.Read(b[:]) // never fails
		password = hex.EncodeToString(b[:])
	}
	address, err := Readdress(superURL, database, string(l), password)
	if err != nil {
		return err
	}
	set := `ALTER ROLE ` + pgx.Identifier{string(l)}.Sanitize() + ` PASSWORD '` + strings.ReplaceAll(password, `'`, `''`) + `'`
	if _, err := conn.Exec(ctx, set); err != nil {
		return fmt.Errorf("postgres: bootstrap: the password of %s: %w", l, err)
	}
	if address == kept {
		return nil
	}
	if err := keep.Keep(l, address); err != nil {
		return fmt.Errorf("postgres: bootstrap: %w", err)
	}
	return nil
}

func passwordIn(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return ""
	}
	p, _ := u.User.Password()
	return p
}

// Readdress returns the address of another database or login of the same
// server. What is empty stays as it is.
func Readdress(address, database, user, password string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		return "", errors.New("postgres: an address must begin with postgres://")
	}
	if database != "" {
		u.Path = "/" + database
	}
	if user != "" {
		u.User = url.UserPassword(user, password)
	}
	return u.String(), nil
}

// DatabasePrivileges are the statements that close a database to everyone but
// the logins. They are lost where a database is copied from another.
func DatabasePrivileges(database string) []string {
	name := pgx.Identifier{database}.Sanitize()
	var all []string
	for _, l := range Logins() {
		all = append(all, string(l))
	}
	slices.Sort(all)
	return []string{
		`REVOKE ALL ON DATABASE ` + name + ` FROM PUBLIC`,
		`GRANT CONNECT ON DATABASE ` + name + ` TO ` + strings.Join(all, ", "),
	}
}

// withConn runs fn on one connection. Errors do not repeat the address, which
// holds a password.
func withConn(ctx context.Context, address string, fn func(*pgx.Conn) error) error {
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		return errors.New("postgres: an address cannot be read")
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return fmt.Errorf("postgres: connecting as %s to %s: %w", cfg.User, cfg.Database, err)
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is left to lose
	return fn(conn)
}

// run executes files of the migrations, each in one transaction.
func run(ctx context.Context, conn *pgx.Conn, files ...string) error {
	for _, f := range files {
		text, err := fs.ReadFile(migrations.FS, f)
		if err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		if _, err := conn.Exec(ctx, string(text)); err != nil {
			return fmt.Errorf("postgres: %s: %w", f, err)
		}
	}
	return nil
}
