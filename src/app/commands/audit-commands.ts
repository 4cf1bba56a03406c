import { parseArgs } from 'node:util';
import { NATION } from '../../core/body-code.ts';
import { isDay } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { digestText, makeDigest } from '../../platform/audit/digest.ts';
import { OPERATOR } from '../../platform/audit/entry.ts';
import { readDigests } from '../../platform/audit/queries/verify.ts';
import {
  type DueLine,
  listDue,
  runRetention,
  setRetentionClass,
} from '../../platform/audit/retention/actions.ts';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { UserError } from '../../platform/user-error.ts';
import { historyOf } from '../../spine/bodies/queries/register.ts';
import { retentionKinds } from '../retention.ts';
import type { Command, DatabaseContext } from './command.ts';

const AUDIT_USAGE = 'audit verify [--digest 日=要約値]… | audit digest [日]';
const RETENTION_USAGE =
  'retention [--apply] | retention --set 種類 --years 年数 --basis 規程 [--body 団体コード]';

function parsed<T>(read: () => T, usage: string): T {
  try {
    return read();
  } catch {
    throw new UserError(`引数に誤りがあります。使い方: shirube ${usage}`);
  }
}

async function verify(values: readonly string[], { deps, out, err }: DatabaseContext): Promise<number> {
  const outside = new Map<string, string>();
  for (const value of values) {
    const [day = '', root = ''] = value.split('=');
    const hash = root.replaceAll(' ', '').toLowerCase();
    if (!isDay(day) || !/^[0-9a-f]{64}$/.test(hash)) {
      throw new UserError(`要約値を読めません: 「${value}」。例: --digest 2026-04-01=（64桁の16進数）`);
    }
    outside.set(day, hash);
  }
  const verdict = await verifyAudit(deps.db, outside);
  const counts = `記録 ${verdict.entries}件（うち廃棄済み ${verdict.disposed}件）、系列 ${verdict.chains}、日次要約 ${verdict.digests}`;
  for (const fault of verdict.faults) out(fault.sentence);
  if (verdict.faults.length > 0) {
    err(`監査の記録に、合わないところが${verdict.faults.length}件あります。${counts}。`);
    return 3;
  }
  out(`監査の記録は、つながっています。${counts}。`);
  if (outside.size === 0) err('外に控えた要約値とも照合するには --digest 日=要約値 を付けます。');
  return 0;
}

async function digest(day: string | undefined, { deps, out }: DatabaseContext): Promise<number> {
  if (day !== undefined && !isDay(day)) throw new UserError(`日を読めません: 「${day}」。例: 2026-04-01`);
  if (day === undefined) await makeDigest(deps.db, deps.clock);
  const digests = await readDigests(deps.db);
  const chosen = day === undefined ? digests.at(-1) : digests.find((one) => one.day === day);
  if (chosen === undefined) throw new UserError('その日の日次要約はありません。');
  for (const line of digestText(chosen)) out(line);
  return 0;
}

function dueText(line: DueLine): string {
  const body = line.bodyCode === '000000' ? '全体' : line.bodyCode;
  return `${line.kind}  ${body}  ${line.count}件  最も古い日 ${line.oldest}  保存期間 ${line.years}年  ${line.basis}`;
}

export const auditCommands: readonly Command[] = [
  {
    name: 'audit',
    usage: 'audit verify|digest',
    summary: '監査の記録を確かめます（verify）。日次要約を印刷・控え用に出します（digest）。',
    needs: 'open',
    async run(args, context) {
      const { values, positionals } = parsed(
        () =>
          parseArgs({
            args: [...args],
            allowPositionals: true,
            options: { digest: { type: 'string', multiple: true, default: [] } },
          }),
        AUDIT_USAGE,
      );
      const [what, day, ...rest] = positionals;
      if (rest.length === 0 && what === 'verify' && day === undefined) return verify(values.digest, context);
      if (rest.length === 0 && what === 'digest' && values.digest.length === 0) return digest(day, context);
      throw new UserError(`引数に誤りがあります。使い方: shirube ${AUDIT_USAGE}`);
    },
  },
  {
    name: 'retention',
    usage: 'retention [--apply]',
    summary: '保存期間を過ぎた記録を一覧にします。--apply で廃棄し、監査に残します。',
    needs: 'open',
    async run(args, { deps, out, err }) {
      const { values } = parsed(
        () =>
          parseArgs({
            args: [...args],
            options: {
              apply: { type: 'boolean', default: false },
              set: { type: 'string' },
              years: { type: 'string' },
              basis: { type: 'string' },
              body: { type: 'string', default: '000000' },
            },
          }),
        RETENTION_USAGE,
      );
      if (values.set !== undefined) {
        const given = {
          bodyCode: values.body,
          kind: values.set,
          years: /^\d+$/.test(values.years ?? '') ? Number(values.years) : 0,
          basis: values.basis ?? '',
        };
        if (given.bodyCode !== NATION && (await historyOf(deps.db, given.bodyCode)).length === 0)
          throw new UserError(SET_REFUSALS['unknown-body']);
        const set = await setRetentionClass(deps.db, deps.clock, retentionKinds, given, OPERATOR);
        if (!set.ok) throw new UserError(SET_REFUSALS[set.code]);
        out(`保存期間を定めました: ${given.kind} ${given.years}年（${given.basis}）`);
        return 0;
      }
      if (values.apply) {
        const done = await runRetention(deps.db, deps.clock, retentionKinds, OPERATOR);
        for (const line of done) out(dueText(line));
        err(done.length === 0 ? '保存期間を過ぎた記録はありません。' : '廃棄し、監査の記録に残しました。');
        return 0;
      }
      const due = await listDue(deps.db, retentionKinds, dayInJapan(deps.clock.now()));
      for (const line of due) out(dueText(line));
      err(
        due.length === 0
          ? '保存期間を過ぎた記録はありません。'
          : 'まだ何も廃棄していません。廃棄するには --apply を付けます。',
      );
      return 0;
    },
  },
];

const SET_REFUSALS = {
  'unknown-kind': `その種類の記録はありません。種類: ${retentionKinds.map((kind) => `${kind.id}（${kind.title}、初期値${kind.defaultYears}年）`).join('、')}`,
  'unknown-body': 'その団体コードの団体はありません。6桁の団体コードを確かめてください（--body）。',
  'bad-years': '年数は1から100までの整数です（--years）。',
  'no-basis': '根拠となる規程を示してください（--basis）。',
} as const;
