import type { Migration } from '../../../platform/db/migration.ts';

/** Sheets that were still being answered when their 調査回 became 確定 say so from now on. */
export const m0008: Migration = {
  id: 'surveys/0008-unanswered',
  sql: `
update surveys.sheet s set state = 'unanswered', state_no = s.state_no + 1
from surveys.round r
where r.round_id = s.round_id and r.state in ('fixed', 'published') and s.state in ('answering', 'returned', 'queried');
`,
};
