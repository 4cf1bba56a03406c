import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import { questionsOf } from '../../../core/survey/derive.ts';
import type { Db } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { answerText } from '../rules/answer-text.ts';
import '../tables.ts';

/** From a figure back to what was answered, by which post, on which 決裁. Nothing of it names a person. */
export interface AnswerOrigin {
  readonly roundTitle: string;
  readonly baseDay: Day;
  readonly surveyTitle: string;
  readonly surveyVersion: number;
  readonly sheetNo: string;
  readonly state: 'provisional' | 'final';
  readonly answers: readonly {
    readonly number: string;
    readonly title: string;
    readonly text: string;
    readonly remark: string | null;
    /** 「例示町 企画課 情報政策係長」; null when the row is gone by the rules of retention. */
    readonly seatTitle: string | null;
    readonly via: string | null;
    readonly savedAt: string | null;
    readonly evidence: number;
  }[];
  /** Null: the body handed nothing in. */
  readonly decision: {
    readonly documentNo: string;
    readonly decidedOn: Day;
    readonly decider: string;
    readonly onBehalf: boolean;
    readonly samePerson: boolean;
  } | null;
  /** Who passed it on, and who made it 確定. */
  readonly passed: readonly { readonly step: string; readonly seatTitle: string; readonly at: string }[];
}

interface HeadRow {
  round_id: string;
  decision_no: number | null;
  state: 'provisional' | 'final';
  recorded_at: string;
  title: string;
  base_day: Day;
  version: number;
  survey: SurveyDefinition;
  sheet_no: string;
}

/**
 * The answers that an observation of a batch was derived from; null when the batch did not come from a survey. Read in the
 * program's own scope: a figure that is shown shows where it came from, and drafts are not among it.
 */
export async function answerOrigin(
  db: Db,
  asked: {
    readonly batchId: string;
    readonly bodyCode: string;
    /** `cio@1` */
    readonly indicator: string;
    readonly part: string;
  },
): Promise<AnswerOrigin | null> {
  return withScope(db, { kind: 'system' }, async (tx) => {
    const head = await sql<HeadRow>`
      select c.round_id, c.decision_no, c.state, c.recorded_at, r.title, r.base_day, r.version, v.document as survey,
        s.sheet_no
      from surveys.recorded c
      join surveys.round r on r.round_id = c.round_id
      join surveys.survey_version v on v.survey_id = r.survey_id and v.version = r.version
      join surveys.sheet s on s.body_code = c.body_code and s.round_id = c.round_id
      where c.batch_id = ${asked.batchId}::uuid and c.body_code = ${asked.bodyCode}`.execute(tx);
    const row = head.rows[0];
    if (row === undefined) return null;
    const binding = row.survey.bindings.find(
      (one) => one.indicator === asked.indicator && one.part === asked.part,
    );
    const wanted = binding === undefined ? [] : questionsOf(binding.from);
    const answers = await sql<{
      question_id: string;
      value: AnswerValue;
      remark: string | null;
      seat_title: string | null;
      via: string | null;
      saved_at: string | null;
      evidence: number;
    }>`
      select h.question_id, h.value, h.remark, a.seat_title, a.via, a.saved_at,
        (select count(*)::integer from surveys.evidence e where e.body_code = h.body_code and e.round_id = h.round_id
          and e.question_id = h.question_id and e.removed_at is null) as evidence
      from surveys.handed_in h
      left join surveys.answer a on a.body_code = h.body_code and a.round_id = h.round_id
        and a.question_id = h.question_id and a.revision = h.revision
      where h.body_code = ${asked.bodyCode} and h.round_id = ${row.round_id} and h.decision_no = ${row.decision_no}
        and h.question_id = any(${[...wanted]}::text[])`.execute(tx);
    const decision = await sql<NonNullable<AnswerOrigin['decision']>>`
      select document_no as "documentNo", decided_on as "decidedOn", decider, on_behalf as "onBehalf",
        same_person as "samePerson"
      from surveys.decision
      where body_code = ${asked.bodyCode} and round_id = ${row.round_id} and decision_no = ${row.decision_no}`.execute(
      tx,
    );
    const passed = await sql<{ step: string; seatTitle: string; at: string }>`
      select step, seat_title as "seatTitle", at from surveys.step
      where body_code = ${asked.bodyCode} and round_id = ${row.round_id}
        and step in ('hand-in', 'gather', 'fix', 'fix-direct', 'withdraw') and at <= ${row.recorded_at}::timestamptz
      order by step_no`.execute(tx);
    return {
      roundTitle: row.title,
      baseDay: row.base_day,
      surveyTitle: row.survey.title,
      surveyVersion: row.version,
      sheetNo: row.sheet_no,
      state: row.state,
      answers: row.survey.questions
        .filter((question) => wanted.includes(question.id))
        .map((question) => {
          const found = answers.rows.find((one) => one.question_id === question.id);
          return {
            number: question.number,
            title: question.title,
            text: answerText(question, found?.value) ?? '未回答',
            remark: found?.remark ?? null,
            seatTitle: found?.seat_title ?? null,
            via: found?.via ?? null,
            savedAt: found?.saved_at ?? null,
            evidence: found?.evidence ?? 0,
          };
        }),
      decision: decision.rows[0] ?? null,
      passed: lastWay(passed.rows),
    };
  });
}

/** The last way through: what was handed in and returned before is history of the sheet, not of the figure. */
function lastWay<Step extends { readonly step: string }>(steps: readonly Step[]): readonly Step[] {
  const from = steps.map((step) => step.step).lastIndexOf('hand-in');
  return from === -1 ? steps : steps.slice(from);
}
