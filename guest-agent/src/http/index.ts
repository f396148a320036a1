export type { AgentApp, AgentAppOptions } from './app-options.ts';
export { createAgentApp } from './app.ts';
export type { AgentServices, CallContext, Handler } from './agent-services.ts';
export { AgentServer, createAgentServer } from './agent-server.ts';
export { requireBearer, trustLink, type Authenticate } from './authenticate.ts';
export type {
  BodyDigest,
  BulkContext,
  BulkServices,
  FileRange,
  ReceivedArchive,
  ReceivedBytes,
  UploadContext,
} from './bulk-services.ts';
export { attachConnection } from './connection.ts';
export {
  DEFAULT_CLOSE_GRACE_MS,
  HEADERS_TIMEOUT_MS,
  IDLE_TIMEOUT_MS,
  LINGER_MS,
  MAX_ARCHIVE_PATH_COUNT,
  MAX_CONNECTION_COUNT,
  MAX_DISCARDED_BYTES,
  MAX_REPLIES_PER_TURN,
  MAX_TUNNEL_COUNT,
} from './limits.ts';
export type { InternalErrorListener } from './translate-error.ts';
export { createMethodServer, type MethodHandlers } from './method-server.ts';
export { missingService } from './missing-service.ts';
