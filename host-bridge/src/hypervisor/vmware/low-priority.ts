const SCRIPT = `
if chrt -i 0 true >/dev/null 2>&1; then exec nice -n 19 chrt -i 0 "$@"; fi
exec nice -n 19 "$@"
`;

/** What is put before a program so that it, and what it starts, runs only when nobody else wants to. */
export const LOW_PRIORITY_LAUNCHER = ['/bin/sh', '-c', SCRIPT, 'vmslot-launcher'] as const;
