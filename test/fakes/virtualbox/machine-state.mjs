// The registry of the stand-in for VirtualBox: VBOX_USER_HOME/registry.json in the place of VirtualBox.xml, and in
// the machine's folder its settings (elements as in VirtualBox-settings.xsd) and its log.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, replaceFile } from '../qemu-underneath.mjs';

const home = process.env.VBOX_USER_HOME;
const control = process.env.VMSLOT_STAND_IN;

/** Where the programs of one VBOX_IPC_SOCKETID meet, as the real ones do. */
export const ipcDirectory = join('/tmp', `.vbox-${process.env.VBOX_IPC_SOCKETID}-ipc`);
export const controlSocket = join(ipcDirectory, 'ipcd');
export const qmpSocket = join(ipcDirectory, 'qmp');

export function readRegistry() {
  if (home === undefined || process.env.VBOX_IPC_SOCKETID === undefined) {
    throw new Error('the stand-in has no home: it would be that of the user');
  }
  const file = join(home, 'registry.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { media: {} };
}

export function writeRegistry(registry) {
  replaceFile(join(home, 'registry.json'), JSON.stringify(registry, null, 1));
  const { machine } = registry;
  if (machine !== undefined)
    replaceFile(join(machine.folder, `${machine.name}.vbox`), settings(machine));
}

function settings({ name, uuid, snapshots }) {
  const element = (snapshot) => {
    const { uuid: id, name: tag, timeStamp } = snapshot;
    const attributes = `uuid="{${id}}" name="${tag}" timeStamp="${timeStamp}"`;
    const children = snapshots.filter(({ parent }) => parent === id).map(element);
    const inner = children.length === 0 ? '' : `<Snapshots>${children.join('')}</Snapshots>`;
    return `<Snapshot ${attributes} stateFile="Snapshots/${id}.sav">${inner}</Snapshot>`;
  };
  const roots = snapshots.filter(({ parent }) => parent === undefined).map(element);
  return (
    '<?xml version="1.0"?>\n<VirtualBox xmlns="http://www.virtualbox.org/" version="1.16-linux">' +
    `<Machine uuid="{${uuid}}" name="${name}">${roots.join('')}</Machine></VirtualBox>\n`
  );
}

/** `poweroff`, `saved`, `aborted`, `running` or `paused`. */
export function stateOf(machine) {
  const file = join(machine.folder, 'state.json');
  const { state, pid } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (state === undefined) return machine.savedId === undefined ? 'poweroff' : 'saved';
  const isOn = ['starting', 'running', 'paused'].includes(state) && isAlive(pid);
  if (isOn) return state;
  if (machine.savedId !== undefined) return 'saved';
  return state === 'poweroff' ? state : 'aborted';
}

export function writeState(folder, state) {
  replaceFile(join(folder, 'state.json'), JSON.stringify(state));
}

export function writeLog(folder, ...lines) {
  mkdirSync(join(folder, 'Logs'), { recursive: true });
  const text = lines.map((line) => `00:00:01.000000 ${line}\n`).join('');
  appendFileSync(join(folder, 'Logs', 'VBox.log'), text);
}

/** Faults that a test has asked for, and what is done about one that comes a number of times. */
export function readFaults() {
  const file = join(control, 'faults.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function writeFaults(faults) {
  replaceFile(join(control, 'faults.json'), JSON.stringify(faults));
}

/** Keeps a record of what was run, for the tests. */
export function noteCommand(program, words) {
  appendFileSync(join(control, 'commands.log'), `${program} ${words.join(' ')}\n`);
}
