// ACL LOG: what was refused to whom.

package engine

import (
	"slices"
	"strings"
	"time"

	"resplay/resp"
)

// denial is something that was refused, once or several times.
type denial struct {
	id               int64
	count            int64
	reason, where    string
	object, username string
	created, updated time.Time
	client           string // as CLIENT LIST shows it
}

const (
	sameDenialWithin = time.Minute // further ones of the kind are counted with it
	sameDenialAmong  = 10          // of the newest
)

// contextNames are contexts as ACL LOG names them.
var contextNames = map[accessContext]string{atTopLevel: "toplevel", inMulti: "multi", inExec: "multi", inScript: "lua"}

func (l *accessList) authFailed(c *Conn, args []string, name string) {
	where := atTopLevel
	if c.engine.inExec {
		where = inMulti
	}
	c.engine.stats.denied[permitted]++
	l.note(c, "auth", args[0], name, where)
}

// note logs a denial, which becomes the newest.
func (l *accessList) note(c *Conn, reason, object, username string, where accessContext) {
	now := l.engine.now
	d := &denial{
		count: 1, reason: reason, where: contextNames[where], object: strings.Clone(object), username: username,
		created: now, updated: now, client: c.line(),
	}
	if i := l.similar(d); i >= 0 {
		known := l.denials[i]
		d.id, d.created, d.count = known.id, known.created, known.count+1
		l.denials = slices.Delete(l.denials, i, i+1)
	} else {
		l.lastID++
		d.id = l.lastID
	}
	l.denials = slices.Insert(l.denials, 0, d)
	l.trim()
}

func (l *accessList) trim() {
	if most := l.engine.aclLogLength; int64(len(l.denials)) > most {
		l.denials = l.denials[:most]
	}
}

// similar is the index of a denial that d repeats, -1 if there is none.
func (l *accessList) similar(d *denial) int {
	recent := l.denials[:min(len(l.denials), sameDenialAmong)]
	return slices.IndexFunc(recent, func(known *denial) bool {
		return known.reason == d.reason && known.where == d.where && known.object == d.object &&
			known.username == d.username && d.updated.Sub(known.updated) <= sameDenialWithin
	})
}

// reply is a denial as ACL LOG shows it.
func (d *denial) reply(now time.Time) resp.Value {
	return resp.Map(
		resp.Bulk("count"), resp.Integer(d.count),
		resp.Bulk("reason"), resp.Bulk(d.reason),
		resp.Bulk("context"), resp.Bulk(d.where),
		resp.Bulk("object"), resp.Bulk(d.object),
		resp.Bulk("username"), resp.Bulk(d.username),
		resp.Bulk("age-seconds"), resp.Double(float64(now.Sub(d.updated).Milliseconds())/1000),
		resp.Bulk("client-info"), resp.Bulk(d.client),
		resp.Bulk("entry-id"), resp.Integer(d.id),
		resp.Bulk("timestamp-created"), resp.Integer(d.created.UnixMilli()),
		resp.Bulk("timestamp-last-updated"), resp.Integer(d.updated.UnixMilli()),
	)
}
