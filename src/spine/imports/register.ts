import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { registerSource } from '../bodies/queries/register.ts';
import { type RegisterDay, registerDay } from '../bodies/rules/register.ts';
import type { MemberBody } from './rules/controls.ts';

/** The register as stored now, indexed by day when asked; one snapshot for a whole run. */
export interface Register {
  on(day: Day): RegisterDay;
  membersOn(day: Day): readonly MemberBody[];
}

export async function loadRegister(db: Db | Tx): Promise<Register> {
  const source = await registerSource(db);
  const days = new Map<Day, RegisterDay>();
  const on = (day: Day): RegisterDay => {
    const known = days.get(day) ?? registerDay(source, day);
    days.set(day, known);
    return known;
  };
  return { on, membersOn: (day) => on(day).municipalities };
}

export function nameOn(register: RegisterDay): (code: BodyCode) => string | null {
  return (code) => {
    const body = register.byCode.get(code);
    if (body === undefined) return null;
    return body.kind === 'prefecture' ? body.name : body.prefectureName + body.name;
  };
}
