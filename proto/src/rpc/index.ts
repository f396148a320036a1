export { HTTP_STATUS_BY_CODE, isCode, type Code } from './code.ts';
