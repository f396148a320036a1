import { stat } from 'node:fs/promises';
import { isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { RpcError } from '@vmslot/proto/rpc';
import { printable } from '../report/printable.ts';

/** The guest agent as a program of this host. */
export interface AgentProgram {
  /** Node, and the agent's main module. */
  readonly command: readonly [runtime: string, file: string];
}

/**
 * Finds the guest agent: the file that is given; else beside this program, the sources where this one
 * runs from its sources, the bundle where it is a bundle. An executable of a package carries none.
 * @throws RpcError not_found, with what to do
 */
export async function findAgent(given: string | undefined): Promise<AgentProgram> {
  if (given !== undefined) {
    // The executable's own Node runs nothing but the bridge.
    const runtime = isSea() ? 'node' : process.execPath;
    if (await isFile(given)) return { command: [runtime, given] };
    throw new RpcError('not_found', `--agent ${printable(given)} is not a file`);
  }
  if (isSea()) {
    throw new RpcError(
      'not_found',
      'this executable carries no guest agent: run "npx vmslot agent" in the source tree, or name a bundle with --agent FILE',
    );
  }
  const isSource = import.meta.url.endsWith('.ts');
  const relative = isSource
    ? '../../../guest-agent/src/main.ts'
    : '../../guest-agent/dist/agent.cjs';
  const file = fileURLToPath(new URL(relative, import.meta.url));
  if (await isFile(file)) return { command: [process.execPath, file] };
  throw new RpcError(
    'not_found',
    `the guest agent ${file} is not there: make it with "npm run build", or name a bundle with --agent FILE`,
  );
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
