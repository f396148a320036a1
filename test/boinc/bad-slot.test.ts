import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOINC_FILES, SHARED_MEMORY_BYTES } from '@vmslot/proto/boinc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAILURE_TABLE } from '../../host-bridge/src/client-run/failure-table.ts';
import { OUTCOMES, type OutcomeCode } from '../../host-bridge/src/outcome.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { shellTask, writeJobDirectory } from '../e2e/job-directory.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { runSlotOnce, type SlotLife } from './run-slot-once.ts';

const RESULT = 'fabricated_0';

/** The other process is looked at now and then. */
const POLL = { timeout: 30_000, interval: 20 };

/** Longest first line of a head, without what the log's own columns need. */
const MAX_REASON_LENGTH = 520;

let root: string;
let slot: FabricatedSlot;
let before: readonly string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-bad-slot-'));
  const input = join(root, 'content');
  await writeFile(input, 'content');
  const jobFile = await writeJobDirectory(root, {
    image: './image',
    elements: `<input><source>in.dat</source></input>${shellTask('echo > out')}
      <output><source>out</source><target>out.dat</target></output>`,
  });
  slot = await FabricatedSlot.create({
    dataDirectory: join(root, 'data'),
    slot: 0,
    files: { 'vm_job.xml': jobFile, 'in.dat': input, 'image/manifest.json': input },
    outputs: { 'out.dat': 'result_0' },
  });
  await writeFile(slot.path(BOINC_FILES.sharedMemory), Buffer.alloc(SHARED_MEMORY_BYTES));
  // A job that gets as far as its image has got through everything that is tested here.
  await rm(slot.path('image'), { recursive: true });
  await writeFile(join(root, 'outside'), 'outside');
  await mkdir(join(root, 'elsewhere'));
  await writeFile(join(root, 'elsewhere', 'file'), 'outside');
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** One kind of damage, and what must come of it. */
interface BadSlot {
  readonly name: string;
  readonly spoil: () => Promise<unknown>;
  readonly words?: readonly string[];
  readonly code: Exclude<OutcomeCode, 'succeeded'>;
  /** In the reason. */
  readonly says: readonly (string | RegExp)[];
}

const write = (name: string, content: string | Uint8Array) => writeFile(slot.path(name), content);
const link = (name: string, target: string) => write(name, `<soft_link>${target}</soft_link>\n`);
const project = '../../projects/project.test_vmslot';

async function cut(name: string, share: number): Promise<void> {
  const text = await readFile(slot.path(name), 'utf8');
  await write(name, text.slice(0, Math.floor(text.length * share)));
}

const INIT_DATA: readonly BadSlot[] = [
  ['empty', () => write('init_data.xml', '')],
  ['cut off', () => cut('init_data.xml', 0.9)],
  ['half', () => cut('init_data.xml', 0.5)],
  ['zeros, as after a power cut', () => write('init_data.xml', new Uint8Array(4096))],
  [
    'noise',
    () =>
      write(
        'init_data.xml',
        Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
      ),
  ],
  ['another page', () => write('init_data.xml', '<html><body>404</body></html>')],
  ['a gigabyte', () => truncate(slot.path('init_data.xml'), 1e9)],
  [
    'a directory',
    async () => {
      await rm(slot.path('init_data.xml'));
      await mkdir(slot.path('init_data.xml'));
    },
  ],
].map(([name, spoil]) => ({
  name: `init_data.xml: ${name as string}`,
  spoil: spoil as BadSlot['spoil'],
  code: 'client_files_unusable',
  says: ['/init_data.xml'],
}));

const MEMORY: readonly BadSlot[] = [
  ['missing', () => rm(slot.path('boinc_mmap_file')), 'is not there'],
  ['empty', () => truncate(slot.path('boinc_mmap_file'), 0), 'has 0 bytes instead of'],
  ['a byte short', () => truncate(slot.path('boinc_mmap_file'), 8191), 'has 8191 bytes'],
  [
    'a directory',
    async () => {
      await rm(slot.path('boinc_mmap_file'));
      await mkdir(slot.path('boinc_mmap_file'));
    },
    'EISDIR',
  ],
].map(([name, spoil, says]) => ({
  name: `shared memory: ${name as string}`,
  spoil: spoil as BadSlot['spoil'],
  code: 'client_files_unusable',
  says: ['boinc_mmap_file', says as string, 'let the client start the task again'],
}));

const LINK_TARGETS: readonly (readonly [string, string, string])[] = [
  ['an absolute path outside', '/etc/hostname', 'leads outside'],
  ['outside by way of ..', `${project}/../../../outside`, 'leads outside'],
  ['nothing', `${project}/nothing`, 'leads to no file'],
  ['no directory', `${project}/none/nothing`, 'leads outside'],
  ['the project’s directory', `${project}/.`, 'leads'],
  ['a directory', `${project}/directory`, 'no regular file'],
  ['itself', 'in.dat', 'leads outside'],
  ['a link of the file system that leads out', `${project}/way-out`, 'no regular file'],
  ['below a link of the file system that leads out', `${project}/way-up/file`, 'leads outside'],
];

const LINKS: readonly BadSlot[] = LINK_TARGETS.flatMap(([name, target, says]) =>
  (['in.dat', 'vm_job.xml'] as const).map((file) => ({
    name: `the soft link ${file}: ${name}`,
    spoil: async () => {
      await mkdir(join(slot.projectDirectory, 'directory'));
      await symlink(join(root, 'outside'), join(slot.projectDirectory, 'way-out'));
      await symlink(join(root, 'elsewhere'), join(slot.projectDirectory, 'way-up'));
      await link(file, target === 'in.dat' ? file : target);
    },
    code: file === 'in.dat' ? ('input_missing' as const) : ('job_file_invalid' as const),
    says: [`/${file} `, says],
  })),
);

const OUTPUT_LINKS: readonly BadSlot[] = [
  { name: 'outside', spoil: () => link('out.dat', '../../../outside'), says: 'leads outside' },
  { name: 'an absolute path', spoil: () => link('out.dat', '/tmp/x'), says: 'leads outside' },
  {
    name: 'a directory',
    spoil: async () => {
      await mkdir(join(slot.projectDirectory, 'directory'));
      await link('out.dat', `${project}/directory`);
    },
    says: 'no regular file',
  },
].map(({ name, spoil, says }) => ({
  name: `the soft link of an output: ${name}`,
  spoil,
  code: 'output_refused',
  says: ['/out.dat', says],
}));

const JOB_FILE: readonly BadSlot[] = [
  { name: 'missing', spoil: () => rm(slot.path('vm_job.xml')), says: 'vm_job.xml' },
  { name: 'empty', spoil: () => write('vm_job.xml', ''), says: 'vm_job.xml' },
  { name: 'cut off', spoil: () => write('vm_job.xml', '<vm_job><name>a</na'), says: 'vm_job.xml' },
  {
    name: 'huge',
    spoil: async () => {
      await write('vm_job.xml', '');
      await truncate(slot.path('vm_job.xml'), 1e9);
    },
    says: 'vm_job.xml',
  },
  {
    name: 'a directory',
    spoil: async () => {
      await rm(slot.path('vm_job.xml'));
      await mkdir(slot.path('vm_job.xml'));
    },
    says: 'vm_job.xml',
  },
].map(({ name, spoil, says }) => ({
  name: `the job file: ${name}`,
  spoil,
  code: 'job_file_invalid',
  says: [says],
}));

const OTHERS: readonly BadSlot[] = [
  {
    name: 'an unknown option',
    spoil: async () => undefined,
    words: ['--unknown', '1'],
    code: 'usage',
    says: ['command line of the app version or workunit', "'--unknown'"],
  },
  {
    name: 'a word that is no option',
    spoil: async () => undefined,
    words: ['surplus'],
    code: 'usage',
    says: ['command line of the app version or workunit', 'too many arguments'],
  },
  {
    name: 'an option with nonsense',
    spoil: async () => undefined,
    words: ['--nthreads', 'many'],
    code: 'usage',
    says: ['--nthreads', 'number from'],
  },
  { name: 'no image', spoil: async () => undefined, code: 'image_missing', says: ['/image'] },
  {
    name: 'a manifest of the image that is a directory',
    spoil: () => mkdir(slot.path('image', 'manifest.json'), { recursive: true }),
    code: 'image_unusable',
    says: ['/image'],
  },
  {
    name: 'a manifest of the image that is a link to nothing',
    spoil: async () => {
      await mkdir(slot.path('image'));
      await link('image/manifest.json', `${project}/nothing`);
    },
    code: 'image_missing',
    says: ['/image'],
  },
  {
    name: 'a bridge directory that is a file',
    spoil: () => write('vmslot_data', 'mine'),
    code: 'slot_unusable',
    says: ['/vmslot_data', 'EEXIST'],
  },
  {
    name: 'a bridge directory in which others keep files',
    spoil: () => mkdir(slot.path('vmslot_data', 'vm', 'mine'), { recursive: true }),
    code: 'slot_unusable',
    says: ['/vmslot_data/vm', 'move it away'],
  },
  {
    name: 'an end of another task',
    spoil: async () => {
      await mkdir(slot.path('vmslot_data'));
      await write('vmslot_data/finished.json', finishedMark('another_0'));
    },
    code: 'image_missing',
    says: ['/image'],
  },
  {
    name: 'an end that is half written',
    spoil: async () => {
      await mkdir(slot.path('vmslot_data'));
      await write('vmslot_data/finished.json', finishedMark(RESULT).slice(0, -9));
    },
    code: 'image_missing',
    says: ['/image'],
  },
  ...(['sent.json', 'trickles'] as const).map((name) => ({
    name: `a damaged ${name}`,
    spoil: async () => {
      await mkdir(slot.path('vmslot_data'));
      await write(`vmslot_data/${name}`, '{"trickles');
    },
    code: name === 'trickles' ? ('slot_unusable' as const) : ('image_missing' as const),
    says: [name === 'trickles' ? '/vmslot_data/trickles' : '/image'],
  })),
];

function finishedMark(result: string): string {
  const summary = { outcome: 'succeeded', exitCode: 0, phase: 'finish', details: [], outputs: [] };
  return `${JSON.stringify({ result, summary })}\n`;
}

describe('one clear line and the outcome of the table', () => {
  const all = [...INIT_DATA, ...MEMORY, ...LINKS, ...OUTPUT_LINKS, ...JOB_FILE, ...OTHERS];
  test.each(all)('$name', async (bad) => {
    await bad.spoil();
    before = await namesOutside();
    const life = await runSlotOnce(slot, bad.words);
    expectOutcome(life, bad);
    expect(await namesOutside()).toEqual(before);
  });
});

describe('what an earlier life has left', () => {
  test.each([BOINC_FILES.finishCalled, BOINC_FILES.temporaryExit])(
    'a stale %s is removed, also where nothing else can be done',
    async (name) => {
      await write(name, name === BOINC_FILES.finishCalled ? '0\n' : '600\nan old reason\n');
      await write('init_data.xml', '');
      const life = await runSlotOnce(slot);
      expect(life.stderr).toContain(`removed a ${name} that an earlier life had left`);
      expectOutcome(life, { code: 'client_files_unusable', says: ['/init_data.xml'] });
      expect(life.temporaryExit?.reason).not.toContain('old');
    },
  );

  test('the end of this very task is told again, without a machine', async () => {
    await mkdir(slot.path('vmslot_data'));
    await write('vmslot_data/finished.json', finishedMark(RESULT));
    const life = await runSlotOnce(slot);
    expect(life).toMatchObject({ exitCode: 0, finish: { exitCode: 0 }, left: [] });
    expect(life.stderr).toMatch(/^done +the job succeeded\n/);
  });
});

test.each([
  ['before anything is known of the client', 'init_data.xml'],
  ['where it cannot be heard', 'boinc_mmap_file'],
])('postponements are counted %s, and end as an error', async (_when, name) => {
  await write(name, '');
  const { maxPostponements } = FAILURE_TABLE.client_files_unusable;
  const delays: number[] = [];
  for (let count = 0; count < maxPostponements; count += 1) {
    const { exitCode, temporaryExit } = await runSlotOnce(slot);
    expect(exitCode).toBe(0);
    delays.push(temporaryExit?.delayS ?? -1);
  }
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  const { exitCode } = OUTCOMES.client_files_unusable;
  expect(await runSlotOnce(slot)).toMatchObject({
    exitCode,
    finish: { exitCode },
    temporaryExit: undefined,
  });
});

describe('a slot that another one still holds', () => {
  test('is waited for', async () => {
    const holder = await Slot.open(slot.path('vmslot_data'));
    const life = runSlotOnce(slot);
    await expect.poll(() => slot.readText(BOINC_FILES.stderr), POLL).toContain(RESULT);
    expect(await slot.readEnds()).toEqual({ finish: undefined, temporaryExit: undefined });
    await holder.close();
    expectOutcome(await life, { code: 'image_missing', says: ['/image'] });
  });

  test('is given up by who is told to end, and nothing is said of the task', async () => {
    await using holder = await Slot.open(slot.path('vmslot_data'));
    const stop = new AbortController();
    const life = runSlotOnce(slot, [], stop.signal);
    await expect.poll(() => slot.readText(BOINC_FILES.stderr), POLL).toContain(RESULT);
    stop.abort();
    expect(await life).toMatchObject({ signal: 'SIGTERM', finish: undefined, left: [] });
    expect((await slot.readEnds()).temporaryExit).toBeUndefined();
    expect(holder.directory).toBe(slot.path('vmslot_data'));
  });
});

/** What must not change: everything but the slot directory. */
async function namesOutside(): Promise<readonly string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => !name.startsWith(join('data', 'slots', '0'))).toSorted();
}

function expectOutcome(life: SlotLife, { code, says }: Pick<BadSlot, 'code' | 'says'>): void {
  const [failed = '', cause, , advice] = life.stderr.split('\n');
  expect(failed, life.stderr).toMatch(/^failed {3}in phase prepare: /);
  for (const word of says) expect(failed).toMatch(word);
  expect(failed.length).toBeLessThanOrEqual(MAX_REASON_LENGTH);
  expect(cause).toBe(`cause    ${code} (${OUTCOMES[code].meaning})`);
  expect(advice).toBe(`to do    ${FAILURE_TABLE[code].advice}`);
  expect(life.stderr.match(/^failed /gm)).toHaveLength(1);
  expect(life.stderr).not.toMatch(/^ {4}at |Error:/m);
  const { maxPostponements } = FAILURE_TABLE[code];
  expect(life).toMatchObject({ signal: undefined, left: [] });
  if (maxPostponements === 0) {
    const { exitCode } = OUTCOMES[code];
    expect(life).toMatchObject({ exitCode, finish: { exitCode }, temporaryExit: undefined });
  } else {
    expect(life).toMatchObject({ exitCode: 0, finish: undefined });
    expect(life.temporaryExit?.delayS).toBeLessThanOrEqual(60);
    expect(failed).toContain(life.temporaryExit?.reason.slice(9, 60));
  }
}
