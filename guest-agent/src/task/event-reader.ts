import { basename } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import type { EventLog } from './event-log.ts';
import type { JournalRecord } from './journal-record.ts';
import { readSpool, spoolPath, trickleSpoolPath } from './output-spool.ts';
import type { TaskSpec } from './task-request.ts';

/** An event as it goes to a caller. */
export type TaskEvent = vmslot.agent.v1.TaskEvent.$Shape;

const { OutputStream } = vmslot.agent.v1;

/** Which events a reader wants, and of what. */
export interface EventReaderOptions {
  readonly spec: TaskSpec;
  readonly log: EventLog;
  readonly stateDirectory: string;
  readonly afterSequence: number;
  /** Ends the stream: with an error, unless it was the reader that left. */
  readonly signal: AbortSignal;
}

/**
 * Gives the events of a task after a number, in order, until the task has ended; waits for those to
 * come. An event is made when it is asked for, from journal and spool, so a reader that stops costs
 * one buffer.
 *
 * @throws {AgentError} canceled, with the signal's reason as cause
 */
export async function* readEvents(options: EventReaderOptions): AsyncGenerator<TaskEvent, void> {
  const { log, signal } = options;
  const cursor = log.journal.createCursor();
  let last = options.afterSequence;
  for (;;) {
    if (signal.aborted) {
      throw new AgentError(
        'canceled',
        `task ${options.spec.taskId}: the reader of its events left`,
        { cause: signal.reason },
      );
    }
    const { version } = log.changes;
    const record = await cursor.peek(log.journal.readableBytes);
    if (record !== undefined && (record.sequence <= last || record.kind === 'reserved')) {
      cursor.take();
      continue;
    }
    const { status } = log;
    if (status !== undefined && status.sequence > last) {
      // Its place is before the first event with a greater number; until then it may be replaced.
      if (
        record === undefined ? log.changes.version === version : status.sequence < record.sequence
      ) {
        last = status.sequence;
        yield { sequence: last, step: status.step, kind: 'status', status: status.status };
        continue;
      }
    }
    if (record !== undefined) {
      cursor.take();
      last = record.sequence;
      yield await toEvent(record, options);
      if (record.kind === 'ended') return;
      continue;
    }
    // A reader that has the end already, as one that was cut off right behind it, waits for nothing.
    if (log.changes.version === version && log.ended !== undefined) return;
    if (log.changes.version === version && !log.claim()) await log.changes.wait(version, signal);
  }
}

async function toEvent(
  record: JournalRecord,
  { spec, stateDirectory }: EventReaderOptions,
): Promise<TaskEvent> {
  const { sequence, step } = record;
  switch (record.kind) {
    case 'started':
      return { sequence, step, kind: 'started', started: record.value };
    case 'stepEnded':
      return { sequence, step, kind: 'stepEnded', stepEnded: record.value };
    case 'ended':
      return { sequence, step, kind: 'ended', ended: record.value };
    case 'output': {
      const path = spoolPath(stateDirectory, step, record.stream);
      const data = await readSpool(path, record.start, record.end);
      const stream =
        record.stream === 'stdout'
          ? OutputStream.OUTPUT_STREAM_STDOUT
          : OutputStream.OUTPUT_STREAM_STDERR;
      return { sequence, step, kind: 'output', output: { stream, offset: record.start, data } };
    }
    case 'trickle': {
      const text = await readSpool(trickleSpoolPath(stateDirectory), record.start, record.end);
      const variety = record.variety ?? basename(spec.trickleFiles[record.file ?? -1] ?? '');
      return { sequence, step, kind: 'trickleUp', trickleUp: { variety, text } };
    }
    case 'upload': {
      const path = record.path ?? spec.uploadFiles[record.file ?? -1] ?? '';
      return { sequence, step, kind: 'uploadReady', uploadReady: { path } };
    }
    case 'refused': {
      const path = spec.trickleFiles[record.file] ?? '';
      return { sequence, step, kind: 'fileRefused', fileRefused: { path, reason: record.reason } };
    }
    case 'reserved':
      throw new AgentError('internal', `journal record ${sequence}: reserved is no event`);
  }
}
