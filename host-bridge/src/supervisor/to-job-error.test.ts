import { LinkError, type LinkErrorCode } from '@vmslot/proto/link';
import { HTTP_STATUS_BY_CODE, RpcError, type Code } from '@vmslot/proto/rpc';
import { expect, test } from 'vitest';
import { HypervisorError, type HypervisorErrorCode } from '../hypervisor/errors.ts';
import { JobError, type OutcomeCode } from '../outcome.ts';
import { toJobError } from './to-job-error.ts';

// As types, so that a new code does not compile until it is here.
const HYPERVISOR: Record<HypervisorErrorCode, OutcomeCode> = {
  hypervisor_missing: 'hypervisor_missing',
  accelerator_unusable: 'accelerator_unusable',
  unsupported: 'driver_unsuitable',
  image_unusable: 'image_unusable',
  no_room: 'no_room',
  no_memory: 'no_memory',
  snapshot_unusable: 'hypervisor_failed',
  hypervisor_failed: 'hypervisor_failed',
  canceled: 'terminated',
};

const LINK: Record<LinkErrorCode, OutcomeCode> = {
  epoch_ended: 'agent_lost',
  stream_reset: 'agent_lost',
  transport_closed: 'agent_lost',
  unauthenticated: 'agent_refused',
  version_mismatch: 'agent_refused',
  protocol_violation: 'agent_lost',
  line_unusable: 'agent_refused',
  limit_reached: 'agent_lost',
  closed: 'agent_lost',
  canceled: 'agent_lost',
};

const RPC: Record<Code, OutcomeCode> = {
  canceled: 'agent_lost',
  unknown: 'agent_refused',
  invalid_argument: 'agent_refused',
  deadline_exceeded: 'agent_lost',
  not_found: 'agent_refused',
  already_exists: 'agent_refused',
  permission_denied: 'agent_refused',
  resource_exhausted: 'guest_disk_full',
  failed_precondition: 'agent_refused',
  aborted: 'agent_lost',
  out_of_range: 'agent_refused',
  unimplemented: 'agent_refused',
  internal: 'agent_refused',
  unavailable: 'agent_lost',
  data_loss: 'agent_lost',
  unauthenticated: 'agent_refused',
};

const entries = <Key extends string>(table: Record<Key, OutcomeCode>) =>
  Object.entries(table) as [Key, OutcomeCode][];

test.each(entries(HYPERVISOR))('HypervisorError %s is %s', (code, outcome) => {
  const cause = new HypervisorError(code, 'what, where');
  expect(toJobError(cause, 'boot')).toMatchObject({
    code: outcome,
    phase: 'boot',
    cause,
    message: 'what, where',
  });
});

test.each(entries(LINK))('LinkError %s is %s', (code, outcome) => {
  const cause = new LinkError(code, 'what');
  expect(toJobError(cause, 'link')).toMatchObject({ code: outcome, phase: 'link', cause });
});

test.each(entries(RPC))('RpcError %s is %s', (code, outcome) => {
  const cause = new RpcError(code, 'what');
  expect(toJobError(cause, 'run')).toMatchObject({ code: outcome, phase: 'run', cause });
});

test('the table of calls is the one of the protocol', () => {
  expect(Object.keys(RPC).toSorted()).toEqual(Object.keys(HTTP_STATUS_BY_CODE).toSorted());
});

test.each(['ENOSPC', 'EDQUOT'])('%s of the host is no_room', (code) => {
  expect(toJobError(Object.assign(new Error('x'), { code }), 'outputs').code).toBe('no_room');
});

test.each([
  ['an error without a code', new TypeError('x is not a function')],
  ['another code', Object.assign(new Error('x'), { code: 'EIO' })],
  ['one that only looks like ours', Object.assign(new Error('x'), { code: 'app_failed' })],
  ['a text', 'x'],
  ['nothing', undefined],
])('%s is a fault of the bridge', (_what, error) => {
  expect(toJobError(error, 'run')).toMatchObject({ code: 'internal', phase: 'run', cause: error });
});

test('a JobError keeps what it knows, and learns its phase', () => {
  const cause = new Error('why');
  const error = new JobError('no_room', 'full', { cause, details: ['a'] });
  expect(toJobError(error, 'inputs')).toMatchObject({
    code: 'no_room',
    message: 'full',
    cause,
    details: ['a'],
    phase: 'inputs',
  });
  const placed = new JobError('no_room', 'full', { phase: 'boot' });
  expect(toJobError(placed, 'inputs')).toBe(placed);
});

test('what the guest says stays one line', () => {
  const error = toJobError(new RpcError('internal', 'a\r\nb\u001b[2J'), 'run');
  expect(error.message).toBe('a b·[2J');
});
