import { v1 } from '../generated.ts';
import { defineMethod } from './define-method.ts';

/** Methods of ProcessService. */
export const PROCESS_METHODS = {
  start: defineMethod('unary', 'ProcessService/Start', v1.StartRequest, v1.StartResponse),
  watch: defineMethod('server-stream', 'ProcessService/Watch', v1.WatchRequest, v1.WatchResponse),
  describe: defineMethod(
    'unary',
    'ProcessService/Describe',
    v1.DescribeRequest,
    v1.DescribeResponse,
  ),
  writeInput: defineMethod(
    'unary',
    'ProcessService/WriteInput',
    v1.WriteInputRequest,
    v1.WriteInputResponse,
  ),
  resize: defineMethod('unary', 'ProcessService/Resize', v1.ResizeRequest, v1.ResizeResponse),
  signal: defineMethod('unary', 'ProcessService/Signal', v1.SignalRequest, v1.SignalResponse),
  listProcesses: defineMethod(
    'unary',
    'ProcessService/ListProcesses',
    v1.ListProcessesRequest,
    v1.ListProcessesResponse,
  ),
  forget: defineMethod('unary', 'ProcessService/Forget', v1.ForgetRequest, v1.ForgetResponse),
} as const;
