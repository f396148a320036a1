import { describeConformance } from '../conformance/describe-conformance.ts';
import { vmTransport } from '../conformance/transports/vm-transport.ts';
import { IMAGE_DIRECTORY } from './workspace.ts';

// A 16550 moves its bytes one by one, here through an emulator: bodies that are large on other
// transports would take hours.
describeConformance(
  vmTransport({ imageDirectory: IMAGE_DIRECTORY, channel: 'serial', bulkBytes: 96 * 1024 }),
);
