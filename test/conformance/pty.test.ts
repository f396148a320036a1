import { describeConformance } from './describe-conformance.ts';
import { PTY_TRANSPORT } from './transports/pty-transport.ts';

describeConformance(PTY_TRANSPORT);
