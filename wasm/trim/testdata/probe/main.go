// Command probe does what needs the runtime's tables of functions: it grows
// its stack, collects garbage with pointers on it, and recovers from panics.
package main

import "runtime"

type node struct{ next *node }

// deep makes a list of n nodes by recursion, with a collection at the bottom.
func deep(n int) *node {
	if n == 0 {
		runtime.GC()
		return nil
	}
	here := &node{}
	here.next = deep(n - 1)
	return here
}

func length(n *node) (count int) {
	for ; n != nil; n = n.next {
		count++
	}
	return count
}

func recovered(n int) (what any) {
	defer func() { what = recover() }()
	return []int{1, 2, 3}[n]
}

func main() {
	done := make(chan int)
	for i := range 4 {
		go func() { done <- length(deep(500 * (i + 1))) }()
	}
	total := 0
	for range 4 {
		total += <-done
	}
	println(total, recovered(5).(error).Error())
	var nobody *node
	println(nobody.next)
}
