import { decodeSeed, type Seed } from '@vmslot/proto/seed';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findSeedDisk } from './find-seed-disk.ts';
import { parseListenAddress, type ListenAddress } from './listen-address.ts';

export type { ListenAddress } from './listen-address.ts';

/** Everything the agent is told from outside. */
export interface AgentConfig {
  readonly seed: Seed;
  readonly listen: ListenAddress;
  /** Directory for tasks and state, root's alone. */
  readonly stateDirectory: string;
  /** User that apps run as where a task names none. */
  readonly appUser: string;
  /**
   * True for an agent that found its seed on a disk of its machine: then the machine is there for it,
   * and it may set the clock and power off. False where the seed was given to it. Default: false.
   */
  readonly ownsMachine?: boolean;
}

/** Where an image keeps the agent's state, and whom it runs apps as. */
export const DEFAULT_STATE_DIRECTORY = '/var/lib/vmslot';
export const DEFAULT_APP_USER = 'app';

/**
 * Reads the command line and finds the seed. In a VM there are no arguments: the seed disk says all.
 * @throws AgentError `invalid_argument` or `not_found`, one line for the console
 */
export async function readConfig(commandLine: readonly string[]): Promise<AgentConfig> {
  const { values } = parseArgs({
    args: [...commandLine],
    options: {
      seed: { type: 'string' },
      listen: { type: 'string' },
      state: { type: 'string', default: DEFAULT_STATE_DIRECTORY },
      user: { type: 'string', default: DEFAULT_APP_USER },
    },
  });
  const seed =
    values.seed === undefined ? await findSeedDisk() : decodeSeed(await readFile(values.seed));
  return {
    seed,
    listen: values.listen === undefined ? seed.link : parseListenAddress(values.listen),
    stateDirectory: values.state,
    appUser: values.user,
    ownsMachine: values.seed === undefined,
  };
}
