import pino from 'pino';

/**
 * One line of JSON per event on standard error; sentences for people go to standard output.
 * On a terminal only warnings are shown; `level` overrides this.
 */
export function createLog(level: pino.Level = process.stderr.isTTY ? 'warn' : 'info'): pino.Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
