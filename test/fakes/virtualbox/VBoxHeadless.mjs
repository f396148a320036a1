// Stand-in for VBoxHeadless 7.0 (manual, chapter 7, "VBoxHeadless"; options as its `--help` has them). It prints
// what a shell is to become: QEMU, so that the process is the machine as the real one is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOverlay, leaveWarden, qemuCommand, shellLine } from '../qemu-underneath.mjs';
import * as state from './machine-state.mjs';

const words = process.argv.slice(2);
state.noteCommand('VBoxHeadless', words);
process.stderr.write('Oracle VM VirtualBox Headless Interface 7.0.20\n(C) 2008-2024 Oracle\n\n');

function fail(...lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

const expected = ['--startvm', 'vmslot', '--vrde', 'off', '--start-paused'];
if (words.join(' ') !== expected.join(' ')) fail('VBoxHeadless: error: Invalid options');

const faults = state.readFaults();
if (faults.kernelModuleMissing) {
  fail(
    'VBoxHeadless: Error -1908 in suplibOsInit!',
    'VBoxHeadless: Failed to open/create the internal network (VERR_VM_DRIVER_NOT_INSTALLED)',
  );
}
if (faults.startError) fail(`Error: failed to start machine. Error message: ${faults.startError}`);
if (faults.startHangs) {
  process.stdout.write('exec sleep 3600\n');
  process.exit(0);
}

const registry = state.readRegistry();
const { machine } = registry;
if (machine === undefined)
  fail("VBoxHeadless: error: Could not find a registered machine named 'vmslot'");
if (['running', 'paused'].includes(state.stateOf(machine))) {
  fail(
    "VBoxHeadless: error: The machine 'vmslot' is already locked by a session (or being locked or unlocked)",
    'VBoxHeadless: error: Details: code VBOX_E_INVALID_OBJECT_STATE (0x80bb0007), component MachineWrap, interface IMachine, callee nsISupports',
  );
}

const saved = machine.snapshots.find(({ uuid }) => uuid === machine.savedId);
const attached = machine.attachments.filter(({ type }) => type === 'hdd');
for (const { isImmutable, file, raw } of attached) {
  if (raw !== undefined && !existsSync(raw.file)) {
    fail(
      `Error: failed to start machine. Error message: Could not open the medium '${raw.file}'. VD: error VERR_FILE_NOT_FOUND`,
    );
  }
  // What was written to an immutable disk is forgotten when the machine is powered on.
  if (isImmutable && saved === undefined && machine.snapshots.length === 0) {
    rmSync(file);
    createOverlay(file, raw);
  }
}
if (saved !== undefined) {
  const file = join(machine.folder, 'Snapshots', `${saved.uuid}.sav`);
  if (!existsSync(file) || statSync(file).size !== saved.bytes) {
    fail(
      "Error: failed to start machine. Error message: Failed to load unit 'pgm' (VERR_SSM_INTEGRITY_SIZE)",
    );
  }
  for (const { file: disk } of attached) {
    try {
      execFileSync('qemu-img', ['check', '-f', 'qcow2', disk], { stdio: 'ignore' });
      const list = execFileSync('qemu-img', ['snapshot', '-l', disk], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      if (!list.includes(saved.uuid)) throw new Error('no snapshot');
    } catch (error) {
      // 3: lost clusters, a waste and no harm.
      if (error.status === 3) continue;
      fail(
        "Error: failed to start machine. Error message: Failed to load unit 'vd' (VERR_SSM_LOADED_TOO_LITTLE)",
      );
    }
  }
}

mkdirSync(state.ipcDirectory, { recursive: true, mode: 0o700 });
const pid = Number(process.env.VMSLOT_STAND_IN_PID);
state.writeLog(
  machine.folder,
  'VirtualBox VM 7.0.20 r163906 linux.amd64 (Jul  9 2024 18:23:11) release log',
  `Process ID: ${pid}`,
  "Changing the VM state from 'CREATING' to 'CREATED'",
);
state.writeState(machine.folder, { state: 'starting', pid });
delete machine.savedId;
state.writeRegistry(registry);
const { qmpSocket, controlSocket } = state;
leaveWarden({
  pid,
  qmpSocket,
  controlSocket,
  diskCount: attached.length,
  report: fileURLToPath(new URL('./report.mjs', import.meta.url)),
  folder: machine.folder,
});
const isTaken = (...place) =>
  machine.attachments.some((attachment) => String(attachment.place) === String(place));
for (const channel of [0, 1]) {
  // The stand-in's own rule: a second device of a channel is not to be alone.
  if (isTaken(channel, 1) && !isTaken(channel, 0)) {
    fail(`Error: failed to start machine. Error message: channel ${channel} has no first device`);
  }
}
const boot = machine.attachments.find(({ type }) => type === 'dvddrive');
const command = qemuCommand({
  memoryMegabytes: machine.memory,
  cpuCount: machine.cpus,
  disks: attached.map(({ file, place }) => ({ file, place })),
  disc: { file: boot.medium, place: boot.place },
  consoleSocket: machine.uarts[1].path,
  agentSocket: machine.uarts[2].path,
  qmpSocket,
  restoreId: saved?.uuid,
});
process.stdout.write(`${shellLine(command)}\n`);
