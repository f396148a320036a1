import type { JsonEvent, RealAgent } from './real-agent-fixture.ts';

/** A host that follows a task over the agent's deaths; for tests. Throws where an event is not new. */
export class TaskReader {
  readonly #agent: RealAgent;
  readonly #request: { readonly taskId: string };
  readonly #next = new Map<string, number>();
  #last = 0;
  #text = '';
  ended: JsonEvent['ended'];
  startCount = 0;
  pid = 0;

  constructor(agent: RealAgent, request: { readonly taskId: string }) {
    this.#agent = agent;
    this.#request = request;
  }

  /** All of standard output so far. */
  get text(): string {
    return this.#text;
  }

  /** Reads until the task has ended, or the agent is gone. Runs the task where it is not known. */
  async read(): Promise<void> {
    const { taskId } = this.#request;
    try {
      try {
        await this.#take('TaskService/Attach', { taskId, afterSequence: this.#last });
      } catch (error) {
        if (this.#last > 0 || !String(error).includes('not_found')) throw error;
        await this.#take('TaskService/Run', this.#request);
      }
    } catch (error) {
      if (!isCut(error)) throw error;
    }
  }

  async #take(method: string, body: object): Promise<void> {
    for await (const event of this.#agent.events(method, body)) {
      const sequence = Number(event.sequence);
      if (sequence <= this.#last) throw new Error(`event ${sequence} after ${this.#last}`);
      this.#last = sequence;
      if (event.started !== undefined) {
        this.startCount += 1;
        // Each step begins anew.
        this.#next.clear();
        this.pid = event.started.pid ?? 0;
      }
      if (event.output !== undefined) this.#print(event.output);
      this.ended = event.ended ?? this.ended;
    }
  }

  #print({ data = '', offset = 0, stream }: NonNullable<JsonEvent['output']>): void {
    const bytes = Buffer.from(data, 'base64');
    const expected = this.#next.get(stream) ?? 0;
    if (Number(offset) !== expected)
      throw new Error(`${stream} goes on at ${offset}, not ${expected}`);
    this.#next.set(stream, expected + bytes.length);
    if (stream === 'OUTPUT_STREAM_STDOUT') this.#text += bytes.toString('latin1');
  }
}

/** True for what a reader sees of an agent that dies, or is replaced. */
function isCut(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  const codes = ['ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];
  return codes.includes(code) || /aborted|unavailable|canceled/.test(String(error));
}
