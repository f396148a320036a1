/** What a kind of field occupies behind its tag; 3 and 4, groups, are in no schema of ours. */
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/**
 * Counts the fields of a message of protobuf, those of messages in it not, without decoding anything: two
 * bytes may ask for an object of a hundred. Stops above `most`, and where the bytes are no message.
 */
export function countFields(bytes: Uint8Array, most: number): number {
  let count = 0;
  let at = 0;
  while (at < bytes.length && count <= most) {
    const kind = bytes[at]! & 7;
    at = endOfVarint(bytes, at);
    if (kind === 0) at = endOfVarint(bytes, at);
    else if (kind === 2) {
      const end = endOfVarint(bytes, at);
      at = end + valueOfVarint(bytes, at, end);
    } else at += FIXED_BYTES[kind] ?? bytes.length;
    count += 1;
  }
  return count;
}

function endOfVarint(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at]! >= 128) at += 1;
  return at + 1;
}

function valueOfVarint(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = Math.min(end, bytes.length) - 1; at >= start; at--) {
    value = value * 128 + (bytes[at]! & 127);
  }
  return value;
}
