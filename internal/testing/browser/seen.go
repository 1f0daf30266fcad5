package browser

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// seen is what the browser has told of a page so far.
type seen struct {
	sync.Mutex
	changed chan struct{} // has room for one: something is new

	frame      cdp.FrameID // the page itself, and not a frame within it
	request    network.RequestID
	begun      int // pages asked for
	ended      int // pages that have loaded, or will not
	address    string
	status     int
	header     http.Header
	complaints []string
}

// hear notes an event. It is called from the browser's own loop and must not
// wait.
func (s *seen) hear(event any) {
	s.Lock()
	defer s.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.asked(e)
	case *network.EventResponseReceived:
		if e.RequestID == s.request {
			s.status, s.header, s.address = int(e.Response.Status), headers(e.Response.Headers), e.Response.URL
		}
	case *page.EventLoadEventFired:
		s.ended = s.begun
	case *network.EventLoadingFailed:
		if e.RequestID == s.request { // a download, or nobody there
			s.ended = s.begun
			if e.ErrorText != "net::ERR_ABORTED" {
				s.complain("the page did not load: %s", e.ErrorText)
			}
		}
	case *page.EventJavascriptDialogOpening:
		s.complain("a dialog opened: %s", e.Message)
	case *runtime.EventExceptionThrown:
		s.complain("a script failed: %s", e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		s.console(e)
	case *log.EventEntryAdded:
		s.logged(e.Entry)
	default:
		return
	}
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

func (s *seen) asked(e *network.EventRequestWillBeSent) {
	if e.Type != network.ResourceTypeDocument {
		return
	}
	if s.frame == "" {
		s.frame = e.FrameID
	}
	if e.FrameID == s.frame && e.RequestID != s.request { // a redirect keeps its number
		s.request = e.RequestID
		s.begun++
	}
}

func (s *seen) console(e *runtime.EventConsoleAPICalled) {
	if e.Type != runtime.APITypeError && e.Type != runtime.APITypeAssert {
		return
	}
	var words []string
	for _, arg := range e.Args {
		words = append(words, arg.Description+string(arg.Value))
	}
	s.complain("console: %s", strings.Join(words, " "))
}

// logged keeps errors, but for the status of the page itself: a page that says
// "not found" is often what a test is after.
func (s *seen) logged(e *log.Entry) {
	if e.Level != log.LevelError || e.Source == log.SourceNetwork && strings.TrimSuffix(e.URL, "/") == strings.TrimSuffix(s.address, "/") {
		return
	}
	s.complain("%s: %s %s", e.Source, e.Text, e.URL)
}

func (s *seen) complain(format string, args ...any) {
	if c := fmt.Sprintf(format, args...); !slices.Contains(s.complaints, c) {
		s.complaints = append(s.complaints, c)
	}
}

func headers(from network.Headers) http.Header {
	h := http.Header{}
	for name, value := range from {
		h.Set(name, fmt.Sprint(value))
	}
	return h
}
