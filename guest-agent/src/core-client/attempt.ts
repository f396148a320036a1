import { AgentError } from '../errors.ts';

/** What became of something that a program has said. */
export type AttemptOutcome =
  | 'done'
  /** It was wrong, or too much. */
  | 'refused'
  /** There was no room for it; it may be tried again. */
  | 'later';

/** Does what a program asks for. What the agent refuses it with is told; any other error is thrown. */
export async function attempt(work: () => Promise<unknown>): Promise<AttemptOutcome> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (!(error instanceof AgentError) || error.code === 'internal') throw error;
    return error.code === 'resource_exhausted' ? 'later' : 'refused';
  }
}
