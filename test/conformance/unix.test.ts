import { describeConformance } from './describe-conformance.ts';
import { UNIX_TRANSPORT } from './transports/unix-transport.ts';

describeConformance(UNIX_TRANSPORT);
