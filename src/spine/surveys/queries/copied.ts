import { SAMPLE_FROM } from '../../../core/body-code.ts';
import type { CopiedTable, CopiedTables } from '../../../platform/db/backup/copied.ts';

const NOBODY = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** Questions that a figure is made of, of the survey version in `v`: what `questionsOf` says, as the database says it. */
const BOUND = `(select jsonb_path_query(v.document, '$.bindings[*].from.question') #>> '{}'
  union select jsonb_path_query(v.document, '$.bindings[*].from.questions[*]') #>> '{}'
  union select jsonb_path_query(v.document, '$.bindings[*].from.conditions[*].question') #>> '{}')`;

/**
 * The way back from a figure that is in the copy (`provenance.ts`), and nothing else: of the answers those that were handed
 * in and that the figure is made of, of everything else only the columns that its page shows. Drafts, notes, comments,
 * evidence, uploads and workbooks stay at home.
 */
export const copiedSurveys: CopiedTables = (sample) => {
  const recorded = `(select c.* from surveys.recorded c
    join observations.batch b on b.batch_id = c.batch_id
    where ${sample ? 'true' : `c.body_code < '${SAMPLE_FROM}'`} and exists (select from observations.observation o
      where o.body_code = c.body_code and o.batch_no = b.batch_no and o.state <> 0))`;
  const rounds = `(select c.round_id from ${recorded} c)`;
  const versions = `(select r.survey_id, r.version from surveys.round r where r.round_id in ${rounds})`;
  const sheets = `(t.body_code, t.round_id) in (select c.body_code, c.round_id from ${recorded} c)`;
  const decided = `(t.body_code, t.round_id, t.decision_no) in
    (select c.body_code, c.round_id, c.decision_no from ${recorded} c)`;
  const bound = `t.question_id in (select q from surveys.round r
    join surveys.survey_version v on v.survey_id = r.survey_id and v.version = r.version
    cross join lateral ${BOUND} as bound(q) where r.round_id = t.round_id)`;
  const handedIn = `(select t.* from surveys.handed_in t where ${decided} and ${bound})`;
  const tables: CopiedTable[] = [
    {
      table: 'surveys.survey',
      where: `t.survey_id in (select v.survey_id from ${versions} v)`,
    },
    {
      table: 'surveys.survey_version',
      where: `(t.survey_id, t.version) in ${versions}`,
      columns: { edited_by: `''` },
    },
    {
      table: 'surveys.round',
      where: `t.round_id in ${rounds}`,
      columns: { document_no: 'null', prefecture_due: 'null', nation_due: 'null', created_by: `''` },
    },
    { table: 'surveys.sheet', where: sheets, columns: { due: 'null', opened_at: 'null' } },
    {
      table: 'surveys.recorded',
      where: `(t.body_code, t.batch_id) in
      (select c.body_code, c.batch_id from ${recorded} c)`,
    },
    { table: 'surveys.handed_in', from: handedIn },
    {
      table: 'surveys.decision',
      where: decided,
      columns: { answers: `'{}'::jsonb`, seat_id: NOBODY, seat_title: `''` },
    },
    {
      table: 'surveys.answer',
      where: `(t.body_code, t.round_id, t.question_id, t.revision) in
        (select h.body_code, h.round_id, h.question_id, h.revision from ${handedIn} h)`,
      columns: { value: 'null', remark: 'null', source: 'null', proxy_id: 'null', seat_id: 'null' },
    },
    {
      table: 'surveys.evidence',
      where: `t.removed_at is null and (t.body_code, t.round_id, t.question_id) in
        (select h.body_code, h.round_id, h.question_id from ${handedIn} h)`,
      columns: { title: `''`, location: `''`, seat_title: `''` },
    },
    {
      table: 'surveys.step',
      where: `${sheets} and t.step in ('hand-in', 'gather', 'fix', 'fix-direct', 'withdraw') and t.at <=
        (select max(c.recorded_at) from ${recorded} c where c.body_code = t.body_code and c.round_id = t.round_id)`,
      columns: { comment: 'null', questions: `'{}'`, document_no: 'null', seat_id: 'null' },
    },
  ];
  return tables;
};
