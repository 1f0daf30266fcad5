package app

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"liaison/internal/audit"
	"liaison/internal/postgres"
	"liaison/internal/settings"
)

// sealEvery is how often the heads of the log are signed. A cut of the log
// that is younger shows only against the receipts of answers.
const sealEvery = time.Minute

// sealer returns what signs the heads of the log into a file outside the
// database until its context ends, and once more then. Where no file is set it
// does nothing.
func sealer(s settings.Settings, log *slog.Logger) (func(context.Context), error) {
	if s.CheckpointFile == "" {
		return func(context.Context) {}, nil
	}
	seed, err := readKey(s.CheckpointKeyFile)
	if err != nil {
		return nil, fmt.Errorf("LIAISON_CHECKPOINT_KEY_FILE: %w", err)
	}
	key := ed25519.NewKeyFromSeed(seed)
	seal := func(ctx context.Context) {
		if _, err := postgres.Seal(ctx, string(s.SealerURL), key, s.CheckpointFile); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "heads of the log not signed", "err", err)
		}
	}
	return func(ctx context.Context) {
		tick := time.NewTicker(sealEvery)
		defer tick.Stop()
		for seal(ctx); ; {
			select {
			case <-tick.C:
				seal(ctx)
			case <-ctx.Done():
				last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
				seal(last)
				cancel()
				return
			}
		}
	}, nil
}

// logCommand verifies the log against what is kept outside the database.
func logCommand(out io.Writer) *cobra.Command {
	var reader, receipts string
	verify := &cobra.Command{
		Use: "verify", Short: "Verify the chains of the log, against the signed heads and receipts kept elsewhere", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := settings.Read()
			if err != nil {
				return err
			}
			address, err := os.ReadFile(filepath.Clean(reader))
			if err != nil {
				return fmt.Errorf("--reader: %w", err)
			}
			v, err := verifier(s, receipts)
			if err != nil {
				return err
			}
			n, problems, err := postgres.VerifyLog(cmd.Context(), strings.TrimSpace(string(address)), v)
			if err != nil {
				return err
			}
			for _, p := range problems {
				if _, err := fmt.Fprintln(out, p); err != nil {
					return err
				}
			}
			if len(problems) > 0 {
				return fmt.Errorf("the log has %d problems in %d entries", len(problems), n)
			}
			_, err = fmt.Fprintf(out, "%d entries, and every chain is whole.\n", n)
			return err
		},
	}
	verify.Flags().StringVar(&reader, "reader", "", "file with the address of a login that reads the log: backup.url, which bootstrap made")
	verify.Flags().StringVar(&receipts, "receipts", "", "file of receipts from X-Audit-Receipt, one on each line")
	log := &cobra.Command{Use: "log", Short: "Look after the log of who did what"}
	log.AddCommand(verify)
	return log
}

// verifier holds the log to the signed heads that the settings name, and to
// the receipts of the file, if one is given.
func verifier(s settings.Settings, receipts string) (*audit.Verifier, error) {
	var public ed25519.PublicKey
	var sealed []audit.Checkpoint
	if s.CheckpointFile != "" {
		seed, err := readKey(s.CheckpointKeyFile)
		if err != nil {
			return nil, fmt.Errorf("LIAISON_CHECKPOINT_KEY_FILE: %w", err)
		}
		public, _ = ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
		if sealed, err = postgres.Checkpoints(s.CheckpointFile); err != nil {
			return nil, err
		}
	}
	v := audit.NewVerifier(public, sealed)
	if receipts == "" {
		return v, nil
	}
	f, err := os.Open(filepath.Clean(receipts))
	if err != nil {
		return nil, fmt.Errorf("--receipts: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			if err := v.Expect("", line); err != nil {
				return nil, fmt.Errorf("--receipts: %w", err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("--receipts: %w", err)
	}
	return v, nil
}
