import { parseSettings } from '../platform/env.ts';
import { UserError } from '../platform/user-error.ts';
import { type RunningServer, runServer } from './run-server.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  if (error instanceof UserError) process.stderr.write(`しるべを起動できません。\n${error.message}\n`);
  else
    process.stderr.write(`しるべの側の誤りで終了します。\n${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}

// A reader of our output that goes away (`npm start | head`) must not take the server with it.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

let closing = false;

/** SIGTERM, SIGINT (Ctrl-C), SIGHUP: requests end, then the pool, then the database. A second one does not hurry it. */
function closeOnSignals(starting: Promise<RunningServer>): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      say('しるべを終了しています…');
      starting
        .then((server) => server.close())
        .then(() => {
          say('終了しました。データは保存されています。');
          process.exit(0);
        }, fail);
    });
  }
}

/** Our own fault: nothing half done may go on, but the database is closed in order. */
function closeOnFaults(starting: Promise<RunningServer>): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      process.stderr.write(
        `しるべの側の誤りで終了します。\n${error instanceof Error ? error.stack : error}\n`,
      );
      if (closing) return;
      closing = true;
      process.exitCode = 1;
      starting
        .then((server) => server.close())
        .catch(() => {})
        .finally(() => process.exit(1));
    });
  }
}

try {
  const starting = runServer(parseSettings(process.env), say);
  closeOnSignals(starting);
  closeOnFaults(starting);
  const server = await starting;
  if (!closing) {
    say(`しるべを起動しました: ${server.baseUrl}`);
    if (server.operatorLink === null) say('公開側です。サインインと操作はできません。');
    else {
      say('運用管理者のリンク（一度だけ、24時間以内に使えます）:');
      say(`  ${server.operatorLink}`);
    }
    say('終了するには Ctrl-C を押します。');
  }
} catch (error) {
  fail(error);
}
