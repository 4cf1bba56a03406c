import type { Db } from '../src/platform/db/database.ts';
import type { ResultRow } from './measure.ts';
export async function benchImports(_open: (name: string) => Promise<Db>): Promise<readonly ResultRow[]> {
  return [];
}
