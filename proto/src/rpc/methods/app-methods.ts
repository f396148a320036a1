import { v1 } from '../generated.ts';
import { defineMethod } from './define-method.ts';

/**
 * Methods of AppService, which the agent serves to a task's programs on a socket in the guest. It is
 * apart from `SERVICES`, which is what the agent serves to the host.
 */
export const APP_METHODS = {
  join: defineMethod('unary', 'AppService/Join', v1.JoinRequest, v1.JoinResponse),
  report: defineMethod('unary', 'AppService/Report', v1.ReportRequest, v1.ReportResponse),
  checkpoint: defineMethod(
    'unary',
    'AppService/Checkpoint',
    v1.CheckpointRequest,
    v1.CheckpointResponse,
  ),
  sendTrickle: defineMethod(
    'unary',
    'AppService/SendTrickle',
    v1.SendTrickleRequest,
    v1.SendTrickleResponse,
  ),
  receiveTrickle: defineMethod(
    'unary',
    'AppService/ReceiveTrickle',
    v1.ReceiveTrickleRequest,
    v1.ReceiveTrickleResponse,
  ),
  requestUpload: defineMethod(
    'unary',
    'AppService/RequestUpload',
    v1.RequestUploadRequest,
    v1.RequestUploadResponse,
  ),
  getUpload: defineMethod(
    'unary',
    'AppService/GetUpload',
    v1.GetUploadRequest,
    v1.GetUploadResponse,
  ),
  finish: defineMethod('unary', 'AppService/Finish', v1.FinishRequest, v1.FinishResponse),
} as const;
