import type { HypervisorDriver } from './driver.ts';
import { HypervisorError } from './errors.ts';
import { LibvirtDriver } from './libvirt/index.ts';
import { QemuDriver } from './qemu/index.ts';
import { UmlDriver } from './uml/index.ts';
import { VirtualBoxDriver } from './virtualbox/index.ts';
import { VmwareDriver } from './vmware/index.ts';

/** Options that every driver takes. */
export interface DriverOptions {
  /** Absolute directory of the hypervisor's programs. Default: those of PATH. */
  readonly programDirectory?: string | undefined;
  /** Whether all else on the host goes before the machine. Default true. */
  readonly lowPriority?: boolean | undefined;
}

const DRIVERS = {
  qemu: (options: DriverOptions): HypervisorDriver => new QemuDriver(options),
  libvirt: (options: DriverOptions): HypervisorDriver => new LibvirtDriver(options),
  virtualbox: (options: DriverOptions): HypervisorDriver => new VirtualBoxDriver(options),
  vmware: (options: DriverOptions): HypervisorDriver => new VmwareDriver(options),
  uml: (options: DriverOptions): HypervisorDriver => new UmlDriver(options),
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
    `there is no driver ${JSON.stringify(name)}; choose one of: ${[ANY_DRIVER, ...DRIVER_NAMES].join(', ')}`,
  );
}

/** What a user may say instead of a name: whatever hypervisor is there. */
export const ANY_DRIVER = 'auto';

/**
 * Makes the driver of a name; for {@link ANY_DRIVER} the first of {@link DRIVER_NAMES} whose hypervisor is
 * there, or the very first where none is: it says what is missing as soon as it is used. The one that is
 * `preferred` comes before all others.
 *
 * @throws HypervisorError as {@link createDriver}
 */
export async function chooseDriver(
  name: string,
  { preferred, ...options }: DriverOptions & { readonly preferred?: string | undefined } = {},
): Promise<HypervisorDriver> {
  if (name !== ANY_DRIVER) return createDriver(name, options);
  const others = DRIVER_NAMES.filter((each) => each !== preferred);
  const isKnown = preferred !== undefined && isDriverName(preferred);
  const drivers = (isKnown ? [preferred, ...others] : others).map((each) =>
    createDriver(each, options),
  );
  for (const driver of drivers) {
    const isThere = await driver.locate().then(
      () => true,
      () => false,
    );
    if (isThere) return driver;
  }
  const [first] = drivers;
  if (first === undefined) throw new TypeError('there must be a driver');
  return first;
}
