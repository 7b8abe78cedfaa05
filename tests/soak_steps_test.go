//go:build linux && soak

package tests

import (
	"fmt"
	"slices"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/network"
)

// maxVisitors is how many pages may be open beside the page that stays.
const maxVisitors = 3

// quietSteps neither update nor end the worker.
func (k *soak) quietSteps() []step {
	return []step{
		{"registered some tags", 6, func() { k.registerInPage(1 + k.rand.IntN(10)) }},
		{"registered a hundred tags at once", 1, func() { k.registerInPage(100) }},
		{"registered in the worker", 2, k.registerInTheWorker},
		{"lost the network", 1, k.loseNetwork},
		{"opened or closed a page", 2, k.visit},
		{"waited until no tag was left", 2, k.drain},
	}
}

func (k *soak) steps() []step {
	return append(k.quietSteps(),
		step{"updated the worker", 2, k.updateWorker},
		step{"ended the worker", 2, k.endWorker})
}

// newTags returns tags, most of them new, and some that come again and again.
func (k *soak) newTags(n int) []string {
	tags := make([]string, n)
	for i := range tags {
		if k.rand.IntN(5) == 0 {
			tags[i] = fmt.Sprintf("outbox %d", k.rand.IntN(5))
		} else {
			tags[i] = fmt.Sprintf("note %d", k.ledger.next())
		}
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

func (k *soak) registerInPage(n int) {
	k.T.Helper()
	tags := k.newTags(n)
	since := k.ledger.next()
	k.Must(k.page.Eval(k.Ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		await Promise.all(args.map((tag) => registration.sync.register(tag)));`, tags, nil))
	k.ledger.owe(since, tags)
}

func (k *soak) registerInTheWorker() {
	k.T.Helper()
	tags := k.newTags(3)
	since := k.ledger.next()
	k.RunInWorker(k.page, `await Promise.all(args.map((tag) => registration.sync.register(tag)));`, tags)
	k.ledger.owe(since, tags)
}

// loseNetwork takes the network away and brings it back, sometimes twice at once.
func (k *soak) loseNetwork() {
	k.T.Helper()
	k.GoOffline(k.page)
	k.registerInPage(k.rand.IntN(5))
	if k.rand.IntN(3) == 0 {
		k.Must(network.Up())
		k.Must(network.Down())
		k.AwaitOnLine(k.page, false)
	}
	k.GoOnline()
	// A page that is loaded meanwhile can be cut off.
	k.AwaitOnLine(k.page, true)
}

func (k *soak) visit() {
	k.T.Helper()
	if len(k.visitors) == maxVisitors || len(k.visitors) > 0 && k.rand.IntN(2) == 0 {
		k.closeVisitor()
		return
	}
	k.visitors = append(k.visitors, k.Open("/"))
}

func (k *soak) closeVisitor() {
	k.T.Helper()
	leaving := k.visitors[0]
	k.visitors = k.visitors[1:]
	k.Pages = slices.DeleteFunc(k.Pages, func(page browser.Page) bool { return page == leaving })
	k.Must(leaving.Close(k.Ctx))
}

// updateWorker holds no event, because the browser activates the update when all events have ended.
func (k *soak) updateWorker() {
	k.T.Helper()
	defer k.ledger.answerAtOnce()()
	k.UpdateInPlace(k.page)
}

func (k *soak) endWorker() {
	k.T.Helper()
	k.StopWorkers()
}

// drain waits until no tag is left, and checks that each has had its event.
func (k *soak) drain() {
	k.T.Helper()
	defer k.ledger.answerAtOnce()()
	k.Must(k.page.Eval(k.Ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		while ((await registration.sync.getTags()).length) await new Promise((done) => setTimeout(done, 100));`, nil, nil))
	for _, tag := range k.ledger.lost() {
		k.T.Errorf("tag %q is gone, and none of its events has succeeded since it was registered", tag)
	}
}
