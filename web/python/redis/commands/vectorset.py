"""Commands on vector sets."""

import enum
import json

from ..exceptions import DataError
from ._arguments import flags, option


class QuantizationOptions(enum.Enum):
    """How VADD stores a vector."""

    NOQUANT = "NOQUANT"
    BIN = "BIN"
    Q8 = "Q8"


class VectorSet:
    """V* commands of a client."""

    def __init__(self, client):
        self.client = client
        self.execute_command = client.execute_command

    def vadd(
        self, key, vector, element, reduce_dim=None, cas=False, quantization=None, ef=None,
        attributes=None, numlinks=None,
    ):  # fmt: skip
        if not vector or not element:
            raise DataError("Both vector and element must be provided")
        pieces = [
            *option("REDUCE", reduce_dim or None),
            *_vector(vector),
            element,
            *flags(cas=cas),
            *([quantization.value] if quantization else []),
            *option("EF", ef or None),
            *option("SETATTR", _attributes(attributes) if attributes else None),
            *option("M", numlinks or None),
        ]
        return self.execute_command("VADD", key, *pieces)

    def vcard(self, key):
        return self.execute_command("VCARD", key)

    def vdim(self, key):
        return self.execute_command("VDIM", key)

    def vemb(self, key, element, raw=False):
        return self.execute_command("VEMB", key, element, *flags(raw=raw))

    def vgetattr(self, key, element):
        return self.execute_command("VGETATTR", key, element)

    def vinfo(self, key):
        return self.execute_command("VINFO", key)

    def vlinks(self, key, element, with_scores=False):
        return self.execute_command("VLINKS", key, element, *flags(withscores=with_scores))

    def vrandmember(self, key, count=None):
        return self.execute_command("VRANDMEMBER", key, *([] if count is None else [count]))

    def vrange(self, key, start, end, count=None):
        pieces = [] if count is None else [count]
        return self.execute_command("VRANGE", key, start, end, *pieces)

    def vrem(self, key, element):
        return self.execute_command("VREM", key, element)

    def vsetattr(self, key, element, attributes=None):
        text = "{}" if attributes is None else _attributes(attributes)
        return self.execute_command("VSETATTR", key, element, text)

    def vsim(
        self, key, input, with_scores=False, with_attribs=False, count=None, ef=None, filter=None,
        filter_ef=None, truth=False, no_thread=False, epsilon=None,
    ):  # fmt: skip
        if not input:
            raise DataError("'input' should be provided")
        pieces = [
            *(["ELE", input] if isinstance(input, str) else _vector(input)),
            *flags(withscores=with_scores, withattribs=with_attribs),
            *option("COUNT", count or None),
            *option("EPSILON", epsilon or None),
            *option("EF", ef or None),
            *option("FILTER", filter or None),
            *option("FILTER-EF", filter_ef or None),
            *flags(truth=truth, nothread=no_thread),
        ]
        return self.execute_command("VSIM", key, *pieces)


def _vector(vector):
    return ["FP32", vector] if isinstance(vector, bytes) else ["VALUES", len(vector), *vector]


def _attributes(attributes):
    return json.dumps(attributes) if isinstance(attributes, dict) else attributes
