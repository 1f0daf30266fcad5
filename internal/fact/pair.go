package fact

// RequiredPair is two agencies that have to share with one another. Day from which the baseline
// holds to Until; Agency and Other, the lower first; Number the baseline's version, the highest
// of which counts.
const RequiredPair Kind = "required_pair"
