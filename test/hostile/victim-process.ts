import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ONE_ARENA_ENVIRONMENT } from '../../host-bridge/src/process/use-one-arena.ts';
import { BRIDGE_RUNTIME_FLAGS } from '../../host-bridge/src/runtime-flags.ts';
import type { VictimResult, VictimTask } from './victim-order.ts';

/**
 * The bridge's code, bundled as it is delivered and under the same flags and in the same environment, in a process of its own, so
 * that its memory can be measured. One order at a time. Dispose of it.
 */
export class VictimProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param directory takes the bundle; the process works in `elsewhere` below it */
  static async start(directory: string): Promise<VictimProcess> {
    const bundle = join(directory, 'victim.mjs');
    const workingDirectory = join(directory, 'elsewhere');
    await mkdir(workingDirectory);
    await build({
      entryPoints: [fileURLToPath(new URL('victim-main.ts', import.meta.url))],
      outfile: bundle,
      bundle: true,
      minify: true,
      keepNames: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      logLevel: 'warning',
      banner: {
        js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
      },
    });
    const child = fork(bundle, [], {
      cwd: workingDirectory,
      execArgv: BRIDGE_RUNTIME_FLAGS,
      env: { ...process.env, ...ONE_ARENA_ENVIRONMENT },
    });
    await once(child, 'spawn');
    return new VictimProcess(child);
  }

  /** @throws where the process ends instead: an exception that nobody caught */
  async carryOut(task: VictimTask): Promise<VictimResult> {
    const done = new AbortController();
    const { signal } = done;
    try {
      this.#child.send(task);
      return await Promise.race([
        once(this.#child, 'message', { signal }).then(([result]) => result as VictimResult),
        once(this.#child, 'exit', { signal }).then(([code, name]) => {
          throw new Error(`the bridge's process ended with ${String(code ?? name)}`);
        }),
      ]);
    } finally {
      done.abort();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}
