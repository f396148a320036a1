/** Hexadecimal digits of the content's SHA-256 in a physical name. */
const DIGIT_COUNT = 16;

/**
 * Name of a file on the project's server: as BOINC asks, it means the same content for ever and
 * everywhere, so it ends with the content's hash. At the end, because `update_versions` takes names
 * that end in `.sig` for signatures.
 */
export function physicalName(logicalName: string, sha256: string): string {
  return `${logicalName.replaceAll('/', '_')}_${sha256.slice(0, DIGIT_COUNT)}`;
}
