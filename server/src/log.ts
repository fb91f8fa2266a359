/**
 * Logs: one JSON object per line. A field never holds a token, a name, an id of a person, or content; errors are logged by
 * what our code says about them.
 */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

type Level = keyof Log;

/** An error as a log may show it: kind, code, and where it was thrown. Messages of strangers may quote what people wrote. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // The stack begins with the message, which may have lines of its own that look like frames.
  const frames = error.stack?.replace(error.message, '').split('\n');
  const stack = frames?.filter((line) => /^\s+at /.test(line));
  return { error: error.name, code, stack: stack?.slice(0, 6).map((line) => line.trim()) };
}

/** A log that writes lines with `write`. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  const at =
    (level: Level) =>
    (event: string, fields: LogFields = {}): void =>
      write(JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields }));
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
