import { expect, test } from 'vitest';
import type { DriverProbe, HypervisorDriver } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { probeDriver } from './probe-driver.ts';

const FOUND: DriverProbe = {
  driver: 'stand-in',
  program: '/bin/hypervisor',
  version: '1.2',
  accelerator: 'tcg',
  rejected: [{ accelerator: 'kvm', reason: 'no\u001b[2J device' }],
  capabilities: {
    pause: true,
    snapshot: false,
    liveSnapshot: false,
    network: true,
    networkSwitch: true,
    cpuLimit: false,
    balloon: false,
    console: true,
    screenshot: false,
    agentChannels: ['virtio-serial', 'serial'],
  },
};

function driver(change: Partial<HypervisorDriver> = {}): HypervisorDriver {
  const never = () => Promise.reject(new Error('not asked for by a probe'));
  return {
    name: 'stand-in',
    locate: () => Promise.resolve('/bin/hypervisor'),
    probe: () => Promise.resolve(FOUND),
    define: never,
    reopen: never,
    ...change,
  };
}

const missing = new HypervisorError('hypervisor_missing', 'install it');

test('tells program, version, the accelerator that ran a guest, and why others did not', async () => {
  expect(await probeDriver(driver(), { mayRun: true })).toEqual({
    name: 'stand-in',
    status: 'usable',
    program: '/bin/hypervisor',
    version: '1.2',
    accelerator: 'tcg',
    rejected: [{ accelerator: 'kvm', reason: 'no·[2J device' }],
    capabilities: FOUND.capabilities,
  });
});

test('a hypervisor that is not there is missing, and is not probed', async () => {
  const probed = driver({
    locate: () => Promise.reject(missing),
    probe: () => Promise.reject(new Error('probed')),
  });
  const report = { name: 'stand-in', status: 'missing', rejected: [], reason: 'install it' };
  expect(await probeDriver(probed, { mayRun: true })).toEqual(report);
  expect(await probeDriver(probed, { mayRun: false })).toEqual(report);
});

test('one that runs no guest is unusable, with the path and the reason in one line', async () => {
  const error = new HypervisorError('accelerator_unusable', 'no accelerator\nat all');
  const unusable = driver({ probe: () => Promise.reject(error) });
  expect(await probeDriver(unusable, { mayRun: true })).toEqual({
    name: 'stand-in',
    status: 'unusable',
    program: '/bin/hypervisor',
    rejected: [],
    reason: 'no accelerator at all',
  });
});

test('nothing is run where nothing is to be run', async () => {
  const probed = driver({ probe: () => Promise.reject(new Error('probed')) });
  expect(await probeDriver(probed, { mayRun: false })).toEqual({
    name: 'stand-in',
    status: 'not_run',
    program: '/bin/hypervisor',
    rejected: [],
  });
});

test('one that hangs is given up, and told so', async () => {
  let given: AbortSignal | undefined;
  const hanging = driver({
    probe: ({ signal }) => {
      given = signal;
      return new Promise(() => undefined);
    },
  });
  expect(await probeDriver(hanging, { mayRun: true, timeoutMs: 1 })).toMatchObject({
    status: 'unusable',
    reason: 'its trials took longer than 0.001 s',
  });
  expect(given?.aborted).toBe(true);
});

test('an abort is passed on to the driver, and ends the probe', async () => {
  const controller = new AbortController();
  const waiting = driver({
    probe: ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () =>
          reject(new HypervisorError('canceled', 'given up')),
        );
        controller.abort(new Error('enough'));
      }),
  });
  const { signal } = controller;
  await expect(probeDriver(waiting, { mayRun: true, signal })).rejects.toThrow('enough');
});
