// Package browser drives a real Chromium through a page as a person would: by
// the words on it. It knows nothing of what the pages are about.
//
// Every complaint of the browser (an error in the console, a refusal by the
// content security policy, a part of the page that did not load) fails the
// test when it ends.
package browser

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const (
	startWait = 3 * time.Minute // a cold disk and two busy processors
	starts    = 3               // tries, each with nothing left of the one before
	phone     = 500             // px; a narrower page is shown as on a phone
	height    = 1000
)

// Browser is a Chromium with nothing in it. Those of one process are the same
// one: it starts with the first that is opened and ends with the last, since
// starting one is most of what a short test costs. Each page keeps to itself
// all the same, see [Browser.Page].
type Browser struct {
	ctx context.Context
}

// shared is the Chromium of this process and how many tests use it.
var shared struct {
	sync.Mutex
	*Browser
	end  func(testing.TB)
	uses int
}

// Open gives a browser for the length of the test. Where there is none, the
// test is skipped and says so; on CI it fails.
func Open(t testing.TB) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium was found, and CI must try the pages in one; type: apt-get install --no-install-recommends chromium")
		}
		t.Skip("NOT TRIED in a browser: no Chromium was found; type: apt-get install --no-install-recommends chromium")
	}
	shared.Lock()
	defer shared.Unlock()
	if shared.uses == 0 {
		ctx, end, err := start(t, path)
		if err != nil {
			t.Fatalf("starting %s, tried %d times: %v", path, starts, err)
		}
		shared.Browser, shared.end = &Browser{ctx}, end
	}
	shared.uses++
	t.Cleanup(func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.uses--; shared.uses == 0 {
			shared.end(t)
		}
	})
	return shared.Browser
}

// start starts a Chromium. One that says nothing for startWait is ended and
// another started: on a machine that has much to do the first now and then
// never comes up.
func start(t testing.TB, path string) (ctx context.Context, end func(testing.TB), err error) {
	t.Helper()
	for try := range starts {
		if ctx, end, err = startOne(t, path); err == nil {
			return ctx, end, nil
		}
		t.Logf("starting %s, try %d: %v", path, try+1, err)
	}
	return nil, nil, err
}

func startOne(t testing.TB, path string) (context.Context, func(testing.TB), error) {
	t.Helper()
	profile, err := os.MkdirTemp("", "liaison-browser-")
	if err != nil {
		return nil, nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.WSURLReadTimeout(startWait),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("no-sandbox", os.Geteuid() == 0), // its sandbox refuses root
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("password-store", "basic"),
	}
	for _, name := range []string{
		"disable-gpu", "disable-quic", "disable-dev-shm-usage", "disable-background-networking", "disable-component-update",
		"disable-sync", "disable-extensions", "disable-default-apps", "disable-breakpad", "disable-popup-blocking",
		"disable-domain-reliability", "disable-client-side-phishing-detection", "no-first-run", "no-default-browser-check",
		"no-proxy-server", "metrics-recording-only", "mute-audio", "hide-scrollbars", "use-mock-keychain", "no-pings",
	} {
		options = append(options, chromedp.Flag(name, true))
	}
	// It is several tests' and outlives the one that starts it.
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx) // ended by Cancel
	end := func(t testing.TB) {
		t.Helper()
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("closing the browser: %v", err)
		}
		cancel()
		remove(t, profile)
	}
	if err := chromedp.Run(ctx); err != nil {
		end(t)
		return nil, nil, err
	}
	return ctx, end, nil
}

// remove removes the browser's folder. Its helpers may go on writing for a
// moment after it has ended.
func remove(t testing.TB, dir string) {
	t.Helper()
	var err error
	for range 50 {
		if err = os.RemoveAll(dir); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("leaving %s behind: %v", dir, err)
}

// find is the path of a Chromium, empty for none.
func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	for _, path := range []string{"/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"} {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}

// Page opens an empty page of a width in pixels, with cookies of its own: two
// pages are two people.
func (b *Browser) Page(t testing.TB, width int) *Page {
	t.Helper()
	id, err := b.window()
	if err != nil {
		t.Fatalf("opening a page: %v", err)
	}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id))
	p := &Page{t: t, ctx: ctx, seen: &seen{changed: make(chan struct{}, 1)}}
	chromedp.ListenTarget(ctx, p.seen.hear)
	err = chromedp.Run(
		ctx, page.Enable(), network.Enable(), runtime.Enable(), log.Enable(),
		emulation.SetDeviceMetricsOverride(int64(width), height, 1, width < phone),
		emulation.SetFocusEmulationEnabled(true),
	)
	if err != nil {
		cancel()
		t.Fatalf("opening a page: %v", err)
	}
	t.Cleanup(func() {
		for _, complaint := range p.Complaints() {
			t.Errorf("the browser complains: %s", complaint)
		}
		cancel()
	})
	return p
}

// window opens a window that shares nothing with the others.
func (b *Browser) window() (id target.ID, err error) {
	err = chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		whole := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		own, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(whole)
		if err != nil {
			return err
		}
		id, err = target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).Do(whole)
		return err
	}))
	return id, err
}
