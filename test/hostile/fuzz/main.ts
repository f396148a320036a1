// npm run fuzz -- --minutes 10 [--seed 5] [--only "tar"]: every decoder in turn, for as long as it is told.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { ALL_DECODERS } from './all-decoders.ts';
import { checkDecoder } from './check-decoder.ts';
import { hostileBytes } from './hostile-bytes.ts';

/** Inputs that a decoder is given before it is the next one's turn. */
const RUNS_A_TURN = 500;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    only: { type: 'string', default: '' },
  },
});
const decoders = ALL_DECODERS.filter(({ name }) => name.includes(values.only));
const endAt = performance.now() + Number(values.minutes) * 60_000;
const firstSeed = Number(values.seed);
const counts = { read: 0, refused: 0 };
console.log(`${decoders.length} decoders for ${values.minutes} min, --seed ${firstSeed}`);

let turn = 0;
for (; decoders.length > 0 && performance.now() < endAt; turn++) {
  const seed = firstSeed + turn;
  for (const decoder of decoders) {
    if (performance.now() >= endAt) break;
    const property = fc.property(hostileBytes(decoder), (bytes) => {
      counts[checkDecoder(decoder, bytes)]++;
    });
    const result = fc.check(property, { numRuns: RUNS_A_TURN, seed });
    if (!result.failed) continue;
    const [bytes] = result.counterexample ?? [new Uint8Array(0)];
    console.error(`${decoder.name} fails on ${Buffer.from(bytes).toString('base64')} (base64)`);
    console.error(`again: npm run fuzz -- --seed ${seed} --only ${JSON.stringify(decoder.name)}`);
    console.error(result.errorInstance);
    process.exit(1);
  }
}
console.log(
  `${counts.read} inputs read, ${counts.refused} refused, in ${turn} turn(s): nothing found`,
);
