//go:build !first

// What ACL keeps of a password. The page's first module has no use for it,
// and no room.

package engine

import (
	"crypto/sha256"
	"encoding/hex"
)

func passwordHash(password string) string {
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}
