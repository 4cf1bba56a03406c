import { SAMPLE_FROM } from '../../../core/body-code.ts';
import { type CopiedTables, wholly } from '../../../platform/db/backup/copied.ts';

/** The register. */
export const copiedBodies: CopiedTables = (sample) => {
  const real = (column: string) => (sample ? {} : { where: `t.${column} < '${SAMPLE_FROM}'` });
  return [
    ...['body', 'register_row', 'status_row', 'alias', 'grouping_member', 'search_term', 'stratum_span'].map(
      (name) => ({ table: `bodies.${name}`, ...real('body_code') }),
    ),
    { table: 'bodies.lineage', ...real('from_code') },
    ...wholly('bodies', 'grouping state'),
  ];
};
