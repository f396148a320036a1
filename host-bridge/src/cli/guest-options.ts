import { Option, type Command } from 'commander';
import { findGuest, type Guest } from '../guest-commands/find-guest.ts';
import { endingSignals } from './ending-signals.ts';
import { GUEST_STATUS, reportFailure } from './guest-failure.ts';
import type { ProgramIo } from './program-io.ts';

/** Options that every command of `vmslot guest` has. */
export interface GuestOptions {
  readonly slot?: string;
  readonly address?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** Variables of the environment that stand for options; a token there is seen by nobody else. */
export const ADDRESS_VARIABLE = 'VMSLOT_ADDRESS';
export const TOKEN_VARIABLE = 'VMSLOT_TOKEN';

/** Adds them to a command. */
export function addGuestOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--slot <directory>',
        'slot of the running job (default: the only one in .vmslot)',
      ),
    )
    .addOption(new Option('--address <address>', `an agent without a job (or ${ADDRESS_VARIABLE})`))
    .addOption(new Option('--token <token>', `its token (or ${TOKEN_VARIABLE})`))
    .option('--json', 'JSON on standard output, for machines');
}

/** The way to the agent that the options name. @throws RpcError */
export async function openGuest(options: GuestOptions, io: ProgramIo): Promise<Guest> {
  const { slot } = options;
  // An option wins over a variable, also the one that means something else.
  const address =
    options.address ?? (slot === undefined ? io.environment[ADDRESS_VARIABLE] : undefined);
  return await findGuest({
    slot,
    address,
    token: options.token ?? io.environment[TOKEN_VARIABLE],
    workingDirectory: io.workingDirectory,
  });
}

/** A reader may leave at any time; whoever writes next sees it, and nothing else ends this process. */
export function expectLeaving({ stdout, stderr }: ProgramIo): void {
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
}

/**
 * Does a command's work on the guest that its options name, until it is done or this process is asked
 * to end.
 * @param name such as "guest ls"
 * @returns the exit status
 */
export async function withGuest(
  name: string,
  options: GuestOptions,
  io: ProgramIo,
  work: (guest: Guest, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  using signals = endingSignals();
  expectLeaving(io);
  try {
    await using guest = await openGuest(options, io);
    await work(guest, signals.signal);
    return GUEST_STATUS.succeeded;
  } catch (error) {
    if (signals.signal.aborted) return signals.received === 'SIGINT' ? 130 : 143;
    return reportFailure(name, error, options.json === true, io);
  }
}
