import { describe, expect, test } from 'vitest';
import { MAX_EXTRA_PACKAGES, parseBuildCommand, type BuildCommand } from './build-options.ts';

const from = {
  repository: '/repo',
  currentDirectory: '/srv/builder',
  mirror: 'http://mirror.example/debian',
};

function parse(...args: string[]): BuildCommand {
  return parseBuildCommand(args, from);
}

describe('parseBuildCommand', () => {
  test('takes defaults from the repository', () => {
    expect(parse()).toEqual({
      kind: 'build',
      json: false,
      options: {
        outDirectory: '/repo/images/out/debian',
        name: 'debian',
        packages: [],
        services: [],
        bootDisc: false,
        agentFile: '/repo/guest-agent/dist/agent.cjs',
        mirror: 'http://mirror.example/debian',
        refresh: false,
      },
    });
  });

  test('takes paths of the user from where the user is', () => {
    const command = parse('--out', 'here', '--agent', '../a.mjs', '--json', '--refresh');
    expect(command).toMatchObject({
      json: true,
      options: { outDirectory: '/srv/builder/here', agentFile: '/srv/a.mjs', refresh: true },
    });
  });

  test('the order and repetition of packages do not matter', () => {
    const command = parse('--packages', 'gmp-ecm,bc,,gmp-ecm', '--packages=g++');
    expect(command).toMatchObject({ options: { packages: ['bc', 'g++', 'gmp-ecm'] } });
  });

  test('further services are named, each once', () => {
    const command = parse('--with-qemu-ga', '--with-poweroff', '--with-qemu-ga');
    expect(command).toMatchObject({ options: { services: ['poweroff', 'qemu-ga'] } });
  });

  test('a boot disc is made only where it is asked for', () => {
    expect(parse('--with-boot-disc')).toMatchObject({ options: { bootDisc: true } });
  });

  test('names the output directory after the image', () => {
    expect(parse('--name', 'ecm')).toMatchObject({
      options: { outDirectory: '/repo/images/out/ecm' },
    });
  });

  test('asks for a mirror where apt names none', () => {
    expect(() => parseBuildCommand([], { ...from, mirror: undefined })).toThrow(/--mirror/);
    const given = parseBuildCommand(['--mirror', 'http://other.example/debian/'], from);
    expect(given).toMatchObject({ options: { mirror: 'http://other.example/debian' } });
  });

  test('knows its other commands', () => {
    expect(parse('--help')).toEqual({ kind: 'help' });
    expect(parse('--verify-reproducible').kind).toBe('verify-reproducible');
  });

  test.each([
    ['an option that does not exist', ['--fast'], /--fast.*--help/],
    ['a word without an option', ['gmp-ecm'], /gmp-ecm.*--help/],
    ['an option without its value', ['--name'], /--name.*--help/],
    ['a name that leaves the directory', ['--name', '../x'], /--name "\.\.\/x"/],
    ['a name that is an option', ['--packages=-o'], /"-o" is no Debian package name/],
    ['a package name with a shell character', ['--packages', 'a;b'], /"a;b"/],
    ['a mirror that is no URL', ['--mirror', 'file:///etc'], /http or https/],
    ['a mirror with a blank', ['--mirror', 'http://x/ main'], /http or https/],
  ])('refuses %s', (_, args, message) => {
    expect(() => parse(...args)).toThrow(
      expect.objectContaining({
        code: 'bad_arguments',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  test('limits the number of packages', () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) => `p${index + 10}`).join(',');
    expect(parse('--packages', names(MAX_EXTRA_PACKAGES)).kind).toBe('build');
    expect(() => parse('--packages', names(MAX_EXTRA_PACKAGES + 1))).toThrow(/at most 200/);
  });
});
