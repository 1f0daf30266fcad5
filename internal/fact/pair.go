package fact

// RequiredPair is two agencies that have to share with one another. Day from which the baseline
// holds to Until; Agency and Other, the lower first; Number the baseline's version, the highest
// of which counts.
const RequiredPair Kind = "required_pair"

// Intensity is how closely two agencies are to work together, or do. Day from which it was said; Agency
// and Other, the lower first; Number from 1, awareness, to 4, integration; a flag Wanted or Actual. Of
// a pair and a side the newest that has begun holds.
const Intensity Kind = "intensity"

// The sides of Intensity.
const (
	Wanted Flag = "wanted"
	Actual Flag = "actual"
)
