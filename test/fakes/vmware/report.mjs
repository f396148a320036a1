// What VMware does on its own when its machine's state changes: the log's lines are as VMware's.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeLog, writeState } from './machine-state.mjs';

export default function report({ folder, pid }, event) {
  if (event === 'reset') {
    writeLog(
      folder,
      'vcpu-0| I005: Chipset: The guest has requested that the virtual machine be hard reset.',
    );
  }
  if (event === 'guest-off') writeLog(folder, 'vcpu-0| I005: PIIX4: PM Soft Off.  Good-bye.');
  if (event === 'guest-off' || event === 'power-off') {
    writeLog(folder, 'vmx| I005: VMX has left the building: 0.');
  }
  if (event === 'running' || event === 'paused') writeState(folder, { state: event, pid });
  if (event === 'gone') rmSync(join(folder, 'state.json'), { force: true });
}
