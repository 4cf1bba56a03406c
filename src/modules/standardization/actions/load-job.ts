import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BodyCode } from '../../../core/body-code.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { defineJob, JobRefused } from '../../../platform/jobs/handler.ts';
import { registerSeries } from '../../../spine/indicators/actions.ts';
import { record } from '../../../spine/roll-up/actions.ts';
import { MONTHS_SOURCE } from '../file-kinds/editions.ts';
import {
  bodiesOfLoad,
  countFilled,
  findLoad,
  finishLoad,
  formerLines,
  type ListLoad,
  linesOfLoad,
  lockMonths,
  reportedOf,
} from '../queries/loads.ts';
import { closeOf, type StoredLine, stepLists } from '../queries/months.ts';
import { type WrittenLine, writeMonths } from '../queries/write-months.ts';
import { businessesOf, businessNo } from '../rules/businesses.ts';
import type { LoadLine } from '../rules/load.ts';
import { monthTitle } from '../rules/month.ts';
import { countStates, movesBetween, movesText, type States, unreported } from '../rules/states.ts';
import { carryOver, ITEM_LIST, listOf, type StepList } from '../rules/step-list.ts';
import { instant, levelOf, type Writer } from './by.ts';
import type { MonthLine, MonthView } from './month.ts';
import { observationsOf } from './record-month.ts';

export const LOAD_WRITER: Writer = { actor: OPERATOR, seatId: null, title: '運用管理者（国の表の取込み）' };

/** Bodies at once: 12,600 observations, a transaction of a few seconds. */
const CHUNK = 300;

/**
 * Fills the month of all bodies that a table names and that have not said it themselves. A piece at a time, so that it
 * goes on where it was after a restart and nobody waits long for a body.
 */
export const fillMonths = defineJob({
  kind: 'standardization.fill-months',
  title: '標準化の表の取込み',
  payload: z.object({ loadId: z.string() }),
  async run(job) {
    const { loadId } = job.payload;
    const { deps } = job;
    const load = await withScope(deps.db, { kind: 'system' }, (tx) => findLoad(tx, loadId));
    if (load === null) throw new JobRefused('取り込む表がありません。');
    let cursor = progressOf(job.cursor);
    for (;;) {
      let last: BodyCode | undefined;
      await job.step(async (tx) => {
        const codes = await bodiesOfLoad(tx, loadId, cursor.after, CHUNK);
        last = codes.at(-1);
        if (last !== undefined) await fillChunk(tx, deps.clock, load, codes);
        const done = cursor.done + codes.length;
        cursor = { after: last ?? cursor.after, done };
        const message = `${done.toLocaleString('ja')}団体の月を確かめました。`;
        return { cursor, done, total: load.bodies, message };
      });
      if (last === undefined) break;
    }
    await job.finish(async (tx) => {
      await finishLoad(tx, loadId, instant(deps.clock));
      return { loadId };
    });
  },
});

const CURSOR = z.object({ after: z.string(), done: z.number() });

function progressOf(cursor: unknown): z.infer<typeof CURSOR> {
  const read = CURSOR.safeParse(cursor);
  return read.success ? read.data : { after: '', done: 0 };
}

/** In a few statements, however many bodies. What a body said itself is never overwritten. */
async function fillChunk(tx: Tx, clock: Clock, load: ListLoad, codes: readonly BodyCode[]): Promise<void> {
  const { month, whole, loadId } = load;
  await lockMonths(tx, codes, whole);
  if ((await closeOf(tx, whole, month)) !== null)
    throw new JobRefused(`${monthTitle(month)}が確定したため、残りの団体は取り込んでいません。`);
  const said = await reportedOf(tx, codes, month);
  const silent = codes.filter((code) => !said.has(code));
  await countFilled(tx, loadId, silent.length, said.size);
  if (silent.length === 0) return;
  const lists = await stepLists(tx, whole);
  const given = groupByBody(await linesOfLoad(tx, loadId, silent));
  const former = groupByBody(await formerLines(tx, silent, month));
  const views = silent.map((bodyCode) => {
    const own = { bodyCode, month, list: listOf(lists, month) };
    return filled(own, given.get(bodyCode) ?? [], former.get(bodyCode) ?? [], lists);
  });
  const by = { via: 'file', seatId: null, seatTitle: LOAD_WRITER.title, at: instant(clock) } as const;
  const written = views.flatMap((view) => view.written);
  await writeMonths(tx, views, written, { ...by, reason: null, documentNo: null });
  await registerSeries(tx, [MONTHS_SOURCE]);
  const title = `標準化の表の取込み（${monthTitle(month)}）`;
  const batch = { batchId: randomUUID(), kind: 'answer' as const, title, recordedBy: LOAD_WRITER.title };
  const observations = views.flatMap((view) => observationsOf(view, 'provisional'));
  if (observations.length > 0) await record(tx, clock, [{ batch: { ...batch, sheets: [] }, observations }]);
  await audit(tx, clock, {
    actor: OPERATOR,
    action: 'standardization:month.fill',
    object: { kind: 'standardization-load', id: loadId },
    bodyCode: null,
    detail: { month, bodies: [...silent] },
  });
}

type Filled = MonthView & { readonly written: readonly WrittenLine[] };

/** A body's month as the table says it; a business that the table leaves out is last month's. */
function filled(
  own: Pick<MonthView, 'bodyCode' | 'month' | 'list'>,
  given: readonly LoadLine[],
  former: readonly StoredLine[],
  lists: readonly StepList[],
): Filled {
  const { bodyCode, month, list } = own;
  const saidBy = new Map(given.map((line) => [line.businessNo, line.states]));
  const formerBy = new Map(former.map((line) => [line.businessNo, line]));
  const written: WrittenLine[] = [];
  const lines = businessesOf(levelOf(bodyCode)).map((business): MonthLine => {
    const no = businessNo(business.id);
    const base = formerBy.get(no);
    const was = base === undefined ? unreported(list.steps.length) : carried(base, list, lists);
    const states = saidBy.get(no) ?? was;
    const bases = { baseMonth: base?.month ?? null, baseRevision: base?.revision ?? null };
    const moves = movesBetween(was, states);
    const kept = { bodyCode, month, businessNo: no, listSince: list.since, states, revision: 1, ...bases };
    written.push({ ...kept, changes: moves.length === 0 ? null : movesText(moves) });
    const counts = countStates(states);
    return {
      businessNo: no,
      business,
      states,
      counts,
      stored: kept,
      ...bases,
      inherited: false,
      reason: null,
      assessment: null,
    };
  });
  const fromMonth = former[0]?.month ?? null;
  return { ...own, stands: true, origins: [], lines, report: null, close: null, fromMonth, written };
}

function carried(base: StoredLine, list: StepList, lists: readonly StepList[]): States {
  const from = lists.find((one) => one.since === base.listSince) ?? ITEM_LIST;
  return carryOver(base.states, from, list);
}

function groupByBody<Line extends { readonly bodyCode: BodyCode }>(
  lines: readonly Line[],
): ReadonlyMap<BodyCode, readonly Line[]> {
  const groups = new Map<BodyCode, Line[]>();
  for (const line of lines) {
    const own = groups.get(line.bodyCode);
    if (own === undefined) groups.set(line.bodyCode, [line]);
    else own.push(line);
  }
  return groups;
}
