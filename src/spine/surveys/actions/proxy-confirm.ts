import { ok, type Result, refuse } from '../../../core/result.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { answersNow } from '../queries/answers.ts';
import { closeProxies, type ProxyEntry, proxiesOf } from '../queries/proxy.ts';
import { lockSheet } from '../queries/sheets.ts';
import type { SaveRefusal } from '../rules/save.ts';
import { answeringScope, findOwnSheet, type OpenSheet } from './open-sheet.ts';
import { type SavedOutcome, saveAnswers } from './save-answers.ts';

/** What the prefecture has typed in for a body, as the body sees it. */
export async function proxyEntries(deps: Deps, seat: Seat, view: OpenSheet): Promise<readonly ProxyEntry[]> {
  return withScope(deps.db, answeringScope(seat), (tx) =>
    proxiesOf(tx, view.sheet.bodyCode, view.sheet.roundId),
  );
}

/**
 * The body makes answers that were typed in for it its own: each becomes a revision of the body, so that it is seen who said
 * it. One that was changed since the page was made is left alone.
 */
export async function confirmProxies(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  /** Question → revision that the page showed. */
  chosen: ReadonlyMap<string, number>,
): Promise<Result<readonly SavedOutcome[], SaveRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, sheetNo);
    const sheet = found === null ? null : await lockSheet(tx, found.sheet.bodyCode, found.sheet.roundId);
    if (sheet === null) return refuse('no-such-sheet');
    const now = await answersNow(tx, sheet.bodyCode, sheet.roundId);
    const answers = [...chosen].flatMap(([questionId, revision]) => {
      const standing = now.get(questionId);
      return standing?.via === 'proxy' && standing.revision === revision
        ? [
            {
              questionId,
              value: standing.value,
              remark: standing.remark,
              seenRevision: revision,
              affirms: true,
            },
          ]
        : [];
    });
    const saved = await saveAnswers(tx, deps.clock, seat, { ...sheet, via: 'page', answers });
    if (!saved.ok) return saved;
    const at = new Date(deps.clock.now()).toISOString();
    await closeProxies(tx, sheet.bodyCode, sheet.roundId, { seatTitle: seatTitle(seat), at });
    return ok(saved.value.outcomes);
  });
}
