import { BoincFormatError } from './boinc-format-error.ts';
import { fromByteText, toByteText } from './byte-text.ts';
import { readText } from './message-tags.ts';
import { escapeXml, stripWhiteSpace } from './xml-text.ts';

/** How much of a file decides whether it is a link: BOINC reads at most 511 bytes of the first line. */
export const MAX_SOFT_LINK_BYTES = 511;

/**
 * The target of a link file, from its first bytes (`MAX_SOFT_LINK_BYTES` are enough, more are not looked
 * at); undefined where the file is no link, or its target is empty. The target is a claim: the caller
 * checks where it leads.
 */
export function parseSoftLink(firstBytes: Uint8Array | string): string | undefined {
  const bytes =
    typeof firstBytes === 'string'
      ? toByteText(firstBytes)
      : Buffer.from(firstBytes.subarray(0, MAX_SOFT_LINK_BYTES)).toString('latin1');
  const [line = ''] = bytes.slice(0, MAX_SOFT_LINK_BYTES).split(/[\n\0]/, 1);
  const target = readText(line, 'soft_link', MAX_SOFT_LINK_BYTES);
  return target === undefined || target === '' ? undefined : fromByteText(target);
}

/**
 * The content of a link file, entities written where the target needs them.
 *
 * @throws BoincFormatError `invalid_text` for a target that would not be read back as it is: empty, too
 * long, with a control character or white space at an end.
 */
export function formatSoftLink(target: string): string {
  const line = `<soft_link>${escapeXml(target)}</soft_link>`;
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (target === '' || /[\u0000-\u001f\u007f]/.test(target) || stripWhiteSpace(target) !== target) {
    throw new BoincFormatError(
      'invalid_text',
      'a soft link needs a target without control characters and without space at an end',
    );
  }
  if (toByteText(line).length > MAX_SOFT_LINK_BYTES) {
    throw new BoincFormatError(
      'invalid_text',
      `a soft link has ${toByteText(line).length} bytes, BOINC reads ${MAX_SOFT_LINK_BYTES}`,
    );
  }
  return `${line}\n`;
}
