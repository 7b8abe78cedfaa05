package polyfill_test

import "fmt"

// invariant is what holds in every story, whatever happens in it.
type invariant struct {
	name string
	// ids are the lines of the contract that it stands for.
	ids string
}

var (
	neverLost     = &invariant{"no tag is lost before an event of it succeeded or had its last chance", "C50"}
	startsOver    = &invariant{"only failures since the latest register() are held against a tag", "C34 C35 C50"}
	oneAtATime    = &invariant{"no two handlers of a tag run at once", "C56"}
	lastIsLast    = &invariant{"the last chance is announced when it is the last, and only then", "C36"}
	notOffline    = &invariant{"no event is begun while offline", "C31"}
	notEarly      = &invariant{"no event is begun before its delay is over", "C37"}
	rightWait     = &invariant{"a registration waits when the contract says so, and as long", "C36 C51 C52"}
	notExplained  = &invariant{"a failure that the network's loss explains is not counted", "C38"}
	limited       = &invariant{"an event that runs for too long counts as failed", "C43"}
	recoverable   = &invariant{"a fresh worker brings everything on disk to a good end", "C51 C52"}
	storedFirst   = &invariant{"an event is on disk as firing before the app hears of it", "C51"}
	doneIsDone    = &invariant{"what has succeeded is gone", "C30"}
	causeForAll   = &invariant{"no registration changes without a cause", "C35 C38 C51"}
	nothingStuck  = &invariant{"what can go on goes on, and what waits has an alarm", "C31 C52"}
	callsAnswered = &invariant{"every register() is answered", "C14"}
	nothingLeft   = &invariant{"whatever a core begins comes to an end", "C51"}
	noSpinning    = &invariant{"no core runs in circles", "C51"}
)

// violation is an invariant that did not hold.
type violation struct {
	*invariant
	what string
}

func (v *violation) String() string { return fmt.Sprintf("%s: %s", v.name, v.what) }
