package page

import "liaison/internal/server"

// leaderRoutes is the map of these screens.
func (p *Pages) leaderRoutes() []server.Route { return nil }
