import { fiscalYearOf } from '../../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import { ancestors } from '../../../../spine/plan/rules/lineage.ts';
import type { PlanItem } from '../../../../spine/plan/rules/model.ts';
import { mayWrite } from '../../actions/who.ts';
import { placesOf, planOfRoadmap } from '../../plan-of.ts';
import { indicatorsFor, type OwnValue, ownValues } from '../../queries/known.ts';
import { type Decision, decisionsOf, entriesOf, type HistoryEntry, linesOf } from '../../queries/lines.ts';
import { neighbourLines } from '../../queries/neighbours.ts';
import { areLinked, type Hint, hintsOf, missingOf, type SharedDate, sharedDates } from '../../rules/hints.ts';
import { replay } from '../../rules/history.ts';
import { EMPTY_LINE, type Line, type LineContent } from '../../rules/line.ts';
import type { NeighbourLine } from '../../rules/neighbours.ts';
import { type Lateness, latenessOn, type Phase, phaseOn } from '../../rules/standing.ts';
import { type NationalTarget, targetsOf } from '../../rules/targets.ts';
import type { Asking } from '../asking.ts';

export interface LineView {
  readonly line: Line;
  readonly item: PlanItem | null;
  /** More than one: the item was split since, and a person chooses. */
  readonly places: readonly PlanItem[];
  readonly before: readonly PlanItem[];
  readonly phase: Phase;
  readonly late: readonly Lateness[];
  readonly hints: readonly Hint[];
  readonly missing: readonly string[];
  readonly shared: readonly SharedDate[];
  /** Lines that it is linked to, whichever of the two says so. */
  readonly linked: readonly { readonly line: Line; readonly how: string }[];
  /** Under the same item, of other bodies of the prefecture. */
  readonly around: readonly NeighbourLine[];
  readonly decisions: readonly Decision[];
  /** Newest first, each with the line as it was after it. */
  readonly history: readonly (HistoryEntry & { readonly after: LineContent })[];
  readonly indicators: readonly IndicatorDefinition[];
  readonly value: OwnValue | null;
  readonly targets: readonly NationalTarget[];
  readonly all: readonly Line[];
  readonly mayAnswer: boolean;
  readonly mayDecide: boolean;
}

export async function loadLine(tx: Tx, asking: Asking, line: Line): Promise<LineView> {
  const { seat, today } = asking;
  const { content } = line;
  const all = await linesOf(tx, line.bodyCode);
  const entries = await entriesOf(tx, line.bodyCode, line.lineNo);
  const { plan } = planOfRoadmap();
  const places = placesOf(line);
  const item = places[0] ?? null;
  const id = content.indicator?.kind === 'register' ? content.indicator.id : null;
  const values = await ownValues(tx, line.bodyCode, id === null ? [] : [id]);
  return {
    line,
    item,
    places,
    before: item === null ? [] : ancestors(plan, item),
    phase: phaseOn(content, today),
    late: latenessOn(content, today),
    hints: hintsOf(line, all),
    missing: missingOf(content, fiscalYearOf(today)),
    shared: sharedDates(line, all, today),
    linked: all
      .filter((other) => areLinked(line, other))
      .map((other) => ({ line: other, how: howLinked(line, other) })),
    around: await neighbourLines(
      tx,
      places.map(({ id }) => id),
      today,
    ),
    decisions: await decisionsOf(tx, line.bodyCode, line.lineNo),
    history: entries
      .map((entry, at) => ({ ...entry, after: replay(EMPTY_LINE, entries.slice(0, at + 1)) }))
      .reverse(),
    indicators: await indicatorsFor(tx, seat.kind === 'prefecture' ? 'prefecture' : 'municipality'),
    value: id === null ? null : (values.get(id) ?? null),
    targets: item === null ? [] : targetsOf(item.id),
    all,
    mayAnswer: mayWrite(seat, 'roadmap:answer', line.bodyCode, content),
    mayDecide:
      mayWrite(seat, 'roadmap:decide', line.bodyCode, content) ||
      mayWrite(seat, 'roadmap:answer', line.bodyCode, content),
  };
}

function howLinked(line: Line, other: Line): string {
  if (line.content.links.some((link) => link.line === other.lineNo && link.kind === 'after'))
    return 'この取組より先に終える';
  if (other.content.links.some((link) => link.line === line.lineNo && link.kind === 'after'))
    return 'この取組の後に続く';
  return '連動する';
}
