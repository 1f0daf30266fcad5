package postgres

// WriteFacts is for tests outside the package.
var WriteFacts = writeFacts
