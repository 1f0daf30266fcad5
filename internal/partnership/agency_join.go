package partnership

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// CheckAgency returns everything wrong with an agency that is new to the
// service, as an Invalid fault.
func CheckAgency(a Agency) error {
	var c fault.Check
	checkName(&c, "name", a.Name, "Enter the name of the agency", "Name", MaxAgencyName)
	checkName(&c, "short", a.Short, "Enter a short name for narrow columns", "Short name", MaxAgencyShort)
	c.Need(slices.Contains(AgencyKinds(), a.Kind), "kind", "Select what kind of agency it is")
	return c.Err()
}

// CheckJoined returns what is wrong with the day an agency joins, as an Invalid
// fault.
func CheckJoined(on, today time.Time) error {
	var c fault.Check
	c.Need(!on.IsZero(), "joined", "Enter the day it joined")
	checkPast(&c, "joined", "Day it joined", on, today)
	return c.Err()
}

// Join makes an agency take part from a day on. It may have taken part before.
func Join(on, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.KeepAgency, Apply: func(s *Seat) error {
		if err := CheckJoined(on, today); err != nil {
			return err
		}
		for _, p := range s.Spells {
			if p.Left.IsZero() {
				return fault.At("agency", s.Agency.Name+" takes part already")
			}
			if !on.After(p.Left) {
				return fault.At("joined", "Day it joined must be after "+written(p.Left)+", until when it took part before")
			}
		}
		joined := Partner{Agency: s.Agency, Joined: on}
		if slices.ContainsFunc(s.Spells, func(p Partner) bool { return p.Source(s.Partnership) == joined.Source(s.Partnership) }) {
			joined.Kept = uuid.New() // a time before was recorded as from this day, and put right
		}
		s.Spells = append([]Partner{joined}, s.Spells...)
		s.say(s.Spells[0].Source(s.Partnership), "", s.Agency.Name+" joined on "+written(on))
		return nil
	}}
}

// Slug is what the agency is called in addresses: its name in small letters
// and digits, with n at its end from the second of the same name on.
func Slug(name string, n int) string {
	const most = 50
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	slug := strings.Join(words, "-")
	if len(slug) > most {
		slug = strings.Trim(slug[:most], "-")
	}
	if slug == "" {
		slug = "agency"
	}
	if n > 1 {
		slug += "-" + strconv.Itoa(n)
	}
	return slug
}
