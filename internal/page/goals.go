package page

import "liaison/internal/server"

// goalsRoutes is the map of these screens.
func (p *Pages) goalsRoutes() []server.Route { return nil }
