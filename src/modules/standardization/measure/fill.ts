import { randomUUID } from 'node:crypto';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { municipalitiesOf } from '../../../spine/bodies/queries/register.ts';
import { record } from '../../../spine/roll-up/actions.ts';
import { PROGRAM } from '../actions/by.ts';
import { closeAs } from '../actions/close-month.ts';
import { observationOf } from '../actions/record-month.ts';
import { monthsOfBodies } from '../queries/closing.ts';
import { fillMonth, fillSystems, settleStates } from '../queries/measure.ts';
import { insertStepList } from '../queries/months.ts';
import { businessesOf } from '../rules/businesses.ts';
import { closingLines, finalFacts } from '../rules/closing.ts';
import { monthBefore } from '../rules/month.ts';

export const NATION = '000000';
/** The newest month that all bodies have reported; the month after it is the one that they work on. */
export const LAST: Day = '2026-02-28';
export const NOW = '2026-04-10T09:00:00+09:00';
export const clock = { now: () => Date.parse(NOW) };
const system = { kind: 'system' } as const;
/** Months that are 速報 when the measuring begins: each is closed once. */
export const OPEN_MONTHS = 3;

const STEPS = Array.from({ length: 40 }, (_, index) => `計測のステップ${index + 1}`);
const LIST = {
  since: '2020-01-31',
  steps: STEPS,
  items: STEPS.map((_, index) => 1 + Math.floor((index * 17) / 40)),
  source: '計測',
};

export interface Filled {
  readonly bodies: readonly BodyCode[];
  /** The oldest first. */
  readonly months: readonly Day[];
  /** Months whose figures stand too, 速報 or 確定. */
  readonly figures: number;
  readonly seconds: number;
}

/**
 * Months of all municipalities, and their figures for as many months as `seconds` allow, the newest first: states are
 * plain inserts, figures go through the program's own door.
 */
export async function fill(db: Db, count: number, seconds: number): Promise<Filled> {
  const began = Date.now();
  const bodies = (await municipalitiesOf(db, null, LAST)).map((body) => body.bodyCode);
  const months: Day[] = [];
  for (let month = LAST; months.length < count; month = monthBefore(month)) months.unshift(month);
  await withScope(db, system, (tx) => insertStepList(tx, NATION, LIST, '計測', '2026-01-01T00:00:00Z'));
  for (const [index, month] of months.entries()) await fillMonth(db, bodies, month, index / count);
  await fillSystems(db, LAST);
  let figures = 0;
  for (const month of [...months].reverse()) {
    if (figures >= OPEN_MONTHS && (Date.now() - began) / 1000 > seconds) break;
    await withScope(db, system, (tx) => (figures < OPEN_MONTHS ? sayAll(tx, month) : close(tx, month)));
    figures += 1;
  }
  await settleStates(db);
  return { bodies, months, figures, seconds: (Date.now() - began) / 1000 };
}

export async function close(tx: Tx, month: Day): Promise<void> {
  const closed = await closeAs(tx, clock, PROGRAM, NATION, month);
  if (!closed.ok) throw new Error(closed.code);
}

/** 速報 of all bodies at once, as their saves would have left it. */
async function sayAll(tx: Tx, month: Day): Promise<void> {
  const observations = (await monthsOfBodies(tx, NATION, month)).flatMap(({ bodyCode, text, onItems }) =>
    finalFacts(closingLines(text, onItems), businessesOf('municipality')).map((fact) =>
      observationOf(bodyCode, month, fact, 'provisional'),
    ),
  );
  const batch = {
    batchId: randomUUID(),
    kind: 'answer' as const,
    title: '計測',
    recordedBy: '計測',
    sheets: [],
  };
  await record(tx, clock, [{ batch, observations }]);
}
