import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LaunchFixture, NOBODY, script } from './launch-fixture.ts';
import { type LaunchPrograms, PLAIN_PROGRAMS } from './launch-programs.ts';

/** Both ways to start programs; a machine has the first only with a busybox. */
const PROGRAMS: readonly (readonly [string, LaunchPrograms])[] = [
  ['a busybox', { ...PLAIN_PROGRAMS, busybox: '/bin/busybox' }],
  ['util-linux alone', PLAIN_PROGRAMS],
];

test.each(PROGRAMS)(
  'a companion goes first, with the program’s process id and none of its streams, with %s',
  async (_, programs) => {
    await using fixture = await LaunchFixture.create(programs);
    const said = join(fixture.directory, 'said');
    await writeFile(said, '');
    await chmod(said, 0o666);
    const say = `echo "$2" "$3" "$(id -u)" "\${NAME-none}" >"$1"; echo lost; echo lost >&2; exit 3`;
    const companion = ['/bin/sh', '-c', say, 'companion', said, `it's "a" $word`];
    const env = new Map([['NAME', 'value']]);
    const program = script('echo "$$ $NAME $#"');
    const outcome = await fixture.run(fixture.options(program, { companion, env }));
    const [pid] = outcome.stdout.split(' ');
    const user = process.geteuid?.() === 0 ? NOBODY.uid : process.geteuid?.();
    expect(await readFile(said, 'utf8')).toBe(`it's "a" $word ${pid} ${user} none\n`);
    expect(outcome.stdout).toBe(`${pid} value 0\n`);
    expect(outcome).toMatchObject({
      stderr: '',
      verdict: { started: true },
      exit: { exitCode: 0 },
    });
  },
);

test.each(PROGRAMS)(
  'a program starts where its companion is missing, with %s',
  async (_, programs) => {
    await using fixture = await LaunchFixture.create(programs);
    const companion = ['/nowhere/companion'];
    const there = await fixture.run(fixture.options(script('echo there'), { companion }));
    expect(there).toMatchObject({ stdout: 'there\n', stderr: '', verdict: { started: true } });
    const missing = await fixture.run(fixture.options(['/nowhere/program'], { companion }));
    expect(missing.verdict).toMatchObject({ started: false, stage: 'exec', exitCode: 127 });
  },
);
