package fact

// The kinds that a meeting leaves beside Meeting and Attendance.
const (
	// Planned: a meeting is planned, and nothing of it has happened. Day it is planned for; By who
	// planned it; flag InInitiative. It is gone once the meeting was held or cancelled.
	Planned Kind = "planned"
	// Minutes: the minutes of a held meeting. Day of the meeting to Until they were sent, none while
	// they were not; Number of days from Day to when they are due, none where no day was set. Latency
	// counts the working days from Day to Until, and those not sent up to the day of the question.
	Minutes Kind = "minutes"
)
