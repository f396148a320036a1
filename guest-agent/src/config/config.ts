import { decodeSeed, type Seed } from '@vmslot/proto/seed';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AgentError } from '../errors.ts';
import { findSeedDisk } from './find-seed-disk.ts';

/** Where the agent listens. */
export type ListenAddress =
  | { readonly kind: 'virtio-serial'; readonly portName: string }
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Everything the agent is told from outside. */
export interface AgentConfig {
  readonly seed: Seed;
  readonly listen: ListenAddress;
  /** Directory for tasks and state, root's alone. */
  readonly stateDirectory: string;
  /** User that apps run as where a task names none. */
  readonly appUser: string;
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
  };
}

/** `unix:PATH` or `tcp:HOST:PORT`; port 0 lets the system choose. */
export function parseListenAddress(text: string): ListenAddress {
  const unix = /^unix:(.+)$/.exec(text);
  if (unix?.[1] !== undefined) return { kind: 'unix', path: unix[1] };
  const tcp = /^tcp:([^:]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text);
  if (tcp?.[1] !== undefined && Number(tcp[2]) <= 65_535) {
    return { kind: 'tcp', host: tcp[1].replace(/^\[(.*)\]$/, '$1'), port: Number(tcp[2]) };
  }
  throw new AgentError('invalid_argument', `--listen ${text}: write unix:PATH or tcp:HOST:PORT`);
}
