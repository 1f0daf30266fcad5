package app

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liaison/internal/postgres"
)

// factsCommand holds what the rules read against what it was made from.
func factsCommand(out io.Writer) *cobra.Command {
	facts := &cobra.Command{Use: "facts", Short: "Look at the facts that the checklist reads"}
	for _, c := range []struct {
		use, short string
		write      bool
	}{
		{"check", "Make every fact again from the records and say which differ", false},
		{"rebuild", "Make every fact again from the records and put right those that differ", true},
	} {
		facts.AddCommand(&cobra.Command{
			Use: c.use, Short: c.short, Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				s, err := migratorSettings()
				if err != nil {
					return err
				}
				found, err := postgres.RebuildFacts(cmd.Context(), string(s.MigratorURL), c.write)
				if err != nil {
					return err
				}
				return sayFacts(out, found, c.write)
			},
		})
	}
	return facts
}

// sayFacts says what was found. Facts that differ and stay so are an error.
func sayFacts(out io.Writer, found postgres.Facts, written bool) error {
	for _, id := range found.Wrong {
		if _, err := fmt.Fprintln(out, id); err != nil {
			return err
		}
	}
	n := len(found.Wrong)
	if n > 0 && !written {
		return fmt.Errorf("%d of %d sources have other facts than they leave; liaison facts rebuild puts them right", n, found.Sources)
	}
	say := "The %d facts of %d sources are those that their records leave.\n"
	if n > 0 {
		say = "The facts of %[3]d sources were put right. There were %[1]d facts of %[2]d sources.\n"
		_, err := fmt.Fprintf(out, say, found.Facts, found.Sources, n)
		return err
	}
	_, err := fmt.Fprintf(out, say, found.Facts, found.Sources)
	return err
}
