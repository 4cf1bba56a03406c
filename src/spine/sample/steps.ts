import { addDays, type Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Seat } from '../contracts/seat.ts';
import { seatsOfBody } from '../posts/queries/seats.ts';
import { declareStep } from '../steps/actions/declare.ts';
import { planStep } from '../steps/actions/plan.ts';
import type { MoveId } from '../steps/rules/moves.ts';
import { knownTemplate } from '../steps/templates.ts';
import { SAMPLE_BODIES } from './bodies.ts';
import { lockSample, stepEventsOf } from './queries.ts';

/** How far a body has come with telework: days before today on which its first steps were done, in their order. */
interface Way {
  readonly bodyCode: string;
  /** ステップ0: days before today, and of what; null: no record yet. */
  readonly awareness: readonly [number, '庁議' | '研修'] | null;
  readonly done: readonly number[];
  /** The next step: since how many days, and in how many it is planned (before today: late). */
  readonly next: readonly [MoveId, number, number | null] | null;
}

/** Nobody has finished, and the village has said next to nothing. */
const WAYS: readonly Way[] = [
  {
    bodyCode: SAMPLE_BODIES.prefecture.code,
    awareness: [600, '庁議'],
    done: [590, 560, 520, 470, 430, 390, 350, 300, 240],
    next: ['start', 200, 60],
  },
  {
    bodyCode: SAMPLE_BODIES.city.code,
    awareness: [500, '庁議'],
    done: [480, 440, 400, 350, 300, 200, 120],
    next: ['start', 60, -10],
  },
  {
    bodyCode: SAMPLE_BODIES.first.code,
    awareness: [420, '庁議'],
    done: [400, 340, 260, 150],
    next: ['start', 30, 60],
  },
  { bodyCode: SAMPLE_BODIES.second.code, awareness: [200, '研修'], done: [180], next: ['start', 150, -20] },
  {
    bodyCode: SAMPLE_BODIES.third.code,
    awareness: [350, '庁議'],
    done: [340, 300, 270, 210, 160],
    next: ['start', 90, 45],
  },
  { bodyCode: SAMPLE_BODIES.village.code, awareness: null, done: [], next: ['leave', 30, null] },
];

/** Steps of 見本県, said by its own people through the same actions. Once, at the first start. */
export async function seedStepsOfSample(deps: Deps): Promise<void> {
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    const code = SAMPLE_BODIES.village.code;
    if ((await stepEventsOf(tx, code)) > 0) return;
    await lockSample(tx);
    if ((await stepEventsOf(tx, code)) > 0) return;
    const today = dayInJapan(deps.clock.now());
    for (const way of WAYS) await walk(tx, way, today);
  });
}

async function walk(tx: Tx, way: Way, today: Day): Promise<void> {
  const seat = (await seatsOfBody(tx, way.bodyCode, today)).find((one) => one.rights.has('steps:answer'));
  if (seat === undefined) throw new Error(`見本県: nobody of ${way.bodyCode} may speak of steps`);
  if (way.awareness !== null) {
    const [ago, record] = way.awareness;
    await say(tx, seat, 'handbook', 'awareness', 'finish', addDays(today, -ago), record);
  }
  const steps = knownTemplate('telework').steps.map((step) => step.id);
  for (const [index, ago] of way.done.entries())
    await say(tx, seat, 'telework', steps[index] ?? '', 'finish', addDays(today, -ago), null);
  const step = steps[way.done.length];
  if (way.next === null || step === undefined) return;
  const [move, ago, planned] = way.next;
  await say(tx, seat, 'telework', step, move, addDays(today, -ago), null);
  if (planned === null) return;
  const run = { bodyCode: way.bodyCode, template: 'telework', subject: '' };
  const plan = { step, plannedOn: addDays(today, planned), seen: 0 };
  const done = await planStep(tx, at(addDays(today, -ago)), seat, run, plan);
  if (!done.ok) throw new Error(`見本県: ${step}: ${done.code}`);
}

async function say(
  tx: Tx,
  seat: Seat,
  template: string,
  step: string,
  move: MoveId,
  on: Day,
  record: string | null,
): Promise<void> {
  const note = record === null ? null : `${record}「DXの進め方」（見本）`;
  const given = { step, move, on, record, note, reason: null, url: null, seen: 0 };
  const run = { bodyCode: seat.bodyCode, template, subject: '' };
  const done = await declareStep(tx, at(on), seat, run, given);
  if (!done.ok) throw new Error(`見本県: ${step}: ${done.code}`);
}

/** A clock that stands at ten in the morning of a day in Japan. */
function at(day: Day) {
  const instant = Date.parse(`${day}T10:00:00+09:00`);
  return { now: () => instant };
}
