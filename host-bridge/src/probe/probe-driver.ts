import type { HypervisorDriver } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { oneLine } from '../report/one-line.ts';
import type { DriverReport } from './probe-report.ts';

/** How long a driver may take for all of its trials; a hypervisor's management may hang. */
export const DRIVER_PROBE_TIMEOUT_MS = 60_000;

export interface ProbeDriverOptions {
  /** False: nothing is run, and only the program is looked for. */
  readonly mayRun: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Default {@link DRIVER_PROBE_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
}

/**
 * What a driver finds. It runs its hypervisor's program for the version, and a trial guest for each
 * accelerator until one works.
 * @throws the reason of `signal` alone; all else is in the report
 */
export async function probeDriver(
  driver: HypervisorDriver,
  options: ProbeDriverOptions,
): Promise<DriverReport> {
  const { name } = driver;
  const located = await locate(driver);
  if ('reason' in located) return { name, status: 'missing', rejected: [], reason: located.reason };
  const { program } = located;
  const about = { name, program, rejected: [] };
  if (!options.mayRun) return { ...about, status: 'not_run' };
  try {
    const found = await probeInTime(driver, options);
    return {
      name,
      status: 'usable',
      program: found.program,
      version: oneLine(found.version),
      accelerator: found.accelerator,
      rejected: found.rejected.map(({ accelerator, reason }) => ({
        accelerator,
        reason: oneLine(reason),
      })),
      capabilities: found.capabilities,
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    const isMissing = error instanceof HypervisorError && error.code === 'hypervisor_missing';
    const reason = oneLine(error instanceof Error ? error.message : String(error));
    return { ...about, status: isMissing ? 'missing' : 'unusable', reason };
  }
}

async function locate(driver: HypervisorDriver): Promise<{ program: string } | { reason: string }> {
  try {
    return { program: await driver.locate() };
  } catch (error) {
    return { reason: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

async function probeInTime(driver: HypervisorDriver, options: ProbeDriverOptions) {
  const timeoutMs = options.timeoutMs ?? DRIVER_PROBE_TIMEOUT_MS;
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted === true) onAbort();
  const overtime = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const seconds = timeoutMs / 1000;
    const error = new HypervisorError(
      'hypervisor_failed',
      `its trials took longer than ${seconds} s`,
    );
    overtime.reject(error);
    controller.abort(error);
  }, timeoutMs);
  try {
    return await Promise.race([driver.probe({ signal: controller.signal }), overtime.promise]);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}
