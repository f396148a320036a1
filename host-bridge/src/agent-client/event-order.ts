import { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';

/** An event as it is read. */
export type TaskEvent = vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape;

/** Up to where the events of a task were taken in; plain data, so that a later life can go on there. */
export interface EventPosition {
  /** 0 before the first event. */
  readonly lastSequence: number;
  readonly step: number;
  /** Bytes of the step's standard output and standard error so far. */
  readonly stdoutOffset: number;
  readonly stderrOffset: number;
}

const { OUTPUT_STREAM_STDOUT, OUTPUT_STREAM_STDERR } = vmslot.agent.v1.OutputStream;

/**
 * Checks that the events of a task come in order over all calls: numbers rise, output has neither
 * holes nor repetitions, steps follow each other, and nothing comes after the end. A number may be
 * missing: of status events only the newest is kept.
 */
export class EventOrder {
  readonly #stepCount: number;
  #lastSequence = 0;
  #ended = false;
  #step = 0;
  /** Bytes so far of the step's standard output and standard error, by the number of the stream. */
  #offsets = new Map<number, number>();

  /**
   * @param stepCount steps of the task
   * @param position where to go on; default: before the first event
   */
  constructor(stepCount: number, position?: EventPosition) {
    this.#stepCount = stepCount;
    if (position === undefined) return;
    this.#lastSequence = position.lastSequence;
    this.#step = position.step;
    this.#offsets.set(OUTPUT_STREAM_STDOUT, position.stdoutOffset);
    this.#offsets.set(OUTPUT_STREAM_STDERR, position.stderrOffset);
  }

  /** Where the events are now. */
  get position(): EventPosition {
    return {
      lastSequence: this.#lastSequence,
      step: this.#step,
      stdoutOffset: this.#offsets.get(OUTPUT_STREAM_STDOUT) ?? 0,
      stderrOffset: this.#offsets.get(OUTPUT_STREAM_STDERR) ?? 0,
    };
  }

  /** Number of the last event; 0 before the first. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** True once the last event of the task has come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @throws RpcError data_loss where `event` cannot be the next */
  accept(event: TaskEvent): void {
    const { sequence, output, started, stepEnded, ended } = event;
    if (this.#ended) throw lost('an event came after the end of the task');
    if (!Number.isSafeInteger(sequence) || sequence <= this.#lastSequence) {
      throw lost(`event ${sequence} came after event ${this.#lastSequence}`);
    }
    if (started || output || stepEnded) this.#enterStep(event.step);
    if (output) {
      if (output.stream !== OUTPUT_STREAM_STDOUT && output.stream !== OUTPUT_STREAM_STDERR) {
        throw lost(`there is output on stream ${output.stream}, which is none`);
      }
      const expected = this.#offsets.get(output.stream) ?? 0;
      if (output.offset !== expected) {
        throw lost(`output at ${output.offset} came where ${expected} was next`);
      }
      this.#offsets.set(output.stream, expected + output.data.length);
    }
    this.#lastSequence = sequence;
    this.#ended = Boolean(ended);
  }

  #enterStep(step: number): void {
    if (step === this.#step) return;
    if (step < this.#step || step >= this.#stepCount) {
      throw lost(`step ${step} of ${this.#stepCount} came after step ${this.#step}`);
    }
    this.#step = step;
    this.#offsets = new Map();
  }
}

function lost(what: string): RpcError {
  return new RpcError('data_loss', `the events of the task are out of order: ${what}`);
}
