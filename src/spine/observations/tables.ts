/** Tables of this part that are asked through the query builder; the rest of its SQL is written out in queries/. */
export interface BatchTable {
  batch_no: number;
  batch_id: string;
  kind: string;
  title: string;
  recorded_by: string;
  recorded_at: string;
  undoes: string | null;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'observations.batch': BatchTable;
  }
}
