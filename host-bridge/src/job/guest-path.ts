/** Longest path in the guest or below the outputs, in bytes of UTF-8. */
export const MAX_PATH_BYTES = 1024;
/** Longest part of a path between two slashes, in bytes of UTF-8; NAME_MAX of Linux. */
export const MAX_PATH_PART_BYTES = 255;

/** Control characters, C1 included. */
// oxlint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** True where the text has a control character. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * Says what keeps `path` from being a path below the work directory of the guest: it must be
 * relative, with `/` between its parts, without empty, `.` or `..` parts, without control
 * characters, within MAX_PATH_BYTES and MAX_PATH_PART_BYTES. Undefined: nothing.
 */
export function findPathFault(path: string): string | undefined {
  if (path === '') {
    return 'is empty';
  }
  if (path.startsWith('/')) {
    return 'is absolute';
  }
  if (hasControlCharacter(path)) {
    return 'has a control character';
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    return `is longer than ${MAX_PATH_BYTES} bytes`;
  }
  for (const part of path.split('/')) {
    if (part === '') {
      return 'has an empty part (two slashes, or one at the end)';
    }
    if (part === '.' || part === '..') {
      return `has the part "${part}"`;
    }
    if (Buffer.byteLength(part) > MAX_PATH_PART_BYTES) {
      return `has a part longer than ${MAX_PATH_PART_BYTES} bytes`;
    }
  }
  return undefined;
}

/**
 * The same for a path that is created on the host, whatever the host is: no backslash and no colon
 * besides, as both mean something in paths of Windows.
 */
export function findOutputPathFault(path: string): string | undefined {
  if (/[\\:]/.test(path)) {
    return 'has a backslash or a colon';
  }
  return findPathFault(path);
}

/** A path and the line that says it. */
export interface PathAtLine {
  readonly path: string;
  readonly line: number;
}

/** Two paths that cannot be side by side. */
export interface Overlap {
  readonly later: PathAtLine;
  readonly earlier: PathAtLine;
}

/**
 * Finds paths that are equal or one inside another, each with one that it collides with.
 *
 * @param options - `ignoreCase`: names that differ in case alone are equal, as on the usual file
 *   systems of Windows and macOS
 */
export function findOverlaps(
  paths: readonly PathAtLine[],
  options: { readonly ignoreCase: boolean },
): readonly Overlap[] {
  const keyOf = (path: string) => (options.ignoreCase ? path.toLowerCase() : path);
  const seen = new Map<string, PathAtLine>();
  const overlaps: Overlap[] = [];
  const collide = (one: PathAtLine, other: PathAtLine) => {
    const [earlier, later] = one.line <= other.line ? [one, other] : [other, one];
    overlaps.push({ earlier, later });
  };
  for (const entry of paths) {
    const key = keyOf(entry.path);
    const same = seen.get(key);
    if (same === undefined) {
      seen.set(key, entry);
    } else {
      collide(same, entry);
    }
  }
  for (const [key, entry] of seen) {
    for (let end = key.indexOf('/'); end >= 0; end = key.indexOf('/', end + 1)) {
      const outer = seen.get(key.slice(0, end));
      if (outer !== undefined) {
        collide(outer, entry);
      }
    }
  }
  return overlaps;
}
