import { createMessageCodec, type MessageCodec } from '../message-codec.ts';
import type { MessageType } from '../message-type.ts';

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
 * Describes a method from the generated classes of its messages.
 *
 * @param label `<service>/<method>`
 */
export function defineMethod<
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
