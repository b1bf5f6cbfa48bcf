"""Commands on places: members of a sorted set with a longitude and a latitude."""

from ..exceptions import DataError
from ._arguments import flags, option


class GeoCommands:
    def geoadd(self, name, values, nx=False, xx=False, ch=False):
        if nx and xx:
            raise DataError("GEOADD allows either 'nx' or 'xx', not both")
        if len(values) % 3 != 0:
            raise DataError("GEOADD requires places with lon, lat and name values")
        return self.execute_command("GEOADD", name, *flags(nx=nx, xx=xx, ch=ch), *values)

    def geodist(self, name, place1, place2, unit=None):
        _known_unit(unit)
        return self.execute_command("GEODIST", name, place1, place2, *filter(None, [unit]))

    def geohash(self, name, *values):
        return self.execute_command("GEOHASH", name, *values)

    def geopos(self, name, *values):
        return self.execute_command("GEOPOS", name, *values)

    def georadius(
        self, name, longitude, latitude, radius, unit=None, withdist=False, withcoord=False,
        withhash=False, count=None, sort=None, store=None, store_dist=None, any=False,
    ):  # fmt: skip
        return self._around(
            "GEORADIUS", [name, longitude, latitude, radius, unit or "m"],
            withdist, withcoord, withhash, count, sort, store, store_dist, any,
        )  # fmt: skip

    def georadiusbymember(
        self, name, member, radius, unit=None, withdist=False, withcoord=False, withhash=False,
        count=None, sort=None, store=None, store_dist=None, any=False,
    ):  # fmt: skip
        return self._around(
            "GEORADIUSBYMEMBER", [name, member, radius, unit or "m"],
            withdist, withcoord, withhash, count, sort, store, store_dist, any,
        )  # fmt: skip

    def _around(
        self, command, where, withdist, withcoord, withhash, count, sort, store, store_dist, any
    ):
        if store and store_dist:
            raise DataError("GEORADIUS store and store_dist cant be set together")
        pieces = [
            *flags(withdist=withdist, withcoord=withcoord, withhash=withhash),
            *_counted(count, any),
            *_sorted(sort),
            *option("STORE", store),
            *option("STOREDIST", store_dist),
        ]
        return self.execute_command(
            command, *where, *pieces,
            withdist=withdist, withcoord=withcoord, withhash=withhash, store=store,
            store_dist=store_dist,
        )  # fmt: skip

    def geosearch(
        self, name, member=None, longitude=None, latitude=None, unit="m", radius=None, width=None,
        height=None, sort=None, count=None, any=False, withcoord=False, withdist=False,
        withhash=False,
    ):  # fmt: skip
        area = _area(member, longitude, latitude, unit, radius, width, height)
        shown = flags(withdist=withdist, withcoord=withcoord, withhash=withhash)
        return self.execute_command(
            "GEOSEARCH", name, *area, *_sorted(sort), *_counted(count, any), *shown,
            withdist=withdist, withcoord=withcoord, withhash=withhash, store=None, store_dist=None,
        )  # fmt: skip

    def geosearchstore(
        self, dest, name, member=None, longitude=None, latitude=None, unit="m", radius=None,
        width=None, height=None, sort=None, count=None, any=False, storedist=False,
    ):  # fmt: skip
        area = _area(member, longitude, latitude, unit, radius, width, height)
        pieces = [*_sorted(sort), *_counted(count, any), *flags(storedist=storedist)]
        return self.execute_command("GEOSEARCHSTORE", dest, name, *area, *pieces)


def _area(member, longitude, latitude, unit, radius, width, height):
    """From where, and how far."""
    if (longitude is None) != (latitude is None) or (member is None) == (longitude is None):
        raise DataError("GEOSEARCH must have member or longitude and latitude")
    if (width is None) != (height is None) or (radius is None) == (width is None):
        raise DataError("GEOSEARCH must have radius or width and height")
    _known_unit(unit)
    centre = ["FROMMEMBER", member] if longitude is None else ["FROMLONLAT", longitude, latitude]
    shape = ["BYBOX", width, height] if radius is None else ["BYRADIUS", radius]
    return [*centre, *shape, unit]


def _known_unit(unit):
    if unit not in (None, "m", "km", "mi", "ft"):
        raise DataError("GEOSEARCH invalid unit")


def _counted(count, any):
    if any and count is None:
        raise DataError("``any`` can't be provided without ``count``")
    return [*option("COUNT", count), *flags(any=any)]


def _sorted(sort):
    if sort is not None and sort not in ("ASC", "DESC"):
        raise DataError("GEOSEARCH invalid sort")
    return [] if sort is None else [sort]
