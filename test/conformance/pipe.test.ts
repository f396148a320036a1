import { describeConformance } from './describe-conformance.ts';
import { PIPE_TRANSPORT } from './transports/pipe-transport.ts';

describeConformance(PIPE_TRANSPORT);
