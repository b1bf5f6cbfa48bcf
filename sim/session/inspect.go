// What a page asks of a world beside its clients: keys, images, costs.

package session

import (
	"errors"
	"strconv"

	"resplay/engine"
	"resplay/resp"
	"resplay/sim"
)

// keys describes the keys of a database that match a pattern, without
// touching them.
func (s *Session) keys(a args) error {
	db, err := a.number(1, "database")
	if err != nil {
		return err
	}
	e := s.host.World.Engine()
	if db < 0 || db >= e.Databases() {
		return usage("database is " + a[1] + ", want 0 to " + strconv.Itoa(e.Databases()-1))
	}
	var states []resp.Value
	for _, key := range e.Keys(db) {
		if state, ok := e.Describe(db, key); ok && engine.Match(a[2], key) {
			states = append(states, state.Reply())
		}
	}
	s.resolve(a.future(), resp.Array(states...))
	return nil
}

// snapshot returns the whole engine as an image for [Session.restore].
func (s *Session) snapshot(a args) error {
	s.resolve(a.future(), resp.Bulk(string(s.host.World.Engine().Snapshot())))
	return nil
}

// restore takes the engine back to an image. When that is bad, all stays as it
// was. A row of commands is an image, too: it replaces the keys.
func (s *Session) restore(a args) error {
	if engine.IsImage([]byte(a[1])) {
		return s.goBack(a)
	}
	if _, err := splitCommands(a[1]); err != nil {
		return usage("not an image of a world: " + err.Error())
	}
	e := s.host.World.Engine()
	before := e.AppendRewrite(nil)
	if err := s.host.rebuild([]byte(a[1])); err != nil {
		back := s.host.rebuild(before)
		return usage("not an image of a world: " + errors.Join(err, back).Error())
	}
	s.resolve(a.future(), resp.OK())
	return nil
}

func (s *Session) goBack(a args) error {
	if err := s.host.World.Restore([]byte(a[1])); err != nil {
		return usage("not an image of a world: " + err.Error())
	}
	if s.host.OnRebuilt != nil {
		s.host.OnRebuilt(s.host.World.Engine().AppendRestart(nil))
	}
	s.resolve(a.future(), resp.OK())
	return nil
}

// rebuild empties the keyspace and replays an image. A replay is not logged
// by the engine, so whoever keeps the log is told of it.
func (h *Host) rebuild(image []byte) error {
	log := append(resp.AppendCommand(nil, "FLUSHALL"), image...)
	err := h.World.Engine().Replay(log)
	if err == nil && h.OnRebuilt != nil {
		h.OnRebuilt(log)
	}
	return err
}

// summary tells what the run has cost so far, as [sim.Summary] lists it.
func (s *Session) summary(a args) error {
	events, _ := s.host.World.Trace().Since(0)
	cost := sim.Summarize(events)
	numbers := []int{
		int(cost.Elapsed), cost.Connections, cost.Commands, cost.LargestPipeline,
		cost.RoundTrips, cost.Bytes, cost.Errors,
	}
	row := make([]resp.Value, len(numbers))
	for i, n := range numbers {
		row[i] = resp.Integer(int64(n))
	}
	s.resolve(a.future(), resp.Array(row...))
	return nil
}
