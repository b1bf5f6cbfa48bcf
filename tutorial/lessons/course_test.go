package lessons

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
	"resplay/sim"
	"resplay/sim/session"
	"resplay/tutorial"
)

// TestCourse runs the redis-cli programs of the course: no start passes,
// every solution does, and every mistake fails first at the requirement that
// it names. The page's tests do the same with the other languages.
func TestCourse(t *testing.T) {
	course, err := Load(Builtin())
	require.NoError(t, err)
	for _, lesson := range course {
		t.Run(lesson.Name, func(t *testing.T) { testLesson(t, lesson) })
	}
}

func testLesson(t *testing.T, lesson Lesson) {
	const language = "redis-cli"
	for code, program := range map[string]string{"start": lesson.Start[language], "solution": lesson.Solution[language]} {
		if program == "" {
			continue
		}
		t.Run(code, func(t *testing.T) {
			failed := firstFailed(grade(t, lesson, program))
			require.Equal(t, code == "solution", failed == tutorial.Verdict{}, "%+v", failed)
		})
	}
	for _, wrong := range lesson.Wrong {
		if wrong.Language != language {
			continue
		}
		t.Run(wrong.Name, func(t *testing.T) {
			failed := firstFailed(grade(t, lesson, wrong.Code))
			require.Equal(t, wrong.Earns, failed.Title, "%+v", failed)
		})
	}
}

// grade runs a redis-cli program as the page does, and grades it.
func grade(t *testing.T, lesson Lesson, program string) []tutorial.Verdict {
	t.Helper()
	latency, err := time.ParseDuration(lesson.Options.Latency)
	require.NoError(t, err)
	world := sim.New(sim.Options{Seed: lesson.Options.Seed, Link: sim.Link{Latency: latency}})
	host := session.NewHost(world)
	batch := resp.AppendCommand(nil, "CLI", "1", program)
	for range 100 {
		host.Turn(1, resp.AppendCommand(batch, "WAIT", "-1"))
		if settled(t, host.Take(1)) {
			host.Turn(1, resp.AppendCommand(nil, "END"))
			events, _ := world.Trace().Since(0)
			return lesson.Parsed.Grade(events, world.Engine())
		}
		batch = nil
	}
	t.Fatal("the program did not end in a hundred turns")
	return nil
}

// settled reports whether a batch from the world ends the program.
func settled(t *testing.T, batch []byte) bool {
	t.Helper()
	reader := resp.NewReader(resp.Limits{})
	reader.Feed(batch)
	for {
		v, ok, err := reader.Next()
		require.NoError(t, err)
		if !ok {
			return false
		}
		if kind := v.Elems[0].Str; kind == "ok" || kind == "err" {
			return true
		}
	}
}

// firstFailed is the first verdict that is not met; the zero verdict when
// all are.
func firstFailed(verdicts []tutorial.Verdict) tutorial.Verdict {
	for _, v := range verdicts {
		if !v.OK {
			return v
		}
	}
	return tutorial.Verdict{}
}
