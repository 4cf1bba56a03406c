import type { Migration } from '../../../platform/db/migration.ts';

/** Drafts: the body's whose they are, and of who answers the sheet for it. */
function mine(table: string): string {
  return `case (select platform.scope())
    when 'system' then true
    when 'body' then body_code = (select platform.scope_body()) or exists (
      select from surveys.sheet s where s.body_code = ${table}.body_code and s.round_id = ${table}.round_id)
    else false end`;
}

/** What a prefecture typed in itself (代行入力), told by `what`. */
function typedIn(table: string, what: string): string {
  return `((select platform.scope()) = 'prefecture' and ${what} and exists (
    select from surveys.sheet s where s.body_code = ${table}.body_code and s.round_id = ${table}.round_id))`;
}

/** The same policies, written out: as a function with a question in it, the rule of drafts was called for each row. */
export const m0007: Migration = {
  id: 'surveys/0007-policies',
  sql: `${['handout', 'upload', 'settled']
    .map((table) => `alter policy own on surveys.${table} using (${mine(table)});`)
    .join('\n')}
alter policy own on surveys.workbook using ((${mine('workbook')}) or (batch_id is not null and exists (
  select from surveys.workbook_batch b
  where b.batch_id = workbook.batch_id and b.by_code = (select platform.scope_body()))));
alter policy own on surveys.raw_text using (
  (${mine('raw_text')}) or ${typedIn('raw_text', 'proxy_id is not null')});
alter policy own on surveys.proxy_entry using (
  (${mine('proxy_entry')}) or ${typedIn('proxy_entry', 'true')});
alter policy own on surveys.evidence using (
  (${mine('evidence')}) or exists (select from surveys.handed_in h where h.body_code = evidence.body_code
    and h.round_id = evidence.round_id and h.question_id = evidence.question_id))
  with check (${mine('evidence')});
drop function surveys.mine(text, uuid);
`,
};
