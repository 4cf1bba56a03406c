import type { Day } from '../../../core/calendar.ts';

/** One business of a 移行計画, as it stood when the version was made. */
export interface PlanLine {
  readonly businessNo: number;
  readonly vendor: string | null;
  readonly packageName: string | null;
  readonly environment: string | null;
  readonly plannedOn: Day | null;
  readonly limitOn: Day | null;
  readonly limitKind: string;
}

export const PLAN_FIELDS = {
  vendor: '事業者',
  packageName: 'パッケージ',
  environment: '環境',
  plannedOn: '移行予定日',
  limitOn: '期限',
  limitKind: '期限の区別',
} as const;
export type PlanField = keyof typeof PLAN_FIELDS;

export interface PlanChange {
  readonly businessNo: number;
  readonly field: PlanField;
  readonly from: string | null;
  readonly to: string | null;
}

/** What lies between two versions, in the order of businesses and fields. */
export function planChanges(from: readonly PlanLine[], to: readonly PlanLine[]): readonly PlanChange[] {
  const before = new Map(from.map((line) => [line.businessNo, line]));
  return to.flatMap((line) => {
    const old = before.get(line.businessNo);
    return (Object.keys(PLAN_FIELDS) as PlanField[]).flatMap((field) => {
      const was = old?.[field] ?? null;
      return was === line[field] ? [] : [{ businessNo: line.businessNo, field, from: was, to: line[field] }];
    });
  });
}
