package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"liaison/internal/postgres"
	"liaison/internal/settings"
)

func bootstrapCommand(out io.Writer) *cobra.Command {
	database := demoDatabase
	cmd := &cobra.Command{
		Use: "bootstrap", Short: "Prepare a PostgreSQL server once, as a superuser: roles, schemas, passwords and keys", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := settings.Read()
			if err != nil {
				return err
			}
			if err := s.ForBootstrap(); err != nil {
				return err
			}
			if err := postgres.Bootstrap(cmd.Context(), string(s.SuperuserURL), database, postgres.Folder(s.LoginsDir)); err != nil {
				return err
			}
			for _, name := range []string{"context.key", "checkpoint.key"} {
				if _, err := keyFile(filepath.Join(s.LoginsDir, name)); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(out, "Database %s is prepared. Each login's address, and the keys, are in %s.\n", database, s.LoginsDir)
			return err
		},
	}
	cmd.Flags().StringVar(&database, "database", database, "database to prepare; it is made when it is missing")
	return cmd
}

// migratorSettings are the settings of a command that works as the migrator.
func migratorSettings() (settings.Settings, error) {
	s, err := settings.Read()
	if err != nil {
		return s, err
	}
	return s, s.ForMigrate()
}

func migrateCommand(out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database's schema up to date, install the context key and check the wall", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := migratorSettings()
			if err != nil {
				return err
			}
			var key *postgres.Key
			if k := s.Key(); k != nil {
				key = &postgres.Key{ID: s.ContextKeyID, Secret: k}
			}
			if err := postgres.Migrate(cmd.Context(), string(s.MigratorURL), key); err != nil {
				return err
			}
			if err := postgres.AskReason(cmd.Context(), string(s.MigratorURL), s.AskReason); err != nil {
				return err
			}
			_, err = fmt.Fprintln(out, "The schema is up to date and the wall stands.")
			return err
		},
	}
}

func wallCommand(out io.Writer) *cobra.Command {
	wall := &cobra.Command{Use: "wall", Short: "Look at the wall between record areas"}
	wall.AddCommand(&cobra.Command{
		Use: "check", Short: "Prove from the database's catalogue that the wall stands", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := migratorSettings()
			if err != nil {
				return err
			}
			found, err := postgres.Violations(cmd.Context(), string(s.MigratorURL))
			if err != nil {
				return err
			}
			for _, v := range found {
				if _, err := fmt.Fprintln(out, v); err != nil {
					return err
				}
			}
			n, err := postgres.KeepWallTest(cmd.Context(), string(s.MigratorURL), len(found))
			kept := fmt.Sprintf("The result is kept for %d partnerships.", n)
			if err != nil {
				kept = "The result is not kept: " + err.Error() + "."
			}
			if len(found) > 0 {
				return fmt.Errorf("the wall has %d breaches. %s", len(found), kept)
			}
			_, err = fmt.Fprintln(out, "The wall stands.", kept)
			return err
		},
	})
	return wall
}

// healthcheckCommand asks a running service whether it is ready, for
// containers that have nothing else to ask with.
func healthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use: "healthcheck", Short: "Ask the service at LIAISON_ADDR whether it is ready", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := settings.Read()
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), 3*time.Second)
			defer cancel()
			q, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+reachable(s.Addr)+"/readyz", nil)
			if err != nil {
				return fmt.Errorf("LIAISON_ADDR: %w", err)
			}
			answer, err := http.DefaultClient.Do(q)
			if err != nil {
				return err
			}
			defer answer.Body.Close() //nolint:errcheck // only its status is of use
			if answer.StatusCode != http.StatusOK {
				return errors.New("the service is not ready: " + answer.Status)
			}
			return nil
		},
	}
}
