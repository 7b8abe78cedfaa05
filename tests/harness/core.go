//go:build linux

package harness

import "background-sync-polyfill/tests/browser"

// CoreDownloads is how often the core was asked for, as gzip or unpacked.
func (a *App) CoreDownloads() int { return a.Requests(CoreFile) + a.Requests(PlainCoreFile) }

// HasDownloadedCore checks how often the core was asked for since the site was made.
func (s *Site) HasDownloadedCore(want int) {
	s.T.Helper()
	if got := s.CoreDownloads(); got != want {
		s.T.Errorf("the core was downloaded %d times, want %d", got, want)
	}
}

// KeptCores returns the hashes of the cores that are kept in each of the two places.
func (s *Site) KeptCores(page browser.Page) (inDatabase, inCache []string) {
	s.T.Helper()
	kept := FromPage[[2][]string](s, page, `return keptCores()`, nil)
	return kept[0], kept[1]
}
