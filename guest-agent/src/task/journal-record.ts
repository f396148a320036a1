import type { vmslot } from '@vmslot/proto/agent';
import type { StreamName } from './output-spool.ts';

type v1 = {
  started: vmslot.agent.v1.StepStarted.$Properties;
  stepEnded: vmslot.agent.v1.StepEnded.$Properties;
  ended: vmslot.agent.v1.TaskEnded.$Properties;
};

/**
 * One line of a task's journal. `output` gives a sequence number to a range of a spool, `trickle` to a
 * range of the file of all trickles; `reserved` says that numbers up to this one may have been given to
 * status events, which are not written down. `file` is an index into the request's trickle_files
 * (trickle, refused) or upload_files (upload): a path could be longer than a line may be. What a program
 * has sent or asked for by a call has no such index, but names that are short.
 */
export type JournalRecord =
  | { readonly kind: 'started'; sequence: number; step: number; readonly value: v1['started'] }
  | {
      readonly kind: 'output';
      sequence: number;
      step: number;
      readonly stream: StreamName;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'stepEnded'; sequence: number; step: number; readonly value: v1['stepEnded'] }
  | { readonly kind: 'ended'; sequence: number; step: number; readonly value: v1['ended'] }
  | {
      readonly kind: 'trickle';
      sequence: number;
      step: number;
      readonly file?: number;
      readonly trickleId?: string;
      readonly variety?: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'upload';
      sequence: number;
      step: number;
      readonly file?: number;
      readonly path?: string;
    }
  | {
      readonly kind: 'refused';
      sequence: number;
      step: number;
      readonly file: number;
      readonly reason: vmslot.agent.v1.RefusalReason;
    }
  | { readonly kind: 'reserved'; sequence: number; step: number };

const KINDS = [
  'started',
  'output',
  'stepEnded',
  'ended',
  'trickle',
  'upload',
  'refused',
  'reserved',
];

/** A record as one line. */
export function formatRecord(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Reads one line without its end; undefined where it is not a whole record. */
export function parseRecord(line: string): JournalRecord | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (error) {
    // A torn line is what a crash leaves; anything else is a fault of ours.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isRecord(record) ? record : undefined;
}

function isRecord(value: unknown): value is JournalRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    KINDS.includes(String(value.kind)) &&
    'sequence' in value &&
    Number.isSafeInteger(value.sequence) &&
    'step' in value &&
    Number.isSafeInteger(value.step)
  );
}
