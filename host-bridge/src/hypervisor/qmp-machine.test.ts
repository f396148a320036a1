import { expect, test } from 'vitest';
import type { VmDefinition } from './driver.ts';
import type { MachineDirectory } from './machine-directory.ts';
import { MachineLife } from './machine-life.ts';
import type { QmpClient } from './qmp-client.ts';
import { QmpError } from './qmp-error.ts';
import { QmpMachine } from './qmp-machine.ts';

/** A machine whose QEMU answers so. */
function machine(execute: QmpClient['execute'] = () => Promise.resolve({})) {
  const life = new MachineLife();
  let killCount = 0;
  const qemu = new QmpMachine({
    life,
    definition: { memoryBytes: 1, statusPortName: 'port' } as VmDefinition,
    files: { path: '/vm' } as MachineDirectory,
    overlayNode: () => Promise.resolve('overlay'),
    statusDevice: 'status',
    pid: () => undefined,
    kill: () => {
      killCount += 1;
    },
  });
  qemu.client = { execute } as QmpClient;
  return { qemu, life, killCount: () => killCount };
}

const event = (name: string, data: Record<string, unknown>) => ({ name, data, timestampMs: 0 });

test('keeps the first reason for its end', () => {
  const { qemu, killCount } = machine();
  qemu.onEvent(event('SHUTDOWN', { reason: 'guest-reset' }));
  qemu.onEvent(event('SHUTDOWN', { reason: 'host-signal' }));
  qemu.onLost('something else');
  expect([qemu.shutdownReason, killCount()]).toEqual(['guest-reset', 0]);
});

test('a reason that is none is called unknown', () => {
  const { qemu } = machine();
  qemu.onEvent(event('SHUTDOWN', { reason: 7 }));
  expect(qemu.shutdownReason).toBe('unknown');
});

test('a machine that stands still for want of room is ended', () => {
  const { qemu, killCount } = machine();
  qemu.onEvent(event('BLOCK_IO_ERROR', { nospace: true, action: 'report' }));
  qemu.onEvent(event('BLOCK_IO_ERROR', { nospace: false, action: 'stop' }));
  expect([qemu.outOfRoom, killCount()]).toEqual([undefined, 0]);
  qemu.onEvent(event('BLOCK_IO_ERROR', { nospace: true, action: 'stop' }));
  expect([qemu.outOfRoom, killCount()]).toEqual(['/vm', 1]);
});

test('a QEMU that breaks the protocol is ended, one that has gone is not', () => {
  const { qemu, killCount } = machine();
  qemu.onFailure(new QmpError('closed', 'gone'));
  expect([qemu.shutdownReason, killCount()]).toEqual([undefined, 0]);
  qemu.onFailure(new QmpError('protocol', 'nonsense'));
  expect([qemu.shutdownReason, killCount()]).toEqual(['nonsense', 1]);
});

test('reads the status of a machine that is on, and of no other', async () => {
  const commands: unknown[] = [];
  const { qemu, life } = machine((name, given) => {
    commands.push([name, given]);
    return Promise.resolve(Buffer.from('up').toString('base64'));
  });
  expect(await qemu.readStatus({})).toHaveLength(0);
  life.moveTo('paused');
  expect(await qemu.readStatus({})).toEqual(Buffer.from('up'));
  life.finish(() => ({ cause: 'crashed', detail: '' }));
  expect(await qemu.readStatus({})).toHaveLength(0);
  const ring = { device: 'status', size: 4096, format: 'base64' };
  expect(commands).toEqual([['ringbuf-read', ring]]);
});

test.each([
  ['canceled', new QmpError('canceled', 'x'), /given up/],
  ['hypervisor_failed', new QmpError('command_failed', 'no'), /^QEMU did not obey stop: no$/],
])('%s where QEMU does not obey', async (code, error, message) => {
  const { qemu } = machine(() => Promise.reject(error));
  await expect(qemu.execute('stop', {}, {})).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test('says so where there is no connection yet', async () => {
  const { qemu } = machine();
  qemu.client = undefined;
  await expect(qemu.execute('stop', {}, {})).rejects.toMatchObject({ code: 'hypervisor_failed' });
});
