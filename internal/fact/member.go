package fact

// Member: somebody takes part in the partnership with an account that reads coordination. Day they
// joined to Until; By their account; Agency theirs, none where they have none. It is read from the
// membership itself, so it has no row among the facts. TRN-4 holds the Acknowledgements against it.
const Member Kind = "member"
