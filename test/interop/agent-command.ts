import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Top of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The program as a developer starts it. */
export const VMSLOT = join(REPOSITORY, 'host-bridge', 'src', 'main.ts');

/** What `vmslot agent` prints when it serves. */
export interface AgentLine {
  readonly type: string;
  readonly address: string;
  readonly token: string;
  readonly pid: number;
  readonly version: string;
  readonly stateDirectory: string;
}

/** How `vmslot agent` ended. */
export interface AgentCommandEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All lines of standard output. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

/** A running `vmslot agent`. Disposing it ends it. */
export class AgentCommand implements AsyncDisposable {
  readonly line: AgentLine;
  readonly ended: Promise<AgentCommandEnd>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, line: AgentLine, ended: Promise<AgentCommandEnd>) {
    this.#child = child;
    this.line = line;
    this.ended = ended;
  }

  /** @throws Error with all that it said where it ends without serving */
  static async start(...words: readonly string[]): Promise<AgentCommand> {
    const { child, lines, ended } = spawnAgent(words);
    const first = new Promise<string>((resolve) => lines.once('line', resolve));
    const failed = ended.then((end) => {
      throw new Error(`vmslot agent ended: ${JSON.stringify(end)}`);
    });
    const text = await Promise.race([first, failed]);
    failed.catch(() => undefined);
    return new AgentCommand(child, JSON.parse(text) as AgentLine, ended);
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Its address for a client that wants a URL. */
  get baseUrl(): string {
    return this.line.address.replace(/^tcp:/, 'http://');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.ended;
  }
}

/** Runs a `vmslot agent` that does not come to serve. */
export async function failAgentCommand(...words: readonly string[]): Promise<AgentCommandEnd> {
  return await spawnAgent(words).ended;
}

function spawnAgent(words: readonly string[]) {
  const child = spawn(process.execPath, [VMSLOT, 'agent', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  lines.on('line', (line) => said.push(line));
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    lines: said,
    stderr,
  }));
  return { child, lines, ended };
}
