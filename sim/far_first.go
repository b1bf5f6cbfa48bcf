//go:build first

package sim

// far is what the page's first module lacks: every stream leads to the engine.
type far struct{ nearShut bool }

func (*far) arrive()       {}
func (*far) feed([]byte)   {}
func (*far) unread()       {}
func (*far) closed(error)  {}
func (*far) shutNear(bool) {}
func (*far) abortNear()    {}
