//go:build !js

package main

// main is for the browser alone; natively the package has only its tests.
func main() {
	println("playground runs in a browser: build it with GOOS=js GOARCH=wasm")
}
