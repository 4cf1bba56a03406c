import type { BodyCode } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { closeDb, createDb } from '../../../platform/db/pool.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { PROGRAM } from '../actions/by.ts';
import { forecastsFrom } from '../actions/forecasts.ts';
import { readMonthView } from '../actions/month.ts';
import { saveMonth } from '../actions/save-month.ts';
import { progressOf } from '../queries/history.ts';
import { lateSystems, limitCounts } from '../queries/late.ts';
import { bytesOfStates, nationalSum } from '../queries/measure.ts';
import { NO_FILTER, type PmoFilter } from '../rules/pmo.ts';
import { type Move, stateAt } from '../rules/states.ts';
import { clock, close, type Filled, fill, LAST, NATION, OPEN_MONTHS } from './fill.ts';

const NEXT = '2026-03-31';
const TODAY = '2026-04-10';
const system = { kind: 'system' } as const;
/** Bodies that work on the new month. */
const WORKING = 60;

/** A row of bench/results.md. */
interface Row {
  readonly id: string;
  readonly work: string;
  readonly figure: string;
  readonly against: string;
  readonly ratio: string;
  readonly goal: string;
  readonly met: boolean;
}

interface Times {
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

async function runs(count: number, work: (at: number) => Promise<unknown>): Promise<Times> {
  const all: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const began = performance.now();
    await work(at);
    all.push(performance.now() - began);
  }
  all.sort((a, b) => a - b);
  const of = (share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN;
  return { median: of(0.5), p95: of(0.95), most: of(1) };
}

function ms(value: number): string {
  return value >= 100 ? `${value.toFixed(0)} ms` : `${value.toFixed(2)} ms`;
}

/** What a body's officer would tick next: one step of each business, as its page offers it. */
async function nextMoves(db: Db, code: BodyCode): Promise<ReadonlyMap<number, Move>> {
  const { lines } = await withScope(db, { kind: 'body', bodyCode: code }, (tx) =>
    readMonthView(tx, code, NEXT),
  );
  return new Map(
    lines.flatMap(({ businessNo, states }): [number, Move][] => {
      const step = states.search(/[12]/) + 1;
      return step === 0 ? [] : [[businessNo, { step, from: stateAt(states, step), to: '3' }]];
    }),
  );
}

async function save(db: Db, code: BodyCode, businessNo: number, move: Move | undefined): Promise<void> {
  if (move === undefined) throw new Error(`business ${businessNo} of ${code} has no step left`);
  const moves = new Map([[businessNo, [move]]]);
  const saved = await withScope(db, { kind: 'body', bodyCode: code }, (tx) =>
    saveMonth(tx, clock, PROGRAM, code, { month: NEXT, moves, via: 'page', asGiven: true }),
  );
  if (!saved.ok) throw new Error(saved.faults[0]?.message);
}

const FILTERS: readonly Partial<PmoFilter>[] = [
  {},
  { business: 3 },
  { prefecture: '010006' },
  { stratum: 'town' },
  { ministry: 'mic' },
  { step: 30 },
];

/** M2–M7 as the role of the running server, under its policies. Goals are absolute, as the issue states them. */
async function measure(owner: Db, db: Db, filled: Filled): Promise<readonly Row[]> {
  const { bodies, months } = filled;
  const states = bodies.length * 20 * 40 * months.length;
  const bytes = await bytesOfStates(owner);
  const body = (index: number) => bodies[((index % WORKING) * 37) % bodies.length] ?? '';
  const next = new Map<BodyCode, ReadonlyMap<number, Move>>();
  for (let at = 0; at < WORKING; at += 1) next.set(body(at), await nextMoves(db, body(at)));
  const done = (index: number, businessNo: number) =>
    save(db, body(index), businessNo, next.get(body(index))?.get(businessNo));
  const first = await runs(WORKING, (index) => done(index, 4));
  const before = await nationalSum(owner, NEXT);
  await done(0, 6);
  if ((await nationalSum(owner, NEXT)) !== before + 1n)
    throw new Error('a step that was done is not in the figure of the nation');
  const step = await runs(200, (index) => done(index, 7 + Math.floor(index / WORKING)));
  const late = await runs(60, (index) =>
    withScope(db, { kind: 'nation', bodyCode: NATION }, (tx) => {
      const filter = { ...NO_FILTER, ...FILTERS[index % FILTERS.length] };
      return lateSystems(tx, NATION, TODAY, filter, { limit: 50, offset: 50 * (index % 7) });
    }),
  );
  const limits = await runs(3, () =>
    withScope(db, system, async (tx) => {
      await limitCounts(tx, NATION, TODAY, NO_FILTER);
      const progress = await progressOf(tx, NATION, '2025-04-01', 'infinity');
      if (forecastsFrom(progress, TODAY).length < bodies.length * 20)
        throw new Error('forecasts are missing');
    }),
  );
  const open = months.filter((month) => month <= LAST).slice(-OPEN_MONTHS);
  const closed = await runs(open.length, (index) =>
    withScope(db, system, (tx) => close(tx, open[index] ?? LAST)),
  );
  const against = `nothing; ${(states / 1e6).toFixed(1)} million states of ${months.length} months, figures of ${filled.figures}, filled in ${filled.seconds.toFixed(0)} s`;
  const row = (id: string, work: string, figure: string, goal: string, met: boolean): Row => ({
    ...{ id, work, figure, against, ratio: '–', goal, met },
  });
  const both = (times: Times) => `median ${ms(times.median)}, p95 ${ms(times.p95)}`;
  return [
    row('M2', 'first save of a month: 20 lines, 42 figures', both(first), '–', true),
    row(
      'M3',
      'one step changed → prefecture → nation: the whole save with audit and commit, 200 times',
      both(step),
      '≤ 10 ms median',
      step.median <= 10,
    ),
    row('M4', 'late list by six filters and seven pages', both(late), 'p95 ≤ 100 ms', late.p95 <= 100),
    row(
      'M5',
      'limits and forecasts of all systems, slowest of 3',
      ms(limits.most),
      '≤ 5 s',
      limits.most <= 5000,
    ),
    row(
      'M6',
      `close of a month that all have reported (73,122 figures), slowest of ${open.length}`,
      ms(closed.most),
      '≤ 10 s',
      closed.most <= 10_000,
    ),
    row('M7', 'bytes for each state, indexes included', (bytes / states).toFixed(2), 'stated', true),
  ];
}

// Started by bench/run.ts: R6 keeps everybody else out of a module. The owner fills, the server's role is measured.
const [socketDir = '', database = '', months = '36', seconds = '120', owner = '', app = ''] =
  process.argv.slice(2);
const ownerDb = createDb({ socketDir, database, user: owner }, { max: 2 });
const appDb = createDb({ socketDir, database, user: app }, { max: 10 });
try {
  const filled = await fill(ownerDb, Number(months), Number(seconds));
  process.stderr.write(`  filled in ${filled.seconds.toFixed(0)} s, figures of ${filled.figures} months\n`);
  process.stdout.write(JSON.stringify(await measure(ownerDb, appDb, filled)));
} finally {
  await closeDb(appDb);
  await closeDb(ownerDb);
}
