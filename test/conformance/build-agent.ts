import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the agent's bundle before the tests of this project. */
export function setup(): void {
  const script = fileURLToPath(new URL('../../guest-agent/esbuild.config.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the agent's bundle was not built: status ${status}`);
}
