// Package page is every screen of the service and the site's map. A file is
// named after its screen: meeting_log.go shows web/activity/meeting.templ. It
// asks subjects and makes views of plain words; it decides nothing.
package page

import (
	"slices"
	"time"

	"liaison/internal/account"
	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/health"
	"liaison/internal/mail"
	"liaison/internal/memory"
	"liaison/internal/notice"
	"liaison/internal/partnership"
	"liaison/internal/server"
)

// Pages holds what the screens need.
type Pages struct {
	Activities   activity.Store
	Loads        activity.Loads
	Partnerships partnership.Store
	Checklists   checklist.Store
	Health       health.Store
	Notices      notice.Store
	Accounts     account.Store
	Book         *checklist.Book
	Now          func() time.Time
	Asset        string        // where static files are served: "/static/{version}"
	Demo         bool          // shows that the data is invented
	DemoAccounts []DemoAccount // listed on the sign-in page of a demonstration
	AskReason    bool          // whether opening a casework or intelligence record asks for a reason
	Links        *server.Rate  // how often a network may open links for ratings and the pulse; as often as it likes where nil
	Calendars    *server.Rate  // how often a network may read calendar links, likewise
	Mail         mail.Sender   // hands over what is mailed while somebody waits; nil where there is no mail server
	PublicURL    string        // how people reach the service, for links that are sent: "https://liaison.example"

	// What the checklist found and how the partnership fared, until something changes.
	found   memory.Of[[]checklist.Finding]
	healths memory.Of[health.Report]
}

// DemoAccount is one invented person that a demonstration offers to sign in as.
type DemoAccount struct {
	Name, Email, Partnerships, Roles, Strands string
}

// Routes is the map of the site.
func (p *Pages) Routes() []server.Route {
	return p.keeping(slices.Concat(
		p.homeRoutes(),
		p.noticeRoutes(),
		p.accountRoutes(),
		p.activityRoutes(),
		p.duplicateRoutes(),
		p.planRoutes(),
		p.shareRoutes(),
		p.checklistRoutes(),
		p.healthRoutes(),
		p.pulseRoutes(),
		p.partnershipRoutes(),
		p.agencyRoutes(),
		p.totalRoutes(),
		p.leaderRoutes(),
		p.goalsRoutes(),
		p.strandRoutes(),
		p.needRoutes(),
		p.agreementRoutes(),
		p.fundingRoutes(),
		p.costRoutes(),
		p.systemRoutes(),
		p.attestationRoutes(),
		p.separationRoutes(),
		p.pairsRoutes(),
		p.intensityRoutes(),
		p.unsentRoutes(),
	))
}
