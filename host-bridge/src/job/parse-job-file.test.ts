import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { JobError } from '../outcome.ts';
import { MAX_FILE_COUNT } from './elements.ts';
import type { Job } from './job.ts';
import { parseJobFile } from './parse-job-file.ts';
import { MAX_PROBLEMS } from './problems.ts';

const FILE = '/jobs/sum/vm_job.xml';

const MINIMAL =
  '<vm_job><image>debian</image><task><application>true</application></task></vm_job>';

function parse(text: string): Job {
  return parseJobFile(text, { file: FILE });
}

/** All problems of a job file, without the path of the file. */
function problemsOf(text: string): readonly string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof JobError) {
      expect(error).toMatchObject({ code: 'job_file_invalid', exitCode: 10, phase: 'prepare' });
      const lines = [error.message, ...error.details];
      for (const line of lines) {
        expect(line.startsWith(`${FILE}:`)).toBe(true);
        expect(line).not.toContain('\n');
      }
      return lines.map((line) => line.slice(FILE.length + 1));
    }
    throw error;
  }
  throw new Error('the job file was taken');
}

/** A job file whose line 3 and following are `lines`; there is a task already. */
function withLines(...lines: string[]): string {
  const task = '<task><application>true</application></task>';
  return ['<vm_job>', `<image>debian</image>${task}`, ...lines, '</vm_job>'].join('\n');
}

/** The same inside a task. */
function withTaskLines(...lines: string[]): string {
  const head = '<vm_job><image>debian</image><task>';
  return [head, '<application>true</application>', ...lines, '</task></vm_job>'].join('\n');
}

test('the smallest job file has all defaults', () => {
  expect(parse(MINIMAL)).toEqual({
    name: 'sum',
    file: resolve(FILE),
    image: 'debian',
    memoryBytes: 536_870_912,
    cpuCount: 1,
    cpuCountIsGiven: false,
    network: false,
    diskLimitBytes: 2_147_483_648,
    outputLimitBytes: 67_108_864,
    bootTimeoutMs: 300_000,
    accelerators: undefined,
    agentLink: 'auto',
    checkpoint: 'vm',
    checkpointFiles: [],
    minCheckpointIntervalMs: 600_000,
    checkpointWriteLimitBytes: 2_048 * 1024 * 1024,
    trickleFiles: [],
    partialCreditIntervalMs: 0,
    inputs: [],
    tasks: [
      {
        name: 'true',
        command: 'true',
        arguments: [],
        environment: {},
        workingDirectory: '',
        stdinFile: undefined,
        stdoutFile: undefined,
        stderrFile: undefined,
        weight: 1,
        fractionDoneFile: undefined,
        creditFile: undefined,
        timeLimitMs: undefined,
        boincApi: 'auto',
        line: 1,
      },
    ],
    outputs: [],
  });
});

describe('values', () => {
  test('paths are relative to the directory of the job file', () => {
    const job = parse(
      MINIMAL.replace('debian', '../images/d12').replace(
        '<task>',
        '<input><source> data/a.txt </source></input><input><source>.</source></input><task>',
      ),
    );
    expect(job.image).toBe('/jobs/images/d12');
    expect(job.inputs).toMatchObject([
      { source: '/jobs/sum/data/a.txt', target: 'a.txt', executable: false },
      { source: '/jobs/sum', target: 'sum' },
    ]);
  });

  test.each([
    ['<enable_network/>', true],
    ['<enable_network></enable_network>', true],
    ['<enable_network> 1 </enable_network>', true],
    ['<enable_network>0</enable_network>', false],
  ])('%s is %s', (line, network) => {
    expect(parse(withLines(line)).network).toBe(network);
  });

  test('accelerators add up in order', () => {
    const lines = ['<accelerator>kvm, hvf</accelerator>', '<accelerator>tcg</accelerator>'];
    expect(parse(withLines(...lines)).accelerators).toEqual(['kvm', 'hvf', 'tcg']);
  });

  test('an application that is an input is taken from the work directory', () => {
    const input = '<input><source>true</source><executable/></input>';
    expect(parse(withLines(input)).tasks[0]).toMatchObject({ name: 'true', command: './true' });
  });

  test('a task takes exact arguments and exact variables', () => {
    const job = parse(
      withTaskLines(
        '<arg> a  b </arg><arg/><arg><![CDATA[<x>&amp;]]></arg><arg>&lt;&#10;&gt;</arg>',
        '<setenv>A= x </setenv><setenv>B=</setenv><setenv>__proto__=y=z</setenv>',
      ),
    );
    expect(job.tasks[0]?.arguments).toEqual([' a  b ', '', '<x>&amp;', '<\n>']);
    expect(Object.entries(job.tasks[0]?.environment ?? {})).toEqual([
      ['A', ' x '],
      ['B', ''],
      ['__proto__', 'y=z'],
    ]);
  });

  test('a command line is split', () => {
    const job = parse(withTaskLines(`<command_line> -x 'a b' $HOME </command_line>`));
    expect(job.tasks[0]?.arguments).toEqual(['-x', 'a b', '$HOME']);
  });

  test.each([
    ['0', undefined],
    ['0.0', undefined],
    ['1.5', 1500],
    ['0.0001', 1],
  ])('a time limit of %s s is %s ms', (text, timeLimitMs) => {
    const job = parse(withTaskLines(`<time_limit>${text}</time_limit>`));
    expect(job.tasks[0]?.timeLimitMs).toBe(timeLimitMs);
  });

  test('what the BOINC client is told while the job runs', () => {
    const job = parse(
      withLines(
        '<ncpus>1</ncpus><checkpoint> none </checkpoint>',
        '<agent_link>serial</agent_link>',
        '<minimum_checkpoint_interval>0.5</minimum_checkpoint_interval>',
        '<trickle_trigger_file>a/news</trickle_trigger_file>',
        '<trickle_trigger_file>b/more</trickle_trigger_file>',
        '<partial_credit_interval>3600</partial_credit_interval>',
        '<output><source>a</source><intermediate/></output><output><source>b</source></output>',
      ),
    );
    expect(job).toMatchObject({
      cpuCount: 1,
      cpuCountIsGiven: true,
      agentLink: 'serial',
      checkpoint: 'none',
      minCheckpointIntervalMs: 500,
      trickleFiles: ['a/news', 'b/more'],
      partialCreditIntervalMs: 3_600_000,
      outputs: [{ intermediate: true }, { intermediate: false }],
    });
  });

  test('checkpoints of files name them', () => {
    const files = '<checkpoint_file>state</checkpoint_file><checkpoint_file>a/b</checkpoint_file>';
    const job = parse(withLines(`<checkpoint>files</checkpoint>${files}`));
    expect(job).toMatchObject({ checkpoint: 'files', checkpointFiles: ['state', 'a/b'] });
  });

  test.each([
    ['<checkpoint>files</checkpoint>', '"files" without a <checkpoint_file>'],
    ['<checkpoint_file>a</checkpoint_file>', 'is of no use with <checkpoint>vm</checkpoint>'],
    [
      '<checkpoint>files</checkpoint><checkpoint_file>a</checkpoint_file><checkpoint_file>a/b</checkpoint_file>',
      'a/b',
    ],
  ])('%s is wrong', (lines, problem) => {
    expect(() => parse(withLines(lines))).toThrow(problem);
  });

  test('comments, declaration, line ends and a byte order mark do not matter', () => {
    const text = `\uFEFF<?xml version="1.0"?>\r\n<!-- <a> "' -->\r\n${MINIMAL}\r\n<?x y?>`;
    expect(parse(text).tasks[0]?.line).toBe(3);
  });
});

describe('wrong job files', () => {
  test.each<[text: string, problem: string]>([
    ['', '1: XML: Root element is missing or invalid; correct the XML'],
    ['<vm_job>\n<image></vm_job>', '2: XML: Missing end tag for element image; correct the XML'],
    ['<vm_job>\u{1f600}\u{1f600}\n\n&x;</vm_job>', "3: XML: Named entity isn't defined: &x;;"],
    ['\n<job_desc/>', '2: <job_desc>: is not the root of a job file; the root is <vm_job>'],
    ['<vm_job/>\ud800', '1: XML: has half a surrogate pair; save the file as UTF-8'],
    [withLines('<!DOCTYPE x>'), '3: XML: has a declaration (<!...>); remove it'],
    [
      withLines('<memory_mb>1</memory_mb>'),
      '3: <memory_mb>: is not known inside <vm_job>; did you mean <memory_size_mb>?',
    ],
    [withLines('<daemon/>'), '3: <daemon>: is not known inside <vm_job>; known are name, image, '],
    [withLines('', '<ncpus x="1">1</ncpus>'), '4: <ncpus>: has the attribute "x", but no'],
    [withLines('<ncpus><x/></ncpus>'), '3: <ncpus>: has <x> inside; write a whole number from 1'],
    [
      withLines('<input source="a"><source>a</source></input>'),
      '3: <input>: has the attribute "source", but no attributes are known; write <source>...</source> inside it',
    ],
    [
      withLines('<input>a.txt<source>b</source></input>'),
      '3: <input>: has the text "a.txt"; write elements inside it: source, ',
    ],
    [withLines('<image>x</image>'), '3: <image>: is there again, first in line 2; keep one'],
    [MINIMAL.replace('debian', '..'), '1: <image>: ".." is neither; write the name of an image'],
    [
      MINIMAL.replace('<image>debian</image>', ''),
      '1: <vm_job>: has no <image>; add <image>: the name',
    ],
    ['<vm_job><image>a</image></vm_job>', '1: <vm_job>: has no <task>; add <task>'],
    [withLines('<task/>'), '3: <task>: has no <application>; add <application>: the name or'],
    [
      withLines('<agent_link>vsock</agent_link>'),
      '3: <agent_link>: "vsock" is neither; write one of auto, virtio-serial, serial',
    ],
    [
      withLines('<checkpoint>disk</checkpoint>'),
      '3: <checkpoint>: "disk" is neither; write one of vm, files, none',
    ],
    [
      withLines('<minimum_checkpoint_interval>86401</minimum_checkpoint_interval>'),
      '3: <minimum_checkpoint_interval>: "86401" is too large; write a number from 0 to 86400',
    ],
    [
      withLines(
        '<trickle_trigger_file>a/n</trickle_trigger_file>',
        '<trickle_trigger_file>b/n</trickle_trigger_file>',
      ),
      '4: <trickle_trigger_file>: the file name "n" is there again, first in line 3; give each',
    ],
    [withLines('<ncpus/>'), '3: <ncpus>: is empty; write a whole number from 1 to 64'],
    [
      withLines('<ncpus>0</ncpus>'),
      '3: <ncpus>: "0" is too small; write a whole number from 1 to 64',
    ],
    [withLines('<ncpus>65</ncpus>'), '3: <ncpus>: "65" is too large; write a whole number from 1'],
    [withLines('<ncpus>1.5</ncpus>'), '3: <ncpus>: "1.5" is not such a number; write a whole'],
    [withLines('<ncpus>0x1</ncpus>'), '3: <ncpus>: "0x1" is not such a number; write a whole'],
    [withLines('<ncpus>-1</ncpus>'), '3: <ncpus>: "-1" is not such a number; write a whole'],
    [
      withLines('<ncpus>\u0661</ncpus>'),
      '3: <ncpus>: "\u0661" is not such a number; write a whole',
    ],
    [
      withLines('<enable_network>yes</enable_network>'),
      '3: <enable_network>: "yes" is neither; write yes or no: `<x/>` or 1 is yes',
    ],
    [
      withLines('<accelerator>xen</accelerator>'),
      '3: <accelerator>: "xen" has an unknown name; write one or several of kvm, ',
    ],
    [withLines('<accelerator>tcg tcg</accelerator>'), '3: <accelerator>: "tcg" is there again'],
    [
      withLines('<input><source>/</source></input>'),
      '3: <input>: the last part of "/" is empty; add <target>',
    ],
    [
      withLines('<output><source>a:b</source></output>'),
      '3: <output>: the last part of "a:b" has a backslash or a colon; add <target>',
    ],
    [withLines('<output><source>../a</source></output>'), '3: <source>: "../a" has the part ".."'],
    [
      withLines('<input><source>a</source><target>/x</target></input>'),
      '3: <target>: "/x" is absolute',
    ],
    [
      withLines('<input><source>a</source></input>', '<input><source>x/a</source></input>'),
      '4: <input>: its target "a" collides with "a" of line 3',
    ],
    [
      withLines(
        '<output><source>a/b</source><target>x</target></output>',
        '<output><source>a</source></output>',
      ),
      '4: <output>: its source "a" collides with "a/b" of line 3',
    ],
    [
      withLines('<output><source>a</source></output>', '<output><source>A</source></output>'),
      '4: <output>: its target "A" collides with "a" of line 3',
    ],
    [
      withTaskLines('<arg>a</arg>', '<command_line>b</command_line>'),
      '4: <task>: has <command_line> (line 4) and <arg> (line 3); use one',
    ],
    [
      withTaskLines('<command_line>"a</command_line>'),
      '3: <command_line>: "\\"a" has a double quote that is not closed',
    ],
    [
      withTaskLines('<setenv>\nA=1</setenv>'),
      '3: <setenv>: "\\nA=1" is not of this form; write `NAME=value`',
    ],
    [
      withTaskLines('<setenv>A=1</setenv>', '<setenv>A=2</setenv>'),
      '4: <setenv>: sets "A" again, first in line 3',
    ],
    [
      withTaskLines('<weight>0</weight>'),
      '3: <weight>: "0" is too small; write a number from 0.001',
    ],
    [
      withTaskLines('<stdin_filename>/dev/zero</stdin_filename>'),
      '3: <stdin_filename>: "/dev/zero" is absolute',
    ],
    [
      withTaskLines(`<name>${'x'.repeat(101)}</name>`),
      `3: <name>: "${'x'.repeat(57)}..." is longer than 100`,
    ],
    [
      withTaskLines('<name>a\u009b31mb</name>'),
      '3: <name>: "a\\u009b31mb" has a control character',
    ],
  ])('problem %#: %s', (text, problem) => {
    const [first, ...others] = problemsOf(text);
    expect(first).toContain(problem);
    expect(first?.startsWith(problem)).toBe(true);
    expect(others).toEqual([]);
  });

  test('all problems come at once, in the order of the file', () => {
    const problems = problemsOf(
      '<vm_job>\n<ncpus>x</ncpus>\n<task>\n<weight/>\n</task>\n<inptu/>\n</vm_job>',
    );
    expect(problems.map((problem) => problem.slice(0, problem.indexOf(': ')))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '6',
    ]);
    expect(problems[0]).toMatch(/\(and 4 more\)$/);
  });

  test('thousands of problems are counted, and the first are listed', () => {
    const problems = problemsOf(`<vm_job>${'<x/>\n'.repeat(5000)}</vm_job>`);
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)).toContain('and 4952 more');
  });

  test('too many inputs are one problem', () => {
    const input = '<input><source>a</source></input>';
    const inputs = Array.from({ length: MAX_FILE_COUNT + 2 }, (_, index) =>
      input.replace('a', `f${index}`),
    );
    const problems = problemsOf(withLines(...inputs));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`<input>: is there more than ${MAX_FILE_COUNT} times`);
  });
});
