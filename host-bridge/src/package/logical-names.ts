/** Longest logical name; BOINC keeps 255 bytes, and a physical name adds a hash of its own. */
export const MAX_LOGICAL_NAME_LENGTH = 100;

/** Names beside the files of a package that no file may take. */
const RESERVED = ['in.xml', 'out.xml'];

/**
 * Gives files the names that the app finds them under in the slot: a prefix and the path with `/`
 * turned to `_`. The prefix keeps them apart from BOINC's own files there. Only letters, digits, `.`,
 * `_` and `-` stay, since names go into XML, URLs and other people's command lines; two dots in a
 * row, which BOINC refuses, do not. Names that become the same, case aside, get a number.
 */
export class LogicalNames {
  readonly #taken = new Set(RESERVED);

  take(prefix: 'in' | 'out', path: string): string {
    const plain = `${prefix}.${path}`
      .replaceAll(/[^A-Za-z0-9._-]/g, '_')
      .replaceAll(/\.{2,}/g, (dots) => `.${'_'.repeat(dots.length - 1)}`)
      // BOINC's library takes any file with this in its name for a message.
      .replaceAll(/trickle_down/gi, 'trickle-down')
      .slice(0, MAX_LOGICAL_NAME_LENGTH);
    let name = plain;
    for (let number = 2; this.#taken.has(name.toLowerCase()); number += 1) {
      const suffix = `_${number}`;
      name = `${plain.slice(0, MAX_LOGICAL_NAME_LENGTH - suffix.length)}${suffix}`;
    }
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
