// Package figures sums up what the bench has measured, and prints it.
package figures

import "slices"

// Series are the figures of one measurement, one for each round, in one unit.
type Series []float64

// Middle is the mean of the middle half. Outliers do not change it, as with a median, and it
// is finer than the clocks of Firefox and WebKit, which tell whole milliseconds. It is 0 for an
// empty series.
func (s Series) Middle() float64 {
	sorted := slices.Sorted(slices.Values(s))
	cut := (len(sorted) + 1) / 4
	sorted = sorted[cut : len(sorted)-cut]
	if len(sorted) == 0 {
		return 0
	}
	sum := 0.0
	for _, figure := range sorted {
		sum += figure
	}
	return sum / float64(len(sorted))
}

// halves are the first, third, fifth round and so on, and those between them.
func (s Series) halves() (odd, even Series) {
	for i, figure := range s {
		if i%2 == 0 {
			odd = append(odd, figure)
		} else {
			even = append(even, figure)
		}
	}
	return odd, even
}

// fewest is how many rounds each half must have at least to show the noise.
const fewest = 2

// AgainstItself is every other round against those between them: 1 if there is no noise, and 0
// if there are too few rounds to tell.
func (s Series) AgainstItself() float64 {
	odd, even := s.halves()
	if len(even) < fewest {
		return 0
	}
	return ratio(odd, even)
}

// ratio is 0 where one of the two was not measured.
func ratio(of, to Series) float64 {
	if len(of) == 0 || len(to) == 0 || to.Middle() == 0 {
		return 0
	}
	return of.Middle() / to.Middle()
}
