import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { PrivacyAssessment } from '../rules/gate.ts';
import type { StepList } from '../rules/step-list.ts';
import type { MonthClose, MonthReport, StoredLine } from './months.ts';

/** All that a body's month is made of, as it is stored. */
export interface StoredMonth {
  /** Whether the body is one on the month's last day. */
  readonly stands: boolean;
  /** In the order of their days. */
  readonly lists: readonly StepList[];
  readonly lines: readonly StoredLine[];
  /** Of the newest month before it that has any; empty where the month has all its lines itself. */
  readonly former: readonly StoredLine[];
  readonly reasons: readonly { readonly no: number; readonly reason: string }[];
  readonly assessments: readonly (PrivacyAssessment & { readonly no: number })[];
  readonly report: MonthReport | null;
  readonly close: MonthClose | null;
}

const LINES =
  sql.raw(`coalesce(json_agg(json_build_object('bodyCode', s.body_code, 'month', s.month, 'businessNo', s.business_no,
  'listSince', s.list_since, 'states', s.states, 'revision', s.revision, 'baseMonth', s.base_month,
  'baseRevision', s.base_revision) order by s.business_no), '[]') from standardization.month_state s`);
const INSTANT = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS"Z"'`);

/**
 * One question, planned once: asked before every page and every save of a month, in eight it took most of a save. What is
 * asked for stands in a table of its own, or PostgreSQL would see the values and plan anew for each of them.
 * `businesses`: how many lines the month has when it is whole.
 */
export async function storedMonth(
  tx: Tx,
  bodyCode: BodyCode,
  whole: BodyCode,
  month: Day,
  businesses: number,
): Promise<StoredMonth> {
  const { rows } = await prepared(sql<StoredMonth>`
    with asked as materialized (select ${bodyCode}::text as code, ${whole}::text as whole, ${month}::date as month)
    select
      exists (select from bodies.stratum_span t
        where t.body_code = a.code and t.valid_from <= a.month and t.valid_to > a.month) as stands,
      (select coalesce(json_agg(json_build_object('since', l.since, 'steps', l.steps, 'items', l.items, 'source', l.source)
        order by l.since), '[]') from standardization.step_list l where l.whole_code = a.whole) as lists,
      (select ${LINES} where s.body_code = a.code and s.month = a.month) as lines,
      case when (select count(*) from standardization.month_state s
          where s.body_code = a.code and s.month = a.month) >= ${businesses}::int then '[]'
        else (select ${LINES} where s.body_code = a.code and s.month = (select max(b.month)
          from standardization.month_state b where b.body_code = a.code and b.month < a.month)) end as former,
      (select coalesce(json_agg(json_build_object('no', e.business_no, 'reason', e.reason)), '[]') from (
        select distinct on (business_no) business_no, reason from standardization.exclusion
        where body_code = a.code and since <= a.month order by business_no, since desc) e) as reasons,
      (select coalesce(json_agg(json_build_object('no', p.business_no, 'heldOn', p.held_on, 'notNeeded', p.not_needed)), '[]')
        from (select distinct on (business_no) business_no, held_on, not_needed from standardization.privacy_assessment
          where body_code = a.code order by business_no, revision desc) p) as assessments,
      (select json_build_object('month', r.month, 'fromMonth', r.from_month, 'via', r.via, 'seatTitle', r.seat_title,
          'reportedAt', to_char(r.reported_at at time zone 'UTC', ${INSTANT}))
        from standardization.month_report r where r.body_code = a.code and r.month = a.month) as report,
      (select json_build_object('month', c.month, 'digest', c.digest, 'asked', c.asked, 'reported', c.reported,
          'closedBy', c.closed_by, 'closedAt', to_char(c.closed_at at time zone 'UTC', ${INSTANT}))
        from standardization.month_close c where c.whole_code = a.whole and c.month = a.month) as close
    from asked a`).execute(tx);
  return rows[0]!;
}
