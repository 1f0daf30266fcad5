package fact

// Kinds of the programme's goals.
const (
	// Goals: a version of the goals holds. Day from which; Number the version, which replaces
	// every lower one from that day on.
	Goals Kind = "goals"
	// Acknowledgement: somebody has read a version of the goals. Day; By their account; Agency
	// theirs at the time; Number the version; flag QuestionsAnswered.
	Acknowledgement Kind = "acknowledgement"
)

// QuestionsAnswered marks an acknowledgement with which all three check
// questions were answered, rightly or not.
const QuestionsAnswered Flag = "questions_answered"
