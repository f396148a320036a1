import type { MethodInfo, Services } from '@vmslot/proto/rpc';

/** What a handler gets besides the request. */
export interface CallContext {
  /** Aborted when the caller leaves or its deadline passes; all work for the call stops then. */
  readonly signal: AbortSignal;
}

/**
 * Handler of a method. A unary one gives its reply; one of a server stream gives its replies one by
 * one and is asked for the next when the caller has room for it. It fails with `AgentError`.
 */
export type Handler<Method> =
  Method extends MethodInfo<infer Kind, infer _In, infer Request, infer Response, infer _Out>
    ? Kind extends 'unary'
      ? (request: Request, context: CallContext) => Promise<Response>
      : (request: Request, context: CallContext) => AsyncIterable<Response>
    : never;

/** A handler for every method of the schema, by service: `services.task.run(request, { signal })`. */
export type AgentServices = {
  readonly [Service in keyof Services]: {
    readonly [Method in keyof Services[Service]]: Handler<Services[Service][Method]>;
  };
};
