import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { TurnKind } from './turn.ts';

const MODULE = new URL('./host-queue.ts', import.meta.url).href;

/** Says when it waits, holds or goes on without; its input releases the turn by a line, and ends it. */
const TAKER = `
  const { HostQueue } = await import(${JSON.stringify(MODULE)});
  const [place, kind] = process.argv.slice(1);
  const turn = await new HostQueue(JSON.parse(place)).take(kind, {
    signal: new AbortController().signal,
    waitLimitMs: 3_600_000,
    holdLimitMs: 3_600_000,
    onWait: () => console.log('waits'),
  });
  process.stdin.on('data', () => turn.release());
  process.stdin.on('end', () => process.exit());
  console.log(turn.obstacle ?? 'holds');
`;

/** What a taker is started with. */
export interface TurnTakerOptions {
  readonly place: object;
  readonly kind: TurnKind;
}

/** TurnTaker: another process that takes a turn, for tests. Disposing it kills it. */
export class TurnTaker implements AsyncDisposable {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: string[] = [];
  readonly #reader: Interface;

  constructor({ place, kind }: TurnTakerOptions) {
    this.child = spawn(
      process.execPath,
      ['--input-type=module', '-e', TAKER, JSON.stringify(place), kind],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.child.stdin.on('error', () => undefined);
    this.#reader = createInterface({ input: this.child.stdout });
    this.#reader.on('line', (line) => this.lines.push(line));
  }

  /** A taker that holds its turn, or waits for it. */
  static async start(options: TurnTakerOptions, until: 'holds' | 'waits'): Promise<TurnTaker> {
    const taker = new TurnTaker(options);
    await taker.until(until);
    return taker;
  }

  /** @throws Error where it ends without the line */
  async until(line: string): Promise<void> {
    const gone = once(this.#reader, 'close').then(() => {
      if (!this.lines.includes(line)) throw new Error(`ended without "${line}"`);
    });
    gone.catch(() => undefined);
    while (!this.lines.includes(line)) await Promise.race([once(this.#reader, 'line'), gone]);
  }

  release(): void {
    this.child.stdin.write('release\n');
  }

  /** As by kill -9. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
