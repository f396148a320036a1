import { describe, expect, test } from 'vitest';
import {
  parseMachineReadable,
  readSnapshotNames,
  readVBoxState,
} from './parse-machine-readable.ts';

describe("VBoxManage's output for machines", () => {
  test('is read line by line, with and without quotation marks', () => {
    const text =
      'name="a "b" c"\r\nmemory=64\nboot1="dvd"\n"disks-0-0"="/a=b.vmdk"\nVMState="running"\n';
    expect([...parseMachineReadable(text)]).toEqual([
      ['name', 'a "b" c'],
      ['memory', '64'],
      ['boot1', 'dvd'],
      ['disks-0-0', '/a=b.vmdk'],
      ['VMState', 'running'],
    ]);
  });

  test.each([
    ['poweroff', 'off'],
    ['saved', 'off'],
    ['aborted', 'off'],
    ['running', 'running'],
    ['paused', 'paused'],
    ['starting', 'changing'],
    ['livesnapshotting', 'changing'],
    ['something-new', 'changing'],
    ['gurumeditation', 'stuck'],
  ])('tells that a machine is %s', (word, state) => {
    expect(readVBoxState(`x=1\nVMState="${word}"\nVMState="running"\n`)).toBe(state);
  });

  test.each([
    '',
    'VMState',
    'VMState="',
    'VMState=""',
    'VMState="<script>"',
    '\0\xff\x01',
    'x'.repeat(1e6),
  ])('that is garbage says nothing', (text) => {
    expect(readVBoxState(text)).toBeUndefined();
  });

  test('names the snapshots of a tree', () => {
    const text = [
      'SnapshotName="a"',
      'SnapshotUUID="1"',
      'SnapshotName-1="b.B-1_"',
      'SnapshotName-1-1="c"',
      'CurrentSnapshotName="c"',
      'CurrentSnapshotNode="SnapshotName-1-1"',
    ].join('\n');
    expect(readSnapshotNames(text)).toEqual(['a', 'b.B-1_', 'c']);
    expect(readSnapshotNames('This machine does not have any snapshots\n')).toEqual([]);
  });
});
