/** Bytes in millions, with one digit below ten. */
export function megabytes(byteCount: number): string {
  const value = byteCount / 1e6;
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
