import type { AgentUnderTest } from './agent-under-test.ts';

/** One thing that every agent does, on every transport. */
export interface ConformanceCase {
  /** Unique among all cases. */
  readonly name: string;
  /** Features of the agent without which the case means nothing. Only an agent on a bare host may lack one. */
  readonly needs?: readonly string[];
  /** True for what would disturb the machine that the tests run on. */
  readonly notOnBareHost?: true;
  /** True for what is only so where requests need a token. */
  readonly onlyWithToken?: true;
  /** Fails by throwing, as `expect` does. */
  run(agent: AgentUnderTest): Promise<void>;
}
