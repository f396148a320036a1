/**
 * What is left of some pieces after their first bytes: a writer may take only a part of what it was
 * given, when a disk is nearly full for instance.
 * @param byteCount at most the bytes of all pieces together
 */
export function dropBytes(pieces: Buffer[], byteCount: number): Buffer[] {
  let left = byteCount;
  for (const [index, piece] of pieces.entries()) {
    if (left < piece.length) return [piece.subarray(left), ...pieces.slice(index + 1)];
    left -= piece.length;
  }
  return [];
}
