// node test/bench/fraction-calls.ts [--seconds N]: what a thousand boinc_fraction_done a second cost.
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RealAgent } from '../../guest-agent/src/restart/real-agent-fixture.ts';
import { compileWithFakeBoinc } from '../interop/fake-boinc-build.ts';

const CALLS_PER_SECOND = 1000;

const at = process.argv.indexOf('--seconds');
const seconds = at < 0 ? 20 : Number(process.argv[at + 1]);
const source = fileURLToPath(new URL('./fraction-calls.c', import.meta.url));
const compiled = await compileWithFakeBoinc({ name: 'plain' }, source);

await using agent = await RealAgent.create();
const program = join(agent.directory, 'fraction-calls');
await copyFile(compiled, program);
await chmod(program, 0o755);

/** CPU time of the program, and how often the host heard of a fraction. */
async function measure(taskId: string, calls: 0 | 1) {
  const argv = [program, String(CALLS_PER_SECOND), String(seconds), String(calls)];
  const events = agent.events('TaskService/Run', { taskId, steps: [{ argv }] });
  let [cpuMs, elapsedMs, heardCount] = [Number.NaN, Number.NaN, 0];
  const seen = new Set<unknown>();
  for await (const event of events) {
    const { output, status } = event as typeof event & {
      readonly status?: { readonly fractionDone?: number };
    };
    if (output?.data !== undefined) {
      const text = Buffer.from(output.data, 'base64').toString();
      [cpuMs = Number.NaN, elapsedMs = Number.NaN] = text.split(' ').map(Number);
    }
    const fraction = status?.fractionDone;
    if (fraction === undefined || seen.has(fraction)) continue;
    seen.add(fraction);
    heardCount += 1;
  }
  return { share: cpuMs / elapsedMs, elapsedS: elapsedMs / 1000, heardCount };
}

const without = await measure('without', 0);
const withCalls = await measure('with', 1);
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
console.log(
  `${CALLS_PER_SECOND} boinc_fraction_done a second for ${withCalls.elapsedS.toFixed(1)} s: ${percent(withCalls.share)} of a core, ` +
    `${percent(without.share)} without the calls; the host heard of ${withCalls.heardCount} fractions`,
);
