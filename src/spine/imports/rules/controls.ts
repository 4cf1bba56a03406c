import type { BodyCode } from '../../../core/body-code.ts';
import { BODY_CLASSES, type Stratum } from '../../../core/indicator.ts';
import type { ControlSum, Rejection, Workbook } from '../../contracts/file-kind.ts';
import { cellAt, sheetName } from './validate.ts';

/** A municipality as the sums need it, on the day of the control. */
export interface MemberBody {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly prefectureCode: BodyCode;
  readonly prefectureName: string;
  readonly stratum: Stratum;
}

/** Values by body of one fact; a body with a reason instead of a value has none. */
export type ValuesByFact = ReadonlyMap<string, ReadonlyMap<BodyCode, bigint>>;

/** Key of a fact in one series; without a series, of the fact whoever says it. */
export function factKey(
  fact: { readonly indicator: string; readonly part: string; readonly on: string },
  series = '',
): string {
  return `${fact.indicator}|${fact.part}|${fact.on}|${series}`;
}

export interface ControlOutcome {
  readonly checked: number;
  /** Sums for which no body's value is known at all: nothing to compare with. */
  readonly withoutBodies: readonly ControlSum[];
  readonly rejected: readonly Rejection[];
}

/**
 * Compares printed sums with the sums of the bodies' rows; a difference names the bodies that are missing. A file that
 * brings its bodies itself (`own`) must have all of them; sums alone are compared only where every body is known.
 */
export function checkControls(
  controls: readonly ControlSum[],
  series: string,
  values: ValuesByFact,
  membersOn: (day: string) => readonly MemberBody[],
  workbook: Workbook,
  own: boolean,
): ControlOutcome {
  const withoutBodies: ControlSum[] = [];
  const rejected: Rejection[] = [];
  let checked = 0;
  for (const control of controls) {
    const known = values.get(factKey(control, control.series ?? series)) ?? values.get(factKey(control));
    const members = membersOf(control, membersOn(control.on));
    const gaps = members.some((member) => known?.has(member.bodyCode) !== true);
    if (known === undefined || known.size === 0 || members.length === 0 || (gaps && !own)) {
      withoutBodies.push(control);
      continue;
    }
    checked += 1;
    const sum = members.reduce((total, member) => total + (known.get(member.bodyCode) ?? 0n), 0n);
    if (sum !== control.value) rejected.push(difference(control, sum, members, known, workbook));
  }
  return { checked, withoutBodies, rejected };
}

function membersOf(control: ControlSum, members: readonly MemberBody[]): readonly MemberBody[] {
  const { prefecture, bodyClass } = control;
  const strata: readonly Stratum[] | null = bodyClass === undefined ? null : BODY_CLASSES[bodyClass].strata;
  return members.filter(
    (member) =>
      member.stratum !== 'prefecture' &&
      (prefecture === null || member.prefectureName === prefecture || member.prefectureCode === prefecture) &&
      (strata === null || strata.includes(member.stratum)),
  );
}

function difference(
  control: ControlSum,
  sum: bigint,
  members: readonly MemberBody[],
  known: ReadonlyMap<BodyCode, bigint>,
  workbook: Workbook,
): Rejection {
  const area = control.prefecture ?? '全国';
  const missing = members.filter((member) => !known.has(member.bodyCode));
  const names = missing
    .slice(0, 5)
    .map((member) => `${member.prefectureName}${member.name}`)
    .join('、');
  const rest = missing.length > 5 ? `ほか${missing.length - 5}団体` : '';
  return {
    sheet: sheetName(workbook, control.sheet),
    row: control.row,
    column: control.column,
    found: cellAt(workbook, control.sheet, control.row, control.column),
    expected: String(sum),
    message:
      missing.length === 0
        ? `${area}の合計 ${control.value} が、団体の行の合計 ${sum} と一致しません。`
        : `${area}の合計 ${control.value} が、団体の行の合計 ${sum} と一致しません。値のない団体: ${names}${rest}。`,
  };
}
