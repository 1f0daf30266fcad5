package browser

import (
	"strconv"

	"github.com/chromedp/cdproto/emulation"
)

// Resize makes the page another width in pixels, as if its window had been
// drawn wider or narrower.
func (p *Page) Resize(width int) {
	p.t.Helper()
	p.run(emulation.SetDeviceMetricsOverride(int64(width), height, 1, width < phone))
}

// OnPaper shows the page as it would be printed, or as on a screen again.
func (p *Page) OnPaper(printed bool) {
	p.t.Helper()
	media := ""
	if printed {
		media = "print"
	}
	p.run(emulation.SetEmulatedMedia().WithMedia(media))
}

// Shown reports whether something that the selector finds can be seen.
func (p *Page) Shown(selector string) bool {
	p.t.Helper()
	var shown bool
	p.Eval(`((s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility({visibilityProperty: true})))(`+strconv.Quote(selector)+`)`, &shown)
	return shown
}

// Overflow is how many pixels the page is wider than its window.
func (p *Page) Overflow() int {
	p.t.Helper()
	var over int
	p.Eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &over)
	return over
}
