// The built site over HTTP: types, compression and caching.

package main

import (
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// site serves the files of a built site.
type site struct{ files fs.FS }

// openSite checks that the folder holds a built site.
func openSite(folder string) (*site, error) {
	root, err := os.OpenRoot(folder)
	if err == nil {
		_, err = root.Stat("index.html")
	}
	if err != nil {
		return nil, fmt.Errorf("no built site in %s (%w): build it with `make build`, or name its folder with --site", folder, err)
	}
	return &site{files: root.FS()}, nil
}

// contentTypes is our own table: the system's, which package mime reads, can
// be wrong or lack what a browser insists on, such as the type of .wasm.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
	".zip":         "application/zip",
}

// siteHeaders are the headers of the paths with a prefix. netlify.toml says
// the same of the published site, and why.
var siteHeaders = map[string]map[string]string{
	"/": {
		"Cross-Origin-Resource-Policy": "cross-origin",
		"Referrer-Policy":              "strict-origin-when-cross-origin",
		"X-Content-Type-Options":       "nosniff",
	},
	"/assets/": {
		"Access-Control-Allow-Origin": "*",
		"Cache-Control":               "public, max-age=31536000, immutable",
	},
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, r.Method+" is not for files: use GET or HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	if info, err := fs.Stat(s.files, name); err != nil || !info.Mode().IsRegular() {
		http.Error(w, "there is no "+r.URL.Path, http.StatusNotFound)
		return
	}
	s.serve(w, r, name)
}

// serve sends a file that exists, in its compressed form when the build left
// one and the client takes it.
func (s *site) serve(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	// Kept, but asked about each time.
	h.Set("Cache-Control", "no-cache")
	for prefix, headers := range siteHeaders {
		if strings.HasPrefix("/"+name, prefix) {
			for name, value := range headers {
				h.Set(name, value)
			}
		}
	}
	h.Set("Content-Type", contentType(name))
	h.Set("Vary", "Accept-Encoding")
	sent := name
	if _, err := fs.Stat(s.files, name+".br"); err == nil && accepts(r, "br") {
		h.Set("Content-Encoding", "br")
		sent += ".br"
	}
	if info, err := fs.Stat(s.files, sent); err == nil {
		h.Set("Etag", entityTag(info))
	}
	http.ServeFileFS(w, r, s.files, sent)
}

// entityTag tells a file from every other that had its name. The date alone
// would not: what was built earlier counts as unchanged, too.
func entityTag(info fs.FileInfo) string {
	return fmt.Sprintf("\"%x-%x\"", info.ModTime().UnixNano(), info.Size())
}

func contentType(name string) string {
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// accepts reports whether the client takes the content encoding. An encoding
// of quality zero is one that it refuses.
func accepts(r *http.Request, encoding string) bool {
	offers := strings.Split(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",")
	return slices.ContainsFunc(offers, func(offer string) bool {
		name, quality, _ := strings.Cut(strings.ReplaceAll(offer, " ", ""), ";")
		q, err := strconv.ParseFloat(strings.TrimPrefix(quality, "q="), 64)
		return strings.EqualFold(name, encoding) && (quality == "" || err == nil && q > 0)
	})
}
