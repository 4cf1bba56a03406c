import { wholeOf, withCheckDigit } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { prefectures } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { mayConduct } from './actions/conduct.ts';
import { today } from './actions/who.ts';
import {
  evidenceShare,
  listSheetLines,
  type SheetsOfRound,
  stateCounts,
  stateCountsOfRounds,
} from './queries/overview.ts';
import { findRoundHead, listRounds, type RoundHead } from './queries/rounds.ts';
import { OWED, type SheetState } from './rules/sheet-workflow.ts';

type Counts = ReadonlyMap<SheetState, number>;

export interface RoundsView {
  readonly rounds: readonly RoundHead[];
  readonly counts: ReadonlyMap<string, Counts>;
}

/** 調査回 in which a prefecture has sheets to gather, or that an organiser conducts. Newest first. */
export async function loadRounds(deps: Deps, seat: Seat, as: 'review' | 'conduct'): Promise<RoundsView> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const every = await listRounds(
      tx,
      as === 'conduct'
        ? { organiserCode: seat.bodyCode, states: ['sent', 'fixed', 'published'] }
        : { states: ['sent', 'fixed', 'published'] },
    );
    const counts = await stateCountsOfRounds(
      tx,
      every.map((round) => round.roundId),
    );
    return { rounds: every.filter((round) => as === 'conduct' || counts.has(round.roundId)), counts };
  });
}

export interface RoundView extends SheetsOfRound {
  readonly round: RoundHead;
}

/** `state` of a list: one state, `owed`, or '' for all. */
export function statesOf(filter: string): readonly SheetState[] {
  return filter === 'owed' ? OWED : filter === '' ? [] : [filter as SheetState];
}

interface ListPage {
  readonly filter: string;
  readonly limit: number;
  readonly offset: number;
}

function sheetsOf(tx: Tx, deps: Deps, round: RoundHead, { filter, limit, offset }: ListPage) {
  const { roundId, baseDay: day } = round;
  const states = statesOf(filter);
  return listSheetLines(tx, { roundId, day, today: today(deps.clock), states, limit, offset });
}

export async function loadReviewRound(
  deps: Deps,
  seat: Seat,
  roundId: string,
  page: ListPage,
): Promise<RoundView | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const round = await findRoundHead(tx, roundId);
    if (round === null) return null;
    const sheets = await sheetsOf(tx, deps, round, page);
    return sheets.counts.size === 0 ? null : { round, ...sheets };
  });
}

/** How far each prefecture is. */
export interface PrefectureLine {
  readonly code: string;
  readonly name: string;
  readonly counts: Counts;
}

export interface ConductView extends RoundView {
  readonly prefectures: readonly PrefectureLine[];
  readonly evidence: { readonly answers: number; readonly backed: number };
}

export async function loadConductRound(
  deps: Deps,
  seat: Seat,
  roundId: string,
  page: ListPage,
): Promise<ConductView | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const round = await findRoundHead(tx, roundId);
    if (round === null || !mayConduct(seat, round)) return null;
    const named = await prefectures(tx, round.baseDay, undefined, wholeOf(round.organiserCode));
    const names = new Map(named.map((prefecture) => [prefecture.bodyCode, prefecture.name]));
    const byPrefecture = new Map<string, Map<SheetState, number>>();
    for (const line of await stateCounts(tx, roundId)) {
      const own = byPrefecture.get(line.prefectureCode) ?? new Map<SheetState, number>();
      own.set(line.state, line.sheets);
      byPrefecture.set(line.prefectureCode, own);
    }
    return {
      round,
      ...(await sheetsOf(tx, deps, round, page)),
      evidence: await evidenceShare(tx, roundId),
      prefectures: [...byPrefecture].map(([two, own]) => {
        const code = withCheckDigit(`${two}000`);
        return { code, name: names.get(code) ?? two, counts: own };
      }),
    };
  });
}
