"""How a library that is built on this client names itself."""

UNSET = object()
LIB = ("lib_name", "lib_version")
VERSION = "8.0.0"  # of redis-py, whose names these are


class DriverInfo:
    """The client's name and version, and those of the libraries on top of it."""

    def __init__(self, name="redis-py", lib_version=VERSION):
        self.name = name
        self.lib_version = lib_version
        self.upstream_drivers = []

    def add_upstream_driver(self, driver_name, driver_version):
        for what, word in (("name", driver_name), ("version", driver_version)):
            if not word or any(sign in word for sign in " \n\r();"):
                raise ValueError(f"Invalid driver {what}: {word!r}")
        self.upstream_drivers.append(f"{driver_name}_v{driver_version}")
        return self

    @property
    def formatted_name(self):
        if not self.upstream_drivers:
            return self.name
        return f"{self.name}({';'.join(reversed(self.upstream_drivers))})"

    @property
    def is_plain(self):
        """Whether it is this client and nothing else: then the server is not told."""
        return self.formatted_name == "redis-py" and self.lib_version == VERSION

    def __repr__(self):
        return (
            f"DriverInfo(name={self.name!r}, lib_version={self.lib_version!r}, "
            f"upstream_drivers={self.upstream_drivers!r})"
        )


def resolve(driver_info, lib_name, lib_version):
    """What a connection's options say about the library, or None for nothing."""
    if driver_info is not UNSET and driver_info is not None:
        return driver_info
    name = "redis-py" if lib_name is UNSET else lib_name
    version = VERSION if lib_version is UNSET else lib_version
    return None if name is None and version is None else DriverInfo(name, version)
