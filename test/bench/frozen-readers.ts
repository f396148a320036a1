// node test/bench/frozen-readers.ts [--seconds N]: what readers that read nothing cost the others.
import { measureFrozenReaders } from '../fault/frozen-readers.ts';
import { percentile } from './statistics.ts';

const at = process.argv.indexOf('--seconds');
const idleSeconds = at < 0 ? 60 : Number(process.argv[at + 1]);
const { delaysMs, openedBytes, grownBytes, idleCpuShare } = await measureFrozenReaders({
  callCount: 5000,
  idleSeconds,
});
const ms = (share: number): string => percentile(delaysMs, share).toFixed(2);
console.log(
  `2 frozen readers: others' calls p50 ${ms(0.5)} ms p99 ${ms(0.99)} ms, memory of the agent ` +
    `${Math.round((openedBytes + grownBytes) / 1024)} KiB more than before them, CPU ${(idleCpuShare * 100).toFixed(2)} % over ${idleSeconds} s`,
);
