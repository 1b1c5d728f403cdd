// Decodes deterministic CBOR (RFC 8949, 4.2.1) only, so that signed data has one encoding. Integers, byte and text strings,
// arrays, maps, tags; no floats, no indefinite lengths.

const MAX_DEPTH = 8;

export class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

/// Decodes `bytes` as exactly one item. Maps become `Map`s. Throws on anything else, also on trailing bytes.
export function decode(bytes) {
  const reader = new Reader(bytes);
  const item = reader.readItem(0);
  if (reader.at !== bytes.length) throw new Error("cbor-trailing");
  return item;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  readItem(depth) {
    if (depth > MAX_DEPTH) throw new Error("cbor-deep");
    const first = this.take(1)[0];
    const length = this.readArgument(first & 31);
    switch (first >> 5) {
      case 0: return length;
      case 1: return -1 - length;
      case 2: return this.take(length).slice();
      case 3: return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(length));
      case 4: return this.readArray(length, depth);
      case 5: return this.readMap(length, depth);
      case 6: return new Tagged(length, this.readItem(depth + 1));
      default: throw new Error("cbor-kind");
    }
  }

  readArray(length, depth) {
    if (length > this.countLeft()) throw new Error("cbor-short");
    return Array.from({ length }, () => this.readItem(depth + 1));
  }

  readMap(length, depth) {
    if (length * 2 > this.countLeft()) throw new Error("cbor-short");
    const map = new Map();
    let before = null;
    for (let index = 0; index < length; index += 1) {
      const start = this.at;
      const key = this.readItem(depth + 1);
      const written = this.bytes.subarray(start, this.at);
      if (before && compare(before, written) >= 0) throw new Error("cbor-order");
      before = written;
      map.set(key, this.readItem(depth + 1));
    }
    return map;
  }

  /// The argument of the head; throws unless it has its shortest form.
  readArgument(info) {
    if (info < 24) return info;
    if (info > 27) throw new Error("cbor-length");
    const start = this.at;
    this.take(1 << (info - 24));
    const [value, least] = this.readNumber(info, start);
    if (value < least || !Number.isSafeInteger(value)) throw new Error("cbor-length");
    return value;
  }

  readNumber(info, at) {
    switch (info) {
      case 24: return [this.view.getUint8(at), 24];
      case 25: return [this.view.getUint16(at), 0x100];
      case 26: return [this.view.getUint32(at), 0x10000];
      default: return [Number(this.view.getBigUint64(at)), 0x100000000];
    }
  }

  take(length) {
    if (length > this.countLeft()) throw new Error("cbor-short");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  countLeft() {
    return this.bytes.length - this.at;
  }
}

function compare(one, other) {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) {
    if (one[index] !== other[index]) return one[index] - other[index];
  }
  return one.length - other.length;
}
