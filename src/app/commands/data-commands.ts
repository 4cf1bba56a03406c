import { parseArgs } from 'node:util';
import { exportLogical } from '../../platform/db/backup/export.ts';
import { importLogical } from '../../platform/db/backup/import-export.ts';
import { physicalBackup } from '../../platform/db/backup/physical.ts';
import { restoreBackup } from '../../platform/db/backup/restore.ts';
import { issueOperatorLink } from '../../platform/operator/actions.ts';
import { UserError } from '../../platform/user-error.ts';
import { allMigrations, modules } from '../modules.ts';
import { prepareDatabase } from '../prepare.ts';
import { type Command, counted } from './command.ts';

const OWN_MEANS =
  'DATABASE_URL を指定しているため、この命令は使えません。' +
  'そのデータベースの管理者が定める方法（pg_basebackup、スナップショットなど）で保存・復元してください。' +
  '内容だけを移す場合は export と import-export を使えます。';

/** One path, and perhaps `--replace`. */
function pathArgument(args: readonly string[], usage: string): { path: string; replace: boolean } {
  let parsed: { values: { replace: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false } },
    });
  } catch {
    throw new UserError(`引数に誤りがあります。使い方: shirube ${usage}`);
  }
  const [path, ...rest] = parsed.positionals;
  if (path === undefined || rest.length > 0)
    throw new UserError(`引数に誤りがあります。使い方: shirube ${usage}`);
  return { path, replace: parsed.values.replace };
}

export const dataCommands: readonly Command[] = [
  {
    name: 'migrate',
    usage: 'migrate',
    publicSide: 'too',
    summary: 'データベースを、この版の形に整えます（起動時にも行います）。',
    needs: 'open',
    async run(_args, { deps, out }) {
      const applied = await prepareDatabase(deps, modules);
      out(
        applied.length === 0
          ? '整っています。適用した移行はありません。'
          : `移行を適用しました: ${applied.join('、')}`,
      );
      return 0;
    },
  },
  {
    name: 'backup',
    usage: 'backup DIR',
    publicSide: 'too',
    summary: '動かしたまま、内蔵データベースを丸ごとフォルダーに保存します。',
    needs: 'open',
    async run(args, { embedded, out }) {
      const { path } = pathArgument(args, this.usage);
      if (!embedded) throw new UserError(OWN_MEANS);
      const manifest = await physicalBackup(embedded.server, path);
      out(`保存しました。場所: ${path}、ファイル ${Object.keys(manifest.files).length}個。`);
      return 0;
    },
  },
  {
    name: 'restore',
    usage: 'restore DIR [--replace]',
    publicSide: 'too',
    summary: 'backup で保存したフォルダーから復元します。しるべを止めて行います。',
    needs: 'offline',
    async run(args, { settings, out }) {
      const { path, replace } = pathArgument(args, this.usage);
      if (settings.databaseUrl !== null) throw new UserError(OWN_MEANS);
      const { formerData } = await restoreBackup(path, settings.dataDir, { replace, now: Date.now() });
      out(`復元しました。データの場所: ${settings.dataDir}。`);
      if (formerData) out(`これまでのデータは残してあります: ${formerData}`);
      return 0;
    },
  },
  {
    name: 'export',
    usage: 'export FILE',
    publicSide: 'too',
    summary: 'すべての表を、版をまたいで読める一つのファイルに書き出します。',
    needs: 'open',
    async run(args, { connection, out }) {
      const { path } = pathArgument(args, this.usage);
      out(`書き出しました。ファイル: ${path}、${counted(await exportLogical(connection, path))}。`);
      return 0;
    },
  },
  {
    name: 'import-export',
    usage: 'import-export FILE [--replace]',
    summary: 'export で書き出したファイルを、空のデータベースに取り込みます。',
    needs: 'open',
    async run(args, { connection, deps, out }) {
      const { path, replace } = pathArgument(args, this.usage);
      const tables = await importLogical(connection, path, allMigrations, { replace });
      await prepareDatabase(deps, modules);
      out(`取り込みました。${counted(tables)}。`);
      return 0;
    },
  },
  {
    name: 'operator-link',
    usage: 'operator-link',
    summary: '運用管理者の新しいリンクを発行します（一度だけ、24時間以内に使えます）。',
    needs: 'ready',
    async run(_args, { deps, out }) {
      out(await issueOperatorLink(deps, deps.settings.baseUrl));
      return 0;
    },
  },
];
