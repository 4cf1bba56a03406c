import { prefectureOf, SAMPLE_NATION, SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import { addDays, type Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Clock, Deps } from '../../platform/deps.ts';
import type { Right, Seat } from '../contracts/seat.ts';
import { seatsOfBody } from '../posts/queries/seats.ts';
import { act } from '../threads/act.ts';
import { ask, openThreads } from '../threads/actions.ts';
import { upsertOffices } from '../threads/queries/write.ts';
import type { Act } from '../threads/rules/thread.ts';
import { SAMPLE_BODIES, SAMPLE_SOURCE, sampleBodies } from './bodies.ts';
import { lockSample, threadsOf } from './queries.ts';

/** Invented like everything here: the real associations are never written to from 見本県. */
const OFFICES = [
  { officeId: 'sample-governors', title: '見本知事会（実在しません）' },
  { officeId: 'sample-towns', title: '見本町村会（実在しません）' },
].map((one) => ({
  ...one,
  ...({ realm: 'sample', kind: 'association', validFrom: '2024-04-01', validTo: null } as const),
  source: SAMPLE_SOURCE,
}));

/**
 * 連絡・助言 of 見本県: a contact to all its bodies, a question that went the whole way and came back, one that waits too
 * long, a 助言. Each by the same actions as a person's. Once, at the first start.
 */
export async function seedThreadsOfSample(deps: Deps): Promise<void> {
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    if ((await threadsOf(tx, SAMPLE_NATION)) > 0) return;
    await lockSample(tx);
    if ((await threadsOf(tx, SAMPLE_NATION)) > 0) return;
    await upsertOffices(tx, OFFICES);
    const today = dayInJapan(deps.clock.now());
    await contactAll(tx, today);
    await questionAnswered(tx, today);
    await questionWaiting(tx, today);
    await advice(tx, today);
  });
}

/** A clock that stands at ten in the morning of a day in Japan. */
function at(day: Day): Clock {
  const instant = Date.parse(`${day}T10:00:00+09:00`);
  return { now: () => instant };
}

async function seatWith(tx: Tx, bodyCode: string, right: Right, day: Day): Promise<Seat> {
  const seat = (await seatsOfBody(tx, bodyCode, day)).find((each) => each.rights.has(right));
  if (seat === undefined) throw new Error(`見本県: nobody of ${bodyCode} has ${right} on ${day}`);
  return seat;
}

/** A refusal while the sample is made is our own fault. */
function must<T>(result: { ok: true; value: T } | { ok: false; code: string }): T {
  if (!result.ok) throw new Error(`見本県: threads: ${result.code}`);
  return result.value;
}

async function contactAll(tx: Tx, today: Day): Promise<void> {
  const day = addDays(today, -6);
  const seat = await seatWith(tx, SAMPLE_NATION, 'threads:review', day);
  const contact = {
    toBodies: sampleBodies.map((body) => body.code),
    kind: 'information',
    documentNo: null,
    title: '（見本）移行の状況で困っていることをお聞かせください',
    text: '標準化の移行で困っていることがあれば、この連絡に書いてください。\nないときは「ありません」とだけ書いてください。',
    about: null,
    answerBy: addDays(today, 8),
  } as const;
  must(await openThreads(tx, at(day), seat, contact));
}

interface Said {
  readonly act: Act;
  readonly by: string;
  readonly days: number;
  readonly text: string;
  readonly to?: string;
}

async function walk(
  tx: Tx,
  today: Day,
  thread: { readonly bodyCode: string; readonly threadNo: number },
  steps: readonly Said[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const day = addDays(today, -step.days);
    const seat = await seatWith(tx, step.by, 'threads:answer', day);
    const { act: wanted, text, to = null } = step;
    must(await act(tx, at(day), seat, { ...thread, act: wanted, text, to, madeFrom: index + 1 }));
  }
}

async function question(
  tx: Tx,
  bodyCode: string,
  day: Day,
  title: string,
  text: string,
): Promise<{ readonly bodyCode: string; readonly threadNo: number }> {
  const seat = await seatWith(tx, bodyCode, 'threads:answer', day);
  return must(await ask(tx, at(day), seat, { title, text, about: null }));
}

async function questionAnswered(tx: Tx, today: Day): Promise<void> {
  const thread = await question(
    tx,
    SAMPLE_BODIES.city.code,
    addDays(today, -30),
    '（見本）共同で調達するときの手順',
    '近隣の町と共同で調達するとき、協議の記録はどこまで必要ですか。',
  );
  const prefecture = prefectureOf(SAMPLE_BODIES.city.code);
  const office = `office:${OFFICES[1]?.officeId ?? ''}`;
  await walk(tx, today, thread, [
    { act: 'hand-on', by: prefecture, days: 26, to: SAMPLE_NATION, text: '国の考えを確かめます。' },
    { act: 'hand-on', by: SAMPLE_NATION, days: 22, to: office, text: '町村の事例を確かめます。' },
    {
      act: 'answer',
      by: SAMPLE_NATION,
      days: 12,
      text: '（見本）協議の日と出席者、決めたことを残してください。様式は決まっていません。',
    },
  ]);
}

async function questionWaiting(tx: Tx, today: Day): Promise<void> {
  await question(
    tx,
    SAMPLE_BODIES.first.code,
    addDays(today, -20),
    '（見本）研修の講師を紹介してほしい',
    '管理職向けの研修を予定しています。講師を紹介していただけますか。',
  );
}

async function advice(tx: Tx, today: Day): Promise<void> {
  const day = addDays(today, -3);
  const seat = await seatWith(tx, SAMPLE_PREFECTURE, 'threads:review', day);
  const given = {
    toBodies: [SAMPLE_BODIES.second.code],
    kind: 'advice',
    documentNo: '見デ第7号',
    documentOn: day,
    title: '（見本）推進体制の整備について',
    text: '首長または副首長が長を務める推進体制を整えることを助言します。',
    about: null,
    answerBy: null,
  } as const;
  must(await openThreads(tx, at(day), seat, given));
}
