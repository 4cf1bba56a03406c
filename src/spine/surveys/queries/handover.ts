import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { WRITABLE } from '../rules/sheet-workflow.ts';
import '../tables.ts';

export interface OpenSheet {
  readonly title: string;
  readonly sheetNo: string;
  readonly state: string;
  readonly dueOn: Day | null;
}

/** Sheets that a body still owes; of a section only those in which it was handed questions. */
export async function openSheets(
  tx: Tx,
  bodyCode: string,
  sectionId: string | null,
): Promise<readonly OpenSheet[]> {
  const { rows } = await sql<OpenSheet>`
    select r.title, s.sheet_no as "sheetNo", s.state,
      coalesce(s.due, case when r.state = 'sent' then
        case when s.route = 'prefecture' then coalesce(r.prefecture_due, r.nation_due) else r.nation_due end end) as "dueOn"
    from surveys.sheet s join surveys.round r on r.round_id = s.round_id
    where s.owner_code = ${bodyCode} and r.state <> 'draft' and s.state = any(${[...WRITABLE]}::text[])
      and (${sectionId}::uuid is null or exists (select from surveys.handout h
        where h.body_code = s.body_code and h.round_id = s.round_id and h.section_id = ${sectionId}::uuid
          and h.state in ('out', 'back')))
    order by 4 nulls last, 2`.execute(tx);
  return rows;
}

/** 庁内照会 that are out or back and not taken yet. */
export async function openHandouts(
  tx: Tx,
  bodyCode: string,
): Promise<
  readonly {
    readonly title: string;
    readonly handoutNo: string;
    readonly section: string;
    readonly dueOn: Day | null;
  }[]
> {
  const { rows } = await sql<{ title: string; handoutNo: string; section: string; dueOn: Day | null }>`
    select r.title, h.handout_no as "handoutNo", h.section_name as section, h.due as "dueOn"
    from surveys.handout h join surveys.round r on r.round_id = h.round_id
    where h.body_code = ${bodyCode} and h.state in ('out', 'back') and r.state = 'sent'
    order by h.due nulls last, h.handout_no`.execute(tx);
  return rows;
}

/** 「昨年こう答えた理由」: the newest note of each question. */
export async function notesForSuccessor(
  tx: Tx,
  bodyCode: string,
): Promise<readonly { readonly surveyTitle: string; readonly question: string; readonly note: string }[]> {
  const { rows } = await sql<{ surveyTitle: string; question: string; note: string }>`
    select distinct on (n.survey_id, n.question_id)
      coalesce(v.document ->> 'title', n.survey_id) as "surveyTitle",
      coalesce((select q ->> 'number' || ' ' || (q ->> 'title') from jsonb_array_elements(v.document -> 'questions') q
        where q ->> 'id' = n.question_id), n.question_id) as question, n.note
    from surveys.private_note n
    left join lateral (select w.document from surveys.survey_version w where w.survey_id = n.survey_id
      order by w.version desc limit 1) v on true
    where n.body_code = ${bodyCode}
    order by n.survey_id, n.question_id, n.revision desc`.execute(tx);
  return rows.filter((row) => row.note.trim() !== '');
}
