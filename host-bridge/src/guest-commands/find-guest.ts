import { open, readdir, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { RpcError } from '@vmslot/proto/rpc';
import { createAgentClient, type AgentClient } from '../agent-client/index.ts';
import { guestDoorPath } from '../guest-access/guest-door.ts';
import { isServed } from '../guest-access/remove-stale-socket.ts';
import { shortSocketPath } from '../guest-access/short-socket-path.ts';
import { parseAddress } from './parse-address.ts';
import { safeText } from './safe-text.ts';

/** Which agent is meant. */
export interface GuestChoice {
  /** Slot of a running job. */
  readonly slot?: string | undefined;
  /** Address of an agent on this machine, as `vmslot agent` prints it. */
  readonly address?: string | undefined;
  /** Its token. */
  readonly token?: string | undefined;
  readonly workingDirectory: string;
}

/** A way to an agent; who found it disposes it. */
export interface Guest extends AsyncDisposable {
  readonly client: AgentClient;
  /** What it is, for people. */
  readonly label: string;
}

/** Directory of the slots of `vmslot run`, and of the bridge's files in a slot of a BOINC client. */
const SLOTS_DIRECTORY = '.vmslot';
const CLIENT_DIRECTORY = 'vmslot_data';

/**
 * Finds the agent that is meant: at an address; in a slot; or that of the only job that runs below
 * `.vmslot` in the working directory.
 * @throws RpcError invalid_argument, not_found or failed_precondition, with what to choose from
 */
export async function findGuest(choice: GuestChoice): Promise<Guest> {
  const { address, token, slot, workingDirectory } = choice;
  if (address !== undefined) {
    if (slot !== undefined)
      throw usage('choose a job by --slot or an agent by --address, not both');
    if (token === undefined) throw usage('--address needs --token, or VMSLOT_TOKEN');
    return guestAt(parseAddress('--address', address, workingDirectory), token);
  }
  if (slot !== undefined) return await guestIn(resolve(workingDirectory, slot), workingDirectory);
  const slots = await runningSlots(workingDirectory);
  const [only] = slots;
  if (slots.length === 1 && only !== undefined) return await guestIn(only, workingDirectory);
  const below = join(workingDirectory, SLOTS_DIRECTORY);
  if (only === undefined) {
    const hint = 'name the slot of a running job with --slot DIR, or an agent with --address';
    throw new RpcError(
      'not_found',
      `no job with a VM that has come up runs below ${below}: ${hint}`,
    );
  }
  const names = slots.map((path) => `--slot ${safeText(relative(workingDirectory, path) || '.')}`);
  throw usage(`${slots.length} jobs run below ${below}, choose one: ${names.join(', ')}`);
}

/** Slots below the working directory, and itself, whose machines are up, by name. */
async function runningSlots(workingDirectory: string): Promise<readonly string[]> {
  const below = join(workingDirectory, SLOTS_DIRECTORY);
  let names: string[] = [];
  try {
    names = await readdir(below);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  const candidates = [workingDirectory, ...names.toSorted().map((name) => join(below, name))];
  const found = await Promise.all(
    candidates.map(async (path) => ((await openDoor(path)) === undefined ? [] : [path])),
  );
  return found.flat();
}

async function guestIn(slot: string, workingDirectory: string): Promise<Guest> {
  const found = await openDoor(slot, true);
  if (found !== undefined) {
    const { path, directory } = found;
    const client = createAgentClient({ socketPath: path });
    return {
      client,
      label: `the job in ${safeText(relative(workingDirectory, slot) || '.')}`,
      [Symbol.asyncDispose]: async () => {
        await client.destroy();
        await directory?.close();
      },
    };
  }
  throw new RpcError(
    'failed_precondition',
    `no VM that has come up is in the slot ${safeText(slot)}: is the job running, and past its boot?`,
  );
}

function guestAt(address: ReturnType<typeof parseAddress>, token: string): Guest {
  const client = createAgentClient(
    address.kind === 'unix'
      ? { socketPath: address.path, token }
      : { host: address.host, port: address.port, token },
  );
  return {
    client,
    label: `the agent at ${address.kind === 'unix' ? address.path : `port ${address.port}`}`,
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}

/** A name by which a slot's socket can be opened, as long as `directory` is open. */
interface OpenedDoor {
  readonly path: string;
  readonly directory: FileHandle | undefined;
}

/**
 * The door of a slot, or of the bridge's directory in a slot of a BOINC client, if somebody answers.
 * @param keep the directory stays open, for the caller to close
 */
async function openDoor(slot: string, keep = false): Promise<OpenedDoor | undefined> {
  for (const place of [slot, join(slot, CLIENT_DIRECTORY)]) {
    const path = guestDoorPath(place);
    let directory: FileHandle | undefined;
    let isThere = false;
    try {
      directory = await open(dirname(path), 'r');
      const short = shortSocketPath(path, directory.fd);
      isThere = await isServed(short);
      if (isThere) return { path: short, directory: keep ? directory : undefined };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES') {
        throw new RpcError('permission_denied', `the slot ${safeText(slot)} is another user's`);
      }
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    } finally {
      if (!isThere || !keep) await directory?.close();
    }
  }
  return undefined;
}

function usage(message: string): RpcError {
  return new RpcError('invalid_argument', message);
}
