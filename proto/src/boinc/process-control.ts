/** What a message on `process_control_request` asks the app for; several may come together. */
export interface ProcessControl {
  readonly suspend: boolean;
  readonly resume: boolean;
  readonly quit: boolean;
  readonly abort: boolean;
  /** `init_data.xml` was rewritten: read it again. */
  readonly rereadAppInfo: boolean;
  /** Clients up to 8.2.13 only. */
  readonly networkAvailable: boolean;
}

const TAGS: readonly (readonly [keyof ProcessControl, string])[] = [
  // Resume stands before quit and abort: a suspended app on Linux reads neither before it was woken.
  ['suspend', '<suspend/>'],
  ['resume', '<resume/>'],
  ['quit', '<quit/>'],
  ['abort', '<abort/>'],
  ['rereadAppInfo', '<reread_app_info/>'],
  ['networkAvailable', '<network_available/>'],
];

/**
 * Reads a message of the core client: a request is there if its exact tag occurs anywhere. Who acts on
 * it does so in the order of the fields, as BOINC's library does.
 */
export function parseProcessControl(text: string): ProcessControl {
  return {
    suspend: text.includes('<suspend/>'),
    resume: text.includes('<resume/>'),
    quit: text.includes('<quit/>'),
    abort: text.includes('<abort/>'),
    rereadAppInfo: text.includes('<reread_app_info/>'),
    networkAvailable: text.includes('<network_available/>'),
  };
}

/** Writes the requests that are true, in the order of the fields, without a newline as the client does. */
export function formatProcessControl(control: Partial<ProcessControl>): string {
  return TAGS.filter(([field]) => control[field] === true)
    .map(([, tag]) => tag)
    .join('');
}
