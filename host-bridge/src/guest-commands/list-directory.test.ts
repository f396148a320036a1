import { expect, test } from 'vitest';
import { listDirectory, type DirectoryLister, type FileInfo } from './list-directory.ts';

const { signal } = new AbortController();

/** An agent whose pages are made by `page`. */
function lister(
  page: (afterName: string) => { readonly files: readonly FileInfo[]; readonly more: boolean },
): DirectoryLister {
  const listDirectory = async ({ afterName = '' }) => page(afterName);
  return { file: { listDirectory } } as unknown as DirectoryLister;
}

async function namesOf(client: DirectoryLister): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for await (const { name } of listDirectory(client, '/x', signal)) names.push(name);
  return names;
}

test('page after page, in the order of bytes', async () => {
  // U+FF5E comes after U+1F600 as UTF-16 has it, and before it as bytes.
  const all = ['a', 'b', 'ü', '\uff5e', '\u{1f600}'];
  const names = await namesOf(
    lister((afterName) => {
      const from = all.indexOf(afterName) + 1;
      return {
        files: all.slice(from, from + 2).map((name) => ({ name })),
        more: from + 2 < all.length,
      };
    }),
  );
  expect(names).toEqual(all);
});

test.each([
  ['that repeats itself', () => ({ files: [{ name: 'a' }], more: true })],
  ['out of order', () => ({ files: [{ name: 'b' }, { name: 'a' }], more: false })],
  ['with a nameless file', () => ({ files: [{}], more: false })],
  ['that promises more and gives nothing', () => ({ files: [], more: true })],
])('a listing %s is found out', async (_name, page) => {
  await expect(namesOf(lister(page))).rejects.toMatchObject({ code: 'internal' });
});
