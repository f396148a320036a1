import { expect, test } from 'vitest';
import { socketPath } from './socket-path.ts';

test.each([
  ['/var/lib/boinc/slots/0/vm/agent.sock', '/var/lib/boinc/slots/0', 'vm/agent.sock'],
  ['/tmp/a', '/var/lib/boinc/slots/0', '/tmp/a'],
  ['/a/b/c', '/a/d', '/a/b/c'],
  ['/a/b/c/deep', '/a/b/x', '../c/deep'],
  ['vm/agent.sock', '/slot', 'vm/agent.sock'],
])('%s seen from %s is %s', (path, workingDirectory, expected) => {
  expect(socketPath(path, workingDirectory)).toBe(expected);
});
