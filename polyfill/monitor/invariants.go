package monitor

import "fmt"

// Invariant is a rule that always holds.
type Invariant struct {
	// Name is the rule.
	Name string
	// IDs are the lines of the contract that the rule comes from.
	IDs string
}

// The invariants.
var (
	NeverLost     = &Invariant{"no tag is lost before one of its events has succeeded or was its last chance", "C50"}
	StartsOver    = &Invariant{"only failures since the latest register() count", "C34 C35 C50"}
	OneAtATime    = &Invariant{"no two handlers of a tag run at once", "C56"}
	LastIsLast    = &Invariant{"lastChance is set on the last event and on no other", "C36"}
	NotOffline    = &Invariant{"no event fires while offline", "C31"}
	NotEarly      = &Invariant{"no event fires before its delay is over", "C37"}
	RightWait     = &Invariant{"a registration waits when the contract says so, and as long", "C36 C51 C52"}
	NotCounted    = &Invariant{"a failure that the loss of the network explains is not counted", "C38"}
	Limited       = &Invariant{"an event that runs for too long counts as failed", "C43"}
	Recoverable   = &Invariant{"a fresh worker completes everything that is on disk", "C51 C52"}
	StoredFirst   = &Invariant{"an event is stored as firing before the app gets it", "C51"}
	DoneIsDone    = &Invariant{"a registration whose event has succeeded is removed", "C30"}
	CauseForAll   = &Invariant{"no registration changes without a cause", "C35 C38 C51"}
	NothingStuck  = &Invariant{"a registration that is ready fires, and one that waits has an alarm", "C31 C52"}
	CallsAnswered = &Invariant{"every register() is answered", "C14"}
	NothingLeft   = &Invariant{"everything that a core begins ends", "C51"}
	NoSpinning    = &Invariant{"no core repeats the same calls endlessly", "C51"}
)

// Violation says that an invariant did not hold.
type Violation struct {
	*Invariant
	// What is what happened instead.
	What string
}

func (v *Violation) String() string { return fmt.Sprintf("%s: %s", v.Name, v.What) }
