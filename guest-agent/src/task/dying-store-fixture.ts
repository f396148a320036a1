import childProcess, { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { vmslot } from '@vmslot/proto/agent';
import type { TaskStoreOptions } from './task-store.ts';

type AnyCall = (...given: unknown[]) => unknown;

/** What a store that is to die runs, and when it dies. */
export interface DeathOrder {
  readonly options: Partial<TaskStoreOptions>;
  readonly request: vmslot.agent.v1.RunRequest.$Properties;
  /** It is dead before it makes this one of its calls, from 1, that change the disk or start a program. */
  readonly deadlyCall: number;
}

/**
 * Runs a task in an agent of its own that is killed at an exact moment; for tests. Settles when that is
 * dead, and its programs may go on.
 *
 * @returns the call that it did not make; empty where the task ended with fewer calls
 */
export async function runUntilDeath(order: DeathOrder): Promise<string> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return said;
}

/** The other process: counts calls, and then is a store like any other. */
async function live({ deadlyCall, options, request }: DeathOrder): Promise<void> {
  const root = options.stateDirectory ?? '';
  const descriptors = new Set<unknown>();
  let callCount = 0;
  const guard = (owner: object, name: string, isCounted: (given: unknown[]) => boolean) => {
    const calls = owner as Record<string, AnyCall>;
    const call = calls[name];
    if (call === undefined) throw new Error(`no ${name}`);
    calls[name] = (...given) => {
      if (isCounted(given) && ++callCount === deadlyCall) {
        const what = typeof given[0] === 'string' ? basename(given[0]) : '';
        fs.writeSync(1, `${name} ${what}`);
        process.kill(process.pid, 'SIGKILL');
      }
      const result = call(...given);
      if (name === 'openSync' && isCounted(given)) descriptors.add(result);
      if (name === 'closeSync') descriptors.delete(given[0]);
      return result;
    };
  };
  const isOurs = ([path, flags]: unknown[]) => String(path).startsWith(root) && flags !== 'r';
  for (const name of ['chmod', 'chown', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm'])
    guard(fs.promises, name, isOurs);
  for (const name of ['mkdirSync', 'openSync', 'symlinkSync']) guard(fs, name, isOurs);
  guard(fs, 'writeSync', ([descriptor]) => descriptors.has(descriptor));
  guard(fs, 'closeSync', () => false);
  guard(childProcess, 'spawn', () => true);
  syncBuiltinESMExports();
  // Only now: what is imported has the calls that count.
  const { TaskStore } = await import('./task-store.ts');
  const store = new TaskStore(options);
  const events = store.run(request, new AbortController().signal);
  while ((await events.next()).done !== true);
  // As an agent dies, and not as it ends.
  process.exit(0);
}

const [, program = '', order] = process.argv;
if (import.meta.url === pathToFileURL(program).href && order !== undefined)
  await live(JSON.parse(order) as DeathOrder);
