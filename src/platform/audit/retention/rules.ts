import { type Day, fiscalYearOf, fiscalYearStart } from '../../../core/calendar.ts';

/**
 * 保存期間 counts from the 1 April after the fiscal year in which a record was made (公文書管理法施行令8条の起算日の例。
 * 団体は自らの文書管理規程による). Records made before the returned day are past `years` on `today`.
 */
export function disposalCutoff(today: Day, years: number): Day {
  return fiscalYearStart(fiscalYearOf(today) - years);
}
