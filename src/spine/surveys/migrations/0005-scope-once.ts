import type { Migration } from '../../../platform/db/migration.ts';

/**
 * The same rules as before, asking for the scope once for each statement instead of several times for each row: a list
 * of a prefecture's sheets goes over the sheets of the nation. The rule of answers stands in the policy itself, as a
 * function with a question in it is planned anew for every statement.
 */
export const m0005: Migration = {
  id: 'surveys/0005-scope-once',
  sql: `
alter policy own on surveys.sheet using (
  (select platform.scope()) = 'system'
  or ((select platform.scope()) = 'body' and (body_code = (select platform.scope_body())
    or owner_code = (select platform.scope_body())
    or body_code = any(array(select c.body_code from surveys.consent c where c.representative_code = platform.scope_body()))))
  or ((select platform.scope()) = 'prefecture' and left(owner_code, 2) = (select left(platform.scope_prefecture(), 2)))
  or ((select platform.scope()) = 'nation'
    and (body_code >= '990000') = (select platform.scope_body() >= '990000'))
);

alter policy own on surveys.answer using (
  (select platform.scope()) = 'system'
  or ((select platform.scope()) = 'body' and (body_code = (select platform.scope_body()) or exists (
    select from surveys.sheet s where s.body_code = answer.body_code and s.round_id = answer.round_id)))
  or ((select platform.scope()) = 'prefecture' and via = 'proxy' and exists (
    select from surveys.sheet s where s.body_code = answer.body_code and s.round_id = answer.round_id)));
`,
};
