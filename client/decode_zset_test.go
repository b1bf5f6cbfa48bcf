// Replies of the sorted set commands: one value, whatever the protocol.

package client

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestScoresOfBothProtocols(t *testing.T) {
	want := []Scored{{"low", math.Inf(-1)}, {"a", 1.5}, {"high", math.Inf(1)}}
	for _, reply := range []resp.Value{
		resp.Bulks("low", "-inf", "a", "1.5", "high", "inf"),
		resp.Bulks("low", "-Inf", "a", "1.5000", "high", "+Inf"), // as servers on other systems write them
		resp.Array(resp.Bulk("low"), resp.Double(math.Inf(-1)), resp.Bulk("a"), resp.Double(1.5), resp.Bulk("high"), resp.Double(math.Inf(1))),
		resp.Array(resp.Bulks("low", "-inf"), resp.Bulks("a", "1.5"), resp.Bulks("high", "inf")),
		resp.Array(
			resp.Array(resp.Bulk("low"), resp.Double(math.Inf(-1))), resp.Array(resp.Bulk("a"), resp.Double(1.5)),
			resp.Array(resp.Bulk("high"), resp.Double(math.Inf(1))),
		),
	} {
		got, err := scoredMembers(reply)
		assert.NoError(t, err)
		assert.Equal(t, want, got, resp.Print(reply))
	}
}

func TestNoScores(t *testing.T) {
	_, nothing := firstScored(resp.Array())
	none, err := scoredMembers(resp.Array())
	absent, _ := optionalScores(resp.Array(resp.Null(), resp.Null()))
	assert.Equal(t, []any{ErrNil, []Scored{}, nil, []OptionalScore{{}, {}}}, []any{nothing, none, err, absent})

	for _, null := range []resp.Value{resp.Null(), resp.NullArray()} {
		_, popped := poppedScored(null)
		_, taken := takenScored(null)
		_, rank := ranked(null)
		_, score := float(null) // of ZADD with INCR, when an option kept it from being done
		assert.Equal(t, []error{ErrNil, ErrNil, ErrNil, ErrNil}, []error{popped, taken, rank, score})
	}
}

func TestBrokenScores(t *testing.T) {
	var wrong *DecodeError
	for _, reply := range []resp.Value{
		resp.Bulk("a"),
		resp.Bulks("a"),
		resp.Bulks("a", "much"),
		resp.Array(resp.Bulks("a", "1"), resp.Bulk("b")),
		resp.Array(resp.Bulks("a", "1"), resp.Bulks("b")),
		resp.Array(resp.Bulks("a", "1"), resp.Bulks("b", "2", "3")),
		resp.Array(resp.Bulk("a"), resp.Bulks("1")),
		resp.Array(resp.Bulk("a"), resp.Null()),
	} {
		_, err := scoredMembers(reply)
		assert.ErrorAs(t, err, &wrong, resp.Print(reply))
	}
	for _, reply := range []resp.Value{resp.Bulks("z", "a"), resp.Bulks("z", "a", "much")} {
		_, err := poppedScored(reply)
		assert.ErrorAs(t, err, &wrong, resp.Print(reply))
	}
	for _, reply := range []resp.Value{resp.Bulks("z"), resp.Bulks("z", "a"), resp.Array(resp.Bulk("z"), resp.Bulks("a"))} {
		_, err := takenScored(reply)
		assert.ErrorAs(t, err, &wrong, resp.Print(reply))
	}
	_, err := ranked(resp.Bulks("1", "2"))
	assert.ErrorAs(t, err, &wrong)
}

func TestBoundsAsTheServerReadsThem(t *testing.T) {
	assert.Equal(t, []ScoreBound{"0", "-2.5", "(1e+21", "inf", "(-inf", "-inf", "+inf"}, []ScoreBound{
		Score(0), Score(-2.5), ExclusiveScore(1e21), Score(math.Inf(1)), ExclusiveScore(math.Inf(-1)), MinScore, MaxScore,
	})
	assert.Equal(t, []LexBound{"[", "(", "[(a", "-", "+"}, []LexBound{Lex(""), ExclusiveLex(""), Lex("(a"), MinLex, MaxLex})
}

func TestRangesAsTheServerReadsThem(t *testing.T) {
	var lines []string
	for _, r := range []ZRange{
		ByRank(0, -1), ByRank(0, 9).Rev(),
		ByScore(Score(1), "(2"), ByScore(Score(1), "(2").Rev(), ByScore(MinScore, MaxScore).Limit(0, 0).Rev(),
		ByLex(MinLex, MaxLex).Limit(3, -1),
	} {
		lines = append(lines, resp.JoinLine(r.args()))
	}
	assert.Equal(t, []string{
		"0 -1", "0 9 REV",
		"1 (2 BYSCORE", "(2 1 BYSCORE REV", "+inf -inf BYSCORE REV LIMIT 0 0",
		"- + BYLEX LIMIT 3 -1",
	}, lines)
}
