package page

import "liaison/internal/server"

// strandRoutes is the map of these screens.
func (p *Pages) strandRoutes() []server.Route { return nil }
