import type { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import { MAX_CHECKPOINT_LIVES } from './app-limits.ts';

/** Lives of programs with the checkpoints that each has told, the one heard of last at the end. */
export type CheckpointLives = readonly (readonly [lifeId: string, count: number])[];

const MAX_COUNT = 2 ** 32 - 1;

/**
 * How many checkpoints a request tells that were not told before, and what is known then: a call that
 * comes again tells none.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function countCheckpoints(
  lives: CheckpointLives,
  request: vmslot.agent.v1.CheckpointRequest.$Properties,
): { readonly rise: number; readonly lives: CheckpointLives } {
  const { lifeId = '' } = request;
  const count = checkCount('count', request.count, MAX_COUNT);
  if (lifeId === '') return { rise: 1, lives };
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(lifeId)) {
    throw invalid('life_id', 'empty, or 1 to 64 of A-Z a-z 0-9 . _ -');
  }
  const before = lives.find(([one]) => one === lifeId)?.[1] ?? 0;
  const others = lives.filter(([one]) => one !== lifeId);
  const after = [...others, [lifeId, Math.max(before, count)] as const];
  return { rise: Math.max(0, count - before), lives: after.slice(-MAX_CHECKPOINT_LIVES) };
}

/** Sum of checkpoints, as far as the schema has room for it. */
export function addCheckpoints(before: number, rise: number): number {
  return Math.min(before + rise, MAX_COUNT);
}
