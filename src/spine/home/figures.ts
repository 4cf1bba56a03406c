import { compare, round } from '../../core/rational.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import { median } from '../../core/roll-up.ts';
import { formatNumber, formatShare, formatWithUnit, missingText } from '../../ui/figure-text.tsx';
import type { ClassLine, Draft } from '../visibility/load-body-record.ts';
import { lineClassTitle } from '../visibility/rules/own-class.ts';
import { missingOf, ownText, ownUnit } from '../visibility/rules/values.ts';

/** The body's own value with its unit, or why there is none. */
export function ownWords(line: ClassLine): string {
  const text = ownText(line.definition, line.own?.shown ?? null);
  if (text !== null) return formatWithUnit(text, ownUnit(line.definition));
  return missingText(line.own === null ? 'no-record' : missingOf(line.own));
}

/** A class of one body is no comparison: 見本県 has a single village. */
export function isAlone(line: Pick<ClassLine, 'inClass'>): boolean {
  return line.inClass.expected === 1;
}

/** How bodies of the same class stand: a share where it is yes or no, a median of numbers, the same choice. */
export function classWords(line: ClassLine): string {
  const title = lineClassTitle(line);
  const { definition, inClass, values } = line;
  if (isAlone(line)) return `比べる団体なし（${title}は1団体）`;
  const none = `${title}の値は登録なし`;
  if (definition.valueKind === 'yes-no') {
    if (inClass.value === null) return none;
    const share = formatShare(inClass.numerator ?? '', inClass.denominator ?? '');
    const partial = inClass.partial ? '、一部集計' : '';
    return `${title}の${formatWithUnit(inClass.value, inClass.unit)}が実施（${share}${partial}）`;
  }
  if (values.length === 0) return none;
  if (definition.valueKind === 'choice') {
    const own = line.own?.shown ?? null;
    if (own === null) return `${title}の${formatNumber(values.length)}団体が回答`;
    const same = values.filter((one) => compare(one.shown, own) === 0).length;
    return `${title}で同じ回答は${formatShare(same, values.length)}`;
  }
  const middle = median(values.map((one) => one.shown));
  if (middle === null) return none;
  return `${title}${formatNumber(values.length)}団体の中央値は${formatWithUnit(round(middle, decimalsOf(line)), ownUnit(definition))}`;
}

function decimalsOf({ definition }: ClassLine): number {
  return definition.valueKind === 'share' || definition.denominator !== undefined
    ? definition.decimals
    : Math.max(definition.scale, 0);
}

/** A figure of an area with its counts, or that there is none. */
export function areaWords(figure: RollUpResult): string {
  if (figure.value === null) return '登録なし';
  // A median has no share to print: it says on how many bodies it stands; a printed figure does not tell.
  const counts =
    figure.numerator !== null && figure.denominator !== null
      ? `（${formatShare(figure.numerator, figure.denominator)}）`
      : figure.reported > 0
        ? `（${formatShare(figure.reported, figure.expected)}の値から）`
        : '';
  return `${formatWithUnit(figure.value, figure.unit)}${counts}${figure.partial ? '（一部集計）' : ''}`;
}

/** Whether the body has said anything of it that stands: a value above nothing. */
export function isDeclared(line: Pick<Draft, 'own'>): boolean {
  const shown = line.own?.shown ?? null;
  return shown !== null && shown.numerator > 0n;
}
