//go:build !js

// What the worker's runtime supplies, where there is none.

package main

import (
	"net/http"
	"os"
)

// whole is the handler as it is: only the worker's runtime needs more.
func whole(h http.Handler) http.Handler { return h }

func getenv(name string) string { return os.Getenv(name) }
