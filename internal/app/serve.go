package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/mail"
	"liaison/internal/page"
	"liaison/internal/policy"
	"liaison/internal/postgres"
	"liaison/internal/server"
	"liaison/internal/settings"
	"liaison/web"
)

func serveCommand(out, errs io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Serve the service from the databases that the settings name", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := settings.Read()
			if err != nil {
				return err
			}
			if err := s.ForServe(); err != nil {
				return err
			}
			return serve(cmd.Context(), service{settings: s, log: logger(s, errs), out: out})
		},
	}
}

// service is what one process serves.
type service struct {
	settings settings.Settings
	log      *slog.Logger
	out      io.Writer
	demo     []page.DemoAccount // for a demonstration, who can sign in
	mail     *mail.SMTP         // nil where there is no mail server
	warn     func(string)       // is told of a PostgreSQL newer than those supported; refused when nil
}

// urls are the databases this process was given. A strand left out is one it
// does not serve.
func urls(s settings.Settings) map[access.Strand]string {
	all := map[access.Strand]string{}
	for strand, url := range map[access.Strand]settings.Secret{
		access.Coordination: s.CoordinationURL, access.Outreach: s.OutreachURL, access.Casework: s.CaseworkURL,
		access.Intelligence: s.IntelligenceURL, access.Identity: s.IdentityURL,
	} {
		if url != "" {
			all[strand] = string(url)
		}
	}
	return all
}

// serve opens everything, says that it is ready, and runs until ctx ends.
func serve(ctx context.Context, v service) error {
	s := v.settings
	guard, err := policy.Load(config.FS)
	if err != nil {
		return err
	}
	db, err := postgres.Open(ctx, postgres.Config{
		URLs: urls(s), ContextKey: s.Key(), ContextKeyID: s.ContextKeyID, Pool: s.Pool, Warn: v.warn,
	}, guard, clock)
	if err != nil {
		return err
	}
	defer db.Close()

	if s.SMTPURL != "" {
		if v.mail, err = post(s); err != nil {
			return err
		}
		defer v.mail.Close()
	}
	srv, err := site(ctx, v, db, guard)
	if err != nil {
		return err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("LIAISON_ADDR: %w", err)
	}
	seal, err := sealer(s, v.log)
	if err != nil {
		return err
	}
	h := server.HTTP(s.Addr, srv.handler)
	if s.MetricsAddr != "" {
		stopMetrics, err := serveMetrics(ctx, s.MetricsAddr, srv.metrics, v.log)
		if err != nil {
			return err
		}
		defer stopMetrics()
	}
	jobs := rounds{store: postgres.Service{DB: db}, book: srv.book, log: v.log}
	if v.mail != nil && db.Serves(access.Coordination) {
		jobs.mails = digests(s, db, guard, srv.book, v.mail).Send
	}
	jobs.once(ctx) // what fell due while nothing ran
	working, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { seal(working) })
	work.Go(func() { jobs.run(working) })
	defer func() { stop(); work.Wait() }()
	if _, err := fmt.Fprintf(v.out, "ready http://%s\n", listener.Addr()); err != nil {
		return err
	}
	err = server.Serve(ctx, h, listener, grace)
	if why := context.Cause(ctx); err == nil && why != nil && !errors.Is(why, context.Canceled) {
		return why
	}
	return err
}

// grace is how long requests under way are given to end.
const grace = 10 * time.Second

// sessions finds who is signed in, in the words of the server.
type sessions struct{ accounts postgres.Accounts }

// Find implements server.Sessions.
func (s sessions) Find(ctx context.Context, token string) (server.Session, error) {
	v, err := s.accounts.Find(ctx, token)
	if err != nil {
		return server.Session{}, err
	}
	return server.Session{
		Who: v.Who, Person: v.Person, RoleName: v.RoleName, AgencyName: v.AgencyName, PartnershipName: v.PartnershipName,
		Strong: v.Strong, Partnerships: v.Partnerships,
	}, nil
}

// publicURL is where people reach the service: as set, or where it listens.
func publicURL(s settings.Settings) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return "http://" + reachable(s.Addr)
}

type built struct {
	handler, metrics http.Handler
	book             *checklist.Book
}

// site puts the pages on the server.
func site(ctx context.Context, v service, db *postgres.DB, guard access.Guard) (built, error) {
	book, err := checklist.Load(config.FS)
	if err != nil {
		return built{}, err
	}
	asks, err := db.AsksReason(ctx)
	if err != nil {
		return built{}, err
	}
	accounts := postgres.NewAccounts(db, v.settings.Idle(), v.settings.Absolute())
	accounts.WithoutSecondFactor = v.demo != nil
	pages := &page.Pages{
		Activities:   postgres.Activities{DB: db},
		Loads:        postgres.Activities{DB: db},
		Partnerships: postgres.Partnerships{DB: db},
		Checklists:   postgres.Checklists{DB: db},
		Health:       postgres.Health{DB: db},
		Notices:      postgres.Notices{DB: db},
		Accounts:     accounts,
		Book:         book,
		Now:          clock,
		Asset:        "/static/" + web.Version(),
		Demo:         v.demo != nil,
		DemoAccounts: v.demo,
		AskReason:    asks,
		PublicURL:    publicURL(v.settings),
		Links:        server.NewRate(time.Second, 300, 10_000), // all who were trained may sit behind one address
		Calendars:    server.NewRate(time.Second, 300, 10_000), // a whole agency's programs may ask from one address
	}
	if v.mail != nil {
		pages.Mail = v.mail
	}
	srv := &server.Server{
		Log: v.log, Sessions: sessions{accounts}, Guard: guard, Refusals: db, Errors: pages.Error,
		Secure: v.settings.Secure(), Static: web.StaticFS(), StaticVersion: web.Version(),
		Ready: db.Ready, TrustedProxies: v.settings.TrustedProxies, Now: clock,
	}
	h, err := srv.Handler(pages.Routes()...)
	if err != nil {
		return built{}, err
	}
	return built{h, srv.Metrics(), book}, nil
}

func serveMetrics(ctx context.Context, addr string, h http.Handler, log *slog.Logger) (func(), error) {
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("LIAISON_METRICS_ADDR: %w", err)
	}
	m := server.HTTP(addr, h)
	go func() {
		if err := m.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics", "err", err)
		}
	}()
	return func() { _ = m.Close() }, nil
}
