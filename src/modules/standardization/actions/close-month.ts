import { createHash, randomUUID } from 'node:crypto';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, endOfMonth } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { registerSeries } from '../../../spine/indicators/actions.ts';
import type { NewObservation } from '../../../spine/observations/types.ts';
import { record } from '../../../spine/roll-up/actions.ts';
import { MONTHS_SOURCE } from '../file-kinds/editions.ts';
import { askedBodies, linesOfMonth } from '../queries/closing.ts';
import { closeOf, insertClose, lockClose, type MonthClose } from '../queries/months.ts';
import { businessAt, businessesOf } from '../rules/businesses.ts';
import { monthTitle } from '../rules/month.ts';
import { factsOf } from '../rules/rates.ts';
import { countStates } from '../rules/states.ts';
import { instant, levelOf, today, type Writer, writerOf } from './by.ts';

export type CloseRefusal = 'not-yours' | 'month-not-over' | 'nothing-reported';

export const CLOSE_SENTENCES: Readonly<Record<CloseRefusal, string>> = {
  'not-yours': '月の確定は、国の担当が行います。',
  'month-not-over': 'この月はまだ終わっていません。月末の後で確定してください。',
  'nothing-reported': 'この月を報告した団体がありません。確定するものがありません。',
};

/**
 * 月の確定: what bodies have reported becomes 確定, who has not reported is 未回答. Closing again changes nothing and
 * gives the same digest, which stands for all states of the month as they were closed.
 */
export async function closeMonth(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  month: Day,
): Promise<Result<MonthClose & { readonly again: boolean }, CloseRefusal>> {
  if (seat.kind !== 'nation' || !seat.rights.has('standardization:conduct')) return refuse('not-yours');
  return closeAs(tx, clock, writerOf(seat), wholeOf(seat.bodyCode), month);
}

/** The same for a writer that was let through already. */
export async function closeAs(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  whole: BodyCode,
  month: Day,
): Promise<Result<MonthClose & { readonly again: boolean }, CloseRefusal>> {
  await lockClose(tx, whole);
  const before = await closeOf(tx, whole, month);
  if (before !== null) return ok({ ...before, again: true });
  if (month >= endOfMonth(today(clock))) return refuse('month-not-over');
  const lines = await linesOfMonth(tx, whole, month);
  if (lines.length === 0) return refuse('nothing-reported');
  const byBody = new Map<BodyCode, typeof lines>();
  for (const line of lines) byBody.set(line.bodyCode, [...(byBody.get(line.bodyCode) ?? []), line]);
  const asked = await askedBodies(tx, whole, month);
  const observations = asked.flatMap((bodyCode) => finalOf(bodyCode, month, byBody.get(bodyCode) ?? []));
  await registerSeries(tx, [MONTHS_SOURCE]);
  const title = `標準化の月の確定（${monthTitle(month)}）`;
  const batch = {
    batchId: randomUUID(),
    kind: 'answer' as const,
    title,
    recordedBy: writer.title,
    sheets: [],
  };
  if (observations.length > 0) await record(tx, clock, [{ batch, observations }]);
  const close: MonthClose = {
    month,
    digest: digestOf(lines),
    asked: asked.length,
    reported: byBody.size,
    closedBy: writer.title,
    closedAt: instant(clock),
  };
  await insertClose(tx, whole, close);
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:month.close',
    object: { kind: 'standardization-close', id: `${whole}-${month.slice(0, 7)}` },
    bodyCode: null,
    detail: { digest: close.digest, asked: close.asked, reported: close.reported },
  });
  return ok({ ...close, again: false });
}

type Line = Awaited<ReturnType<typeof linesOfMonth>>[number];

/** Of all states in one order: the same states give the same digest, on every machine. */
export function digestOf(lines: readonly Pick<Line, 'bodyCode' | 'businessNo' | 'states'>[]): string {
  const hash = createHash('sha256');
  const keys = lines.map(
    (line) => `${line.bodyCode} ${String(line.businessNo).padStart(2, '0')} ${line.states}`,
  );
  for (const key of keys.sort()) hash.update(`${key}\n`);
  return hash.digest('hex');
}

function finalOf(bodyCode: BodyCode, month: Day, lines: readonly Line[]): readonly NewObservation[] {
  const own = businessesOf(levelOf(bodyCode));
  // The 17 作業項目 give no official figure.
  const known = lines.filter((line) => line.listSince !== null && /[^0]/.test(line.states));
  if (lines.length > 0 && lines.every((line) => line.listSince === null)) return [];
  const parts = known.map((line) => ({
    id: businessAt(line.businessNo)?.id ?? '',
    counts: countStates(line.states),
  }));
  const common = {
    bodyCode,
    on: month,
    series: MONTHS_SOURCE.series,
    state: 'final',
    note: null,
    sheet: null,
    row: null,
    column: null,
  } as const;
  const facts = factsOf(parts, parts.length === own.length).map((fact) => ({
    ...common,
    ...fact,
    baseOn: fact.base === null ? null : month,
  }));
  const said = new Set(facts.map((fact) => fact.part));
  const silent = [...own.map((one) => one.id), 'total'].filter((part) => !said.has(part));
  return [
    ...facts,
    ...silent.map((part) => ({
      ...common,
      ...{ indicator: 'standardization@1', part, value: null, base: null, baseOn: null },
      reason: 'not-answered' as const,
    })),
  ];
}
