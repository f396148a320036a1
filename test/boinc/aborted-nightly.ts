import { abortJobs } from './abort-rounds.ts';

const JOB_COUNT = 200;

const count = Number(process.argv[2] ?? JOB_COUNT);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: node test/boinc/aborted-nightly.ts [NUMBER_OF_JOBS]');
  process.exit(2);
}
const { problems, phases, remains } = await abortJobs(count);
for (const text of [...problems, ...remains]) console.log(text);
const where = [...phases].map(([phase, jobs]) => `${jobs} in ${phase}`).join(', ');
console.log(
  `${count} aborted jobs (${where}): ${problems.length} wrong, ${remains.length} thing(s) left`,
);
if (problems.length > 0 || remains.length > 0) process.exitCode = 1;
