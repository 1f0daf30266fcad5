package page

import "liaison/internal/server"

// needRoutes is the map of these screens.
func (p *Pages) needRoutes() []server.Route { return nil }
