import { v1 } from '../generated.ts';
import { defineMethod } from './define-method.ts';

/** Methods of TaskService. */
export const TASK_METHODS = {
  run: defineMethod('server-stream', 'TaskService/Run', v1.RunRequest, v1.RunResponse),
  attach: defineMethod('server-stream', 'TaskService/Attach', v1.AttachRequest, v1.AttachResponse),
  control: defineMethod('unary', 'TaskService/Control', v1.ControlRequest, v1.ControlResponse),
  deliver: defineMethod('unary', 'TaskService/Deliver', v1.DeliverRequest, v1.DeliverResponse),
  updateApp: defineMethod(
    'unary',
    'TaskService/UpdateApp',
    v1.UpdateAppRequest,
    v1.UpdateAppResponse,
  ),
  list: defineMethod('unary', 'TaskService/List', v1.ListRequest, v1.ListResponse),
  acknowledge: defineMethod(
    'unary',
    'TaskService/Acknowledge',
    v1.AcknowledgeRequest,
    v1.AcknowledgeResponse,
  ),
} as const;
