import { readFileSync } from 'node:fs';
import type { vmslot } from '@vmslot/proto/agent';
import { isErrorWithCode } from '../cgroup/index.ts';
import { checkCount, invalid } from '../field/check-field.ts';
import { writeDurably } from '../state/write-durably.ts';
import { type AppFacts, checkAppFacts } from './app-facts.ts';
import { MAX_APP_UPLOADS, MAX_UPLOAD_NAME_BYTES } from './app-limits.ts';

/** What the host has told of a task and for its programs. */
export interface AppOrders {
  readonly facts: AppFacts;
  /** Rises with each change of the facts. */
  readonly revision: number;
  readonly networkSuspended: boolean;
  /** 0: as the task's limits. */
  readonly memoryLimitBytes: number;
  readonly quitRequested: boolean;
  readonly abortRequested: boolean;
  /** What became of uploads, by path, as lists of path and status. */
  readonly uploads: readonly (readonly [path: string, status: number])[];
}

const FIRST_ORDERS: AppOrders = {
  facts: {},
  revision: 0,
  networkSuspended: false,
  memoryLimitBytes: 0,
  quitRequested: false,
  abortRequested: false,
  uploads: [],
};

/** The orders of a task that has not begun. */
export function firstOrders(facts: AppFacts): AppOrders {
  return { ...FIRST_ORDERS, facts };
}

/** Reads the orders of an earlier life of the agent; the first ones where none were written. */
export function readOrders(path: string): AppOrders {
  try {
    return { ...FIRST_ORDERS, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<AppOrders>) };
  } catch (error) {
    if (!isErrorWithCode(error, 'ENOENT')) throw error;
    return FIRST_ORDERS;
  }
}

/** Writes the orders to the disk. */
export async function writeOrders(path: string, orders: AppOrders): Promise<void> {
  await writeDurably(path, JSON.stringify(orders));
}

/**
 * The orders after a request of the host.
 *
 * @param isUpload true for paths that a program has asked to be uploaded; others are passed over
 * @throws {AgentError} invalid_argument, with the field named
 */
export function changeOrders(
  before: AppOrders,
  request: vmslot.agent.v1.UpdateAppRequest.$Properties,
  isUpload: (path: string) => boolean,
): AppOrders {
  const { facts, uploads = [] } = request;
  if (uploads.length > MAX_APP_UPLOADS) throw invalid('uploads', `at most ${MAX_APP_UPLOADS}`);
  const byPath = new Map(before.uploads);
  for (const [index, { path = '', status = 0 }] of uploads.entries()) {
    if (Buffer.byteLength(path) > MAX_UPLOAD_NAME_BYTES) {
      throw invalid(`uploads[${index}].path`, `at most ${MAX_UPLOAD_NAME_BYTES} bytes`);
    }
    if (isUpload(path)) byPath.set(path, status);
  }
  const hasFacts = facts !== undefined && facts !== null;
  return {
    facts: hasFacts ? checkAppFacts('facts', facts) : before.facts,
    revision: before.revision + (hasFacts ? 1 : 0),
    networkSuspended: request.networkSuspended ?? before.networkSuspended,
    memoryLimitBytes: checkCount(
      'memory_limit_bytes',
      request.memoryLimitBytes ?? before.memoryLimitBytes,
    ),
    quitRequested: request.quitRequested ?? before.quitRequested,
    abortRequested: request.abortRequested ?? before.abortRequested,
    uploads: [...byPath],
  };
}
