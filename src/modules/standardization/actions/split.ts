import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { copySystem, insertTaken, type SplitSystem, splitSystems } from '../queries/split.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, today, type Writer } from './by.ts';

const system = { kind: 'system' } as const;

/** Systems that split bodies left to who asks. The program reads them, because their rows stay the former body's. */
export function openSplit(tx: Tx, asking: BodyCode, on: Day): Promise<readonly SplitSystem[]> {
  return withinScope(tx, system, (inner) => splitSystems(inner, asking, on));
}

/** 「993034-7」: the former body and the number of the business. */
export function splitKey(one: Pick<SplitSystem, 'fromCode' | 'businessNo'>): string {
  return `${one.fromCode}-${one.businessNo}`;
}

/**
 * A successor goes on with systems of the body that was split. Others may go on with the same: each runs its own. What
 * the former one said of it becomes the successor's first entry, unless that has one.
 * @returns how many were taken
 */
export async function takeSplit(
  tx: Tx,
  clock: Clock,
  writer: Writer,
  bodyCode: BodyCode,
  keys: readonly string[],
): Promise<
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const refused = (message: string) => ({ ok: false as const, faults: [fault('missing', 'split', message)] });
  if (keys.length === 0) return refused('引き継ぐシステムを選んでください。');
  const on = today(clock);
  const byKey = new Map((await openSplit(tx, bodyCode, on)).map((one) => [splitKey(one), one]));
  const chosen = keys.flatMap((key) => byKey.get(key) ?? []);
  if (chosen.length < keys.length) return refused('表にあるシステムから選んでください。');
  const by = { seatTitle: writer.title, at: instant(clock) };
  for (const one of chosen) {
    const { fromCode, businessNo } = one;
    if (!(await insertTaken(tx, bodyCode, fromCode, businessNo, on, by))) continue;
    const copied = await withinScope(tx, system, (inner) =>
      copySystem(inner, bodyCode, fromCode, businessNo, limitOf(one), by),
    );
    await audit(tx, clock, {
      actor: writer.actor,
      action: 'standardization:system.take',
      object: { kind: 'standardization-system', id: splitKey(one) },
      bodyCode,
      detail: { whole: wholeOf(bodyCode), copied },
    });
  }
  return { ok: true, value: chosen.length };
}

/** The list of 特定移行支援システム names the former body: an extended system must not become late by the split. */
function limitOf({ limitOn, limitKind, limitSource, marked, fromName }: SplitSystem) {
  return marked && limitKind === 'plan'
    ? { on: null, kind: 'extended' as const, source: `特定移行支援システムの一覧（旧${fromName}）` }
    : { on: limitOn, kind: limitKind, source: limitSource };
}
