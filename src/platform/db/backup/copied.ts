/** Which rows of a table go into the copy for the public side. SQL; `t` = the table. */
export interface CopiedTable {
  /** `bodies.body` */
  readonly table: string;
  /** Another select instead of the table, with its columns. */
  readonly from?: string;
  readonly where?: string;
  /** What stands instead of a column that the public side does not need: `{ comment: 'null' }`. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** `sample`: with 見本県. Everything that no part names stays at home. */
export type CopiedTables = (sample: boolean) => readonly CopiedTable[];

/** Whole tables. */
export function wholly(schema: string, tables: string): readonly CopiedTable[] {
  return tables.split(' ').map((table) => ({ table: `${schema}.${table}` }));
}
