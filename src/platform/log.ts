import pino from 'pino';

/**
 * One line of JSON per event on standard error; sentences for people go to standard output.
 * On a terminal only warnings are shown.
 */
export function createLog(): pino.Logger {
  return pino(
    { level: process.stderr.isTTY ? 'warn' : 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
