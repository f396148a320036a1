// What VirtualBox does on its own when its machine's state changes: the log's lines are as VirtualBox's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLog, writeState } from './machine-state.mjs';

const moved = (from, to) => `Changing the VM state from '${from}' to '${to}'`;

export default function report({ folder, pid }, event) {
  const { state } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
  if (event === 'running')
    writeLog(folder, moved('SUSPENDED', 'RESUMING'), moved('RESUMING', 'RUNNING'));
  if (event === 'paused')
    writeLog(folder, moved('RUNNING', 'SUSPENDING'), moved('SUSPENDING', 'SUSPENDED'));
  if (event === 'reset')
    writeLog(folder, moved('RUNNING', 'RESETTING'), moved('RESETTING', 'RUNNING'));
  if (event === 'power-off' || event === 'guest-off') {
    writeLog(folder, moved('RUNNING', 'POWERING_OFF'), moved('POWERING_OFF', 'OFF'));
  }
  const next = {
    running: 'running',
    paused: 'paused',
    'power-off': 'poweroff',
    'guest-off': 'poweroff',
  }[event];
  if (next !== undefined) writeState(folder, { state: next, pid });
  if (event === 'gone' && state !== 'poweroff') writeState(folder, { state: 'aborted', pid });
}
