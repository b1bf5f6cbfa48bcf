// What every build knows of images: what they begin with, and what a log gets
// of a restore.

package engine

import "resplay/resp"

// imageMark is what an image begins with. The last byte is the version.
const imageMark = "\xffresplay image\x01"

// IsImage reports whether bytes begin as an image of [Engine.Snapshot] does.
func IsImage(b []byte) bool {
	return len(b) >= len(imageMark) && string(b[:len(imageMark)]) == imageMark
}

// AppendRestart appends what a log has to begin anew with, in the place of
// all that it holds so far, once the engine was restored: the time, even if
// that is a past one, and the commands that make the keys.
func (e *Engine) AppendRestart(dst []byte) []byte {
	dst = append(dst, restartPrefix+formatInt(e.now.Unix())+"\r\n"...)
	dst = resp.AppendCommand(dst, "FLUSHALL")
	if e.scripts != nil {
		dst = resp.AppendCommand(dst, "FUNCTION", "FLUSH")
	}
	return e.AppendRewrite(dst)
}
