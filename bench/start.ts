import type { ResultRow } from './measure.ts';
export async function benchStart(): Promise<readonly ResultRow[]> {
  return [];
}
