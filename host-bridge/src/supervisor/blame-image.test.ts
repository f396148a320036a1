import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckedImage } from '../image/read-image.ts';
import { JobError } from '../outcome.ts';
import { blameImage } from './blame-image.ts';
import type { JobContext } from './job-context.ts';

/** SHA-256 of `good`. */
const GOOD = '770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c';

let directory: string;
const { signal } = new AbortController();
const timeout = new JobError('boot_timeout', 'no answer', { phase: 'link', details: ['last'] });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-blame-'));
  await writeFile(join(directory, 'good'), 'good');
  await writeFile(join(directory, 'bad'), 'bad!');
});

afterAll(() => rm(directory, { recursive: true }));

const imageOf = (name: string) => ({
  image: { hashes: new Map([[join(directory, name), GOOD]]) } as unknown as CheckedImage,
});

test('a damaged image is to blame for a machine that never came up', async () => {
  expect(await blameImage(imageOf('bad'), timeout, signal)).toMatchObject({
    code: 'image_unusable',
    phase: 'link',
    message: expect.stringContaining(`${join(directory, 'bad')} is damaged`),
    details: ['no answer', 'last'],
    cause: timeout,
  });
});

test('an image that is whole is not, nor any image for what comes later', async () => {
  const later = new JobError('vm_stopped', 'it stopped', { phase: 'run' });
  const refused = new JobError('no_memory', 'no memory', { phase: 'boot' });
  const restored = {} as NonNullable<JobContext['restored']>;
  expect(await blameImage(imageOf('good'), timeout, signal)).toBe(timeout);
  expect(await blameImage(imageOf('bad'), later, signal)).toBe(later);
  expect(await blameImage(imageOf('bad'), refused, signal)).toBe(refused);
  expect(await blameImage({}, timeout, signal)).toBe(timeout);
  expect(await blameImage({ ...imageOf('bad'), restored }, timeout, signal)).toBe(timeout);
  expect(await blameImage(imageOf('bad'), timeout, AbortSignal.abort())).toBe(timeout);
});
