import type { InitData } from './init-data.ts';

/**
 * Reads `init_data.xml` as BOINC's library does, and refuses what it would take half.
 *
 * @throws BoincFormatError
 */
export function parseInitData(_text: string): InitData {
  throw new Error('not written yet');
}
