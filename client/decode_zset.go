//go:build !first

// Replies of the sorted set commands to Go values: scores are text in RESP2
// and doubles in RESP3, where pairs may be arrays of their own.

package client

import "resplay/resp"

func scored(member, score resp.Value) (s Scored, err error) {
	s.Member, s.Score = take(&err, member, text), take(&err, score, float)
	return s, err
}

// scoredPair reads an array of a member and its score.
func scoredPair(v resp.Value) (Scored, error) {
	if v.Kind != resp.KindArray || len(v.Elems) != 2 {
		return Scored{}, &DecodeError{Want: "a member and its score", Reply: v}
	}
	return scored(v.Elems[0], v.Elems[1])
}

// scoredMembers reads a flat array of members and scores, or an array of pairs.
func scoredMembers(v resp.Value) ([]Scored, error) {
	elems, err := elements(v)
	switch {
	case err != nil:
		return nil, err
	case len(elems) > 0 && elems[0].Kind == resp.KindArray:
		return list(v, scoredPair)
	case len(elems)%2 != 0:
		return nil, &DecodeError{Want: "members and scores", Reply: v}
	}
	items := make([]Scored, len(elems)/2)
	for i := range items {
		if items[i], err = scored(elems[2*i], elems[2*i+1]); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// firstScored reads one member and its score. No member is ErrNil.
func firstScored(v resp.Value) (Scored, error) {
	items, err := scoredMembers(v)
	switch {
	case err != nil:
		return Scored{}, err
	case len(items) == 0:
		return Scored{}, ErrNil
	}
	return items[0], nil
}

// poppedScored reads a key, a member and its score.
func poppedScored(v resp.Value) (p PoppedScored, err error) {
	if v.IsNull() {
		return p, ErrNil
	}
	parts, err := tuple(v, 3, "a key, a member and its score")
	if err != nil {
		return p, err
	}
	p.Key = take(&err, parts[0], text)
	p.Member, p.Score = take(&err, parts[1], text), take(&err, parts[2], float)
	return p, err
}

// takenScored reads a key and pairs of members and scores.
func takenScored(v resp.Value) (t TakenScored, err error) {
	if v.IsNull() {
		return t, ErrNil
	}
	parts, err := tuple(v, 2, "a key, and members with scores")
	if err != nil {
		return t, err
	}
	t.Key, t.Members = take(&err, parts[0], text), take(&err, parts[1], scoredMembers)
	return t, err
}

// ranked reads a rank and a score.
func ranked(v resp.Value) (r Ranked, err error) {
	if v.IsNull() {
		return r, ErrNil
	}
	parts, err := tuple(v, 2, "a rank and a score")
	if err != nil {
		return r, err
	}
	r.Rank, r.Score = take(&err, parts[0], integer), take(&err, parts[1], float)
	return r, err
}

func optionalScore(v resp.Value) (OptionalScore, error) {
	if v.IsNull() {
		return OptionalScore{}, nil
	}
	score, err := float(v)
	return OptionalScore{Score: score, OK: err == nil}, err
}

func optionalScores(v resp.Value) ([]OptionalScore, error) { return list(v, optionalScore) }
