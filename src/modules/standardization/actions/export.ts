import { type BodyCode, isPrefectureCode, prefectureOf, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { type ExportLine, linesForExport, markedSystems } from '../queries/export.ts';
import { stepLists } from '../queries/months.ts';
import { businessAt } from '../rules/businesses.ts';
import type { MarkedBody, StatusBody, StatusSheet } from '../rules/status-book.ts';
import { carryOver, ITEM_LIST, listOf, type StepList } from '../rules/step-list.ts';

/** What the municipalities of a prefecture have said of a month, in the scope of who asks. */
export async function sheetOfPrefecture(tx: Tx, month: Day, prefecture: BodyCode): Promise<StatusSheet> {
  const lists = await stepLists(tx, wholeOf(prefecture));
  const list = listOf(lists, month);
  const bodies = new Map<BodyCode, StatusBody & { readonly lines: StatusBody['lines'][number][] }>();
  for (const line of await linesForExport(tx, month, prefecture)) {
    const body = bodies.get(line.bodyCode) ?? {
      ...{ bodyCode: line.bodyCode, prefecture: line.prefecture, name: line.name, lines: [] },
    };
    bodies.set(line.bodyCode, body);
    const business = businessAt(line.businessNo);
    if (business === null) continue;
    body.lines.push({ id: business.id, title: business.title, states: onList(line, list, lists) });
  }
  return { month, list, bodies: [...bodies.values()], requestNo: null, reasons: null };
}

/** A line that was said under another list: steps are known again by their names. */
function onList(line: ExportLine, list: StepList, lists: readonly StepList[]): string {
  const own = lists.find((one) => one.since === line.listSince) ?? ITEM_LIST;
  return carryOver(line.states, own, list);
}

/** 特定移行支援システム of a prefecture's bodies, or of all for the nation. */
export async function marksOf(tx: Tx, seat: Seat, today: Day): Promise<readonly MarkedBody[]> {
  const area = seat.kind === 'nation' ? null : prefectureOf(seat.bodyCode);
  const bodies = new Map<BodyCode, MarkedBody>();
  for (const { bodyCode, name, businessNo } of await markedSystems(tx, wholeOf(seat.bodyCode), today, area)) {
    const businesses = [...(bodies.get(bodyCode)?.businesses ?? []), businessNo];
    bodies.set(bodyCode, { bodyCode, name, isPrefecture: isPrefectureCode(bodyCode), businesses });
  }
  return [...bodies.values()];
}
