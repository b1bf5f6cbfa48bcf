"""Commands on places."""

from collections import namedtuple

from ..util import _NOTSET, typed, wait_convert

GeoPoint = namedtuple("GeoPoint", ("longitude", "latitude"))
GeoMember = namedtuple("GeoMember", ("member", "dist", "hash", "coord"))


class GeoCommandsMixin:
    def geoadd(self, key, longitude, latitude, member, *args, **kwargs):
        return self.execute(b"GEOADD", key, longitude, latitude, member, *args, **kwargs)

    def geohash(self, key, member, *members, **kwargs):
        return self.execute(b"GEOHASH", key, member, *members, **kwargs)

    def geopos(self, key, member, *members, **kwargs):
        reply = self.execute(b"GEOPOS", key, member, *members, **kwargs)
        return wait_convert(reply, make_geopos)

    def geodist(self, key, member1, member2, unit="m"):
        reply = self.execute(b"GEODIST", key, member1, member2, unit)
        return wait_convert(reply, make_geodist)

    def georadius(
        self, key, longitude, latitude, radius, unit="m", *, with_dist=False, with_hash=False,
        with_coord=False, count=None, sort=None, encoding=_NOTSET,
    ):  # fmt: skip
        shown = _Shown(with_dist, with_hash, with_coord)
        pieces = [key, longitude, latitude, radius, unit]
        return self._near(b"GEORADIUS", pieces, shown, count, sort, encoding)

    def georadiusbymember(
        self, key, member, radius, unit="m", *, with_dist=False, with_hash=False,
        with_coord=False, count=None, sort=None, encoding=_NOTSET,
    ):  # fmt: skip
        shown = _Shown(with_dist, with_hash, with_coord)
        pieces = [key, member, radius, unit]
        return self._near(b"GEORADIUSBYMEMBER", pieces, shown, count, sort, encoding)

    def _near(self, command, pieces, shown, count, sort, encoding):
        *_, radius, unit = pieces
        options = [*shown.words(), *_selected(radius, unit, count, sort)]
        reply = self.execute(command, *pieces, *options, encoding=encoding)
        return wait_convert(reply, shown.members) if any(shown) else reply


class _Shown(namedtuple("_Shown", ("dist", "hash", "coord"))):
    """What is to be told of each member that is near."""

    def words(self):
        named = zip(self, (b"WITHDIST", b"WITHHASH", b"WITHCOORD"), strict=True)
        return [word for wanted, word in named if wanted]

    def members(self, reply):
        return [self._member(iter(row)) for row in reply]

    def _member(self, told):
        return GeoMember(
            next(told),
            float(next(told)) if self.dist else None,
            int(next(told)) if self.hash else None,
            make_geocoord(next(told)) if self.coord else None,
        )


def _selected(radius, unit, count, sort):
    if unit not in ("m", "km", "mi", "ft"):
        raise ValueError("unit argument must be 'm', 'km', 'mi' or 'ft'")
    typed("radius", radius, int, float)
    if count:
        typed("count", count)
    if sort and sort not in ("ASC", "DESC"):
        raise ValueError("sort argument must be euqal 'ASC' or 'DESC'")  # aioredis's own spelling
    return [*([b"COUNT", count] if count else []), *([sort] if sort else [])]


def make_geocoord(value):
    return GeoPoint(*map(float, value)) if isinstance(value, list) else value


def make_geodist(value):
    return float(value) if value else value


def make_geopos(value):
    return [make_geocoord(place) for place in value]
