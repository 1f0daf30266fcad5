package page

import "liaison/internal/server"

// costRoutes is the map of these screens.
func (p *Pages) costRoutes() []server.Route { return nil }
