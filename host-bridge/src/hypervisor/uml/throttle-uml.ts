import { readFamilyCpuTimeMs } from '../../process/process-family.ts';
import { CpuThrottle } from '../cpu-throttle.ts';
import type { StandStill } from './stand-still.ts';

/**
 * Makes it possible to limit the CPU time of a User-Mode Linux, which is that of its kernel and of all the
 * guest's programs. Owner: who made it; it must `close` it at the machine's end.
 *
 * @param pid process of the kernel
 */
export function throttleUml(pid: number, standStill: StandStill): CpuThrottle {
  let cpuTimeMs = 0;
  return new CpuThrottle({
    cpuCount: 1,
    signal: (name) => {
      if (name === 'SIGSTOP') void standStill.stop('limit');
      else standStill.goOn('limit');
    },
    readCpuTimeMs: () => {
      // A program of the guest that just ends is counted neither with the living nor with the dead.
      cpuTimeMs = Math.max(cpuTimeMs, readFamilyCpuTimeMs(pid) ?? 0);
      return cpuTimeMs;
    },
  });
}
