// Stand-in for vmrun 1.17: commands, outputs and errors as in "Using vmrun to Control Virtual Machines" (VMware) of
// those commands that the driver uses and no others. The guest runs under QEMU: see qemu-underneath.mjs. As the
// real one it tells of errors on standard output, and ends with status 255.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createOverlay,
  isAlive,
  leaveWarden,
  order,
  qemuCommand,
  readVmdkDisk,
  shellLine,
} from '../qemu-underneath.mjs';
import * as state from './machine-state.mjs';

const words = process.argv.slice(2);
state.noteCommand('vmrun', words);
const print = (text) => process.stdout.write(`${text}\n`);

function fail(message) {
  print(`Error: ${message}`);
  process.exit(255);
}

const faults = state.readFaults();
if (words.length === 0) {
  if (faults.garbage === 'version') process.stdout.write(randomBytes(4096));
  else
    print(
      '\nvmrun version 1.17.0 build-22583795\n\nUsage: vmrun [AUTHENTICATION-FLAGS] COMMAND [PARAMETERS]',
    );
  process.exit(255);
}
const [flag, edition, verb, ...rest] = words;
if (flag !== '-T' || !['ws', 'player', 'fusion'].includes(edition)) fail('Invalid host type');
if (faults.hang === verb) await new Promise((resolve) => setTimeout(resolve, 3_600_000));
if (faults.garbage === verb) {
  process.stdout.write(randomBytes(4096));
  process.exit(0);
}
if (faults[`fail-${verb}`] !== undefined) fail(faults[`fail-${verb}`]);
if ((faults.busyCount ?? 0) > 0 && verb !== 'list') {
  state.writeFaults({ ...faults, busyCount: faults.busyCount - 1 });
  fail('The file is already in use');
}

const machines = () => {
  const file = state.machinesFile();
  const all = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return [...new Set(all)].filter((path) => path !== '' && state.stateOf(path) !== undefined);
};

if (verb === 'list') {
  const found = machines();
  print(`Total running VMs: ${found.length}`);
  for (const path of found) print(path);
  process.exit(0);
}

const [vmx, ...more] = rest;
if (vmx === undefined || !existsSync(vmx))
  fail(`Cannot open VM: ${vmx}, The virtual machine cannot be found`);
const folder = dirname(vmx);
const { controlSocket, qmpSocket } = state.socketsOf(vmx);

async function ordered(request) {
  const answer = await order(controlSocket, request);
  return answer?.ok === true
    ? answer
    : fail(`The operation was aborted: ${answer?.error ?? 'no answer'}`);
}

function assertOn() {
  return state.stateOf(vmx) ?? fail(`The virtual machine is not powered on: ${vmx}`);
}

/** Channel and unit in the name of an IDE disc. */
function placeOf(name) {
  return name.slice(3).split(':').map(Number);
}

function assertSnapshots() {
  if (edition === 'player') fail('The operation is not supported');
}

const COMMANDS = {
  async start([gui, ...none]) {
    if (gui !== 'nogui' || none.length > 0) fail('Invalid argument');
    if (state.stateOf(vmx) !== undefined) fail('The file is already in use');
    const values = state.readVmx(vmx);
    const isPresent = (place) => values.get(`${place}.present`) === 'TRUE';
    const places = ['ide0:0', 'ide0:1', 'ide1:0', 'ide1:1'].filter(isPresent);
    const isDisc = (place) => values.get(`${place}.deviceType`) === 'cdrom-image';
    const disks = places.filter((place) => !isDisc(place));
    const files = disks.map((place) => diskOf(values.get(`${place}.fileName`)));
    for (const channel of [0, 1]) {
      const isAlone = isPresent(`ide${channel}:1`) && !isPresent(`ide${channel}:0`);
      if (isAlone) fail("Module 'DevicePowerOn' power on failed");
    }
    const [disc, ...others] = places.filter(isDisc);
    if (disc === undefined || others.length > 0) fail('The stand-in boots from one disc');
    const { suspended, list } = state.readSnapshots(vmx);
    const saved = list.find(({ uid }) => uid === suspended);
    if (saved !== undefined) assertWhole(saved, files);
    const command = qemuCommand({
      memoryMegabytes: saved?.memory ?? Number(values.get('memsize')),
      cpuCount: Number(values.get('numvcpus')),
      disks: files.map((file, index) => ({ file, place: placeOf(disks[index]) })),
      disc: { file: values.get(`${disc}.fileName`), place: placeOf(disc) },
      consoleSocket: values.get('serial0.fileName'),
      agentSocket: values.get('serial1.fileName'),
      qmpSocket,
      restoreId: saved?.id,
    });
    // As the real one: a session of its own, and no child of vmrun. Its command line names the machine.
    const child = spawn(
      '/bin/sh',
      ['-c', shellLine([...command, '-name', vmx.replaceAll(',', ',,')])],
      { detached: true, stdio: ['ignore', 'ignore', 'ignore'] },
    );
    const { pid } = child;
    state.writeLog(
      folder,
      `vmx| I005: Log for VMware Workstation pid=${pid} version=17.5.0 build=build-22583795 option=Release`,
    );
    state.writeState(folder, { state: 'running', pid });
    appendFileSync(state.machinesFile(), `${vmx}\n`);
    const report = fileURLToPath(new URL('./report.mjs', import.meta.url));
    leaveWarden({ pid, qmpSocket, controlSocket, diskCount: files.length, report, folder });
    const isThere = await new Promise((settle) => {
      // A guest may have switched itself off by the time that the order is answered.
      child.once('exit', (code) => settle(code === 0));
      void order(controlSocket, { order: 'resume' }, 60_000).then((answer) => {
        if (answer?.ok === true || isAlive(pid)) settle(answer?.ok === true);
      });
    });
    if (!isThere) fail('The virtual machine could not be started');
    if (saved !== undefined)
      state.writeSnapshots(vmx, { ...state.readSnapshots(vmx), suspended: undefined });
    child.unref();
    process.exit(0);
  },

  async stop([how, ...none]) {
    assertOn();
    if (how !== 'hard' || none.length > 0) fail('Invalid argument');
    await ordered({ order: 'power-off' });
  },

  async pause() {
    if (assertOn() !== 'paused') await ordered({ order: 'pause' });
  },

  async unpause() {
    if (assertOn() !== 'running') await ordered({ order: 'resume' });
  },

  listSnapshots() {
    assertSnapshots();
    const { list } = state.readSnapshots(vmx);
    print(`Total snapshots: ${list.length}`);
    for (const { name } of list) print(name);
  },

  async snapshot([name, ...none]) {
    assertSnapshots();
    assertOn();
    if (none.length > 0) fail('Invalid argument');
    const found = state.readSnapshots(vmx);
    if (found.list.some((one) => one.name === name)) fail('The name already exists');
    const uid = 1 + Math.max(0, ...found.list.map((one) => one.uid));
    const id = `vmsn-${uid}-${Date.now()}`;
    const { bytes } = await ordered({ order: 'save', id });
    // The memory is in QEMU's disk; of this file only the size means something.
    const file = join(folder, `vmslot-Snapshot${uid}.vmsn`);
    writeFileSync(file, '');
    truncateSync(file, bytes);
    const memory = Number(state.readVmx(vmx).get('memsize'));
    state.writeSnapshots(vmx, {
      ...found,
      list: [...found.list, { name, uid, id, bytes, memory, atMs: Date.now() }],
    });
  },

  async deleteSnapshot([name, ...none]) {
    assertSnapshots();
    if (none.length > 0) fail('Invalid argument');
    const { found, saved } = snapshotNamed(name);
    await ordered({ order: 'delete', id: saved.id });
    rmSync(join(folder, `vmslot-Snapshot${saved.uid}.vmsn`));
    state.writeSnapshots(vmx, { ...found, list: found.list.filter((one) => one !== saved) });
  },

  revertToSnapshot([name, ...none]) {
    assertSnapshots();
    if (none.length > 0) fail('Invalid argument');
    if (state.stateOf(vmx) !== undefined)
      fail('The virtual machine should not be powered on. It is already running.');
    const { found, saved } = snapshotNamed(name);
    state.writeSnapshots(vmx, { ...found, suspended: saved.uid });
  },
};

function snapshotNamed(name) {
  const found = state.readSnapshots(vmx);
  const saved = found.list.find((one) => one.name === name);
  return saved === undefined ? fail('The snapshot does not exist') : { found, saved };
}

/** The qcow2 file in which QEMU keeps what the guest writes to a disk. */
function diskOf(name) {
  const path = resolve(folder, name);
  if (!existsSync(path))
    fail(`Unable to open file "${path}": The system cannot find the file specified`);
  const file = path.replace(/(?:-overlay)?\.vmdk$/, '-cow.vmdk');
  if (!existsSync(file)) createOverlay(file, readVmdkDisk(path));
  return file;
}

function assertWhole(saved, files) {
  const damaged =
    'An error occurred while restoring the CPU state from file "vmslot.vmsn". The snapshot cannot be used';
  const file = join(folder, `vmslot-Snapshot${saved.uid}.vmsn`);
  if (!existsSync(file) || statSync(file).size !== saved.bytes) fail(damaged);
  for (const disk of files) {
    try {
      execFileSync('qemu-img', ['check', '-q', '-f', 'qcow2', disk], { stdio: 'ignore' });
    } catch (error) {
      // 3: lost clusters, a waste and no harm.
      if (error.status !== 3) fail(damaged);
    }
    const list = execFileSync('qemu-img', ['snapshot', '-l', disk], { encoding: 'utf8' });
    if (!list.includes(saved.id)) fail(damaged);
  }
}

if (COMMANDS[verb] === undefined) fail(`Unrecognized command: ${verb}`);
await COMMANDS[verb](more);
