import type { vmslot } from '@vmslot/proto/agent';
import type { AppWords } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';

/** Longest time after which a program can have its task tried again, in seconds: a day, as in the agent. */
export const MAX_RETRY_AFTER_S = 86_400;

/** What the program said that decided how a task ended; undefined where it said nothing. */
export function readAppWords(ended: vmslot.agent.v1.ITaskEnded | undefined): AppWords | undefined {
  const finish = ended?.outcome?.finish;
  if (finish === undefined || finish === null) return undefined;
  const retryAfterS = Math.floor(finish.retryAfterS ?? 0);
  return {
    message: oneLine(finish.message ?? ''),
    isNotice: finish.isNotice === true,
    retryAfterS: retryAfterS > 0 ? Math.min(retryAfterS, MAX_RETRY_AFTER_S) : 0,
  };
}
