import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { countResult, parseCount } from './counting/check.ts';
import { checkFactors, checkResult, evaluateName, isProbablePrime } from './cunningham/check.ts';
import { readJobFile } from 'vmslot';
import { buildProgram } from '../host-bridge/src/cli/build-program.ts';
import { writeFiles, writeStandInImage } from '../host-bridge/src/package/package-fixture.ts';

const run = promisify(execFile);
const EXAMPLES = fileURLToPath(new URL('./', import.meta.url));

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-examples-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('cat-2009', () => {
  const example = join(EXAMPLES, 'cat-2009');

  test('is a job', async () => {
    expect(await readJobFile(example)).toMatchObject({
      name: 'cat-2009',
      image: 'debian',
      inputs: [
        { source: join(example, 'foo.dat'), target: 'foo.dat', executable: false },
        { source: join(example, 'inner.sh'), target: 'inner.sh', executable: true },
      ],
      tasks: [{ name: 'inner.sh', command: './inner.sh', arguments: [] }],
      outputs: [{ source: 'bar.dat', target: 'bar.dat', optional: false }],
    });
  });

  test('makes a bar.dat that its check takes, and no other', async () => {
    for (const name of ['foo.dat', 'inner.sh']) {
      await copyFile(join(example, name), join(directory, name));
    }
    await run('sh', ['inner.sh'], { cwd: directory });
    const check = join(example, 'check.sh');
    const { stdout } = await run('sh', [check, directory]);
    expect(stdout).toBe('bar.dat equals foo.dat\n');
    await writeFile(join(directory, 'bar.dat'), 'something else');
    await expect(run('sh', [check, directory])).rejects.toMatchObject({ code: 1 });
    await expect(run('sh', [check])).rejects.toMatchObject({ code: 2 });
  });
});

describe('cunningham', () => {
  const example = join(EXAMPLES, 'cunningham');

  test('is a job', async () => {
    expect(await readJobFile(example)).toMatchObject({
      name: 'cunningham',
      inputs: [{ target: 'factor.sh', executable: true }, { target: 'numbers.txt' }],
      tasks: [
        {
          command: './factor.sh',
          arguments: ['numbers.txt'],
          fractionDoneFile: 'fraction_done',
          creditFile: 'creditreport',
          timeLimitMs: 1_800_000,
        },
      ],
      outputs: [{ source: 'factors.txt' }, { source: 'creditreport', optional: true }],
    });
  });

  describe('factor.sh with an ecm of the test', () => {
    /** Runs the script; `found` is what ecm prints and how it ends, in its n-th call. */
    async function factor(numbers: string, found: Readonly<Record<number, string>>) {
      const answers = Object.entries(found).map(([call, answer]) => `${call}) ${answer} ;;`);
      const ecm = [
        '#!/bin/sh',
        'read -r value',
        'echo "$(cat fraction_done) $(cat creditreport)" >> progress',
        'echo "$value $*" >> calls',
        'echo "Input number is $value (${#value} digits)"',
        `case $(wc -l < calls) in ${answers.join(' ')} esac`,
      ].join('\n');
      await writeFile(join(directory, 'ecm'), `${ecm}\n`, { mode: 0o755 });
      await writeFile(join(directory, 'numbers.txt'), numbers);
      await run('sh', [join(example, 'factor.sh'), 'numbers.txt'], {
        cwd: directory,
        env: { PATH: `${directory}:${process.env['PATH'] ?? ''}` },
      });
    }
    const linesOf = async (name: string) =>
      (await readFile(join(directory, name), 'utf8')).trimEnd().split('\n');

    test('divides what is found, reports progress after each curve, and skips what is done', async () => {
      const prime = 'echo Found prime factor of 1 digits: ';
      await factor('number 2^5+2 34\ncurves 100 7 3\n\n# 2\nnumber 6*5*7 210\ncurves 200 1 5\n', {
        2: `${prime}17; echo Prime cofactor 2 has 1 digits; exit 14`,
        3: 'echo Found composite factor of 2 digits: 30; echo Prime cofactor 7 has 1 digits; exit 10',
        4: `${prime}2; echo Composite cofactor 15 has 2 digits; exit 6`,
        5: 'echo Found input number N; exit 8',
      });
      expect(await linesOf('calls')).toEqual([
        '34 -c 1 -sigma 0:7 100',
        '34 -c 1 -sigma 0:8 100',
        '210 -c 1 -sigma 0:1 200',
        '30 -c 1 -sigma 0:2 200',
        '15 -c 1 -sigma 0:3 200',
        '15 -c 1 -sigma 0:4 200',
        '15 -c 1 -sigma 0:5 200',
      ]);
      expect(await linesOf('progress')).toEqual([
        '0.0000 0 0',
        '0.1250 0 5760',
        '0.3750 0 11520',
        '0.5000 0 23040',
        '0.6250 0 34560',
        '0.7500 0 46080',
        '0.8750 0 57600',
      ]);
      expect(await linesOf('fraction_done')).toEqual(['1.0000']);
      expect(await linesOf('factors.txt')).toEqual(['2^5+2 = 2 * 17', '6*5*7 = 2 * 7 * (15)']);
    });

    test.each([
      ['ecm fails', 'number a 34\ncurves 100 7 3\n', { 1: 'exit 1' }],
      ['ecm is ended by a signal', 'number a 34\ncurves 100 7 3\n', { 1: 'kill -9 $$' }],
      ['no curves are planned', 'number a 34\n', {}],
      ['a word is unknown', 'nubmer a 34\ncurves 1 2 3\n', {}],
    ])('fails where %s', async (_, numbers, found) => {
      await expect(factor(numbers, found)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('factor.sh: '),
      });
    });
  });

  describe('check.ts', () => {
    const GOOD = [
      '2^128+1 = 59649589127497217 * 5704689200685129054721',
      '2^256+1 = 1238926361552897 * 93461639715357977769163558199606896584051237541638188580280321',
      '2^257-1 = 535006138814359 * 1155685395246619182673033 * 374550598501810936581776630096313181393',
    ];
    const read = () => readFile(join(example, 'numbers.txt'), 'utf8');

    test('takes the right result', async () => {
      const verdicts = checkResult(await read(), `${GOOD.join('\n')}\n`);
      expect(verdicts.map(({ right, line }) => [right, line])).toEqual([
        [true, '2^128+1: right: 2 prime factors of 17, 22 digits'],
        [true, '2^256+1: right: 2 prime factors of 16, 62 digits'],
        [true, '2^257-1: right: 3 prime factors of 15, 25, 39 digits'],
      ]);
    });

    test('exits with 0 or 1', async () => {
      const check = [join(example, 'check.ts'), join(directory, 'factors.txt')];
      await writeFile(join(directory, 'factors.txt'), GOOD.join('\n'));
      await expect(run(process.execPath, check)).resolves.toMatchObject({
        stdout: expect.stringContaining('2^257-1: right'),
      });
      await writeFile(join(directory, 'factors.txt'), GOOD.slice(1).join('\n'));
      await expect(run(process.execPath, check)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining('2^128+1: WRONG: has no line'),
      });
    });

    test.each([
      ['a factor too few', [GOOD[0], GOOD[1], '2^257-1 = 535006138814359'], 'do not multiply'],
      ['a line twice', [...GOOD, GOOD[0]], 'is there twice'],
      ['another number', [...GOOD, '2^5+1 = 3 * 11'], 'was not asked for'],
      ['no numbers', [], 'has no line'],
    ])('refuses %s', async (_, lines, reason) => {
      const verdicts = checkResult(await read(), lines.join('\n'));
      expect(verdicts.find(({ right }) => !right)?.line).toContain(reason);
    });

    test('refuses numbers of another value', () => {
      const [verdict] = checkResult('number 2^5+1 34\n', '2^5+1 = 2 * 17');
      expect(verdict).toMatchObject({
        right: false,
        line: expect.stringContaining('another value'),
      });
      expect(checkResult('', '')).toMatchObject([{ right: false }]);
    });

    test.each([
      ['2^4+0', '2 * 2 * 4', '4 is not prime'],
      ['2^4+0', '1 * 16', '1 is not prime'],
      ['2^4+0', '2 * (8)', 'is left composite'],
      ['2^4+0', '-4 * -4', 'is no factor'],
      ['2^4+0', '0x10', 'is no factor'],
      ['2^4+0', '', 'is no factor'],
      ['2^4+0', '9'.repeat(50_000), 'is no factor'],
      ['16', '2', 'the name is no expression'],
    ])('refuses %s = %s', (name, factors, reason) => {
      expect(checkFactors(name, factors)).toMatchObject({
        right: false,
        line: expect.stringContaining(reason),
      });
    });

    test('evaluates names and knows primes', () => {
      expect(evaluateName('3^4-1')).toBe(80n);
      expect(evaluateName('2^99999+1')).toBeUndefined();
      const sieve = Array.from({ length: 3000 }, (_, value) => value).filter(
        (value) =>
          value > 1 &&
          !Array.from({ length: 60 }, (__, d) => d + 2).some((d) => d < value && value % d === 0),
      );
      expect(
        Array.from({ length: 3000 }, (_, value) => value).filter((v) => isProbablePrime(BigInt(v))),
      ).toEqual(sieve);
      // A Carmichael number, a strong pseudoprime to the bases 2 to 37, and a Mersenne prime.
      expect(isProbablePrime(561n)).toBe(false);
      expect(isProbablePrime(318_665_857_834_031_151_167_461n)).toBe(false);
      expect(isProbablePrime(2n ** 521n - 1n)).toBe(true);
    });
  });
});

describe('counting', () => {
  const example = join(EXAMPLES, 'counting');
  const count = join(example, 'count.sh');
  const FEW = 'steps 20\nrounds 2\n';

  async function countHere(text: string): Promise<string> {
    await writeFile(join(directory, 'count.txt'), text);
    const { stdout } = await run('sh', [count, 'count.txt'], { cwd: directory });
    return stdout;
  }
  const contentOf = async (name: string) => await readFile(join(directory, name), 'utf8');

  test('is a job', async () => {
    expect(await readJobFile(example)).toMatchObject({
      name: 'counting',
      image: 'debian',
      checkpoint: 'vm',
      inputs: [
        { target: 'count.sh', executable: true },
        { target: 'count.txt', executable: false },
      ],
      tasks: [
        { command: './count.sh', arguments: ['count.txt'], fractionDoneFile: 'fraction_done' },
      ],
      outputs: [{ source: 'result.txt', target: 'result.txt', optional: false }],
    });
  });

  test('counts, says each tenth, and check.ts knows the result', async () => {
    const lines = (await countHere(FEW)).trimEnd().split('\n');
    expect(lines).toEqual(
      Array.from({ length: 10 }, (_, tenth) => `step ${2 * (tenth + 1)} of 20`),
    );
    expect(await contentOf('result.txt')).toBe(`${countResult(parseCount(FEW))}\n`);
    expect(await contentOf('fraction_done')).toBe('1.0000\n');
    const check = [join(example, 'check.ts'), join(directory, 'result.txt')];
    const { stdout } = await run(process.execPath, [...check, join(directory, 'count.txt')]);
    expect(stdout).toMatch(/^right: [0-9a-f]{64} 20\n$/);
    await expect(run(process.execPath, check)).rejects.toMatchObject({ code: 1 });
    await expect(run(process.execPath, [check[0] ?? ''])).rejects.toMatchObject({ code: 2 });
  });

  test('goes on from its checkpoint, with the same result', async () => {
    const rounds = { rounds: 2 };
    const [hash] = countResult({ steps: 13, ...rounds }).split(' ');
    await writeFile(join(directory, 'checkpoint'), `20 2 13 ${hash}\n`);
    const lines = (await countHere(FEW)).trimEnd().split('\n');
    expect(lines.slice(0, 2)).toEqual(['going on after step 13 of 20', 'step 14 of 20']);
    expect(await contentOf('result.txt')).toBe(`${countResult(parseCount(FEW))}\n`);
    expect(await contentOf('checkpoint')).toMatch(/^20 2 20 [0-9a-f]{64}\n$/);
  });

  test.each([
    ['nothing', ''],
    ['another count', `21 2 13 ${'a'.repeat(64)}\n`],
    ['too many steps', `20 2 21 ${'a'.repeat(64)}\n`],
    ['half a hash', `20 2 13 ${'a'.repeat(63)}\n`],
    ['no number', `20 2 -1 ${'a'.repeat(64)}\n`],
  ])('begins again where the checkpoint has %s', async (_, text) => {
    await writeFile(join(directory, 'checkpoint'), text);
    expect(await countHere(FEW)).toContain('beginning again\n');
    expect(await contentOf('result.txt')).toBe(`${countResult(parseCount(FEW))}\n`);
  });

  test.each([
    ['', 'steps is not a number'],
    ['steps 10\n', 'rounds is not a number'],
    ['steps 0\nrounds 1\n', 'steps is not a number'],
    ['steps 010\nrounds 1\n', 'steps is not a number'],
    ['steps 1000000\nrounds 1\n', 'steps is not a number'],
    ['steps 1\nrounds x\n', 'rounds is not a number'],
  ])('the count %j is refused by both', async (text, message) => {
    await expect(countHere(text)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
    expect(() => parseCount(text)).toThrow(message);
  });

  test('a word that is not known', async () => {
    await expect(countHere('stops 1\n')).rejects.toMatchObject({ code: 1 });
  });
});

describe('every example becomes an app version and a workunit', () => {
  test.each([
    ['counting', ['in.count.sh'], ['in.count.txt'], ['out.result.txt']],
    ['cunningham', ['in.factor.sh'], ['in.numbers.txt'], ['out.factors.txt', 'out.creditreport']],
    ['cat-2009', ['in.inner.sh'], ['in.foo.dat'], ['out.bar.dat']],
  ])('%s', async (name, code, data, outputs) => {
    writeStandInImage(join(directory, 'images/debian'));
    writeFiles(directory, { 'bridge*': '' });
    await mkdir(join(directory, 'out'));
    const stdout = new PassThrough();
    const exitCode = await buildProgram({
      arguments: [
        'package',
        '--json',
        `--job=${join(EXAMPLES, name, 'vm_job.xml')}`,
        '--out=out',
        '--images=images',
        '--bridge=bridge',
      ],
      stdout,
      stderr: new PassThrough(),
      environment: {},
      workingDirectory: directory,
    });
    expect(exitCode).toBe(0);
    const summary = JSON.parse(String(stdout.read())) as Record<string, { logicalName: string }[]>;
    const namesOf = (key: string) => summary[key]?.map(({ logicalName }) => logicalName);
    expect(namesOf('appFiles')?.slice(6)).toEqual(code);
    expect(namesOf('workunitFiles')).toEqual(data);
    expect(summary).toMatchObject({ app: name, outputNames: outputs });
    await access(join(directory, 'out/app/version.xml'));
    for (const file of [...data, 'in.xml', 'out.xml', 'command-line']) {
      await access(join(directory, 'out/workunit', file));
    }
  });
});
