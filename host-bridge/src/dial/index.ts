export { dial, DialError, type DialErrorCode } from './dial.ts';
