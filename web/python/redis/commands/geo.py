"""Commands on places: members of a sorted set with a longitude and a latitude."""

from ..exceptions import DataError
from ._arguments import flags, option


_UNITS = ("m", "km", "mi", "ft")


class GeoCommands:
    def geoadd(self, name, values, nx=False, xx=False, ch=False):
        if nx and xx:
            raise DataError("GEOADD allows either 'nx' or 'xx', not both")
        if len(values) % 3 != 0:
            raise DataError("GEOADD requires places with lon, lat and name values")
        return self.execute_command("GEOADD", name, *flags(nx=nx, xx=xx, ch=ch), *values)

    def geodist(self, name, place1, place2, unit=None):
        if unit and unit not in _UNITS:
            raise DataError("GEODIST invalid unit")
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
            "GEORADIUS", [name, longitude, latitude, radius], unit,
            withdist, withcoord, withhash, count, sort, store, store_dist, any,
        )  # fmt: skip

    def georadiusbymember(
        self, name, member, radius, unit=None, withdist=False, withcoord=False, withhash=False,
        count=None, sort=None, store=None, store_dist=None, any=False,
    ):  # fmt: skip
        return self._around(
            "GEORADIUSBYMEMBER", [name, member, radius], unit,
            withdist, withcoord, withhash, count, sort, store, store_dist, any,
        )  # fmt: skip

    def _around(
        self, command, where, unit, withdist, withcoord, withhash, count, sort, store, store_dist,
        any,
    ):  # fmt: skip
        if unit and unit not in _UNITS:
            raise DataError("GEORADIUS invalid unit")
        if any and count is None:
            raise DataError("``any`` can't be provided without ``count``")
        if sort and sort not in ("ASC", "DESC"):
            raise DataError("GEORADIUS invalid sort")
        if store and store_dist:
            raise DataError("GEORADIUS store and store_dist can't be set together")
        pieces = [
            unit or "m",
            *flags(withdist=withdist, withcoord=withcoord, withhash=withhash),
            *_counted(count, any),
            *filter(None, [sort]),
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
            "GEOSEARCH", name, *area, *_found(sort, count, any), *shown,
            withdist=withdist, withcoord=withcoord, withhash=withhash, store=None, store_dist=None,
        )  # fmt: skip

    def geosearchstore(
        self, dest, name, member=None, longitude=None, latitude=None, unit="m", radius=None,
        width=None, height=None, sort=None, count=None, any=False, storedist=False,
    ):  # fmt: skip
        area = _area(member, longitude, latitude, unit, radius, width, height)
        pieces = [*_found(sort, count, any), *flags(storedist=storedist)]
        return self.execute_command("GEOSEARCHSTORE", dest, name, *area, *pieces)


def _area(member, longitude, latitude, unit, radius, width, height):
    """From where, and how far."""
    if member is None and (longitude is None or latitude is None):
        raise DataError("GEOSEARCH must have member or longitude and latitude")
    if member is not None and (longitude is not None or latitude is not None):
        raise DataError("GEOSEARCH member and longitude or latitude can't be set together")
    if radius is None and (width is None or height is None):
        raise DataError("GEOSEARCH must have radius or width and height")
    if unit is None:
        raise DataError("GEOSEARCH must have unit")
    if unit.lower() not in _UNITS:
        raise DataError("GEOSEARCH invalid unit")
    if radius is not None and (width is not None or height is not None):
        raise DataError("GEOSEARCH radius and width or height can't be set together")
    centre = ["FROMLONLAT", longitude, latitude] if member is None else ["FROMMEMBER", member]
    shape = ["BYBOX", width, height] if radius is None else ["BYRADIUS", radius]
    return [*centre, *shape, unit]


def _found(sort, count, any):
    """How many of those found are wanted, and in which order."""
    if sort and sort.upper() not in ("ASC", "DESC"):
        raise DataError("GEOSEARCH invalid sort")
    if any and count is None:
        raise DataError("GEOSEARCH ``any`` can't be provided without count")
    return [*([sort.upper()] if sort else []), *_counted(count, any)]


def _counted(count, any):
    return [*option("COUNT", count), *flags(any=any)]
