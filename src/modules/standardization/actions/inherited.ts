import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { type Day, parseDay } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import {
  type InheritedSystem,
  inheritedLines,
  inheritedSystems,
  settleSystem,
} from '../queries/inherited.ts';
import { togetherStates } from '../rules/inherit.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import type { States } from '../rules/states.ts';
import { carryOver, listOf, type StepList } from '../rules/step-list.ts';
import { instant, today, type Writer } from './by.ts';

const system = { kind: 'system' } as const;

/** A former body, and the month of it that was copied. */
export interface Origin {
  readonly name: string;
  readonly month: Day;
}

export interface Inherited {
  readonly origins: readonly Origin[];
  readonly states: ReadonlyMap<number, States>;
}

/**
 * What a body without a month of its own begins with: the newest months of those it has taken in, each step as far as the
 * last of them. The program reads them, because their rows stay theirs.
 */
export async function inheritedMonth(
  tx: Tx,
  bodyCode: BodyCode,
  month: Day,
  lists: readonly StepList[],
): Promise<Inherited> {
  const lines = await withinScope(tx, system, (inner) => inheritedLines(inner, bodyCode, month));
  const list = listOf(lists, month);
  const origins = new Map<string, Origin>();
  const byNo = new Map<number, States[]>();
  for (const line of lines) {
    origins.set(line.fromName, { name: line.fromName, month: line.month });
    const carried = carryOver(line.states, listOf(lists, line.month), list);
    byNo.set(line.businessNo, [...(byNo.get(line.businessNo) ?? []), carried]);
  }
  const states = new Map([...byNo].map(([no, all]) => [no, togetherStates(all)]));
  return { origins: [...origins.values()], states };
}

/** Open systems of the bodies that this one has taken in. */
export function openInherited(tx: Tx, bodyCode: BodyCode, on: Day): Promise<readonly InheritedSystem[]> {
  return withinScope(tx, system, (inner) => inheritedSystems(inner, bodyCode, on));
}

export interface SettleInput {
  readonly fromCode: string;
  readonly businessNo: number;
  readonly on: string;
  readonly note: string;
}

/** The body that goes on with the work of a former one says that a system of it is united or ended. */
export async function settleInherited(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  input: SettleInput,
): Promise<
  | { readonly ok: true; readonly value: InheritedSystem }
  | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const own = await openInherited(tx, bodyCode, today(clock));
  const found = own.find((one) => one.fromCode === input.fromCode && one.businessNo === input.businessNo);
  if (found === undefined) {
    const message = '引き継いだシステムのうち、終えていないものから選んでください。';
    return { ok: false, faults: [fault('missing', 'system', message)] };
  }
  const on = parseDay(input.on);
  const faults: Fault[] = [];
  if (on === null || on > today(clock) || on < found.mergedOn)
    faults.push(fault('bad-date', 'on', `日は${found.mergedOn}から今日までで書いてください。`));
  const note = input.note.trim();
  if (note === '') faults.push(fault('missing', 'note', 'どのように終えたかを書いてください。'));
  if (on === null || faults.length > 0) return { ok: false, faults };
  const by = { seatTitle: writer.title, at: instant(clock) };
  await withinScope(tx, system, (inner) =>
    settleSystem(inner, found.fromCode, found.businessNo, { on, note }, by),
  );
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:system.settle',
    object: { kind: 'standardization-system', id: `${found.fromCode}-${found.businessNo}` },
    bodyCode,
    detail: { whole: wholeOf(bodyCode), on, note },
  });
  return { ok: true, value: found };
}
