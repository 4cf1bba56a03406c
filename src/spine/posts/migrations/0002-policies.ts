import type { Migration } from '../../../platform/db/migration.ts';
import { own, seenFromAbove } from '../../../platform/db/scope-policy.ts';

const SEEN_FROM_ABOVE = [
  'section',
  'section_version',
  'post',
  'post_version',
  'post_right',
  'seat',
  'recovery',
];
const OWN = ['post_note'];

const OWN_PERSON = `(${own('registered_by')}) or exists (
  select from posts.seat s where s.person_id = person.person_id and ${own('s.body_code')})`;

/** The same policies, written out: who asks is looked up once a statement. */
export const m0002: Migration = {
  id: 'posts/0002-policies',
  sql: `${[...SEEN_FROM_ABOVE, ...OWN]
    .map((table) => {
      const seen = OWN.includes(table) ? own('body_code') : seenFromAbove('body_code');
      return `alter policy reading on posts.${table} using (${seen});
alter policy writing on posts.${table} with check (${own('body_code')});`;
    })
    .join('\n')}
alter policy changing on posts.post using (${own('body_code')}) with check (${own('body_code')});
alter policy changing on posts.seat using (${own('body_code')}) with check (${own('body_code')});
alter policy all_own on posts.person using (${OWN_PERSON}) with check (${OWN_PERSON});
alter policy system_only on posts.chosen_seat
  using ((select platform.scope()) = 'system') with check ((select platform.scope()) = 'system');
drop function posts.sees(text);
drop function posts.writes(text);
`,
};
