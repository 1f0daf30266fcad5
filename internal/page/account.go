package page

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/server"
)

func (p *Pages) accountRoutes() []server.Route {
	const (
		door   = "people who have not signed in yet sign in here"
		second = "the password was right and the second step of signing in is still to come; the token of the pending session is checked"
		invite = "an invited person has no account yet; the token of the link is checked"
		feed   = "a calendar program cannot sign in; the token of the link is checked, and what is shown is what its owner may see"
		leave  = "a session that has ended already can be left too"
	)
	keep := access.KeepAccount
	return []server.Route{
		server.Public(http.MethodGet, "/sign-in", door, p.showSignIn),
		server.Public(http.MethodPost, "/sign-in", door, p.saveSignIn),
		server.Public(http.MethodGet, "/sign-in/code", second, p.showSignInCode),
		server.Public(http.MethodPost, "/sign-in/code", second, p.saveSignInCode),
		server.Public(http.MethodGet, "/sign-in/second-factor", second, p.showSignInEnrol),
		server.Public(http.MethodPost, "/sign-in/second-factor", second, p.saveSignInEnrol),
		server.Public(http.MethodPost, "/sign-out", leave, p.saveSignOut),
		server.Public(http.MethodGet, "/invitation/:token", invite, p.showInvitation),
		server.Public(http.MethodPost, "/invitation/:token", invite, p.saveInvitation),

		server.Identity(http.MethodGet, "/account", keep, audit.None, p.showAccount),
		server.Identity(http.MethodGet, "/account/password", keep, audit.None, p.showPassword),
		server.Identity(http.MethodPost, "/account/password", keep, audit.Auth, p.savePassword),
		server.Identity(http.MethodGet, "/account/second-factor", keep, audit.None, p.showEnrol),
		server.Identity(http.MethodPost, "/account/second-factor", keep, audit.Auth, p.saveEnrol),
		server.Identity(http.MethodGet, "/account/recovery-codes", keep, audit.None, p.showCodes),
		server.Identity(http.MethodPost, "/account/recovery-codes", keep, audit.Auth, p.saveCodes),
		server.Identity(http.MethodPost, "/account/sessions/:id/end", keep, audit.Auth, p.saveSessionEnd),
		server.Identity(http.MethodPost, "/account/sessions/end-others", keep, audit.Auth, p.saveSessionsEnd),
		server.Identity(http.MethodGet, "/account/calendar", keep, audit.None, p.showCalendarLink),
		server.Identity(http.MethodPost, "/account/calendar", keep, audit.Auth, p.saveCalendarLink),
		server.Identity(http.MethodGet, "/account/calendar/revoke", keep, audit.None, p.showCalendarRevoke),
		server.Identity(http.MethodPost, "/account/calendar/revoke", keep, audit.Auth, p.saveCalendarRevoke),
		server.Identity(http.MethodGet, mailPath, keep, audit.None, p.showMail),
		server.Identity(http.MethodPost, mailPath, keep, audit.Auth, p.saveMail),
		server.Public(http.MethodGet, "/calendar/:token/liaison.ics", feed, p.showCalendarFeed),
		server.Identity(http.MethodGet, "/account/partnership", keep, audit.None, p.showPlace),
		server.Identity(http.MethodPost, "/account/partnership", keep, audit.Auth, p.savePlace),

		server.Identity(http.MethodGet, "/admin/users", access.ReadAccounts, audit.None, p.showPeople),
		server.Identity(http.MethodGet, "/admin/users/invite", access.InviteAccount, audit.None, p.showInvite),
		server.Identity(http.MethodPost, "/admin/users/invite", access.InviteAccount, audit.Admin, p.saveInvite),
		server.Identity(http.MethodGet, "/admin/invitations/:id/withdraw", access.InviteAccount, audit.None, p.showInvitationWithdraw),
		server.Identity(http.MethodPost, "/admin/invitations/:id/withdraw", access.InviteAccount, audit.Admin, p.saveInvitationWithdraw),
		server.Identity(http.MethodGet, "/admin/memberships/:id/end", access.EndMembership, audit.None, p.showMembershipEnd),
		server.Identity(http.MethodPost, "/admin/memberships/:id/end", access.EndMembership, audit.Admin, p.saveMembershipEnd),
		server.Identity(http.MethodGet, "/admin/grants/propose", access.ProposeGrant, audit.None, p.showPropose),
		server.Identity(http.MethodPost, "/admin/grants/propose", access.ProposeGrant, audit.Admin, p.savePropose),
		server.Identity(http.MethodGet, exceptPath, access.ExceptGrant, audit.None, p.showExcept),
		server.Identity(http.MethodPost, exceptPath, access.ExceptGrant, audit.Admin, p.saveExcept),
		server.Identity(http.MethodGet, "/admin/grants/:id/end", access.EndGrant, audit.None, p.showGrantEnd),
		server.Identity(http.MethodPost, "/admin/grants/:id/end", access.EndGrant, audit.Admin, p.saveGrantEnd),
		server.Identity(http.MethodGet, "/admin/proposals/:id", access.ApproveGrant, audit.None, p.showDecide),
		server.Identity(http.MethodPost, "/admin/proposals/:id", access.ApproveGrant, audit.Admin, p.saveDecide),
	}
}

// mendable reports whether an error says which fields are to be mended.
func mendable(err error) bool { return len(fault.FieldsOf(err)) > 0 }

// idOf is the id in the path, or NotFound for what can be none.
func idOf(r *server.Request) (uuid.UUID, error) {
	id, err := uuid.Parse(r.Param("id"))
	if err != nil {
		return uuid.Nil, fault.Missing()
	}
	return id, nil
}

// called is a person's name, where it is known here.
func called(names map[uuid.UUID]account.Name, id uuid.UUID) string {
	if n := names[id].Full; n != "" {
		return n
	}
	return "someone outside this partnership"
}

// span is "1 December 2025 to 30 November 2026", or "from 1 December 2025".
func span(from, to time.Time) string {
	if to.IsZero() {
		return "From " + day(from)
	}
	return day(from) + " to " + day(to)
}
