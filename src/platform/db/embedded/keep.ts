import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './launch.ts';
import { isAlive } from './postmaster.ts';
import { stopEmbedded } from './stop.ts';

/** A server that is started again when it dies under us. */
export interface KeptServer {
  readonly server: EmbeddedServer;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Lets it run on without us. */
  leave(): Promise<void>;
}

const WATCH_MS = 300;

/**
 * Starts or adopts the embedded server and watches it. Polling, because an adopted one is no child of ours and
 * sends no signal. The socket stays at the same place, so that pools simply connect anew.
 */
export async function keepEmbedded(options: EmbeddedOptions): Promise<KeptServer> {
  const first = await startEmbedded(options);
  let current = first;
  let closing = false;
  let reviving: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (closing || reviving || isAlive(current.pid)) return;
    options.say?.('データベースが止まったため、起動し直します。');
    reviving = startEmbedded({ ...options, socketDir: first.socketDir })
      .then((server) => {
        current = server;
        options.say?.('データベースを起動し直しました。');
      })
      .catch((error: unknown) => {
        options.say?.(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        reviving = null;
      });
  }, WATCH_MS);
  timer.unref();
  const quiet = async () => {
    closing = true;
    clearInterval(timer);
    await reviving;
  };
  return {
    get server() {
      return current;
    },
    async stop() {
      await quiet();
      await stopEmbedded(current);
    },
    leave: quiet,
  };
}
