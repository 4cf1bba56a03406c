import type { ResultRow } from './measure.ts';
export async function benchPages(): Promise<readonly ResultRow[]> {
  return [];
}
