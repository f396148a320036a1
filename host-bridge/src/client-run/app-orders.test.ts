import { EventEmitter } from 'node:events';
import { DEFAULT_INIT_DATA, type InitData } from '@vmslot/proto/boinc';
import { RpcError } from '@vmslot/proto/rpc';
import { beforeEach, expect, test } from 'vitest';
import type { RuntimeClientEvents } from '../boinc/index.ts';
import type { AppChange } from '../bridge.ts';
import { AppOrders } from './app-orders.ts';
import type { ClientSession } from './client-session.ts';

let told: AppChange[];
let warnings: string[];
let runtime: EventEmitter<RuntimeClientEvents> & { networkSuspended: boolean };
let initData: InitData;
let startedFrom: number | undefined;
let statuses: Map<string, number>;
let failure: Error | undefined;
let orders: AppOrders;

const pump = () => orders.pump({ signal: new AbortController().signal });

beforeEach(() => {
  [told, warnings, statuses] = [[], [], new Map()];
  runtime = Object.assign(new EventEmitter<RuntimeClientEvents>(), { networkSuspended: false });
  initData = { ...DEFAULT_INIT_DATA, appName: 'ecm' };
  [startedFrom, failure] = [0, undefined];
  const session = {
    get initData() {
      return initData;
    },
    attached: {
      runtime,
      ledger: { outputs: new Set(['out/part']) },
      uploads: { status: async (name: string) => statuses.get(name) },
    },
    reporter: { warning: (_phase: string, text: string) => void warnings.push(text) },
    observer: {
      get startedFrom() {
        return startedFrom;
      },
    },
  } as unknown as ClientSession;
  const running = {
    updateApp: async (change: AppChange) => {
      if (failure !== undefined) throw failure;
      told.push(change);
    },
  };
  orders = new AppOrders({ session, running, logicalNames: new Map([['out/part', 'part']]) });
});

test('a job that begins is told nothing, as it has all with its request', async () => {
  startedFrom = undefined;
  await pump();
  startedFrom = 0;
  await pump();
  await pump();
  expect(told).toEqual([]);
});

test('a machine that goes on from a checkpoint is told everything anew, once', async () => {
  startedFrom = 3;
  runtime.networkSuspended = true;
  statuses.set('part', 0);
  await pump();
  await pump();
  expect(told).toEqual([
    {
      facts: expect.objectContaining({ appName: 'ecm' }),
      networkSuspended: true,
      uploads: [{ path: 'out/part', status: 0 }],
    },
  ]);
});

test('news of the network, of facts and of uploads are passed on, the newest of each', async () => {
  await pump();
  runtime.emit('network', true);
  runtime.emit('network', false);
  initData = { ...initData, checkpointPeriodS: 60 };
  orders.factsChanged();
  await pump();
  statuses.set('part', -128);
  runtime.emit('uploadStatus');
  await pump();
  runtime.emit('uploadStatus');
  await pump();
  expect(told).toEqual([
    { networkSuspended: false, facts: expect.objectContaining({ checkpointPeriodMs: 60_000 }) },
    { uploads: [{ path: 'out/part', status: -128 }] },
  ]);
});

test('what the guest has not taken is told again, unless there is something newer', async () => {
  await pump();
  failure = new RpcError('unavailable', 'the link is down');
  runtime.emit('network', true);
  orders.factsChanged();
  await pump();
  runtime.emit('network', false);
  failure = undefined;
  await pump();
  expect(told).toEqual([
    { networkSuspended: false, facts: expect.objectContaining({ appName: 'ecm' }) },
  ]);
  expect(warnings).toEqual([]);
});

test.each(['unimplemented', 'invalid_argument'] as const)(
  'an agent that answers %s is asked once, and that is said once',
  async (code) => {
    failure = new RpcError(code, 'no');
    runtime.emit('network', true);
    await pump();
    failure = undefined;
    runtime.emit('network', false);
    await pump();
    expect(told).toEqual([]);
    expect(warnings).toHaveLength(1);
  },
);
