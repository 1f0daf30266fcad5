package page

import "liaison/internal/server"

// agencyRoutes is the map of these screens.
func (p *Pages) agencyRoutes() []server.Route { return nil }
