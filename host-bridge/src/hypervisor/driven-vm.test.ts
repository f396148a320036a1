import { expect, test } from 'vitest';
import { agentEndpoint } from './agent-endpoint.ts';
import { DrivenVm } from './driven-vm.ts';
import type { SnapshotSaved, VmFigures } from './driver.ts';
import type { DriverMachine } from './driver-machine.ts';
import type { MachineDirectory } from './machine-directory.ts';
import { MachineLife } from './machine-life.ts';

const SAVED: SnapshotSaved = { standstillMs: 7, bytes: 1000 };

/** A machine that does all it is asked, and the calls of it. */
function machine(changes: Partial<DriverMachine> = {}) {
  const calls: string[] = [];
  const life = new MachineLife();
  const note =
    (name: string) =>
    (...given: readonly unknown[]): Promise<void> => {
      calls.push([name, ...given.filter((one) => typeof one === 'string')].join(' '));
      return Promise.resolve();
    };
  const control: DriverMachine = {
    endpoint: agentEndpoint('/agent.sock'),
    files: {
      path: '/vm',
      removeOutside: note('removeOutside'),
      remove: note('remove'),
    } as unknown as MachineDirectory,
    pid: 7,
    processIdentity: { pid: 7, startedAt: 'then' },
    machineType: 'pc',
    console: { bytes: () => Buffer.from('one\ntwo\n') },
    snapshots: {
      list: () => Promise.resolve([]),
      save: (tag) => note('save')(tag).then(() => SAVED),
      delete: note('delete'),
    },
    readFigures: () => Promise.resolve({ cpuTimeMs: 1, residentBytes: 1 }),
    start: note('start'),
    pause: note('pause'),
    resume: note('resume'),
    stop: () => {
      life.finish(() => ({ cause: 'requested', detail: 'stopped' }));
      return note('stop')();
    },
    limitCpu: () => undefined,
    setNetworkUp: note('setNetworkUp'),
    ...changes,
  };
  return { vm: new DrivenVm(life, control), life, calls };
}

test('goes from state to state, and asks for each step once', async () => {
  const { vm, calls } = machine();
  expect(vm.state).toBe('defined');
  await vm.start({});
  await vm.start({});
  expect(vm.state).toBe('running');
  await vm.pause({});
  await vm.pause({});
  expect(vm.state).toBe('paused');
  await vm.resume({});
  await vm.resume({});
  await vm.stop();
  await vm.destroy();
  expect(vm.state).toBe('stopped');
  expect(await vm.ended).toMatchObject({ cause: 'requested' });
  expect(calls).toEqual(['start', 'pause', 'resume', 'stop', 'removeOutside', 'remove']);
});

test('starts paused where that is wanted', async () => {
  const { vm } = machine();
  await vm.start({ paused: true });
  expect(vm.state).toBe('paused');
});

test('does nothing in a state that is wrong for it', async () => {
  const { vm, calls } = machine();
  const failed = { code: 'hypervisor_failed', message: /a machine that is defined$/ };
  const matching = { ...failed, message: expect.stringMatching(failed.message) };
  await expect(vm.pause({})).rejects.toMatchObject(matching);
  await expect(vm.resume({})).rejects.toMatchObject(matching);
  await expect(vm.saveSnapshot('a', {})).rejects.toMatchObject(matching);
  await expect(vm.deleteSnapshot('a', {})).rejects.toMatchObject(matching);
  expect(calls).toEqual([]);
});

test('a call that fails leaves the state as it was', async () => {
  const { vm } = machine({ pause: () => Promise.reject(new Error('no')) });
  await vm.start({});
  await expect(vm.pause({})).rejects.toThrow('no');
  expect(vm.state).toBe('running');
});

test('a start that was given up before does not begin', async () => {
  const { vm, calls } = machine();
  const signal = AbortSignal.abort();
  await expect(vm.start({ signal })).rejects.toMatchObject({ code: 'canceled' });
  expect(calls).toEqual([]);
});

test('a snapshot of a paused machine costs no standstill', async () => {
  const { vm, calls } = machine();
  await vm.start({});
  expect(await vm.saveSnapshot('a', {})).toEqual(SAVED);
  await vm.pause({});
  expect(await vm.saveSnapshot('b', {})).toEqual({ ...SAVED, standstillMs: 0 });
  await vm.deleteSnapshot('a', {});
  expect(calls.slice(1)).toEqual(['save a', 'pause', 'save b', 'delete a']);
});

test('without snapshots nothing has changed after a call for one', async () => {
  const { vm, calls } = machine({ snapshots: { unsupported: 'there are none' } });
  const unsupported = { code: 'unsupported', message: 'there are none' };
  await expect(vm.start({ restoreTag: 'a' })).rejects.toMatchObject(unsupported);
  await expect(vm.saveSnapshot('a', {})).rejects.toMatchObject(unsupported);
  await expect(vm.deleteSnapshot('a', {})).rejects.toMatchObject(unsupported);
  expect(await vm.listSnapshots()).toEqual([]);
  await vm.start({});
  expect(calls).toEqual(['start']);
});

test('the CPU time never falls, and ends with the machine', async () => {
  const times = [10, 30, 20];
  const readFigures = () => {
    const cpuTimeMs = times.shift();
    return Promise.resolve(cpuTimeMs === undefined ? undefined : { cpuTimeMs, residentBytes: 1 });
  };
  const { vm } = machine({ readFigures });
  await vm.start({});
  const told = [await vm.figures(), await vm.figures(), await vm.figures(), await vm.figures()];
  expect(told.map((figures) => figures?.cpuTimeMs)).toEqual([10, 30, 30, undefined]);
});

test('figures that were read across the end are nobody’s', async () => {
  const read = Promise.withResolvers<VmFigures>();
  const { vm } = machine({ readFigures: () => read.promise });
  await vm.start({});
  const figures = vm.figures();
  await vm.stop();
  read.resolve({ cpuTimeMs: 1, residentBytes: 1 });
  expect(await figures).toBeUndefined();
  expect([vm.pid, vm.processIdentity]).toEqual([undefined, undefined]);
});

test('has a status where its driver has one only', async () => {
  expect(machine().vm.readStatus).toBeUndefined();
  const { vm } = machine({ readStatus: () => Promise.resolve(Buffer.from('up')) });
  expect(await vm.readStatus?.({})).toEqual(Buffer.from('up'));
});

test('shows the last lines of the console, and none before there is one', () => {
  expect(machine().vm.consoleTail(1)).toEqual(['two']);
  expect(machine({ console: undefined }).vm.consoleTail(1)).toEqual([]);
});

test('says which files cannot be deleted', async () => {
  const remove = () => Promise.reject(new Error('EBUSY'));
  const removeOutside = () => Promise.resolve();
  const files = { path: '/vm', remove, removeOutside } as unknown as MachineDirectory;
  await expect(machine({ files }).vm.destroy()).rejects.toMatchObject({
    code: 'hypervisor_failed',
    message: '/vm cannot be deleted: EBUSY',
  });
});
