package page

import "liaison/internal/server"

// agreementRoutes is the map of these screens.
func (p *Pages) agreementRoutes() []server.Route { return nil }
