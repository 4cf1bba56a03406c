import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { knownBefore } from '../../core/known-on.ts';
import type { Db } from '../../platform/db/database.ts';
import {
  aliasesOf,
  bodyOn,
  type Grouping,
  groupings,
  historyOf,
  type Instant,
  lineageOf,
  statusesOf,
} from '../bodies/queries/register.ts';
import { isSameBody, type LineageEvent } from '../bodies/rules/lineage.ts';
import type { Alias, RegisterBody, RegisterRow, StatusRow } from '../bodies/rules/register.ts';
import type { Standpoint } from './load.ts';

/** Who a body is: today's register row, how it came to be, and how else it is written. */
export interface Identity {
  readonly body: RegisterBody;
  /** False: nothing of the register was recorded on the day of knowledge; today's is shown instead. */
  readonly knownThen: boolean;
  readonly rows: readonly RegisterRow[];
  readonly statuses: readonly StatusRow[];
  readonly lineage: readonly LineageEvent[];
  readonly aliases: readonly Alias[];
  readonly groupings: readonly Grouping[];
  /** Codes of the same body before: same people, same area, another name or kind. */
  readonly former: readonly { readonly code: BodyCode; readonly name: string }[];
}

/** Of an identity what its figures need. */
export type Known = Pick<Identity, 'body' | 'statuses' | 'former'>;

/** As it stands today; null when the code is no body. */
export async function loadKnown(db: Db, code: BodyCode, today: Day): Promise<Known | null> {
  const [body, statuses, lineage] = await Promise.all([
    bodyOn(db, code, today),
    statusesOf(db, code),
    lineageOf(db, code),
  ]);
  return body === null ? null : { body, statuses, former: formerCodes(code, lineage) };
}

/** The last instant of the day of knowledge in Japan, as the register reads it; undefined for now. */
export function registerInstant(stand: Standpoint): Instant | undefined {
  return knownBefore(stand.knownOn, stand.today) === null
    ? undefined
    : `${stand.knownOn}T23:59:59.999999+09:00`;
}

/** Null when the code is no body today (an old code, or none at all). */
export async function loadIdentity(db: Db, code: BodyCode, stand: Standpoint): Promise<Identity | null> {
  const at = registerInstant(stand);
  const then = at === undefined ? null : await bodyOn(db, code, stand.knownOn as Day, at);
  const body = then ?? (await bodyOn(db, code, stand.today));
  if (body === null) return null;
  const seen = then === null ? undefined : at;
  const [rows, statuses, lineage, aliases, groups] = await Promise.all([
    historyOf(db, code, seen),
    statusesOf(db, code, seen),
    lineageOf(db, code, seen),
    aliasesOf(db, code),
    groupings(db, stand.knownOn ?? stand.today, code, seen),
  ]);
  return {
    body,
    knownThen: at === undefined || then !== null,
    rows,
    statuses,
    lineage,
    aliases,
    groupings: groups,
    former: formerCodes(code, lineage),
  };
}

/** Follows the line back over events that leave the body the same. */
function formerCodes(code: BodyCode, lineage: readonly LineageEvent[]): Identity['former'] {
  const found: { code: BodyCode; name: string }[] = [];
  let current = code;
  for (const event of [...lineage].reverse()) {
    if (event.toCode !== current || event.fromCode === current || !isSameBody(event)) continue;
    found.push({ code: event.fromCode, name: event.fromName });
    current = event.fromCode;
  }
  return found;
}
