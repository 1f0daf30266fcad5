package page

import "liaison/internal/server"

// fundingRoutes is the map of these screens.
func (p *Pages) fundingRoutes() []server.Route { return nil }
