package fact

// The kinds about what the partnership costs. Number is in whole pounds where
// it is money, rounded to the nearest.
const (
	// Cost: something cost money or time. Day; Agency who bears it; Person the id of the product it
	// was for, if any; Number pounds; a flag StartUp, ForProduct or Recurring.
	Cost Kind = "cost"
	// StaffTime: the time behind a cost that is hours times a rate. Day; Agency; Person as for Cost;
	// Number minutes.
	StaffTime Kind = "staff_time"
	// Ceiling: the most that may be spent, once two people agreed. Day to Until; Number pounds.
	Ceiling Kind = "ceiling"
)

// The flags of costs.
const (
	StartUp    Flag = "start_up"
	ForProduct Flag = "product"
	Recurring  Flag = "recurring"
)
