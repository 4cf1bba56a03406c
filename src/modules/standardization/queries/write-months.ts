import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { PLAN_LIMIT } from '../rules/limits.ts';
import { countStates, isExcluded, isFinished } from '../rules/states.ts';
import type { StoredLine, Via } from './months.ts';

/** A body that says a month for the first time. */
export interface NewReport {
  readonly bodyCode: BodyCode;
  readonly month: Day;
  readonly fromMonth: Day | null;
}

/** A line as it stands after a change, with what moved; null: it was only copied. */
export interface WrittenLine extends StoredLine {
  readonly changes: string | null;
}

export interface WrittenBy {
  readonly via: Via;
  readonly seatId: string | null;
  readonly seatTitle: string;
  /** Of a 差替え. */
  readonly reason: string | null;
  readonly documentNo: string | null;
  readonly at: string;
}

/**
 * Everything that a save says of months, of one body or many, in one statement: the report, the lines, the events of
 * what moved, and how each system stands, which follows its newest month. A system that is new gets the plan's limit.
 */
export async function writeMonths(
  tx: Tx,
  reports: readonly NewReport[],
  lines: readonly WrittenLine[],
  by: WrittenBy,
): Promise<void> {
  if (reports.length === 0 && lines.length === 0) return;
  const said = reports.map(({ bodyCode, month, fromMonth }) => ({ bodyCode, month, fromMonth }));
  await prepared(sql`
    with line as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(lines.map(withStanding))}::jsonb) as r("bodyCode" text, month date,
        "businessNo" smallint, "listSince" date, states text, revision smallint, "baseMonth" date, "baseRevision" smallint,
        changes text, done smallint, excluded smallint, steps smallint, finished boolean)
    ), report as (
      insert into standardization.month_report (body_code, month, from_month, via, seat_id, seat_title, reported_at)
      select r."bodyCode", r.month, r."fromMonth", ${by.via === 'bulk' ? 'page' : by.via}, ${by.seatId}::uuid,
        ${by.seatTitle}, ${by.at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as r("bodyCode" text, month date, "fromMonth" date)
      on conflict (body_code, month) do nothing
    ), state as (
      insert into standardization.month_state (body_code, month, business_no, list_since, states, revision, base_month,
        base_revision)
      select "bodyCode", month, "businessNo", "listSince", states, revision, "baseMonth", "baseRevision" from line
      on conflict (body_code, month, business_no) do update set states = excluded.states, revision = excluded.revision,
        list_since = excluded.list_since
    ), event as (
      insert into standardization.step_event (body_code, month, business_no, revision, changes, via, seat_id, seat_title,
        reason, document_no, at)
      select "bodyCode", month, "businessNo", revision, changes, ${by.via}, ${by.seatId}::uuid, ${by.seatTitle},
        ${by.reason}, ${by.documentNo}, ${by.at}::timestamptz
      from line where changes is not null
    )
    insert into standardization.system as t (body_code, business_no, month, list_since, states, done, excluded, steps,
      finished, limit_on, limit_source)
    select "bodyCode", "businessNo", month, "listSince", states, done, excluded, steps, finished, ${PLAN_LIMIT.on}::date,
      ${PLAN_LIMIT.source}
    from line
    on conflict (body_code, business_no) do update set month = excluded.month, list_since = excluded.list_since,
      states = excluded.states, done = excluded.done, excluded = excluded.excluded, steps = excluded.steps,
      finished = excluded.finished or t.settled_on is not null
    where t.month is null or t.month <= excluded.month`).execute(tx);
}

function withStanding(line: WrittenLine) {
  const counts = countStates(line.states);
  const { done, excluded, steps } = counts;
  // What is 対象外 as a whole is nobody's late system either.
  return { ...line, done, excluded, steps, finished: isFinished(counts) || isExcluded(counts) };
}
