/** How much of a file decides whether it is a link: BOINC reads at most 511 bytes of the first line. */
export const MAX_SOFT_LINK_BYTES = 511;

/**
 * The target of a link file, from its first bytes (`MAX_SOFT_LINK_BYTES` are enough, more are not looked
 * at); undefined where the file is no link. The target is a claim: the caller checks where it leads.
 */
export function parseSoftLink(_firstBytes: Uint8Array | string): string | undefined {
  throw new Error('not written yet');
}

/**
 * The content of a link file.
 *
 * @throws BoincFormatError `invalid_text` for a target that would not be read back as it is.
 */
export function formatSoftLink(_target: string): string {
  throw new Error('not written yet');
}
