// Stand-in for VBoxManage 7.0: commands, outputs and errors as in the VirtualBox manual, chapter 8 "VBoxManage", of
// those commands that the driver uses and no others. The guest runs under QEMU: see qemu-underneath.mjs.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createOverlay, order, readVmdkExtent } from '../qemu-underneath.mjs';
import * as state from './machine-state.mjs';

const words = process.argv.slice(2);
state.noteCommand('VBoxManage', words);
if (words[0] === '--nologo') words.shift();
const [verb, ...rest] = words;

const print = (text) => process.stdout.write(`${text}\n`);

/** Ends as VBoxManage does: the message, then details for developers; 1, or 2 for a wrong command line. */
function fail(message, code = 'VBOX_E_INVALID_VM_STATE (0x80bb0002)', status = 1) {
  const details = `code ${code}, component MachineWrap, interface IMachine, callee nsISupports`;
  const lines = status === 2 ? [message] : [message, `Details: ${details}`];
  for (const line of lines) process.stderr.write(`VBoxManage: error: ${line}\n`);
  process.exit(status);
}

const syntax = (message) => fail(message, undefined, 2);

/** Reads `--name value…` by a table of how many values each has; what is not in it is refused. */
function options(given, arities) {
  const found = {};
  for (let index = 0; index < given.length;) {
    const name = given[index];
    const arity = arities[name];
    if (arity === undefined) syntax(`Unknown option: ${name}`);
    const values = given.slice(index + 1, index + 1 + arity);
    if (values.length < arity) syntax(`Option ${name} needs a value`);
    found[name] = arity === 1 ? values[0] : values;
    index += 1 + arity;
  }
  return found;
}

const faults = state.readFaults();
if (faults.hang === verb) await new Promise((resolve) => setTimeout(resolve, 3_600_000));
if (faults.garbage === verb) {
  process.stdout.write(randomBytes(4096));
  process.exit(0);
}
if (faults.serverGone === verb) {
  process.stderr.write(
    'VBoxManage: error: Failed to create the VirtualBox object!\n' +
      'VBoxManage: error: Code NS_ERROR_ABORT (0x80004004) - Operation aborted (extended info not available)\n',
  );
  process.exit(1);
}

if (verb === '--version') {
  if (faults.kernelModuleMissing) {
    print('WARNING: The vboxdrv kernel module is not loaded. Either there is no module');
    print('         available for the current kernel (6.1.0) or it failed to');
    print('         load. Please recompile the kernel module and install it by\n');
    print('           sudo /sbin/vboxconfig\n');
    print('         You will not be able to start VMs until this problem is fixed.');
  }
  print(faults.version ?? '7.0.20r163906');
  process.exit(0);
}

const registry = state.readRegistry();
const { media } = registry;

function machineNamed(name) {
  const { machine } = registry;
  if (machine?.name === name) return machine;
  return fail(
    `Could not find a registered machine named '${name}'`,
    'VBOX_E_OBJECT_NOT_FOUND (0x80bb0001)',
  );
}

/** As a session does that wants to write: nobody else may have one, and the machine must be off. */
function locked(name) {
  const machine = machineNamed(name);
  const isHeld = (faults.lockedCount ?? 0) > 0;
  if (isHeld) state.writeFaults({ ...faults, lockedCount: faults.lockedCount - 1 });
  if (isHeld || ['starting', 'running', 'paused'].includes(state.stateOf(machine))) {
    fail(
      `The machine '${name}' is already locked for a session (or being unlocked)`,
      'VBOX_E_INVALID_OBJECT_STATE (0x80bb0007)',
    );
  }
  return machine;
}

async function ordered(request) {
  const answer = await order(state.controlSocket, request);
  if (answer?.ok === true) return answer;
  return fail(
    `The machine's process is gone: ${answer?.error ?? 'no answer'}`,
    'NS_ERROR_FAILURE (0x80004005)',
  );
}

const MODIFY = {
  '--memory': 1,
  '--cpus': 1,
  '--ioapic': 1,
  '--rtcuseutc': 1,
  '--firmware': 1,
  '--chipset': 1,
  ...Object.fromEntries([1, 2, 3, 4].map((number) => [`--boot${number}`, 1])),
  '--uart1': 2,
  '--uartmode1': 2,
  '--uart2': 2,
  '--uartmode2': 2,
  '--nic1': 1,
  '--usb': 1,
  '--vrde': 1,
};

const COMMANDS = {
  createvm(given) {
    const isRegistered = given.at(-1) === '--register';
    const found = options(isRegistered ? given.slice(0, -1) : given, {
      '--name': 1,
      '--basefolder': 1,
      '--ostype': 1,
    });
    if (!isRegistered) syntax('the stand-in only makes machines that are registered');
    const { '--name': name, '--basefolder': base, '--ostype': type } = found;
    if (type !== 'Linux_64')
      fail(`Guest OS type '${type}' is invalid`, 'VBOX_E_OBJECT_NOT_FOUND (0x80bb0001)');
    const folder = join(base, name);
    if (existsSync(folder))
      fail(
        `Machine settings file '${folder}/${name}.vbox' already exists`,
        'VBOX_E_FILE_ERROR (0x80bb0004)',
      );
    mkdirSync(join(folder, 'Snapshots'), { recursive: true });
    const uuid = randomUUID();
    registry.machine = {
      name,
      uuid,
      folder,
      memory: 128,
      cpus: 1,
      uarts: {},
      controllers: [],
      attachments: [],
      snapshots: [],
    };
    state.writeRegistry(registry);
    print(
      `Virtual machine '${name}' is created and registered.\nUUID: ${uuid}\nSettings file: '${folder}/${name}.vbox'`,
    );
  },

  modifyvm([name, ...given]) {
    const machine = locked(name);
    const found = options(given, MODIFY);
    if (state.stateOf(machine) === 'saved')
      fail('The machine is not mutable or running (state is Saved)');
    machine.memory = Number(found['--memory'] ?? machine.memory);
    machine.cpus = Number(found['--cpus'] ?? machine.cpus);
    if (!(machine.memory >= 4))
      fail(
        `Invalid RAM size: ${machine.memory} MB (must be in range [4, 2097152] MB)`,
        'E_INVALIDARG (0x80070057)',
      );
    for (const number of [1, 2]) {
      const [mode, path] = found[`--uartmode${number}`] ?? [];
      if (mode === undefined) continue;
      if (mode !== 'server' && mode !== 'client') syntax(`Invalid argument '${mode}'`);
      machine.uarts[number] = { mode, path };
    }
    state.writeRegistry(registry);
  },

  storagectl([name, ...given]) {
    const machine = locked(name);
    const found = options(given, { '--name': 1, '--add': 1, '--controller': 1 });
    if (found['--add'] !== 'ide' || found['--controller'] !== 'PIIX4')
      syntax('the stand-in only has the IDE controller PIIX4');
    if (machine.controllers.length > 0) fail('Only one IDE controller is allowed');
    if (machine.controllers.includes(found['--name']))
      fail(
        `Storage controller named '${found['--name']}' already exists`,
        'VBOX_E_OBJECT_IN_USE (0x80bb000c)',
      );
    machine.controllers.push(found['--name']);
    state.writeRegistry(registry);
  },

  createmedium([kind, ...given]) {
    const found = options(given, { '--filename': 1, '--diffparent': 1, '--format': 1 });
    const { '--filename': file, '--diffparent': parent } = found;
    if (kind !== 'disk' || parent === undefined)
      syntax('the stand-in only makes differencing disks');
    const raw = readVmdkExtent(parent);
    const twin = Object.values(media).find((medium) => medium.uuid === raw.uuid);
    if (twin !== undefined || faults.uuidConflict) {
      fail(
        `Cannot register the hard disk '${parent}' {${raw.uuid}} because a hard disk '/other' with UUID {${raw.uuid}} already exists`,
        'E_INVALIDARG (0x80070057)',
      );
    }
    createOverlay(file, raw);
    media[parent] = { uuid: raw.uuid };
    media[file] = { uuid: randomUUID(), parent, raw };
    state.writeRegistry(registry);
    process.stderr.write('0%...10%...20%...30%...40%...50%...60%...70%...80%...90%...100%\n');
    print(`Medium created. UUID: ${media[file].uuid}`);
  },

  storageattach([name, ...given]) {
    const machine = locked(name);
    const found = options(given, {
      '--storagectl': 1,
      '--port': 1,
      '--device': 1,
      '--type': 1,
      '--medium': 1,
      '--mtype': 1,
    });
    const place = [Number(found['--port']), Number(found['--device'])];
    if (place.some((number) => number !== 0 && number !== 1))
      fail(
        `The port and/or device parameter are out of range: port=${place[0]}, device=${place[1]}`,
      );
    if (machine.attachments.some((other) => String(other.place) === String(place)))
      fail(`Medium is already attached to port ${place[0]}, device ${place[1]}`);
    const {
      '--storagectl': controller,
      '--type': type,
      '--medium': medium,
      '--mtype': mode,
    } = found;
    if (!machine.controllers.includes(controller))
      fail(
        `Could not find a storage controller named '${controller}'`,
        'VBOX_E_OBJECT_NOT_FOUND (0x80bb0001)',
      );
    if (!existsSync(medium))
      fail(
        `Could not find file for the medium '${medium}' (VERR_FILE_NOT_FOUND)`,
        'VBOX_E_FILE_ERROR (0x80bb0004)',
      );
    if (type === 'dvddrive') {
      machine.attachments.push({ type, medium, place });
    } else if (type === 'hdd') {
      const isOurs = medium in media;
      const raw = isOurs ? media[medium].raw : readVmdkExtent(medium);
      const file = isOurs ? medium : join(machine.folder, 'Snapshots', `{${randomUUID()}}.vdi`);
      if (!isOurs) createOverlay(file, raw);
      if (mode !== undefined && mode !== 'immutable') syntax(`Invalid --mtype argument '${mode}'`);
      machine.attachments.push({
        type,
        medium,
        place,
        file,
        raw,
        isImmutable: mode === 'immutable',
      });
    } else syntax(`Invalid --type argument '${type}'`);
    state.writeRegistry(registry);
  },

  showvminfo([name, ...given]) {
    options(given, { '--machinereadable': 0 });
    const machine = machineNamed(name);
    print(`name="${name}"\nUUID="${machine.uuid}"\nmemory=${machine.memory}\ncpus=${machine.cpus}`);
    for (const { medium, type } of machine.attachments) print(`"${type}-0-0"="${medium}"`);
    print(`VMState="${state.stateOf(machine)}"\nVMStateChangeTime="2024-07-09T18:23:11.000000000"`);
  },

  async controlvm([name, action, value, ...more]) {
    const machine = machineNamed(name);
    const now = state.stateOf(machine);
    if (more.length > 0) syntax('Too many parameters');
    if (faults.refuseControl) fail('Access denied', 'E_ACCESSDENIED (0x80070005)');
    if (now !== 'running' && now !== 'paused') fail(`Machine '${name}' is not currently running.`);
    if (action === 'pause' && now === 'paused') fail('Invalid machine state: Paused');
    if (action === 'resume' && now === 'running')
      fail('Cannot resume the machine as it is not paused (machine state: Running)');
    if (action === 'pause' || action === 'resume') return void (await ordered({ order: action }));
    if (action === 'poweroff') return void (await ordered({ order: 'power-off' }));
    if (action !== 'cpuexecutioncap') return syntax(`Invalid parameter '${action}'`);
    const percent = Number(value);
    if (!Number.isInteger(percent) || percent < 1 || percent > 100)
      syntax(`Invalid CPU execution cap: ${value}`);
    return void (await ordered({ order: 'limit', percent }));
  },

  discardstate([name]) {
    const machine = locked(name);
    if (machine.savedId === undefined)
      fail('Cannot discard the saved state as the machine is not in the Saved state');
    delete machine.savedId;
    state.writeRegistry(registry);
  },

  async snapshot([name, action, ...given]) {
    const machine = machineNamed(name);
    if (SNAPSHOT[action] === undefined) syntax(`Invalid parameter '${action}'`);
    await SNAPSHOT[action](machine, given);
  },

  unregistervm([name, flag, ...more]) {
    const machine = locked(name);
    if (flag !== '--delete' || more.length > 0) syntax('Invalid option');
    rmSync(machine.folder, { recursive: true });
    delete registry.machine;
    registry.media = {};
    state.writeRegistry(registry);
  },
};

const SNAPSHOT = {
  list({ snapshots, current }, given) {
    options(given, { '--machinereadable': 0 });
    if (snapshots.length === 0) {
      print('This machine does not have any snapshots');
      process.exit(1);
    }
    let currentNode = '';
    const show = (snapshot, suffix) => {
      print(`SnapshotName${suffix}="${snapshot.name}"\nSnapshotUUID${suffix}="${snapshot.uuid}"`);
      if (snapshot.uuid === current) currentNode = `SnapshotName${suffix}`;
      const children = snapshots.filter(({ parent }) => parent === snapshot.uuid);
      children.forEach((child, index) => show(child, `${suffix}-${index + 1}`));
    };
    show(
      snapshots.find(({ parent }) => parent === undefined),
      '',
    );
    const found = snapshots.find(({ uuid }) => uuid === current);
    print(
      `CurrentSnapshotName="${found.name}"\nCurrentSnapshotUUID="${current}"\nCurrentSnapshotNode="${currentNode}"`,
    );
  },

  async take(machine, [tag, ...given]) {
    options(given, { '--pause': 0 });
    if (!['running', 'paused'].includes(state.stateOf(machine)))
      syntax('the stand-in only saves machines that are on');
    if (faults.diskFull)
      fail('Failed to save the machine state: VERR_DISK_FULL', 'VBOX_E_FILE_ERROR (0x80bb0004)');
    const uuid = randomUUID();
    const { bytes } = await ordered({ order: 'save', id: uuid });
    const file = join(machine.folder, 'Snapshots', `${uuid}.sav`);
    // The memory is in QEMU's disk; of this file only the size means something.
    writeFileSync(file, '');
    truncateSync(file, bytes);
    const { memory, cpus, current: parent } = machine;
    const timeStamp = `${new Date().toISOString().slice(0, 19)}Z`;
    machine.snapshots.push({ name: tag, uuid, parent, timeStamp, bytes, memory, cpus });
    machine.current = uuid;
    state.writeRegistry(registry);
    print(`Snapshot taken. UUID: ${uuid}`);
  },

  async delete(machine, [tag, ...given]) {
    options(given, {});
    const snapshot = snapshotNamed(machine, tag);
    const children = machine.snapshots.filter(({ parent }) => parent === snapshot.uuid);
    if (children.length > 1) {
      fail(
        `Snapshot '${tag}' of the machine '${machine.name}' cannot be deleted, because it has ${children.length} child snapshots, which is more than the one snapshot allowed for deletion`,
        'VBOX_E_INVALID_OBJECT_STATE (0x80bb0007)',
      );
    }
    await ordered({ order: 'delete', id: snapshot.uuid });
    rmSync(join(machine.folder, 'Snapshots', `${snapshot.uuid}.sav`));
    machine.snapshots = machine.snapshots.filter((one) => one !== snapshot);
    for (const child of children) child.parent = snapshot.parent;
    if (machine.current === snapshot.uuid) machine.current = snapshot.parent;
    state.writeRegistry(registry);
  },

  restore(machine, [tag, ...given]) {
    options(given, {});
    locked(machine.name);
    const snapshot = snapshotNamed(machine, tag);
    Object.assign(machine, {
      memory: snapshot.memory,
      cpus: snapshot.cpus,
      current: snapshot.uuid,
      savedId: snapshot.uuid,
    });
    state.writeRegistry(registry);
    print(`Restoring snapshot '${tag}' (${snapshot.uuid})`);
  },
};

function snapshotNamed(machine, tag) {
  const found = machine.snapshots.find(({ name }) => name === tag);
  return (
    found ??
    fail(`Could not find a snapshot named '${tag}'`, 'VBOX_E_OBJECT_NOT_FOUND (0x80bb0001)')
  );
}

if (COMMANDS[verb] === undefined) syntax(`Invalid command '${verb}'`);
if (!existsSync(dirname(process.env.VBOX_USER_HOME ?? ''))) fail('no home');
await COMMANDS[verb](rest);
