/** What /proc/loadavg says. */
export interface Load {
  readonly oneMinute: number;
  readonly fiveMinutes: number;
  readonly fifteenMinutes: number;
  readonly runningThreads: number;
  readonly threads: number;
}

const LINE = /^(\d{1,9}\.\d{1,4}) (\d{1,9}\.\d{1,4}) (\d{1,9}\.\d{1,4}) (\d{1,9})\/(\d{1,9})[ \n]/;

/** Reads /proc/loadavg. All are 0 where it is something else. */
export function parseLoad(text: string): Load {
  const match = LINE.exec(text);
  const number = (index: number): number => Number(match?.[index] ?? 0);
  return {
    oneMinute: number(1),
    fiveMinutes: number(2),
    fifteenMinutes: number(3),
    runningThreads: number(4),
    threads: number(5),
  };
}
