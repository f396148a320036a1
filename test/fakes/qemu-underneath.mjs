// What the stand-ins for VirtualBox and VMware have in common: the guest really runs, under QEMU. A machine is
// a QEMU whose disks are all qcow2 over the raw files that the vendor's description names, so that QEMU's own
// snapshots can play the vendor's. A warden, a process of its own, speaks QMP with it and takes orders.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const WARDEN = fileURLToPath(new URL('./qemu-warden.mjs', import.meta.url));

/** The raw file and size in a VMDK descriptor of one flat extent; throws where it is none. */
export function readVmdkExtent(path) {
  const text = readFileSync(path, 'utf8');
  const [, sectors, name] = /^RW (\d+) FLAT "([^"]+)" 0$/m.exec(text) ?? [];
  if (!text.startsWith('# Disk DescriptorFile\n') || name === undefined) {
    throw new Error(`${path} is no VMDK descriptor`);
  }
  return {
    file: isAbsolute(name) ? name : join(dirname(path), name),
    bytes: Number(sectors) * 512,
    uuid: /^ddb\.uuid\.image = "(.+)"$/m.exec(text)?.[1],
  };
}

/** Makes the qcow2 file in which what the guest writes to a raw file goes. */
export function createOverlay(file, raw) {
  const backing = ['-b', raw.file, '-F', 'raw'];
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', ...backing, file, String(raw.bytes)]);
}

const commas = (text) => text.replaceAll(',', ',,');

/** A place on the PC's own IDE controller, which QEMU gives its machine. */
const ide = ([channel, unit]) => `bus=ide.${channel},unit=${unit}`;

/** Command line of QEMU for a machine that begins stopped; `disks` and `disc` have a file and a place. */
export function qemuCommand(machine) {
  const { memoryMegabytes, cpuCount, disks, disc, consoleSocket, agentSocket, qmpSocket } = machine;
  const node = (driver, name, filename, isReadOnly) => {
    const file = { driver: 'file', filename };
    const options = { driver, 'node-name': name, 'read-only': isReadOnly, file };
    return ['-blockdev', JSON.stringify(options)];
  };
  return [
    ['qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none'],
    ['-S', '-no-shutdown', '-machine', 'pc', '-accel', 'tcg', '-boot', 'd'],
    ['-m', `${memoryMegabytes}M`, '-smp', `${cpuCount}`],
    ...disks.flatMap(({ file, place }, index) => [
      node('qcow2', `disk${index}`, file, false),
      ['-device', `ide-hd,${ide(place)},drive=disk${index}`],
    ]),
    node('raw', 'disc', disc.file, true),
    ['-device', `ide-cd,${ide(disc.place)},drive=disc`],
    ['-chardev', `socket,id=console,path=${commas(consoleSocket)}`],
    ['-device', 'isa-serial,index=0,chardev=console'],
    ['-chardev', `socket,id=agent,path=${commas(agentSocket)},server=on,wait=off`],
    ['-device', 'isa-serial,index=1,chardev=agent'],
    ['-qmp', `unix:${commas(qmpSocket)},server=on,wait=off`],
    machine.restoreId === undefined ? [] : ['-loadvm', machine.restoreId],
  ].flat();
}

/** The raw file behind a VMDK description, or behind an empty child of one, whose form QEMU judges. */
export function readVmdkDisk(path) {
  const head = readFileSync(path);
  if (head.toString('latin1', 0, 4) !== 'KDMV') return readVmdkExtent(path);
  const text = head.toString('utf8', 512, 512 + 20 * 512).replace(/\0+$/, '');
  const [, parent] = /^parentFileNameHint="([^"]+)"$/m.exec(text) ?? [];
  if (parent === undefined) throw new Error(`${path} has no parent`);
  const raw = readVmdkExtent(join(dirname(path), parent));
  // It opens the whole chain: identities and sizes must fit.
  const check = ['info', '--output=json', '--backing-chain', '-f', 'vmdk', path];
  const [child, base] = JSON.parse(execFileSync('qemu-img', check, { encoding: 'utf8' }));
  if (child['virtual-size'] !== raw.bytes || base?.format !== 'vmdk') {
    throw new Error(`${path} is no child of ${parent}`);
  }
  execFileSync('qemu-img', ['check', '-q', '-f', 'vmdk', path]);
  return raw;
}

/** As a line for a shell, which becomes QEMU. */
export function shellLine(command) {
  return `exec ${command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')}`;
}

/**
 * Leaves a warden behind that waits for the QEMU of process `pid`.
 * `report`: a module whose default export gets these options and one of `running`, `paused`, `reset`,
 * `guest-off` (by itself), `power-off` (by order), `gone`.
 */
export function leaveWarden(options) {
  for (const path of [options.qmpSocket, options.controlSocket]) rmSync(path, { force: true });
  const arguments_ = [WARDEN, JSON.stringify(options)];
  spawn(process.execPath, arguments_, { detached: true, stdio: 'ignore' }).unref();
}

/** Gives the warden an order, and returns its answer; undefined where there is none. */
export async function order(controlSocket, request, waitMs = 0) {
  const deadline = Date.now() + waitMs;
  while (!existsSync(controlSocket) && Date.now() < deadline) await delay(20);
  return new Promise((resolve) => {
    const socket = createConnection(controlSocket);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(text === '' ? undefined : JSON.parse(text)));
    socket.write(`${JSON.stringify(request)}\n`);
  });
}

/** Writes a file that others may be reading: they see the old text or the new one. */
export function replaceFile(path, text) {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, text);
  renameSync(next, path);
}

/** True while the process lives; a zombie does not. */
export function isAlive(pid) {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
