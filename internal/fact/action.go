package fact

// Action is that an agency was asked to do something. Day of the record that asks, Until the action ended,
// none while it is open; Agency; Number of days from Day to when it is due, which changes where the
// due date does; a flag ActionOpen, ActionDone, ActionOvertaken, ActionNotDone or ActionCancelled, and
// ActionFollowUp where it follows up training. Actions on time are those with ActionDone and Until
// at most Number days after Day, out of those due that were not overtaken or cancelled.
const Action Kind = "action"

// The flags of Action. Overtaken is what circumstances made impossible or
// needless; NotDone is what the agency did not do.
const (
	ActionOpen      Flag = "open"
	ActionDone      Flag = "done"
	ActionOvertaken Flag = "overtaken"
	ActionNotDone   Flag = "not_done"
	ActionCancelled Flag = "cancelled"
	ActionFollowUp  Flag = "follow_up"
)
