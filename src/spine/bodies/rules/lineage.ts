import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';

export type LineageKind = 'renamed' | 'merged' | 'split' | 'kind-changed' | 'code-changed';

/** One body became another on a day. A merger of three is three events with one id. */
export interface LineageEvent {
  readonly eventId: string;
  readonly kind: LineageKind;
  readonly on: Day;
  readonly fromCode: BodyCode;
  readonly fromName: string;
  readonly fromKana: string;
  readonly toCode: BodyCode;
  readonly toName: string;
  /** 「那珂川町が市制を施行」 */
  readonly text: string;
  readonly source: string;
}

/** Whether the figure of the one is the figure of the other: same people, same area, another name, kind or code. */
export function isSameBody(event: LineageEvent): boolean {
  return event.kind === 'renamed' || event.kind === 'kind-changed' || event.kind === 'code-changed';
}

export interface Resolved {
  readonly bodyCode: BodyCode;
  /** What lies between the code that was asked and the one that is answered, in order of days. */
  readonly events: readonly LineageEvent[];
  /** False when a merger or split lies between: then a figure of the one is none of the other. */
  readonly sameBody: boolean;
}

/**
 * The code that a body bears on `day`: an old code leads to its successor, a later one back to its predecessor.
 * A later code is led back only over events that leave the body the same.
 */
export function resolveOn(lineage: readonly LineageEvent[], code: BodyCode, day: Day): Resolved {
  const inOrder = [...lineage]
    .filter((event) => event.fromCode !== event.toCode)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const events: LineageEvent[] = [];
  let current = code;
  for (const event of inOrder) {
    if (event.on > day || event.fromCode !== current) continue;
    // Split: no single successor; the first is as good as none, so the chain ends here.
    if (event.kind === 'split') return { bodyCode: current, events: [...events, event], sameBody: false };
    events.push(event);
    current = event.toCode;
  }
  if (events.length > 0) return { bodyCode: current, events, sameBody: events.every(isSameBody) };
  for (const event of inOrder.reverse()) {
    if (event.on <= day || event.toCode !== current || !isSameBody(event)) continue;
    events.unshift(event);
    current = event.fromCode;
  }
  return { bodyCode: current, events, sameBody: true };
}

/** Names that the same body bore or will bear at other times. */
export function otherNames(lineage: readonly LineageEvent[], code: BodyCode): readonly string[] {
  const codes = new Set([code]);
  const names = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const event of lineage) {
      if (!isSameBody(event) || !(codes.has(event.fromCode) || codes.has(event.toCode))) continue;
      names.add(event.fromName).add(event.toName);
      if (codes.has(event.fromCode) && codes.has(event.toCode)) continue;
      codes.add(event.fromCode).add(event.toCode);
      grown = true;
    }
  }
  return [...names];
}
