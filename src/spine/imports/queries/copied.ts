import type { CopiedTables } from '../../../platform/db/backup/copied.ts';

/**
 * What was imported, as its history shows it. Files themselves, previews and what is not yet imported stay at home; so does,
 * without 見本県, a run that speaks of it.
 */
export const copiedImports: CopiedTables = (sample) => {
  const seen = `(select r.run_id from imports.run r where r.state in ('done', 'undone')
    and (${sample} or not exists (select from imports.run_file f join observations.batch b on b.batch_id = f.batch_id
      where f.run_id = r.run_id and b.sample)))`;
  const where = `t.run_id in ${seen}`;
  return [
    { table: 'imports.run', where },
    { table: 'imports.run_file', where, columns: { changes: 'null' } },
    { table: 'imports.asset', where },
  ];
};
