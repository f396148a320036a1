// The bridge as a process of its own: carries out one order after the other that its parent sends.
import { carryOut } from './victim.ts';
import type { VictimTask } from './victim-order.ts';

process.on('message', (task: VictimTask) => {
  void carryOut(task).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
