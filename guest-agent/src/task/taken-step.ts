import type { Launch } from '../launch/index.ts';
import type { StreamSizes } from './step-output.ts';

/** A step that an earlier life of the agent has started. */
export interface TakenStep {
  /** Undefined: its program has ended, and is to be started again. */
  readonly launched: Launch | undefined;
  /** True where its start is in the journal. */
  readonly announced: boolean;
  /** Bytes of its output that have numbers. */
  readonly seen: StreamSizes;
}
