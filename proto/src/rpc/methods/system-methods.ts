import { v1 } from '../generated.ts';
import { defineMethod } from './define-method.ts';

/** Methods of SystemService. */
export const SYSTEM_METHODS = {
  getInfo: defineMethod('unary', 'SystemService/GetInfo', v1.GetInfoRequest, v1.GetInfoResponse),
  getMetrics: defineMethod(
    'unary',
    'SystemService/GetMetrics',
    v1.GetMetricsRequest,
    v1.GetMetricsResponse,
  ),
  resume: defineMethod('unary', 'SystemService/Resume', v1.ResumeRequest, v1.ResumeResponse),
  setTime: defineMethod('unary', 'SystemService/SetTime', v1.SetTimeRequest, v1.SetTimeResponse),
  prepareCheckpoint: defineMethod(
    'unary',
    'SystemService/PrepareCheckpoint',
    v1.PrepareCheckpointRequest,
    v1.PrepareCheckpointResponse,
  ),
  freezeFileSystems: defineMethod(
    'unary',
    'SystemService/FreezeFileSystems',
    v1.FreezeFileSystemsRequest,
    v1.FreezeFileSystemsResponse,
  ),
  thawFileSystems: defineMethod(
    'unary',
    'SystemService/ThawFileSystems',
    v1.ThawFileSystemsRequest,
    v1.ThawFileSystemsResponse,
  ),
  shutdown: defineMethod(
    'unary',
    'SystemService/Shutdown',
    v1.ShutdownRequest,
    v1.ShutdownResponse,
  ),
  watchLog: defineMethod(
    'server-stream',
    'SystemService/WatchLog',
    v1.WatchLogRequest,
    v1.WatchLogResponse,
  ),
  restart: defineMethod('unary', 'SystemService/Restart', v1.RestartRequest, v1.RestartResponse),
} as const;
