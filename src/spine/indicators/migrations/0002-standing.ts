import type { Migration } from '../../../platform/db/migration.ts';

/**
 * Registers (ADR 0018): rows of the series `evidence` of an indicator with `standing` do not count on their own day, but
 * stand until the next one wherever a day without 確定 figures is read.
 */
export const m0002: Migration = {
  id: 'indicators/0002-standing',
  sql: `
create view indicators.standing as
select d.indicator_key, s.series_key
from indicators.definition d
join indicators.series s on s.series = 'evidence'
where coalesce((d.document ->> 'standing')::boolean, false);
comment on view indicators.standing is 'Whose rows are entries of a register: read by the day, never summed into cells';
`,
};
