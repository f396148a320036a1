import type { vmslot } from '@vmslot/proto/agent';
import { invalid } from '../field/check-field.ts';
import type { AppTrickle } from './app-task.ts';

/**
 * Checks a message for the project's server; how long its text may be is the task's affair.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function checkTrickle(request: vmslot.agent.v1.SendTrickleRequest.$Properties): AppTrickle {
  const { trickleId = '', variety = '', text = new Uint8Array() } = request;
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(trickleId)) {
    throw invalid('trickle_id', '1 to 64 of A-Z a-z 0-9 . _ -');
  }
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(variety)) {
    throw invalid('variety', '1 to 255 of A-Z a-z 0-9 . _ -');
  }
  return { trickleId, variety, text };
}
