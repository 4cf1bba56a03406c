import { databaseIsAway } from '../platform/db/away.ts';
import { parseSettings } from '../platform/env.ts';
import { UserError } from '../platform/user-error.ts';
import { importCommands } from '../spine/imports/cli.ts';
import { auditCommands } from './commands/audit-commands.ts';
import type { Command } from './commands/command.ts';
import { copyCommands } from './commands/copy-commands.ts';
import { dataCommands } from './commands/data-commands.ts';
import { helpText, runCommand } from './commands/run-command.ts';
import { importRegistry } from './modules.ts';
import { withServerAddress } from './server-address.ts';

/** Every command of `npm run -s shirube -- …`. A part's own commands are joined here. */
const commands: readonly Command[] = [
  ...importCommands(importRegistry).map((command): Command => ({ ...command, needs: 'ready' })),
  ...dataCommands,
  ...copyCommands,
  ...auditCommands,
];

const out = (line: string) => process.stdout.write(`${line}\n`);
const err = (line: string) => process.stderr.write(`${line}\n`);
// `shirube … | head`: who stops reading is no fault of ours.
process.stdout.on('error', () => process.exit(0));

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help') {
    out(helpText(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((known) => known.name === name);
  if (!command) {
    err(`「${name}」という命令はありません。\n\n${helpText(commands)}`);
    return 2;
  }
  const settings = withServerAddress(parseSettings(process.env));
  // npm runs us in the project's folder; paths mean the folder where the person stands.
  if (process.env.INIT_CWD && process.env.npm_lifecycle_event === 'shirube')
    process.chdir(process.env.INIT_CWD);
  return runCommand(command, args, settings, { out, err });
}

/** A transaction that ends this way is stored as a whole or not at all; which of the two, the history tells. */
const DATABASE_AWAY =
  'データベースとの接続が切れたため、途中で終わりました。\n' +
  '変更は、全部保存されたか、何も保存されていないかのどちらかです。\n' +
  '「npm run -s shirube -- imports」で履歴を確かめ、なければもう一度実行してください。';

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UserError) err(error.message);
  else if (databaseIsAway(error)) err(DATABASE_AWAY);
  else err(`しるべの側の誤りで終了しました。\n${error instanceof Error ? error.stack : error}`);
  process.exitCode = error instanceof UserError ? 2 : 1;
}
