import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../../platform/audit/actions.ts';
import { OPERATOR } from '../../platform/audit/entry.ts';
import { wholly } from '../../platform/db/backup/copied.ts';
import { exportLogical } from '../../platform/db/backup/export.ts';
import { sha256Of } from '../../platform/db/backup/physical.ts';
import { takeCopy } from '../../platform/db/backup/take-copy.ts';
import { UserError } from '../../platform/user-error.ts';
import { aroundCopy } from '../../spine/roll-up/actions.ts';
import { allMigrations, modules } from '../modules.ts';
import { prepareDatabase } from '../prepare.ts';
import { publicTableRights } from '../table-rights.ts';
import { type Command, counted } from './command.ts';

/** Every table, or part of one, that leaves the staff side. What no part names stays. */
export function copiedTables(sample: boolean) {
  return [...wholly('platform', 'migration'), ...modules.flatMap((face) => face.copied?.(sample) ?? [])];
}

function wrong(usage: string): UserError {
  return new UserError(`引数に誤りがあります。使い方: shirube ${usage}`);
}

function parsed<T>(read: () => T, usage: string): T {
  try {
    return read();
  } catch {
    throw wrong(usage);
  }
}

/** The line of `sha256sum`, beside the file: what is handed over by another way can be compared with it. */
const sumFile = (file: string) => `${file}.sha256`;

/** Null: none was handed over. */
function expectedSum(file: string, given: string | undefined): string | null {
  const beside = sumFile(file);
  const text = given ?? (existsSync(beside) ? readFileSync(beside, 'utf8') : null);
  if (text === null) return null;
  const sum = text.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  if (/^[0-9a-f]{64}$/.test(sum)) return sum;
  throw new UserError('SHA-256 を読めません。64桁の16進数で指定してください。何も変更していません。');
}

export const copyCommands: readonly Command[] = [
  {
    name: 'publish',
    usage: 'publish FILE [--sample]',
    summary: '公表しているデータだけを、公開側へ運ぶ一つのファイルに書き出します（--sample: 見本県も）。',
    needs: 'ready',
    async run(args, { deps, connection, out }) {
      const { values, positionals } = parsed(
        () =>
          parseArgs({
            args: [...args],
            allowPositionals: true,
            options: { sample: { type: 'boolean', default: false } },
          }),
        this.usage,
      );
      const [file, ...rest] = positionals;
      if (file === undefined || rest.length > 0) throw wrong(this.usage);
      if (existsSync(sumFile(file))) {
        throw new UserError(
          `同じ名前のファイルがあります。ファイル: ${sumFile(file)}。別の名前を指定してください。`,
        );
      }
      const choice = { tables: copiedTables(values.sample), sample: values.sample };
      const tables = await exportLogical(connection, file, choice);
      const sum = await sha256Of(file);
      await writeFile(sumFile(file), `${sum}  ${basename(file)}\n`, { flag: 'wx' });
      await deps.db.transaction().execute((tx) =>
        audit(tx, deps.clock, {
          actor: OPERATOR,
          action: 'copy:publish',
          object: { kind: 'copy', id: sum },
          bodyCode: null,
          detail: { sample: values.sample },
        }),
      );
      out(`公開用の写しを書き出しました。ファイル: ${file}、${counted(tables)}。`);
      out(`SHA-256: ${sum}`);
      return 0;
    },
  },
  {
    name: 'take-copy',
    usage: 'take-copy FILE [--sha256 値]',
    summary: '公開側で、写しを確かめて取り込み、一度に切り替えます。閲覧は止まりません。',
    needs: 'open',
    publicSide: 'only',
    async run(args, { deps, connection, out, err }) {
      const { values, positionals } = parsed(
        () => parseArgs({ args: [...args], allowPositionals: true, options: { sha256: { type: 'string' } } }),
        this.usage,
      );
      const [file, ...rest] = positionals;
      if (file === undefined || rest.length > 0) throw wrong(this.usage);
      const sha256 = expectedSum(file, values.sha256);
      await prepareDatabase(deps, modules);
      const taken = await takeCopy(connection, file, {
        known: allMigrations,
        rights: publicTableRights,
        login: deps.settings.databaseUrl === null,
        sha256,
        takenAt: new Date(deps.clock.now()).toISOString(),
        around: aroundCopy,
      });
      out(`写しに切り替えました。${taken.copiedAt} 現在、${counted(taken.tables)}。`);
      out(`SHA-256: ${taken.sha256}`);
      if (sha256 === null)
        err('渡された SHA-256 とは照合していません（.sha256 のファイルも --sha256 も無いため）。');
      return 0;
    },
  },
];
