import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^(\.vmslot_spool_)(\d{12})(_.*)$/;

/**
 * Makes what programs have kept for the agent look as if the clock had been so far ahead then: it has been
 * set back since.
 */
export function setSpoolAhead(directory: string, seconds: number): void {
  for (const name of readdirSync(directory)) {
    const [, prefix, time, rest] = NAME.exec(name) ?? [];
    if (prefix === undefined) continue;
    const later = String(Number(time) + seconds).padStart(12, '0');
    renameSync(join(directory, name), join(directory, `${prefix}${later}${rest}`));
  }
}
