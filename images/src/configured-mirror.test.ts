import { expect, test } from 'vitest';
import { chooseMirror } from './configured-mirror.ts';

const LINES = `bookworm-security http://mirror.example/debian-security/
trixie http://mirror.example/other/debian/
bookworm http://mirror.example/debian/
bookworm-updates http://mirror.example/debian/
`;

test('takes the mirror of the suite, else that of another suite, else none', () => {
  expect(chooseMirror(LINES, 'bookworm')).toBe('http://mirror.example/debian');
  expect(chooseMirror(LINES, 'sid')).toBe('http://mirror.example/other/debian');
  expect(chooseMirror('noble http://mirror.example/ubuntu/\n', 'bookworm')).toBeUndefined();
  expect(chooseMirror('', 'bookworm')).toBeUndefined();
});
