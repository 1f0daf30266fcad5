package health

// formulas are how the figures are worked out. Source: domain, partnership
// health; x_ij is 1 where i gave to j in the window, w_ij what i gave to j, each
// share weighing 1 over its recipients, and n the agencies that take part.
var formulas = map[Code]string{
	TieCover:            "Required ways in which something was given / required ways",
	EdgeReciprocity:     "Σ x_ij x_ji / Σ x_ij",
	DyadReciprocity:     "Pairs in which both gave / pairs in which somebody gave",
	WeightedReciprocity: "2 Σ min(w_ij, w_ji) over pairs / Σ w_ij, where a share weighs 1 over its recipients",
	Isolates:            "Agencies with Σ x_ij + Σ x_ji = 0",
	CoordinatorReliance: "Required pairs still joined without the coordinator’s agency / required pairs without that agency",
	Evenness:            "1 / (n Σ s_i²), where s_i is the share that agency i bore",
	Attendance:          "Invitations for which the named person or a substitute came / invitations",
	Contribution:        "Invitations for which somebody came, or apologies came with information / invitations",
	Continuity:          "Median of 1 − (different representatives − 1) / (meetings − 1)",
	Retention:           "Agencies of the baseline that are active now / agencies of the baseline",
	ActionsOnTime:       "Actions done by their day / actions due in the window",
	MinutesLatency:      "Kaplan-Meier median of working days, where minutes not sent are still waiting",
	TimeToShare:         "Kaplan-Meier median of working days, where requests not answered are still waiting",
	FeedbackRate:        "Shares with feedback within 28 days / shares whose 28 days are over",
	LoggingHealth:       "Records made within 3 days / records of the window",
	Intensity:           "Pairs whose level is at least the wanted one / pairs of which both levels are said",
	Trust:               "Mean over people of the mean of what each answered about reliability, shared aims and openness",
	Worth:               "Mean over people of the mean of what each answered about influence, involvement and resources",
	Density:             "Σ x_ij / (n(n − 1))",
	Centralisation:      "Σ (max c − c_i) / ((n − 1)(n − 2)), where c_i is with how many others i gave or received (Freeman 1979)",
	OutCentralisation:   "Σ (max d − d_i) / (n − 1)², where d_i is to how many others i gave",
	InCentralisation:    "Σ (max d − d_i) / (n − 1)², where d_i is from how many others i received",
}

// Formula is how the figure is worked out, in signs.
func (m Measure) Formula() string { return formulas[m.Code] }
