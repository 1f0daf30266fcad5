package app

import (
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/settings"
)

// initCommand makes a partnership with the two people who begin it. Everybody
// else is invited by them.
func initCommand(out io.Writer) *cobra.Command {
	var f postgres.Founding
	cmd := &cobra.Command{
		Use: "init", Short: "Make a partnership, its agencies, its coordinator and its manager", Args: cobra.NoArgs,
		Example: `  liaison init --slug westmere --name "Westmere Prevention Partnership" \
    --agency "Westmere City Council:council" --agency "Westmere Police:police" \
    --coordinator "Priya Nair <priya.nair@westmere.example>" --manager "Alan Whitford <alan.whitford@westmere.example>"`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := settings.Read()
			if err != nil {
				return err
			}
			if err := s.ForInit(); err != nil {
				return err
			}
			f.Now = clock()
			passwords := [2]string{secret.NewToken(), secret.NewToken()}
			hasher := secret.NewHasher(1)
			for i, password := range passwords {
				if f.Hashes[i], err = hasher.Hash(cmd.Context(), password); err != nil {
					return err
				}
			}
			if _, err := postgres.Found(cmd.Context(), string(s.MigratorURL), f); err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "%s is made. Give each person their first password, which they change on their account page.\n  coordinator  %s  %s\n  manager      %s  %s\n",
				f.Name, f.Coordinator, passwords[0], f.Manager, passwords[1])
			return err
		},
	}
	cmd.Flags().StringVar(&f.Slug, "slug", "", "short name of the partnership, as in westmere")
	cmd.Flags().StringVar(&f.Name, "name", "", "name of the partnership")
	cmd.Flags().StringArrayVar(&f.Agencies, "agency", nil, "an agency as NAME:KIND, the coordinator's and manager's first; kinds are "+strings.Join(postgres.AgencyKinds(), ", "))
	cmd.Flags().StringVar(&f.Coordinator, "coordinator", "", `the coordinator, as "Name <address>"`)
	cmd.Flags().StringVar(&f.Manager, "manager", "", `the manager, as "Name <address>"`)
	return cmd
}

// reachable is an address to listen on as one to ask: a wildcard becomes this
// machine.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
