import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ANY_DRIVER, DRIVER_NAMES } from '../hypervisor/registry.ts';
import { JobError } from '../outcome.ts';

/** What the app version, its plan class or the workunit may say on the command line. */
export interface ClientOptions {
  /** CPUs of the machine; default: what the client allots. */
  readonly cpuCount: number | undefined;
  /** Memory of the machine; default: as the job file says. */
  readonly memoryBytes: number | undefined;
  /** Seconds of runtime between two claims of partial credit; default: as the job file says. */
  readonly partialCreditIntervalMs: number | undefined;
  /** Name of the driver, or {@link ANY_DRIVER}, which is the default. */
  readonly driver: string;
  /** Directory of the hypervisor's programs; default: PATH. */
  readonly programDirectory: string | undefined;
}

/** Most CPUs that can be asked for. */
export const MAX_CLIENT_CPU_COUNT = 64;

/**
 * Reads the command line that the client passes on. Options have the names that BOINC's scheduler and
 * VM wrapper use, so that plan classes work unchanged.
 *
 * @throws JobError `usage` with one line
 */
export function parseClientOptions(words: readonly string[]): ClientOptions {
  const command = clientCommand();
  try {
    command.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const text = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
    throw new JobError('usage', `command line of the app version or workunit: ${text}`, {
      cause: error,
      phase: 'prepare',
    });
  }
  const { nthreads, memory_size_mb, trickle, driver, qemu } = command.opts<{
    nthreads?: number;
    memory_size_mb?: number;
    trickle?: number;
    driver: string;
    qemu?: string;
  }>();
  return {
    cpuCount: nthreads === undefined ? undefined : Math.max(1, Math.ceil(nthreads)),
    memoryBytes: memory_size_mb === undefined ? undefined : Math.ceil(memory_size_mb) * 1024 * 1024,
    partialCreditIntervalMs: trickle === undefined ? undefined : trickle * 1000,
    driver,
    programDirectory: qemu,
  };
}

/** The options of a client run, for parsing and for `--help`. */
export function clientCommand(): Command {
  return new Command('vmslot')
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .helpOption(false)
    .allowExcessArguments(false)
    .addOption(
      new Option(
        '--nthreads <n>',
        'CPUs of the VM (default: as the job file says, else as many as the client allots)',
      ).argParser(numberFrom(0.01, MAX_CLIENT_CPU_COUNT)),
    )
    .addOption(
      new Option(
        '--memory_size_mb <mb>',
        'memory of the VM (default: as the job file says)',
      ).argParser(numberFrom(128, 1_048_576)),
    )
    .addOption(
      new Option(
        '--trickle <seconds>',
        'runtime between two claims of partial credit (0: none; default: as the job file says)',
      ).argParser(numberFrom(0, 604_800)),
    )
    .addOption(
      new Option('--driver <name>', 'hypervisor; auto: the first that is there')
        .choices([ANY_DRIVER, ...DRIVER_NAMES])
        .default(ANY_DRIVER),
    )
    .addOption(
      new Option('--qemu <directory>', "directory of the hypervisor's programs (default: PATH)"),
    );
}

function numberFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Write a number from ${min} to ${max}.`);
  };
}
