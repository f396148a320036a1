import { expect, test } from 'vitest';
import { DRIVER_NAMES } from '../hypervisor/registry.ts';
import { PART_GROUPS, PART_NAMES } from './probe-parts.ts';
import { selectParts, type SelectPartsOptions } from './select-parts.ts';

const select = (options: Partial<SelectPartsOptions> = {}) => {
  const selected = selectParts({ optOuts: [], mayRun: true, ...options });
  return { ...selected, parts: [...selected.parts] };
};

test('all parts, unless somebody says otherwise; the drivers are those of the registry', () => {
  expect(select()).toEqual({ parts: PART_NAMES, mayRun: true, skipped: [], problems: [] });
  expect(PART_NAMES).toEqual(expect.arrayContaining([...DRIVER_NAMES]));
  expect(new Set(PART_NAMES).size).toBe(PART_NAMES.length);
  expect(Object.keys(PART_GROUPS).filter((group) => PART_NAMES.includes(group))).toEqual([]);
});

test('only these, by name and by group, in any case', () => {
  expect(select({ only: ['Java', 'containers'] }).parts).toEqual([
    'java',
    'docker',
    'podman',
    'apptainer',
    'singularity',
  ]);
  expect(select({ only: ['java', 'all'] }).parts.toSorted()).toEqual(PART_NAMES.toSorted());
});

test('not these, and each is told once', () => {
  const { parts, skipped } = select({ only: ['java', 'perl'], without: ['java', 'capabilities'] });
  expect(parts).toEqual([]);
  expect(skipped).toEqual([
    { name: 'java', by: '--without' },
    { name: 'perl', by: '--without' },
  ]);
});

test('an opt-out wins over what the command line asks for', () => {
  const optOuts = [{ words: ['JAVA', 'drivers'], by: '/etc/x' }];
  const { parts, skipped } = select({ only: ['java', 'perl', 'drivers'], optOuts });
  expect(parts).toEqual(['perl']);
  expect(skipped).toEqual(['java', ...DRIVER_NAMES].map((name) => ({ name, by: '/etc/x' })));
});

test('running is opted out of by one word, from anywhere', () => {
  expect(select({ optOuts: [{ words: ['run'], by: 'V' }] })).toMatchObject({
    parts: PART_NAMES,
    mayRun: false,
    skipped: [{ name: 'run', by: 'V' }],
  });
  expect(select({ mayRun: false, optOuts: [{ words: ['run'], by: 'V' }] })).toMatchObject({
    mayRun: false,
    skipped: [{ name: 'run', by: '--no-run' }],
  });
});

test('an unknown word is an error on the command line, and a problem of the report elsewhere', () => {
  for (const option of ['only', 'without'] as const) {
    expect(() => select({ [option]: ['jaav'] })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringMatching(
          `^--${option} "jaav" is no part of the probe; there are: drivers`,
        ),
      }),
    );
  }
  expect(() => select({ only: ['__proto__'] })).toThrow('no part');
  const { parts, problems } = select({
    optOuts: [{ words: ['jaav\u001b', 'perl'], by: '/etc/x' }],
  });
  expect(problems).toEqual(['/etc/x names "jaav·", which is no part of the probe']);
  expect(parts).not.toContain('perl');
});
