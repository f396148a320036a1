import { createHash } from 'node:crypto';
import { shellTask } from '../e2e/job-directory.ts';

/** Most steps of the job: its progress is so many parts of one. */
export const MAX_LOSS_STEP_COUNT = 99_999;

/**
 * Counts until a message of the project's server ends it. Each step adds a line to its ledger, with a hash
 * over the line before; the ledger is the result. Each tenth step makes the host's disk grow.
 */
const SCRIPT = `
step=0
hash=0
until [ -e trickle_down_1 ]; do
  step=$((step + 1))
  hash=$(echo "$hash $step" | sha256sum)
  hash=\${hash%% *}
  echo "$step $hash" >> ledger
  echo "step $step"
  printf '0.%05d\\n' $step > fraction.new
  mv fraction.new fraction
  if [ $((step % 10)) -eq 0 ]; then
    head -c 100000 /dev/urandom > scratch
    sync
  fi
  sleep 0.05
done
mv ledger result`;

/** Seconds of running from one checkpoint to the next. */
const CHECKPOINT_INTERVAL_S = 2;

/** Elements of the job file. */
export const LOSS_JOB = `<accelerator>tcg</accelerator><memory_size_mb>256</memory_size_mb>
  <minimum_checkpoint_interval>${CHECKPOINT_INTERVAL_S}</minimum_checkpoint_interval><checkpoint_write_limit_mb>0</checkpoint_write_limit_mb>
  ${shellTask(SCRIPT, '<fraction_done_filename>fraction</fraction_done_filename>')}
  <output><source>result</source><target>out.result</target></output>`;

/** The step behind a fraction that the client was told. */
export function stepOfFraction(fraction: number): number {
  return Math.round(fraction * (MAX_LOSS_STEP_COUNT + 1));
}

/**
 * Reads the result.
 * @returns how many steps there are, each once and in order
 * @throws Error naming the first line that is wrong
 */
export function checkLedger(text: string): number {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the ledger ends within a line');
  let hash = '0';
  for (const [index, line] of lines.entries()) {
    const step = index + 1;
    hash = createHash('sha256').update(`${hash} ${step}\n`).digest('hex');
    if (line !== `${step} ${hash}`) throw new Error(`line ${step} of the ledger is "${line}"`);
  }
  return lines.length;
}

/**
 * Reads what the job has printed, as the slot has it; its last line may be cut off.
 * @returns the first line that is not the one that follows; undefined where all are
 */
export function findWrongLine(printed: string): string | undefined {
  const lines = printed.split('\n').slice(0, -1);
  return lines.find((line, index) => line !== `step ${index + 1}`);
}
