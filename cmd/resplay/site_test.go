// The site as a browser gets it.

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// builtSite is a folder with the given files, and the site over it.
func builtSite(t *testing.T, files map[string]string) *site {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	s, err := openSite(folder)
	require.NoError(t, err)
	return s
}

func get(s *site, path, acceptEncoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", acceptEncoding)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestSiteServesFiles(t *testing.T) {
	s := builtSite(t, map[string]string{
		"index.html":                "page",
		"lesson/index.html":         "lesson",
		"assets/page-1a2b.js":       "script",
		"generated/playground.wasm": "module",
		"generated/stdlib.zip":      "archive",
		"unknown.resplay":           "anything",
	})
	const forever = "public, max-age=31536000, immutable"
	tests := []struct {
		path, body, contentType, cache, origin string
	}{
		{"/", "page", "text/html; charset=utf-8", "no-cache", ""},
		{"/?code=1", "page", "text/html; charset=utf-8", "no-cache", ""},
		{"/lesson/", "lesson", "text/html; charset=utf-8", "no-cache", ""},
		{"/assets/page-1a2b.js", "script", "text/javascript; charset=utf-8", forever, "*"},
		{"/generated/playground.wasm", "module", "application/wasm", "no-cache", ""},
		{"/generated/stdlib.zip", "archive", "application/zip", "no-cache", ""},
		{"/unknown.resplay", "anything", "application/octet-stream", "no-cache", ""},
	}
	for _, test := range tests {
		w := get(s, test.path, "")
		got := test
		got.body, got.contentType = w.Body.String(), w.Header().Get("Content-Type")
		got.cache, got.origin = w.Header().Get("Cache-Control"), w.Header().Get("Access-Control-Allow-Origin")
		assert.Equal(t, test, got)
		assert.Equal(t, http.StatusOK, w.Code, test.path)
		assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"), test.path)
	}
}

func TestSiteRefuses(t *testing.T) {
	s := builtSite(t, map[string]string{"index.html": "page", "assets/a.js": "script"})
	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/missing.js", 404, "there is no /missing.js\n"},
		{"GET", "/assets", 404, "there is no /assets\n"},
		{"GET", "/assets/", 404, "there is no /assets/\n"},
		{"GET", "/../secret", 404, "there is no /../secret\n"},
		{"POST", "/", 405, "POST is not for files: use GET or HEAD\n"},
	}
	for _, test := range tests {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		assert.Equal(t, test.status, w.Code, test.path)
		assert.Equal(t, test.body, w.Body.String(), test.path)
	}
}

func TestSiteSendsTheCompressedCopy(t *testing.T) {
	s := builtSite(t, map[string]string{
		"index.html":     "page",
		"assets/a.js":    "script",
		"assets/a.js.br": "compressed",
	})
	tests := []struct{ accept, path, encoding, body string }{
		{"gzip, br", "/assets/a.js", "br", "compressed"},
		{"br;q=0.5", "/assets/a.js", "br", "compressed"},
		{"br;q=0", "/assets/a.js", "", "script"},
		{"gzip", "/assets/a.js", "", "script"},
		{"", "/assets/a.js", "", "script"},
		{"br", "/", "", "page"},
	}
	for _, test := range tests {
		w := get(s, test.path, test.accept)
		got := test
		got.encoding, got.body = w.Header().Get("Content-Encoding"), w.Body.String()
		assert.Equal(t, test, got)
		assert.Equal(t, "Accept-Encoding", w.Header().Get("Vary"), test.path)
	}
	assert.Equal(t, "text/javascript; charset=utf-8",
		get(s, "/assets/a.js", "br").Header().Get("Content-Type"))
}

func TestSiteTellsWhetherAFileHasChanged(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string, written time.Time) {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		require.NoError(t, os.Chtimes(path, written, written))
	}
	now := time.Now()
	write("index.html", "page", now)
	write("a.json", "new", now)
	write("a.json.br", "compressed", now)
	s, err := openSite(folder)
	require.NoError(t, err)
	ask := func(encoding, tag, date string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/a.json", nil)
		r.Header.Set("Accept-Encoding", encoding)
		r.Header.Set("If-None-Match", tag)
		r.Header.Set("If-Modified-Since", date)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}

	plain, compressed := get(s, "/a.json", "").Header(), get(s, "/a.json", "br").Header()
	tag, date := plain.Get("Etag"), plain.Get("Last-Modified")
	assert.NotEqual(t, tag, compressed.Get("Etag"))
	assert.Equal(t, http.StatusNotModified, ask("", tag, date).Code)
	assert.Equal(t, http.StatusNotModified, ask("br", compressed.Get("Etag"), date).Code)
	assert.Equal(t, "compressed", ask("br", tag, date).Body.String())

	write("a.json", "old", now.Add(-time.Hour)) // as when an earlier build is served again
	assert.Equal(t, "old", ask("", tag, date).Body.String())
	write("a.json", "own", now.Add(time.Nanosecond))
	assert.Equal(t, "own", ask("", tag, date).Body.String())
}

func TestNoBuiltSite(t *testing.T) {
	empty := t.TempDir()
	for _, folder := range []string{empty, filepath.Join(empty, "missing")} {
		_, err := openSite(folder)
		require.Error(t, err)
		assert.Contains(t, err.Error(), "no built site in "+folder)
		assert.Contains(t, err.Error(), "build it with `make build`, or name its folder with --site")
	}
}

// TestPublishedHeaders keeps netlify.toml and siteHeaders the same.
func TestPublishedHeaders(t *testing.T) {
	var netlify struct {
		Headers []struct {
			For    string
			Values map[string]string
		}
	}
	_, err := toml.DecodeFile("../../netlify.toml", &netlify)
	require.NoError(t, err)
	published := map[string]map[string]string{}
	for _, rule := range netlify.Headers {
		published[strings.TrimSuffix(rule.For, "*")] = rule.Values
	}
	assert.Equal(t, published, siteHeaders)
}
