//go:build !first

// What ACL keeps of a password. The page's first module has no use for it,
// and no room.

package engine

import "crypto/sha256"

func passwordHash(password string) string {
	const digits = "0123456789abcdef"
	text := make([]byte, 0, 2*sha256.Size)
	for _, b := range sha256.Sum256([]byte(password)) {
		text = append(text, digits[b>>4], digits[b&15])
	}
	return string(text)
}
