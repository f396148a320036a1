import type { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import { MAX_FINISH_MESSAGE_BYTES, MAX_RETRY_AFTER_S } from './app-limits.ts';
import { checkLine } from './check-line.ts';

/**
 * Checks what a program says about its end.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function checkFinish(
  request: vmslot.agent.v1.FinishRequest.$Properties,
): vmslot.agent.v1.AppFinish.$Properties {
  const message = request.message ?? '';
  if (Buffer.byteLength(message) > MAX_FINISH_MESSAGE_BYTES) {
    throw invalid('message', `at most ${MAX_FINISH_MESSAGE_BYTES} bytes`);
  }
  return {
    exitCode: checkCount('exit_code', request.exitCode, 255),
    message: checkLine('message', message, MAX_FINISH_MESSAGE_BYTES),
    isNotice: request.isNotice ?? false,
    retryAfterS: checkCount('retry_after_s', request.retryAfterS, MAX_RETRY_AFTER_S),
  };
}
