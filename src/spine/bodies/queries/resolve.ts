import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Db } from '../../../platform/db/database.ts';
import { resolveOn } from '../rules/lineage.ts';
import { checkCode, type ResolvedCode, type ResolveRefusal } from '../rules/resolve.ts';
import { bodyOn, coverageStart, historyOf, type Instant, lineageOf } from './register.ts';

/**
 * Six digits → the body of the day. An old code leads to its successor, a later one back to what was there before;
 * `events` tells what lies between. The address of an old code so stays a page.
 */
export async function resolveCode(
  db: Db,
  text: string,
  day: Day,
  knownAt: Instant = 'infinity',
): Promise<Result<ResolvedCode, ResolveRefusal>> {
  const checked = checkCode(text);
  if (!checked.ok) return checked;
  const asked = checked.value;
  const direct = await bodyOn(db, asked, day, knownAt);
  if (direct !== null) return ok({ asked, body: direct, events: [], sameBody: true });
  const start = await coverageStart(db);
  if (day < start) return refuse('not-covered', { code: asked, coverageStart: start });
  const lineage = await lineageOf(db, asked, knownAt);
  const { bodyCode, events, sameBody } = resolveOn(lineage, asked, day);
  const body = bodyCode === asked ? null : await bodyOn(db, bodyCode, day, knownAt);
  if (body !== null) return ok({ asked, body, events, sameBody });
  const wasOnce = lineage.length > 0 || (await historyOf(db, asked, knownAt)).length > 0;
  return refuse(wasOnce ? 'ended' : 'unknown', { code: asked });
}
