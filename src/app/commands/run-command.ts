import type { Deps } from '../../platform/deps.ts';
import type { Settings, Side } from '../../platform/env.ts';
import { createLog } from '../../platform/log.ts';
import { UserError } from '../../platform/user-error.ts';
import { modules } from '../modules.ts';
import { openDatabase } from '../open-database.ts';
import { prepareDatabase } from '../prepare.ts';
import type { Command, Streams } from './command.ts';

export function helpText(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.usage.length));
  return [
    '使い方: npm run -s shirube -- 命令 [引数]',
    '',
    ...commands.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`),
    '',
    '終了コード: 0 完了、1 しるべの側の誤り、2 受け付けなかった、3 人の判断が必要',
  ].join('\n');
}

function refuseSide(command: Command, side: Side): void {
  if (side === 'public' && command.publicSide === undefined) {
    throw new UserError(
      `「${command.name}」は、職員側の命令です。公開側（SHIRUBE_SIDE=public）では使えません。`,
    );
  }
  if (side !== 'public' && command.publicSide === 'only') {
    throw new UserError(`「${command.name}」は、公開側の命令です。SHIRUBE_SIDE=public を指定してください。`);
  }
}

/** Runs one command on the database of the settings: that of a running server, or one of our own that is stopped. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  settings: Settings,
  streams: Streams,
): Promise<number> {
  refuseSide(command, settings.side);
  if (command.needs === 'offline') return command.run(args, { ...streams, settings });
  const database = await openDatabase(settings, streams.err);
  try {
    const deps: Deps = {
      db: database.db,
      clock: { now: () => Date.now() },
      log: createLog('warn'),
      settings,
    };
    if (command.needs === 'ready') await prepareDatabase(deps, modules);
    return await command.run(args, {
      ...streams,
      deps,
      connection: database.connection,
      embedded: database.embedded,
    });
  } finally {
    await database.close('stop-if-last');
  }
}
