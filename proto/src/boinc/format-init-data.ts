import type { InitData } from './init-data.ts';

/** What {@link formatInitData} takes: what is not given gets BOINC's default. */
export type InitDataFields = Partial<Omit<InitData, 'authenticator' | 'proxyInfo'>>;

/**
 * Writes an `init_data.xml` that an unmodified app reads. The account's key and the host's proxy are
 * never written: they do not belong in a guest.
 *
 * @throws BoincFormatError
 */
export function formatInitData(_fields: InitDataFields): string {
  throw new Error('not written yet');
}
