import { describeConformance } from './describe-conformance.ts';
import { TCP_TRANSPORT } from './transports/tcp-transport.ts';

describeConformance(TCP_TRANSPORT);
