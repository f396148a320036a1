/** Names longer than this are compared by their start only; keeps the work per unknown name small. */
const MAX_COMPARED_LENGTH = 40;

/** How many letters must be added, left out or changed to get from `a` to `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(a).entries()) {
    const current = [row + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      const leaveOut = (previous[column] ?? 0) + 1;
      const add = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(change, leaveOut, add));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The known name that the writer of `name` most likely meant, or undefined where none is near: at
 * most a quarter of its letters differ (two letters that changed places are two), or all its words are in the known name (`memory_mb` is near
 * `memory_size_mb`). Case and the choice of `-` or `_` do not count.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.slice(0, MAX_COMPARED_LENGTH).toLowerCase().replaceAll('-', '_');
  const words = wanted.split('_');
  let nearest: string | undefined;
  let smallest = Math.max(wanted.length < 5 ? 1 : 2, Math.floor(wanted.length / 4)) + 1;
  for (const candidate of known) {
    const parts = candidate.split('_');
    const distance = words.every((word) => parts.includes(word))
      ? 1
      : editDistance(wanted, candidate);
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}
