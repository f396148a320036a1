import { v1 } from './generated.ts';
import { createMessageCodec, type MessageCodec } from './message-codec.ts';
import type { MessageType } from './message-type.ts';

/** How a call goes: one reply, or a stream of replies. */
export type MethodKind = 'unary' | 'server-stream';

/**
 * One method of the schema. The parameters are what a caller gives, what the agent reads, what the
 * agent gives, what a caller reads.
 */
export interface MethodInfo<
  Kind extends MethodKind,
  RequestIn,
  RequestOut,
  ResponseIn,
  ResponseOut,
> {
  readonly kind: Kind;
  /** Path of its requests: `/<package>.<service>/<method>`. */
  readonly path: string;
  /** `<service>/<method>`, for people. */
  readonly label: string;
  readonly request: MessageCodec<RequestIn, RequestOut>;
  readonly response: MessageCodec<ResponseIn, ResponseOut>;
}

/** A method of any kind with any messages. */
export type AnyMethod = MethodInfo<MethodKind, never, object, never, object>;

/**
 * Every method of the schemas in `vmslot/agent/v1`, by service. A test compares the table with the
 * schemas, so that no method is forgotten.
 */
export const SERVICES = {
  system: {
    getInfo: method('unary', 'SystemService/GetInfo', v1.GetInfoRequest, v1.GetInfoResponse),
  },
  task: {
    run: method('server-stream', 'TaskService/Run', v1.RunRequest, v1.RunResponse),
    attach: method('server-stream', 'TaskService/Attach', v1.AttachRequest, v1.AttachResponse),
    control: method('unary', 'TaskService/Control', v1.ControlRequest, v1.ControlResponse),
    deliver: method('unary', 'TaskService/Deliver', v1.DeliverRequest, v1.DeliverResponse),
    list: method('unary', 'TaskService/List', v1.ListRequest, v1.ListResponse),
    acknowledge: method(
      'unary',
      'TaskService/Acknowledge',
      v1.AcknowledgeRequest,
      v1.AcknowledgeResponse,
    ),
  },
  file: {
    stat: method('unary', 'FileService/Stat', v1.StatRequest, v1.StatResponse),
    listDirectory: method(
      'unary',
      'FileService/ListDirectory',
      v1.ListDirectoryRequest,
      v1.ListDirectoryResponse,
    ),
    remove: method('unary', 'FileService/Remove', v1.RemoveRequest, v1.RemoveResponse),
  },
} as const;

/** The table of all services. */
export type Services = typeof SERVICES;

/** All methods, in the order of `SERVICES`. */
export const METHODS: readonly AnyMethod[] = Object.values(SERVICES).flatMap((service) =>
  Object.values<AnyMethod>(service),
);

function method<
  Kind extends MethodKind,
  RequestIn extends object,
  RequestOut extends object,
  ResponseIn extends object,
  ResponseOut extends object,
>(
  kind: Kind,
  label: string,
  request: MessageType<RequestIn, RequestOut>,
  response: MessageType<ResponseIn, ResponseOut>,
): MethodInfo<Kind, RequestIn, RequestOut, ResponseIn, ResponseOut> {
  // The schema names messages after their method; the test of this table proves it.
  const name = label.slice(label.indexOf('/') + 1);
  return {
    kind,
    label,
    path: `/vmslot.agent.v1.${label}`,
    request: createMessageCodec(request, `${name}Request`),
    response: createMessageCodec(response, `${name}Response`),
  };
}
