package app

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"liaison/internal/ical"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
)

// holidaysCommand keeps the calendars of bank holidays.
func holidaysCommand(out io.Writer) *cobra.Command {
	holidays := &cobra.Command{Use: "holidays", Short: "Look after the calendars of bank holidays, by which working days are counted"}
	var of partnership.Calendar
	load := &cobra.Command{
		Use: "load FILE", Short: "Make a calendar what an iCalendar file says, from its first day to its last", Args: cobra.ExactArgs(1),
		Example: `  liaison holidays load --calendar scotland scotland.ics
  liaison holidays load --calendar isle-of-man --name "Isle of Man" holidays.ics`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := migratorSettings()
			if err != nil {
				return err
			}
			file, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer func() { _ = file.Close() }() // it was only read
			days, err := ical.ReadDays(file)
			if err != nil {
				return err
			}
			kept, err := postgres.LoadHolidays(cmd.Context(), string(s.MigratorURL), of, days)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "%s has the %d days of the file, from %s to %s: %d were added and %d removed.\nA partnership counts with them from its next change on, and at the latest tomorrow.\n",
				of.Code, kept.Days, kept.From.Format(time.DateOnly), kept.To.Format(time.DateOnly), kept.Added, kept.Removed)
			return err
		},
	}
	load.Flags().StringVar(&of.Code, "calendar", "", "code of the calendar, as in scotland")
	load.Flags().StringVar(&of.Name, "name", "", "its name, as in Scotland; needed where it is new")
	list := &cobra.Command{
		Use: "list", Short: "List the calendars and the last holiday that each knows of", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := migratorSettings()
			if err != nil {
				return err
			}
			all, err := postgres.ListHolidays(cmd.Context(), string(s.MigratorURL))
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
			for _, c := range all {
				_, _ = fmt.Fprintf(w, "%s\t%s\tuntil %s\n", c.Code, c.Name, c.Until.Format(time.DateOnly))
			}
			return w.Flush()
		},
	}
	holidays.AddCommand(load, list)
	return holidays
}
