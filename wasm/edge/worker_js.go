// What the worker's runtime supplies: bindings, and responses that it takes in
// one piece.

package main

import (
	"bytes"
	"net/http"
	"syscall/js"

	"github.com/syumai/workers/cloudflare"
)

// getenv reads a binding, "" when the deployment has none of that name.
func getenv(name string) string {
	if v := cloudflare.GetBinding(name); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// rawBody is what the library's response writer has besides the usual.
type rawBody interface{ WriteRawJSBody(js.Value) }

// whole hands each response to the runtime in one piece. A body that is
// streamed ends the library's Serve when it has been read to the end, and
// ours has to outlive its first request: it holds the keys.
func whole(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response := &collector{ResponseWriter: w}
		h.ServeHTTP(response, r)
		body := js.Global().Get("Uint8Array").New(response.body.Len())
		js.CopyBytesToJS(body, response.body.Bytes())
		w.(rawBody).WriteRawJSBody(body)
	})
}

// collector keeps the body instead of sending it.
type collector struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (c *collector) Write(b []byte) (int, error) { return c.body.Write(b) }
