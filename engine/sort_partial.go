// Sorting a part of a list: the elements that would stand there if all were
// sorted. Equal ones come in the order that Redis gives them, so the steps are
// those of the quicksort that it uses ("Engineering a Sort Function", Bentley
// and McIlroy, 1993).

package engine

import "sort"

// sortPart sorts what a list has from first to last, both included.
func sortPart(list sort.Interface, first, last int) {
	partSorter{list, first, last}.sort(0, list.Len())
}

type partSorter struct {
	sort.Interface
	first, last int // what is wanted
}

// compare is below 0, 0 or above, as an element belongs ahead of another.
func (s partSorter) compare(i, j int) int {
	switch {
	case s.Less(i, j):
		return -1
	case s.Less(j, i):
		return 1
	}
	return 0
}

// sort sorts n elements from an index on, if any of them is wanted.
func (s partSorter) sort(from, n int) {
	for n > 1 && from <= s.last && from+n > s.first {
		if n < 7 {
			s.insertionSort(from, n)
			return
		}
		s.Swap(from, s.pivot(from, n))
		smaller, larger := s.partition(from, n)
		s.sort(from, smaller)
		from, n = from+n-larger, larger
	}
}

func (s partSorter) insertionSort(from, n int) {
	for i := from + 1; i < from+n; i++ {
		for j := i; j > from && s.compare(j-1, j) > 0; j-- {
			s.Swap(j, j-1)
		}
	}
}

// pivot is the median of one, three or nine elements.
func (s partSorter) pivot(from, n int) int {
	low, middle, high := from, from+n/2, from+n-1
	if n == 7 {
		return middle
	}
	if n > 40 {
		d := n / 8
		low = s.median(low, low+d, low+2*d)
		middle = s.median(middle-d, middle, middle+d)
		high = s.median(high-2*d, high-d, high)
	}
	return s.median(low, middle, high)
}

func (s partSorter) median(a, b, c int) int {
	if s.compare(a, b) < 0 {
		switch {
		case s.compare(b, c) < 0:
			return b
		case s.compare(a, c) < 0:
			return c
		}
		return a
	}
	switch {
	case s.compare(b, c) > 0:
		return b
	case s.compare(a, c) < 0:
		return a
	}
	return c
}

// partition moves what is smaller than the first element to the front, and
// what is larger to the back, and returns how many those are. Elements that
// are equal to it gather at both ends first and move between them then.
func (s partSorter) partition(from, n int) (smaller, larger int) {
	end := from + n
	equalLow, low, high, equalHigh := from+1, from+1, end-1, end-1
	for {
		for low <= high {
			order := s.compare(low, from)
			if order > 0 {
				break
			}
			if order == 0 {
				s.Swap(equalLow, low)
				equalLow++
			}
			low++
		}
		for low <= high {
			order := s.compare(high, from)
			if order < 0 {
				break
			}
			if order == 0 {
				s.Swap(high, equalHigh)
				equalHigh--
			}
			high--
		}
		if low > high {
			break
		}
		s.Swap(low, high)
		low++
		high--
	}
	smaller, larger = low-equalLow, equalHigh-high
	s.swapRanges(from, low, min(equalLow-from, smaller))
	s.swapRanges(low, end, min(larger, end-equalHigh-1))
	return smaller, larger
}

// swapRanges swaps n elements from one index on with the n ahead of another.
func (s partSorter) swapRanges(from, end, n int) {
	for i := range n {
		s.Swap(from+i, end-n+i)
	}
}
