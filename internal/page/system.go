package page

import "liaison/internal/server"

// systemRoutes is the map of these screens.
func (p *Pages) systemRoutes() []server.Route { return nil }
