import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { JobError } from '../outcome.ts';
import { ACCELERATORS, AGENT_LINKS, CHECKPOINT_WAYS, MAX_TRICKLE_FILE_COUNT } from './elements.ts';
import { formatJobFile } from './format-job-file.ts';
import { findOutputPathFault, findPathFault } from './guest-path.ts';
import { MAX_JOB_FILE_BYTES, MAX_XML_DEPTH } from './guard-xml.ts';
import type { Job, JobInput, JobOutput, JobTask } from './job.ts';
import { parseJobFile } from './parse-job-file.ts';

const FILE = '/jobs/any/vm_job.xml';

// The time limit of a test catches what hangs; it leaves room for a machine under load.
vi.setConfig({ testTimeout: 30_000 });

/** Text that XML can carry: no control characters but tab and newline, no U+FFFE and U+FFFF. */
const xmlText = fc
  .string({ unit: 'grapheme' })
  // oxlint-disable-next-line no-control-regex -- leaving them out is the purpose
  .filter((text) => !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(text));

const trimmed = (text: string) => text === text.trim();

const part = xmlText.filter(
  (text) => trimmed(text) && !text.includes('/') && findOutputPathFault(text) === undefined,
);

const path = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((text) => findPathFault(text) === undefined);

/** Paths that do not collide, whatever the case: their first parts differ. */
function separatePaths(count: number): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(path, {
    minLength: count,
    maxLength: count,
    selector: (text) => (text.split('/')[0] ?? '').toLowerCase(),
  });
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const inputs: fc.Arbitrary<readonly JobInput[]> = fc
  .nat({ max: 4 })
  .chain((count) =>
    fc
      .tuple(separatePaths(count), fc.array(path, { minLength: count, maxLength: count }))
      .map(([targets, sources]) =>
        targets.map((target, index) => ({
          source: `/${sources[index]}`,
          target,
          executable: target.length % 2 === 0,
          line: 0,
        })),
      ),
  );

const outputs: fc.Arbitrary<readonly JobOutput[]> = fc
  .nat({ max: 4 })
  .chain((count) =>
    fc
      .tuple(separatePaths(count), separatePaths(count))
      .map(([targets, sources]) =>
        targets.map((target, index) => ({
          source: sources[index] ?? '',
          target,
          optional: target.length % 2 === 0,
          intermediate: target.length % 3 === 0,
          line: 0,
        })),
      ),
  );

const command = fc.tuple(fc.constantFrom('./', '/', ''), path).map((parts) => parts.join(''));

const task: fc.Arbitrary<JobTask> = fc.record({
  name: part.filter((text) => text.length <= 100),
  command,
  arguments: fc.array(xmlText, { maxLength: 5 }),
  environment: fc
    .dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/), xmlText, {
      noNullPrototype: true,
    })
    .map((record) => Object.fromEntries(Object.entries(record))),
  workingDirectory: fc.oneof(fc.constant(''), path),
  stdinFile: maybe(path),
  stdoutFile: maybe(path),
  stderrFile: maybe(path),
  weight: fc.integer({ min: 1, max: 1_000_000_000 }).map((thousandths) => thousandths / 1000),
  fractionDoneFile: maybe(path),
  creditFile: maybe(path),
  timeLimitMs: maybe(fc.integer({ min: 1, max: 31_536_000_000 })),
  boincApi: fc.constantFrom('auto' as const, 'none' as const, 'real' as const),
  line: fc.constant(0),
});

const MB = 1024 * 1024;

const anyJob: fc.Arbitrary<Job> = fc
  .record({
    name: part.filter((text) => text.length <= 100),
    file: fc.constant(FILE),
    image: fc.oneof(
      fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
      path.map((text) => `/${text}`),
    ),
    memoryBytes: fc.integer({ min: 128, max: 1_048_576 }).map((mb) => mb * MB),
    cpuCount: fc.integer({ min: 1, max: 64 }),
    cpuCountIsGiven: fc.constant(true),
    network: fc.boolean(),
    diskLimitBytes: fc.integer({ min: 1, max: 1_048_576 }).map((mb) => mb * MB),
    outputLimitBytes: fc.integer({ min: 1, max: 1024 }).map((mb) => mb * MB),
    bootTimeoutMs: fc.integer({ min: 1, max: 3600 }).map((seconds) => seconds * 1000),
    accelerators: maybe(fc.shuffledSubarray([...ACCELERATORS], { minLength: 1 })),
    agentLink: fc.constantFrom(...AGENT_LINKS),
    checkpoint: fc.constantFrom(...CHECKPOINT_WAYS),
    checkpointFiles: fc.uniqueArray(part, { minLength: 1, maxLength: 3 }),
    minCheckpointIntervalMs: fc.integer({ min: 0, max: 86_400_000 }),
    checkpointWriteLimitBytes: fc.integer({ min: 0, max: 1_048_576 }).map((mb) => mb * MB),
    trickleFiles: fc.uniqueArray(path, {
      maxLength: MAX_TRICKLE_FILE_COUNT,
      selector: (text) => text.split('/').at(-1),
    }),
    partialCreditIntervalMs: fc.integer({ min: 0, max: 604_800_000 }),
    inputs,
    tasks: fc.array(task, { minLength: 1, maxLength: 3 }),
    outputs,
  })
  // The parser puts `./` before a command that is an input.
  .map((job): Job => ({
    ...job,
    checkpointFiles: job.checkpoint === 'files' ? job.checkpointFiles : [],
  }))
  .filter((job) =>
    job.tasks.every((one) => job.inputs.every(({ target }) => target !== one.command)),
  );

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Writes the lines of a job file, and the job with the lines where its parts came to stand. */
function formatJob(job: Job): { readonly text: string; readonly job: Job } {
  const lines: string[] = [];
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined) {
      lines.push(`<${name}>${escapeXml(String(value))}</${name}>`);
    }
  };
  const group = <T extends { readonly line: number }>(
    name: string,
    item: T,
    inside: () => void,
  ) => {
    lines.push(`<${name}>`);
    const placed = { ...item, line: lines.length };
    inside();
    lines.push(`</${name}>`);
    return placed;
  };
  lines.push('<vm_job>');
  put('name', job.name);
  put('image', job.image);
  put('memory_size_mb', job.memoryBytes / MB);
  put('ncpus', job.cpuCount);
  put('enable_network', job.network ? 1 : 0);
  put('disk_limit_mb', job.diskLimitBytes / MB);
  put('output_limit_mb', job.outputLimitBytes / MB);
  put('boot_timeout_s', job.bootTimeoutMs / 1000);
  put('accelerator', job.accelerators?.join(', '));
  put('agent_link', job.agentLink);
  put('checkpoint', job.checkpoint);
  for (const checkpointFile of job.checkpointFiles) put('checkpoint_file', checkpointFile);
  put('minimum_checkpoint_interval', job.minCheckpointIntervalMs / 1000);
  put('checkpoint_write_limit_mb', job.checkpointWriteLimitBytes / MB);
  for (const trickleFile of job.trickleFiles) {
    put('trickle_trigger_file', trickleFile);
  }
  put('partial_credit_interval', job.partialCreditIntervalMs / 1000);
  const placedInputs = job.inputs.map((input) =>
    group('input', input, () => {
      put('source', input.source);
      put('target', input.target);
      put('executable', input.executable ? '' : '0');
    }),
  );
  const placedTasks = job.tasks.map((one) => group('task', one, () => putTask(one, put)));
  const placedOutputs = job.outputs.map((output) =>
    group('output', output, () => {
      put('source', output.source);
      put('target', output.target);
      put('optional', output.optional ? '' : '0');
      put('intermediate', output.intermediate ? '' : '0');
    }),
  );
  lines.push('</vm_job>');
  return {
    text: lines.join('\n'),
    job: { ...job, inputs: placedInputs, tasks: placedTasks, outputs: placedOutputs },
  };
}

function putTask(
  one: JobTask,
  put: (name: string, value: string | number | undefined) => void,
): void {
  put('name', one.name);
  put('application', one.command);
  for (const argument of one.arguments) {
    put('arg', argument);
  }
  for (const [name, value] of Object.entries(one.environment)) {
    put('setenv', `${name}=${value}`);
  }
  put('exec_dir', one.workingDirectory === '' ? undefined : one.workingDirectory);
  put('stdin_filename', one.stdinFile);
  put('stdout_filename', one.stdoutFile);
  put('stderr_filename', one.stderrFile);
  put('weight', one.weight.toFixed(3));
  put('fraction_done_filename', one.fractionDoneFile);
  put('credit_filename', one.creditFile);
  put('time_limit', one.timeLimitMs === undefined ? 0 : (one.timeLimitMs / 1000).toFixed(3));
  put('boinc_api', one.boincApi);
}

/** Parses text that may be anything: a job, or a JobError with lines fit for a terminal. */
function expectJobOrError(text: string): void {
  try {
    expect(parseJobFile(text, { file: FILE }).tasks.length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof JobError)) {
      throw error;
    }
    expect(error.code).toBe('job_file_invalid');
    for (const line of [error.message, ...error.details]) {
      // oxlint-disable-next-line no-control-regex -- a terminal would obey them
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      expect(line.startsWith(`${FILE}:`)).toBe(true);
    }
  }
}

test('any job that is written comes back the same', () => {
  fc.assert(
    fc.property(anyJob, (wanted) => {
      const { text, job } = formatJob(wanted);
      expect(parseJobFile(text, { file: FILE })).toEqual(job);
    }),
    { numRuns: 200 },
  );
});

/** A job without the places of its parts in the file. */
function withoutLines(job: Job): Job {
  const atNoLine = <T>(items: readonly T[]) => items.map((item) => ({ ...item, line: 0 }));
  const [placedInputs, tasks] = [atNoLine(job.inputs), atNoLine(job.tasks)];
  return { ...job, inputs: placedInputs, tasks, outputs: atNoLine(job.outputs) };
}

test('any job that is formatted comes back the same', () => {
  fc.assert(
    fc.property(anyJob, fc.boolean(), (anyOne, cpuCountIsGiven) => {
      const wanted = cpuCountIsGiven ? anyOne : { ...anyOne, cpuCountIsGiven, cpuCount: 1 };
      const parsed = parseJobFile(formatJobFile(wanted), { file: FILE });
      expect(withoutLines(parsed)).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

describe('garbage gives a JobError', () => {
  test('from any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), expectJobOrError));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        expectJobOrError(Buffer.from(bytes).toString('utf16le')),
      ),
    );
  });

  test('from any sequence of XML pieces', () => {
    const names = ['vm_job', 'task', 'input', 'source', 'target', 'arg', 'image', 'weight', 'x'];
    const tags = names.flatMap((name) => [`<${name}>`, `</${name}>`, `<${name}/>`]);
    const rest = [
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE',
      '<',
      '>',
      '&',
      '&lt;',
    ];
    const odd = [
      '&#0;',
      '&#x1b;',
      '&lol;',
      ' a="b"',
      '"',
      "'",
      '\r\n',
      '\r',
      '\u009b',
      '\ud800',
      '1',
    ];
    const piece = fc.constantFrom(...tags, ...rest, ...odd, '..', '/', '\u{1f600}');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (inside) => {
        expectJobOrError(inside);
        expectJobOrError(`<vm_job>${inside}</vm_job>`);
      }),
      { numRuns: 1000 },
    );
  });

  test('from a good job file with a piece cut out or put in', () => {
    fc.assert(
      fc.property(anyJob, fc.nat(), fc.nat({ max: 40 }), xmlText, (job, at, cut, put) => {
        const { text } = formatJob(job);
        const start = at % text.length;
        expectJobOrError(text.slice(0, start) + put + text.slice(start + cut));
      }),
      { numRuns: 200 },
    );
  });
});

/** A text just within the limit, so that its shape is what counts, not its size. */
function fill(head: string, unit: string, tail = ''): string {
  const count = Math.floor((MAX_JOB_FILE_BYTES - head.length - tail.length) / unit.length);
  return head + unit.repeat(count) + tail;
}

test.each<[what: string, text: string]>([
  ['10 MB', `<vm_job>${' '.repeat(10_000_000)}</vm_job>`],
  ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "${'&a;'.repeat(1000)}">]><vm_job>&a;</vm_job>`],
  ['a declaration without end', fill('<!DOCTYPE x [', ']')],
  ['deep nesting', fill('<vm_job>', '<a>')],
  ['nesting just too deep', '<a>'.repeat(MAX_XML_DEPTH + 1) + '</a>'.repeat(MAX_XML_DEPTH + 1)],
  ['many line ends', fill('<vm_job>', '\r\n', '</vm_job>')],
  ['many comments without end', fill('<vm_job>', '<!--')],
  ['many sections without end', fill('<vm_job>', '<![CDATA[')],
  ['many open tags', fill('<vm_job>', '<a "')],
  [
    'many attributes',
    fill('<vm_job ', Array.from({ length: 60_000 }, (_, n) => `a${n}="" `).join(''), '/>'),
  ],
  ['many unknown elements', fill('<vm_job>', '<a/>', '</vm_job>')],
  ['many known elements', fill('<vm_job>', '<input/>', '</vm_job>')],
  ['a long name', fill('<', 'a', '/>')],
  ['a long value', fill('<vm_job><ncpus>', '1', '</ncpus></vm_job>')],
  ['a long path', fill('<vm_job><output><source>', 'a/', '</source></output></vm_job>')],
  [
    'a long command line',
    fill('<vm_job><task><command_line>', `'`, '</command_line></task></vm_job>'),
  ],
  ['many references', fill('<vm_job>', '&lt;', '</vm_job>')],
  ['blanks inside a value', fill('<vm_job><ncpus>1', ' ', '1</ncpus></vm_job>')],
])('%s: an error, at once', (_, text) => {
  expect(() => parseJobFile(text, { file: FILE })).toThrow(JobError);
  expectJobOrError(text);
});
