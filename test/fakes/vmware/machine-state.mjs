// What the stand-in for VMware keeps: all of it beside the .vmx, as VMware does. `.vmsd` is as VMware's.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive, replaceFile } from '../qemu-underneath.mjs';

const control = process.env.VMSLOT_STAND_IN;

/** Sockets of the stand-in itself; a machine's folder may be too deep for them. */
export function socketsOf(vmx) {
  const id = createHash('sha256').update(vmx).digest('hex').slice(0, 12);
  return {
    qmpSocket: join(tmpdir(), `vmx-${id}.qmp`),
    controlSocket: join(tmpdir(), `vmx-${id}.order`),
  };
}

/** `running`, `paused`, or undefined where it is off. */
export function stateOf(vmx) {
  const file = join(dirname(vmx), 'state.json');
  if (!existsSync(file)) return undefined;
  const { state, pid } = JSON.parse(readFileSync(file, 'utf8'));
  return isAlive(pid) ? state : undefined;
}

export function writeState(folder, state) {
  // The machine may be deleted by the time that its end is told.
  if (existsSync(folder)) replaceFile(join(folder, 'state.json'), JSON.stringify(state));
}

export function writeLog(folder, ...lines) {
  if (!existsSync(folder)) return;
  const text = lines.map((line) => `2024-07-09T18:23:11.000Z| ${line}\n`).join('');
  appendFileSync(join(folder, 'vmware.log'), text);
}

/** Lines `key = "value"`, by key. */
export function readVmx(path) {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const match = /^([A-Za-z.][\w.:]*) = "([^"]*)"$/.exec(line);
      if (match === null) throw new Error(`${path} has a line that VMware does not know: ${line}`);
      const value = match[2].replace(/\|([0-9A-F]{2})/g, (_, code) =>
        String.fromCharCode(parseInt(code, 16)),
      );
      return [match[1], value];
    }),
  );
}

export function readSnapshots(vmx) {
  const file = join(dirname(vmx), 'snapshots.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { list: [] };
}

export function writeSnapshots(vmx, snapshots) {
  const folder = dirname(vmx);
  replaceFile(join(folder, 'snapshots.json'), JSON.stringify(snapshots));
  const lines = ['.encoding = "UTF-8"', `snapshot.numSnapshots = "${snapshots.list.length}"`];
  snapshots.list.forEach(({ name, uid, atMs }, index) => {
    const micros = BigInt(atMs) * 1000n;
    lines.push(
      `snapshot${index}.uid = "${uid}"`,
      `snapshot${index}.filename = "vmslot-Snapshot${uid}.vmsn"`,
      `snapshot${index}.displayName = "${name}"`,
      `snapshot${index}.createTimeHigh = "${micros >> 32n}"`,
      `snapshot${index}.createTimeLow = "${BigInt.asIntN(32, micros)}"`,
    );
  });
  replaceFile(vmx.replace(/\.vmx$/, '.vmsd'), `${lines.join('\n')}\n`);
}

/** Faults that a test has asked for. */
export function readFaults() {
  const file = join(control, 'faults.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function writeFaults(faults) {
  replaceFile(join(control, 'faults.json'), JSON.stringify(faults));
}

/** Machines that run, for `vmrun list`. */
export function machinesFile() {
  return join(control, 'machines');
}

/** Keeps a record of what was run, for the tests. */
export function noteCommand(program, words) {
  appendFileSync(join(control, 'commands.log'), `${program} ${words.join(' ')}\n`);
}
