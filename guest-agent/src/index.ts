export { Agent, AGENT_VERSION, type AgentOptions } from './agent.ts';
export type { AgentConfig, ListenAddress } from './config/config.ts';
export { AgentError } from './errors.ts';
