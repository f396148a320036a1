import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Faults that a stand-in can be told to have; see its source. */
export type StandInFaults = Readonly<Record<string, string | number | boolean>>;

/**
 * StandIn: a directory with programs by the names of a vendor's, which are stand-ins, and with what they are told and
 * tell. Owner: the test; it must `remove` it.
 */
export class StandIn {
  readonly directory = mkdtempSync(join(tmpdir(), 'vmslot-stand-in-'));

  /**
   * @param folder folder of `test/fakes` with a module for each program
   * @param programs their names; one that is a machine's process prints what a shell is to become
   */
  constructor(folder: string, programs: Readonly<Record<string, 'runs' | 'becomes'>>) {
    for (const [name, kind] of Object.entries(programs)) {
      const module = fileURLToPath(new URL(`../fakes/${folder}/${name}.mjs`, import.meta.url));
      const call = `'${process.execPath}' --disable-warning=ExperimentalWarning '${module}' "$@"`;
      const lines = [
        '#!/bin/sh',
        `export VMSLOT_STAND_IN='${this.directory}' VMSLOT_STAND_IN_PID=$$`,
        ...(kind === 'runs' ? [`exec ${call}`] : [`line=$(${call}) || exit $?`, 'eval "$line"']),
      ];
      const path = join(this.directory, name);
      writeFileSync(path, `${lines.join('\n')}\n`);
      chmodSync(path, 0o755);
    }
  }

  /** What it is to do wrong from now on. */
  set faults(faults: StandInFaults) {
    writeFileSync(join(this.directory, 'faults.json'), JSON.stringify(faults));
  }

  /** Command lines that it was called with, in order. */
  get commands(): readonly string[] {
    const file = join(this.directory, 'commands.log');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
