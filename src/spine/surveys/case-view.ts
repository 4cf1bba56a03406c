import { prefectureOf } from '../../core/body-code.ts';
import { audit } from '../../platform/audit/actions.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { bodyOn } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { bodyName } from '../posts/queries/seats.ts';
import { actorOf } from './actions/who.ts';
import { loadOwnSheet, type OwnSheet, ownScope, todayOf } from './chain-view.ts';
import { type AsideLine, allAside, type CourseLine, courseOf } from './queries/case.ts';
import { type HandedIn, handedInNow } from './queries/chain.ts';
import { type Evidence, evidenceOf } from './queries/evidence.ts';
import { type Handout, listHandouts } from './queries/handouts.ts';
import { type ProxyEntry, proxiesOf } from './queries/proxy.ts';
import type { Sheet } from './queries/sheets.ts';

/** 一件: all that is on record of one sheet, as its own body gives it out. */
export interface Case {
  readonly own: OwnSheet;
  readonly handed: ReadonlyMap<string, HandedIn>;
  readonly course: readonly CourseLine[];
  readonly handouts: readonly Handout[];
  readonly proxies: readonly ProxyEntry[];
  readonly evidence: readonly Evidence[];
  /** Null: the body has chosen not to give its 控え. */
  readonly aside: readonly AsideLine[] | null;
  readonly organiser: string;
  readonly prefecture: string;
  /** Who answers for the sheet today: after a merger another than the asked body. */
  readonly owner: string;
}

/** Null: there is no such sheet of this seat's body. */
export async function loadCase(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  withAside: boolean,
): Promise<Case | null> {
  const own = await loadOwnSheet(deps, seat, sheetNo);
  if (own === null) return null;
  const { bodyCode, roundId } = own.sheet;
  return withScope(deps.db, ownScope(seat), async (tx) => {
    const named = async (code: string, day: string) =>
      bodyName(code, (await bodyOn(tx, code, day))?.name ?? null);
    return {
      own,
      handed: await handedInNow(tx, bodyCode, roundId),
      course: await courseOf(tx, bodyCode, roundId),
      handouts: await listHandouts(tx, bodyCode, roundId),
      proxies: await proxiesOf(tx, bodyCode, roundId),
      evidence: await evidenceOf(tx, bodyCode, roundId),
      aside: withAside ? await allAside(tx, bodyCode, roundId) : null,
      organiser: await named(own.round.organiserCode, own.round.baseDay),
      prefecture: await named(prefectureOf(bodyCode), own.round.baseDay),
      owner: await named(own.sheet.ownerCode, todayOf(deps)),
    };
  });
}

/** A case leaves the program, perhaps for the public: that is recorded, with what the body chose. */
export async function recordCaseExport(
  deps: Deps,
  seat: Seat,
  sheet: Sheet,
  how: { readonly as: 'pdf' | 'page'; readonly withAside: boolean },
): Promise<void> {
  await withScope(deps.db, ownScope(seat), (tx) =>
    audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:case.export',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { as: how.as, aside: how.withAside },
    }),
  );
}
