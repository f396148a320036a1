import { runProgram } from './run-program.ts';
import type { MachineEnd } from './system-service.ts';

/** Programs of the image that have the machine go down in order; init does the rest. */
const PROGRAMS: Readonly<Record<MachineEnd, string>> = {
  'power-off': '/sbin/poweroff',
  reboot: '/sbin/reboot',
};

/**
 * Tells init that the machine shall end. It then ends the services, the agent among them.
 *
 * @throws Error where the program is missing or fails
 */
export async function endMachine(end: MachineEnd, signal: AbortSignal): Promise<void> {
  await runProgram(PROGRAMS[end], [], { signal });
}
