import document from '../../../data/procedures/procedures-58.json';
import type { Day } from '../../core/calendar.ts';

export type ProcedureLevel = 'municipality' | 'prefecture';

/** 手続の一覧: 58手続 (優先的にオンライン化), 31手続 (特に国民の利便性向上), and the dashboard's two tables. */
export type ProcedureSetId = 'priority-58' | 'convenience-31' | 'often-32' | 'child-care-26';

export interface ProcedureSet {
  readonly id: ProcedureSetId;
  readonly title: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly source: string;
}

export interface Procedure {
  /** Also the id of its part in `online-rate`. */
  readonly id: string;
  readonly title: string;
  /** `volume` | `child` | `care` | `disaster` */
  readonly group: string;
  readonly groupTitle: string;
  readonly levels: readonly ProcedureLevel[];
  readonly memberships: readonly {
    readonly set: ProcedureSetId;
    readonly levels: readonly ProcedureLevel[];
  }[];
}

export const PROCEDURE_SETS = document.sets as readonly ProcedureSet[];

/** Names are the corrected ones: one document prints 居住（介護予防）サービス計画 for 居宅（介護予防）. */
export const PROCEDURES: readonly Procedure[] = document.procedures.map((procedure) => ({
  ...(procedure as Omit<Procedure, 'groupTitle'>),
  groupTitle: document.groups.find((group) => group.id === procedure.group)?.title ?? '',
}));

/** Members of a list on a day, of one level; empty on a day for which no document tells of the list. */
export function proceduresOn(set: ProcedureSetId, day: Day, level: ProcedureLevel): readonly Procedure[] {
  const dated = PROCEDURE_SETS.find((one) => one.id === set);
  if (dated === undefined || day < dated.from || (dated.to !== null && day > dated.to)) return [];
  return PROCEDURES.filter((procedure) =>
    procedure.memberships.some((membership) => membership.set === set && membership.levels.includes(level)),
  );
}
