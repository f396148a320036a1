import { bytesField, doubleField, message, numberField } from './raw-message.ts';

/** Numbers of the fields in `event.proto` and `app.proto`. */
const KINDS = {
  started: 3,
  output: 4,
  status: 5,
  stepEnded: 6,
  ended: 7,
  trickleUp: 8,
  uploadReady: 9,
  fileRefused: 10,
} as const;

export type EventKind = keyof typeof KINDS;

/** One reply of Run or Attach with an event; the fields of `kind` are encoded already. */
export function eventReply(
  sequence: bigint | number,
  kind: EventKind,
  fields: Uint8Array = new Uint8Array(0),
  step = 0,
): Buffer {
  const event = message(
    numberField(1, sequence),
    numberField(2, step),
    bytesField(KINDS[kind], fields),
  );
  return bytesField(1, event);
}

export function outputFields(stream: number, offset: bigint | number, data: Uint8Array | string) {
  return message(numberField(1, stream), numberField(2, offset), bytesField(3, data));
}

export function statusFields(figures: {
  readonly fraction?: number;
  readonly cpuTimeMs?: bigint | number;
  readonly peakMemoryBytes?: bigint | number;
  readonly fpops?: number;
  readonly iops?: number;
  readonly fpopsSpeed?: number;
  readonly iopsSpeed?: number;
  readonly checkpointCount?: bigint | number;
  readonly statusText?: Uint8Array | string;
  readonly needsNetwork?: number;
}): Buffer {
  return message(
    doubleField(1, figures.fraction ?? 0),
    numberField(2, figures.cpuTimeMs ?? 0),
    numberField(3, figures.peakMemoryBytes ?? 0),
    doubleField(5, figures.fpops ?? 0),
    doubleField(6, figures.iops ?? 0),
    doubleField(8, figures.fpopsSpeed ?? 0),
    doubleField(9, figures.iopsSpeed ?? 0),
    numberField(10, figures.checkpointCount ?? 0),
    bytesField(12, figures.statusText ?? ''),
    numberField(15, figures.needsNetwork ?? 0),
  );
}

export function trickleFields(variety: Uint8Array | string, text: Uint8Array | string): Buffer {
  return message(bytesField(1, variety), bytesField(2, text));
}

export function pathFields(path: Uint8Array | string, reason = 0): Buffer {
  return message(bytesField(1, path), numberField(2, reason));
}

/** How the task ended: well, unless told otherwise. */
export function endedFields(end: {
  readonly succeeded?: boolean;
  readonly step?: number;
  readonly outcome?: Uint8Array;
  readonly status?: Uint8Array;
}): Buffer {
  return message(
    numberField(1, (end.succeeded ?? true) ? 1 : 0),
    numberField(2, end.step ?? 0),
    ...(end.outcome === undefined ? [] : [bytesField(3, end.outcome)]),
    ...(end.status === undefined ? [] : [bytesField(4, end.status)]),
  );
}

export function outcomeFields(
  reason: number,
  exitCode: bigint | number,
  text: Uint8Array | string,
  finish?: Uint8Array,
) {
  return message(
    numberField(1, reason),
    numberField(2, exitCode),
    bytesField(4, text),
    ...(finish === undefined ? [] : [bytesField(10, finish)]),
  );
}

/** What a program said about its end. */
export function finishFields(words: {
  readonly exitCode?: bigint | number;
  readonly text?: Uint8Array | string;
  readonly isNotice?: boolean;
  readonly retryAfterS?: bigint | number;
}): Buffer {
  return message(
    numberField(1, words.exitCode ?? 0),
    bytesField(2, words.text ?? ''),
    numberField(3, words.isNotice === true ? 1 : 0),
    numberField(4, words.retryAfterS ?? 0),
  );
}
