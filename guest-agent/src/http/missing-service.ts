import type { AnyMethod, Services } from '@vmslot/proto/rpc';
import { AgentError } from '../errors.ts';
import type { Handler } from './agent-services.ts';

/** Handlers for a service that this agent does not have: each fails with `AgentError` unimplemented. */
export function missingService<Service extends Services[keyof Services]>(
  methods: Service,
): { readonly [Name in keyof Service]: Handler<Service[Name]> } {
  const handlers = Object.entries<AnyMethod>(methods).map(([name, { kind, label }]) => {
    const fail = () => {
      throw new AgentError('unimplemented', `this agent does not have ${label}`);
    };
    return [
      name,
      kind === 'unary'
        ? async () => fail()
        : // eslint-disable-next-line require-yield
          async function* () {
            fail();
          },
    ] as const;
  });
  // The table of methods gives the types; here they are erased.
  return Object.fromEntries(handlers) as unknown as {
    readonly [Name in keyof Service]: Handler<Service[Name]>;
  };
}
