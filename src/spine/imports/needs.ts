import type { Deps } from '../../platform/deps.ts';

export type ImportNeeds = Pick<Deps, 'db' | 'clock' | 'log'>;

/** The post in whose name imports are recorded until accounts exist. */
export const OPERATOR = '運用管理者';

export function instant(needs: Pick<Deps, 'clock'>): string {
  return new Date(needs.clock.now()).toISOString();
}
