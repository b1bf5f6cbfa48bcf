// What a deployment can set.

package main

import (
	"fmt"
	"strconv"
)

// maxMemory reads the binding MAX_MEMORY, a number of bytes; "" is the
// default.
func maxMemory(text string) (int64, error) {
	if text == "" {
		return defaultMemory, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("MAX_MEMORY is %q: it takes a number of bytes above 0, such as %d", text, defaultMemory)
	}
	return n, nil
}
