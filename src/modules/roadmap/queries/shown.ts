import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { LineContent, StateId } from '../rules/line.ts';

/** What of a line its prefecture and the nation see. Never budgets, risks, decisions. */
export interface ShownLine {
  readonly bodyCode: BodyCode;
  readonly lineNo: number;
  readonly planVersion: string;
  readonly content: Pick<LineContent, 'item' | 'title' | 'starts' | 'ends' | 'state' | 'next' | 'ended'>;
}

interface Row {
  readonly body_code: string;
  readonly line_no: number;
  readonly plan_version: string;
  readonly item: string;
  readonly title: string;
  readonly starts_on: Day | null;
  readonly ends_on: Day | null;
  readonly state: StateId | null;
  readonly state_text: string | null;
  readonly state_on: Day | null;
  readonly next_on: Day | null;
  readonly next_text: string | null;
  readonly ended_on: Day | null;
}

function toShown(row: Row): ShownLine {
  const day = (on: Day | null) => (on === null ? null : { on, as: 'day' as const });
  const { state, state_text: text, state_on: stateOn, next_on: nextOn, ended_on: endedOn } = row;
  return {
    bodyCode: row.body_code,
    lineNo: row.line_no,
    planVersion: row.plan_version,
    content: {
      item: row.item,
      title: row.title,
      starts: day(row.starts_on),
      ends: day(row.ends_on),
      state: state === null || stateOn === null ? null : { level: state, text: text ?? '', on: stateOn },
      next: nextOn === null ? null : { text: row.next_text ?? '', on: nextOn, owner: null },
      ended: endedOn === null ? null : { on: endedOn, reason: '' },
    },
  };
}

/** Lines of several bodies that have not ended, as far as the scope sees them, in one query. */
export async function goingLinesOf(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
): Promise<ReadonlyMap<BodyCode, readonly ShownLine[]>> {
  const { rows } = await sql<Row>`
    select * from roadmap.shown where body_code = any(${[...bodyCodes]}::text[]) and ended_on is null
    order by body_code, line_no`.execute(tx);
  const found = new Map<BodyCode, ShownLine[]>();
  for (const line of rows.map(toShown)) {
    const of = found.get(line.bodyCode);
    if (of === undefined) found.set(line.bodyCode, [line]);
    else of.push(line);
  }
  return found;
}

/** Lines with a day behind them or told to be late, the longest overdue first. */
export async function lateLines(tx: Tx, today: Day, limit: number): Promise<readonly ShownLine[]> {
  const { rows } = await sql<Row>`
    select * from roadmap.shown
    where ended_on is null and coalesce(state, '') <> 'waiting'
      and (state = 'late' or (starts_on <= ${today} and ends_on < ${today}) or next_on < ${today})
    order by least(case when ends_on < ${today} then ends_on end, case when next_on < ${today} then next_on end,
      case when state = 'late' then state_on end), body_code, line_no
    limit ${limit}`.execute(tx);
  return rows.map(toShown);
}

/** How many lines run on a day, for each body and item, as far as the scope sees. For the nation: no line is read. */
export interface RunningCount {
  readonly bodyCode: BodyCode;
  readonly planVersion: string;
  readonly item: string;
  readonly running: number;
  readonly late: number;
}

export async function runningCounts(tx: Tx, today: Day): Promise<readonly RunningCount[]> {
  const { rows } = await sql<RunningCount>`
    select body_code as "bodyCode", plan_version as "planVersion", item,
      (count(*) filter (where starts_on <= ${today} and coalesce(state, '') <> 'waiting'))::int as running,
      (count(*) filter (where coalesce(state, '') <> 'waiting'
        and (state = 'late' or (starts_on <= ${today} and ends_on < ${today}) or next_on < ${today})))::int as late
    from roadmap.shown where ended_on is null or ended_on > ${today}
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  return rows;
}
