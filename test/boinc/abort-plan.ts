import { SeededRandom } from '@vmslot/proto/testing';

/** Drivers whose machines are real here. */
export type AbortDriver = 'qemu' | 'uml' | 'libvirt';

/** What the bridge is at when the time to the abort begins: where it has just been started, or a phase. */
export type AbortMoment = 'start' | 'prepare' | 'boot' | 'link';

/** How one job is aborted. */
export interface AbortOrder {
  readonly driver: AbortDriver;
  readonly moment: AbortMoment;
  readonly delayMs: number;
  /** The client says so, or somebody sends SIGTERM. */
  readonly how: 'message' | 'signal';
}

/** Longest delay of each moment. */
const MAX_DELAY_MS: Readonly<Record<AbortMoment, number>> = {
  start: 800,
  prepare: 800,
  boot: 2_500,
  link: 1_500,
};

const DRIVER_WEIGHTS: Readonly<Record<AbortDriver, number>> = { qemu: 5, uml: 4, libvirt: 1 };

/** What comes later takes longer to reach. */
const MOMENT_WEIGHTS: Readonly<Record<AbortMoment, number>> = {
  start: 10,
  prepare: 12,
  boot: 8,
  link: 1,
};

/** A random plan. The same count gives the same one. */
export function planAborts(count: number): readonly AbortOrder[] {
  const random = new SeededRandom(count);
  return Array.from({ length: count }, (): AbortOrder => {
    const driver = random.pick(DRIVER_WEIGHTS);
    // Emulated guests take long to come that far; one of User-Mode Linux does not.
    const weights = driver === 'uml' ? MOMENT_WEIGHTS : { ...MOMENT_WEIGHTS, link: 0 };
    const moment = random.pick(weights);
    const how = random.pick({ message: 2, signal: 1 });
    return { driver, moment, how, delayMs: random.between(0, MAX_DELAY_MS[moment]) };
  });
}
