package partnership

// AgreementStore keeps sharing agreements and their lines.
type AgreementStore interface{}
