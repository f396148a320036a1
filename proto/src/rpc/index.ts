export { HTTP_STATUS_BY_CODE, isCode, type Code } from './code.ts';
export {
  formatContentType,
  parseContentType,
  STREAM_CONTENT_TYPES,
  UNARY_CONTENT_TYPES,
  type BodyKind,
  type MessageFormat,
} from './content-type.ts';
export { decodeEndStream, encodeEndStream, type EndStream } from './end-stream.ts';
export {
  encodeEnvelope,
  ENVELOPE_COMPRESSED,
  ENVELOPE_END_STREAM,
  ENVELOPE_HEADER_BYTES,
  EnvelopeDecoder,
  type Envelope,
  type EnvelopeDecoderOptions,
} from './envelope.ts';
export {
  decodeErrorBody,
  encodeErrorBody,
  errorFromJson,
  errorToJson,
  type ErrorJson,
} from './error-body.ts';
export { codeFromHttpStatus } from './http-status.ts';
export {
  MAX_ERROR_BODY_BYTES,
  MAX_ERROR_DETAIL_COUNT,
  MAX_ERROR_MESSAGE_LENGTH,
  MAX_HEADER_BYTES,
  MAX_JSON_DEPTH,
  MAX_MESSAGE_BYTES,
  MAX_METADATA_COUNT,
  MAX_NESTED_MESSAGE_COUNT,
  MAX_TIMEOUT_MS,
} from './limits.ts';
export { createMessageCodec, type MessageCodec } from './message-codec.ts';
export { APP_METHODS } from './methods/app-methods.ts';
export {
  METHODS,
  SERVICES,
  type AnyMethod,
  type MethodInfo,
  type MethodKind,
  type Services,
} from './method.ts';
export { RpcError, type ErrorDetail, type Metadata, type RpcErrorOptions } from './rpc-error.ts';
export { formatTimeout, parseTimeout, TIMEOUT_HEADER } from './timeout-header.ts';
