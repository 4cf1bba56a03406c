import { createHash, randomUUID } from 'node:crypto';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, endOfMonth } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { REASON_NUMBERS } from '../../../spine/observations/queries/stored-numbers.ts';
import type { NewObservation } from '../../../spine/observations/types.ts';
import { finalise, lockForRecord, record } from '../../../spine/roll-up/actions.ts';
import { MONTHS_SOURCE } from '../file-kinds/editions.ts';
import { askedBodies, type BodyMonth, monthsOfBodies, saidOfMonth } from '../queries/closing.ts';
import { closeOf, insertClose, lockClose, type MonthClose } from '../queries/months.ts';
import { businessesOf } from '../rules/businesses.ts';
import { closingLines, factsText, finalFacts } from '../rules/closing.ts';
import { monthTitle } from '../rules/month.ts';
import { RATE_INDICATORS } from '../rules/rates.ts';
import { instant, levelOf, today, type Writer, writerOf } from './by.ts';
import { observationOf } from './record-month.ts';

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
  const months = await monthsOfBodies(tx, whole, month);
  if (months.length === 0) return refuse('nothing-reported');
  const asked = await askedBodies(tx, whole, month);
  await makeFinal(tx, clock, writer, whole, month, asked, months);
  const close: MonthClose = {
    month,
    digest: digestOf(months),
    asked: asked.length,
    // A body that has ended meanwhile may have said the month early; it is asked no more.
    reported: months.filter(({ bodyCode }) => asked.includes(bodyCode)).length,
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

/** Of all states in one order: the same states give the same digest, on every machine. */
export function digestOf(months: readonly BodyMonth[]): string {
  const hash = createHash('sha256');
  for (const { bodyCode, text } of months)
    for (const line of text.split('\n')) hash.update(`${bodyCode} ${line}\n`);
  return hash.digest('hex');
}

/**
 * 速報 and states move together, so what nearly all bodies have said needs only to become 確定 as it stands. Where the two
 * differ, and where a body was silent, what the states say is recorded.
 */
async function makeFinal(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  whole: BodyCode,
  month: Day,
  asked: readonly BodyCode[],
  months: readonly BodyMonth[],
): Promise<void> {
  const { series } = MONTHS_SOURCE;
  const said = await saidOfMonth(tx, whole, month, { series, indicators: RATE_INDICATORS });
  const by = new Map(months.map((one) => [one.bodyCode, one]));
  const same: BodyCode[] = [];
  const others: NewObservation[] = [];
  for (const bodyCode of asked) {
    const own = by.get(bodyCode);
    const lines = own === undefined ? [] : closingLines(own.text, own.onItems);
    const facts = finalFacts(lines, businessesOf(levelOf(bodyCode)));
    if (factsText(facts, REASON_NUMBERS) === (said.get(bodyCode) ?? '')) same.push(bodyCode);
    else others.push(...facts.map((fact) => observationOf(bodyCode, month, fact, 'final')));
  }
  await lockForRecord(tx, RATE_INDICATORS);
  const title = `標準化の月の確定（${monthTitle(month)}）`;
  const batch = () => ({ batchId: randomUUID(), kind: 'answer' as const, title, recordedBy: writer.title });
  const facts = { series, indicators: RATE_INDICATORS, on: month, bodyCodes: same };
  await finalise(tx, clock, batch(), facts);
  if (others.length === 0) return;
  await record(tx, clock, [{ batch: { ...batch(), sheets: [] }, observations: others }]);
}
