import { CpuTimeReader } from '../process/process-figures.ts';
import { CpuThrottle, type CpuThrottleOptions } from './cpu-throttle.ts';

export interface ThrottleProcessOptions {
  readonly pid: number;
  /** Most CPUs that the process can use at once. */
  readonly cpuCount: number;
  /** Resolves when the process is gone. */
  readonly ended: Promise<unknown>;
  /** As {@link CpuThrottleOptions.signal}. Default: by its number, as long as that is certainly its own. */
  readonly signal?: CpuThrottleOptions['signal'] | undefined;
}

/** Makes it possible to limit the CPU time of one process. The throttle closes when the process ends. */
export function throttleProcess(options: ThrottleProcessOptions): CpuThrottle {
  const { pid, cpuCount, ended } = options;
  const reader = new CpuTimeReader(pid);
  const throttle = new CpuThrottle({
    cpuCount,
    signal:
      options.signal ??
      ((name) => {
        // The reader stays with that very process: where it reads nothing, the number is free for others.
        if (reader.read() !== undefined) signalProcess(pid, name);
      }),
    readCpuTimeMs: () => reader.read(),
  });
  void ended.then(() => {
    throttle.close();
    reader[Symbol.dispose]();
  });
  return throttle;
}

function signalProcess(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
