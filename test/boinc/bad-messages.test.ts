import { mkdir, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BOINC_FILES,
  CHANNEL_BYTES,
  CHANNEL_OFFSETS,
  type ChannelName,
  formatHeartbeat,
  parseAppStatus,
  SHARED_MEMORY_BYTES,
} from '@vmslot/proto/boinc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSharedMemoryFile } from '../../host-bridge/src/boinc/shared-memory-file.ts';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { runSlotOnce } from './run-slot-once.ts';

/** The guest's work is looked at now and then. */
const POLL = { timeout: 500_000, interval: 50 };

/** Counts up to a thousand, one step in a fifth of a second. */
const SCRIPT = `n=0; while [ $n -lt 1000 ]; do n=$((n + 1))
  echo "0.$(printf %03d $n)" > fraction.new; mv fraction.new fraction; sleep 0.2; done`;

/** Those that the bridge reads. */
const READ = ['process_control_request', 'heartbeat', 'trickle_down'] as const;

/** No message of the protocol, whatever is made of it. */
const GARBAGE: readonly Uint8Array[] = [
  new Uint8Array(CHANNEL_BYTES - 1),
  new Uint8Array(CHANNEL_BYTES - 1).fill(0xff),
  // Over-long: no end of the text in the channel.
  new Uint8Array(CHANNEL_BYTES - 1).fill(0x41),
  Uint8Array.from({ length: CHANNEL_BYTES - 1 }, (_, index) => (index * 7919) % 251),
  // Half-written, over the rest of another one.
  Buffer.from('<qu'),
  Buffer.from('<quit'.padEnd(CHANNEL_BYTES - 1, '<')),
  Buffer.from('<heartbeat/>\n<wss>nonsense</wss>\n<max_wss>1e999</max_wss>'),
  Buffer.from('<max_wss>-1</max_wss><suspend_network/'),
  Buffer.from('<have_new_trickle_down'),
];

let root: string;
let slot: FabricatedSlot;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-bad-messages-'));
  const jobFile = await writeJobDirectory(root, {
    image: './image',
    elements: `<memory_size_mb>256</memory_size_mb>
      ${shellTask(SCRIPT, '<fraction_done_filename>fraction</fraction_done_filename>')}`,
  });
  const image = (await readdir(IMAGE_DIRECTORY)).map((name) => [
    `image/${name}`,
    join(IMAGE_DIRECTORY, name),
  ]);
  slot = await FabricatedSlot.create({
    dataDirectory: join(root, 'data'),
    slot: 0,
    files: { 'vm_job.xml': jobFile, ...(Object.fromEntries(image) as Record<string, string>) },
    // Nobody but its heartbeats says that the client is there.
    initData: { clientPid: 0 },
  });
  await writeFile(slot.path(BOINC_FILES.sharedMemory), Buffer.alloc(SHARED_MEMORY_BYTES));
});

afterAll(() => rm(root, { recursive: true, force: true }));

test('garbage, silence and a file that is cut off do not disturb a job; without heartbeats it leaves', async () => {
  // What an earlier life has left is damaged as well.
  await mkdir(slot.path('vmslot_data'));
  await writeFile(slot.path('vmslot_data', 'vmslot_state.json'), '{"version":1,"pha');
  await writeFile(slot.path('vmslot_data', 'checkpoints.json'), '{"version":1,"check');
  const outside = await namesOutside();
  const channels = openSharedMemoryFile(slot.directory);
  await using memory = await open(slot.path(BOINC_FILES.sharedMemory), 'r+');
  const put = async (channel: ChannelName, flag: number, bytes: Uint8Array): Promise<void> => {
    await memory.write(bytes, 0, bytes.length, CHANNEL_OFFSETS[channel] + 1);
    await memory.write(Uint8Array.of(flag), 0, 1, CHANNEL_OFFSETS[channel]);
  };
  let fraction = 0;
  const isReadingStatus = () => {
    const text = channels.receive('app_status');
    if (text !== undefined) fraction = parseAppStatus(text).fractionDone ?? fraction;
    return fraction;
  };
  const beating = setInterval(() => channels.send('heartbeat', formatHeartbeat({})), 500);
  try {
    const life = runSlotOnce(slot);
    await expect.poll(isReadingStatus, POLL).toBeGreaterThan(0);

    for (const [index, bytes] of GARBAGE.entries()) {
      for (const channel of Object.keys(CHANNEL_OFFSETS) as ChannelName[]) {
        await put(channel, [1, 2, 0x80, 0xff][index % 4] ?? 1, bytes);
      }
      for (const channel of READ) {
        await expect.poll(() => channels.isPending(channel), POLL).toBe(false);
      }
    }
    // Those that the client reads were full all the time; it goes on to listen now.
    channels.receive('app_status');
    const before = fraction;
    await expect.poll(isReadingStatus, POLL).toBeGreaterThan(before);

    await truncate(slot.path(BOINC_FILES.sharedMemory), 0);
    // The bridge's next status makes the file longer again.
    await expect.poll(async () => (await memory.stat()).size, POLL).toBeGreaterThan(0);
    await truncate(slot.path(BOINC_FILES.sharedMemory), SHARED_MEMORY_BYTES);
    const afterwards = fraction;
    await expect.poll(isReadingStatus, POLL).toBeGreaterThan(afterwards);

    clearInterval(beating);
    const { stderr, ...end } = await life;
    expect(end, stderr).toEqual({
      exitCode: 0,
      signal: undefined,
      finish: undefined,
      temporaryExit: undefined,
      left: [],
    });
    expect(stderr).toMatch(/starting from the beginning: .*checkpoints\.json is no list/);
    expect(stderr.match(/the client is gone/g)).toHaveLength(1);
    expect(stderr).toMatch(/checkpoint-1 saved/);
    expect(stderr).not.toMatch(/^failed |aborts|asks the task|suspended|network activity/m);
    expect(await namesOutside()).toEqual(outside);
  } finally {
    clearInterval(beating);
    channels.close();
  }
});

/** What must not change: everything but the slot directory. */
async function namesOutside(): Promise<readonly string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => !name.startsWith(join('data', 'slots', '0'))).toSorted();
}
