package page

import (
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// accounts is what permission to act on the accounts of this partnership
// depends on.
func accounts(r *server.Request) access.Scope {
	return access.Scope{Strand: access.Identity, Partnership: r.Who.Partnership}
}

func (p *Pages) showPeople(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := view.PeopleView{
		Shell: p.shell(r, shellOf{Title: "People with access", Nav: "People"}), Meta: plural(len(s.Members), "person", "people"),
		Invite: r.May(access.InviteAccount, accounts(r)), Propose: r.May(access.ProposeGrant, accounts(r)), Except: r.May(access.ExceptGrant, accounts(r)),
	}
	for _, m := range s.Members {
		v.People = append(v.People, p.personRow(r, s, m))
	}
	for _, x := range s.Proposals {
		v.Proposals = append(v.Proposals, p.proposalRow(r, s, x))
	}
	for _, i := range s.Invitations {
		row := view.InvitationRow{Name: i.Name, Email: i.Email, Role: i.Role.Name(), By: called(s.Names, i.InvitedBy), Until: moment(i.Expires), Late: !i.Expires.After(p.Now())}
		if v.Invite {
			row.Withdraw = layout.Link{Text: "Withdraw", Href: "/admin/invitations/" + i.ID.String() + "/withdraw", Hidden: "the invitation of " + i.Name}
		}
		v.Invitations = append(v.Invitations, row)
	}
	return r.Show(view.People(v))
}

func (p *Pages) personRow(r *server.Request, s account.Staffing, m account.Member) view.PersonRow {
	row := view.PersonRow{Name: m.Name, Email: m.Email}
	if !m.Disabled.IsZero() {
		row.Name += " (account not in use)"
	}
	for _, x := range m.Memberships {
		if row.Agency == "" {
			row.Agency = x.AgencyName
		}
		hold := view.HoldRow{Role: x.Role.Name(), Days: span(x.From, x.To)}
		if x.GivenBy != uuid.Nil {
			hold.Note = "Invited by " + called(s.Names, x.GivenBy)
		}
		if m.ID != r.Who.ID && r.May(access.EndMembership, accounts(r)) {
			hold.Do = layout.Link{Text: "End access", Href: "/admin/memberships/" + x.ID.String() + "/end", Hidden: "of " + m.Name + " as " + strings.ToLower(x.Role.Name())}
		}
		row.Roles = append(row.Roles, hold)
	}
	if row.Agency == "" {
		row.Agency = "None"
	}
	for _, g := range m.Grants {
		row.Grants = append(row.Grants, p.grantRow(r, s, m, g))
	}
	return row
}

func (p *Pages) grantRow(r *server.Request, s account.Staffing, m account.Member, g account.Grant) view.HoldRow {
	row := view.HoldRow{Role: g.Role.Name(), Strand: string(g.Strand), Days: span(g.From, g.To)}
	if g.EndedBy != uuid.Nil || g.To.Before(p.today()) {
		row.Note = "Has ended. " + otherSide(g.Strand) + " until " + day(g.Barred()) + "."
		if g.Barred().After(p.today()) && m.ID != r.Who.ID && r.May(access.ExceptGrant, accounts(r)) {
			row.Do = layout.Link{Text: "Propose an exception", Href: exceptPath + "?person=" + m.ID.String(), Hidden: "for " + m.Name}
		}
		return row
	}
	row.Note = "Proposed by " + called(s.Names, g.ProposedBy) + ", approved by " + called(s.Names, g.ApprovedBy)
	if g.Exception != uuid.Nil {
		row.Note += ", as an exception from the cooling-off"
	}
	if r.May(access.EndGrant, accounts(r)) {
		row.Do = layout.Link{Text: "End role", Href: "/admin/grants/" + g.ID.String() + "/end", Hidden: "of " + m.Name + " as " + strings.ToLower(g.Role.Name())}
	}
	return row
}

// otherSide says what a role that was used keeps its holder from.
func otherSide(s access.Strand) string {
	if account.SideOf(s) == account.Intelligence {
		return "Keeps from outreach and casework"
	}
	return "Keeps from intelligence"
}

func (p *Pages) proposalRow(r *server.Request, s account.Staffing, x account.Proposal) view.ProposalRow {
	row := view.ProposalRow{
		Person: called(s.Names, x.Account), Role: x.Role.Name(), Strand: string(x.Role.Strand()), Days: span(x.From, x.To), Why: x.Reason,
		By: called(s.Names, x.ProposedBy) + ", " + moment(x.Made), Who: deciders(s, x),
	}
	if x.Despite != "" {
		row.Exception = "Exception from the cooling-off: " + x.Despite
	}
	if r.May(access.ApproveGrant, accounts(r)) && x.Barred(r.Who.ID) == "" {
		row.Decide = layout.Link{Text: "Decide", Href: "/admin/proposals/" + x.ID.String(), Hidden: "on " + row.Role + " for " + row.Person}
	}
	return row
}

// deciders says who may decide on a proposal.
func deciders(s account.Staffing, x account.Proposal) string {
	var names []string
	for _, id := range s.Approvers {
		if x.Barred(id) == "" {
			names = append(names, called(s.Names, id))
		}
	}
	if len(names) == 0 {
		return "Nobody else may decide yet. Invite another manager or administrator."
	}
	return list(names) + " may decide."
}
