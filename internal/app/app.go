// Package app joins the parts: it reads the settings, opens the database, puts
// the pages on the server and runs it until told to stop. It is the only
// reader of the clock, and what "liaison help" lists is here.
package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"
	_ "time/tzdata" // London's clock, wherever the binary runs

	"github.com/spf13/cobra"

	"liaison/internal/settings"
)

// Version is set when a release is built, with -ldflags "-X liaison/internal/app.Version=...".
var Version = "development"

// clock is the one clock of the process.
func clock() time.Time { return time.Now() }

// Run carries out one command line and returns the process's exit code: 0
// when it did what was asked, 1 when it could not and said why on errs.
func Run(ctx context.Context, args []string, out, errs io.Writer) int {
	root := commands(out, errs)
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		_, _ = fmt.Fprintln(errs, "liaison:", err)
		return 1
	}
	return 0
}

func commands(out, errs io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "liaison",
		Short:         "Log the work of a multi-agency partnership against the implementation checklist of a systematic review",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetOut(out)
	root.SetErr(errs)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		demoCommand(out, errs),
		serveCommand(out, errs),
		bootstrapCommand(out),
		migrateCommand(out),
		initCommand(out),
		wallCommand(out),
		logCommand(out),
		factsCommand(out),
		holidaysCommand(out),
		settingsCommand(out),
		healthcheckCommand(),
		&cobra.Command{
			Use: "version", Short: "Print the version", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				_, err := fmt.Fprintln(out, Version)
				return err
			},
		},
	)
	return root
}

func settingsCommand(out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "settings", Short: "List every setting with its meaning and default", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
			for _, d := range settings.List() {
				name := d.Name
				if d.Secret {
					name += " or _FILE"
				}
				if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", name, d.Default, d.Meaning); err != nil {
					return err
				}
			}
			return w.Flush()
		},
	}
}

// logger writes the service's own log: routes and request ids, never what
// people typed.
func logger(s settings.Settings, to io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo // settings.Read has refused what is none
	}
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
