// Command liaison is the service: it serves, it shows a demonstration, and it
// prepares a database. "liaison help" lists what it can do.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"liaison/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
