"""Reads a token and a status list with other people's software: PyPI `cwt` for signature and claims, zlib for the list.

Usage: read.py FOLDER, where FOLDER holds keys.cbor, keys.json, token.txt and list.cwt as the registry publishes them.
Prints what it read as JSON. Nothing of ours is used here.
"""

import base64
import json
import sys
import zlib
from pathlib import Path

import cbor2
import cwt


def cose_keys(folder):
    return [cwt.COSEKey.new(key) for key in cbor2.loads((folder / "keys.cbor").read_bytes())]


def jwks(folder):
    """A JWK's id is text: ours is the COSE id in hexadecimal, where cwt would take its letters as the bytes."""
    keys = json.loads((folder / "keys.json").read_text())["keys"]
    return [cwt.COSEKey.from_jwk({**key, "kid": bytes.fromhex(key["kid"]).decode()}) for key in keys]


def refused(data, keys):
    """Whether a changed bit is noticed: a reader that checks nothing would read our good files too."""
    try:
        cwt.decode(data[:-1] + bytes([data[-1] ^ 1]), keys)
    except cwt.VerifyError:
        return True
    return False


def unpack(status_list):
    """The places that are not valid, as the Token Status List draft packs them."""
    bits, packed = status_list["bits"], zlib.decompress(status_list["lst"])
    each = 8 // bits
    values = ((place, packed[place // each] >> place % each * bits & (1 << bits) - 1) for place in range(len(packed) * each))
    return {"bits": bits, "places": len(packed) * each, "statuses": [[place, value] for place, value in values if value]}


def read(folder):
    token = (folder / "token.txt").read_text()
    token = base64.b32decode(token + "=" * (-len(token) % 8))
    listed = (folder / "list.cwt").read_bytes()
    found = {}
    for form, keys in (("cose", cose_keys(folder)), ("jwk", jwks(folder))):
        claims, statuses = cwt.decode(token, keys), cwt.decode(listed, keys)
        found[form] = {
            "token": {str(label): value for label, value in claims.items()},
            "list": {str(label): value for label, value in statuses.items() if label != 65533},
            "statuses": unpack(statuses[65533]),
            "refused": refused(token, keys) and refused(listed, keys),
        }
    header, _, _ = cwt.COSE().decode_with_headers(listed, cose_keys(folder))
    return {**found, "typ": header[16]}


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1])), ensure_ascii=False))
