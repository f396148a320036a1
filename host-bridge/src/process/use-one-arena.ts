import { isSea } from 'node:sea';

/** What glibc reads when a program starts. Source: mallopt(3), environment variables. */
const ARENA_VARIABLE = 'MALLOC_ARENA_MAX';

/** Environment that {@link useOneArena} gives this program. */
export const ONE_ARENA_ENVIRONMENT: Readonly<Record<string, string>> = { [ARENA_VARIABLE]: '1' };

/**
 * Starts the single executable again in place of itself, once, so that all its threads take memory from
 * one place: glibc gives each thread a place of its own, and garbage of buffers then lies in ten of them.
 * Measured over the hostile corpus: 148 MB at the most without, 122 MB with it. Process id, parent, files
 * and arguments stay. What this program starts gets the environment as it was.
 *
 * Returns where there is nothing to do: in the new life, not Linux, or started by another Node.
 */
export function useOneArena(environment: NodeJS.ProcessEnv = process.env): void {
  if (process.platform !== 'linux' || !isSea() || process.execve === undefined) return;
  if (environment[ARENA_VARIABLE] !== undefined) {
    delete environment[ARENA_VARIABLE];
    return;
  }
  const line = [process.execPath, ...process.argv.slice(2)];
  process.execve(process.execPath, line, { ...environment, ...ONE_ARENA_ENVIRONMENT });
}
