import type { HypervisorDriver } from './driver.ts';
import { HypervisorError } from './errors.ts';
import { QemuDriver } from './qemu/index.ts';

/** Options that every driver takes. */
export interface DriverOptions {
  /** Absolute directory of the hypervisor's programs. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true. */
  readonly lowPriority?: boolean | undefined;
}

const DRIVERS = {
  qemu: (options: DriverOptions): HypervisorDriver => new QemuDriver(options),
} as const;

/** Name of a driver as users type it. */
export type DriverName = keyof typeof DRIVERS;

/** All drivers, the preferred one first. */
export const DRIVER_NAMES = Object.keys(DRIVERS) as readonly DriverName[];

/** True where `text` names a driver. */
export function isDriverName(text: string): text is DriverName {
  return Object.hasOwn(DRIVERS, text);
}

/**
 * Makes a driver; it holds nothing that would have to be closed.
 *
 * @throws HypervisorError with code `hypervisor_missing` for a name that is none of {@link DRIVER_NAMES}
 */
export function createDriver(name: string, options: DriverOptions = {}): HypervisorDriver {
  if (isDriverName(name)) return DRIVERS[name](options);
  throw new HypervisorError(
    'hypervisor_missing',
    `there is no driver ${JSON.stringify(name)}; choose one of: ${DRIVER_NAMES.join(', ')}`,
  );
}
