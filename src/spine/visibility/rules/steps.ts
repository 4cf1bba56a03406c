import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { compare, type Rational, rational, round } from '../../../core/rational.ts';

/** Class of a body on a map: five steps of a scale, or why there is no value. The words of `ui/patterns`. */
export type Step = 0 | 1 | 2 | 3 | 4 | 'none' | 'not-asked' | 'not-applicable';

export interface Stepped {
  /** In the indicator's unit; null without a value. */
  readonly shown: Rational | null;
  /** Stored number of the reason; null with a value or without any record. */
  readonly reason: number | null;
}

export interface Scale {
  readonly steps: readonly { readonly step: Step; readonly title: string }[];
  stepOf(body: Stepped): Step;
}

const MISSING: Scale['steps'] = [
  { step: 'none', title: '値なし（未回答・空欄・登録なし）' },
  { step: 'not-asked', title: '調査無し' },
  { step: 'not-applicable', title: '該当なし' },
];

function missingStep(reason: number | null): Step {
  return reason === 1 ? 'not-asked' : reason === 3 ? 'not-applicable' : 'none';
}

/** Yes/no has two surfaces; a rate has five equal bands; anything else is cut into fifths of its bodies. */
export function scaleFor(definition: IndicatorDefinition, bodies: readonly Stepped[]): Scale {
  if (definition.valueKind === 'yes-no') return yesNoScale();
  if (definition.unit === '%' || definition.valueKind === 'share' || definition.valueKind === 'percent') {
    return boundedScale(
      [20, 40, 60, 80].map((bound) => rational(BigInt(bound))),
      '%',
      0,
    );
  }
  const values = bodies.flatMap((body) => (body.shown === null ? [] : [body.shown])).sort(compare);
  const bounds = [1, 2, 3, 4].flatMap((fifth) => values[Math.floor((values.length * fifth) / 5)] ?? []);
  return boundedScale(bounds, definition.unit, definition.scale);
}

function yesNoScale(): Scale {
  const one = rational(1n);
  return {
    steps: [{ step: 3, title: '実施' }, { step: 0, title: '未実施' }, ...MISSING],
    stepOf: (body) =>
      body.shown === null ? missingStep(body.reason) : compare(body.shown, one) >= 0 ? 3 : 0,
  };
}

function boundedScale(bounds: readonly Rational[], unit: string, decimals: number): Scale {
  const text = (value: Rational | undefined) => (value === undefined ? '' : round(value, decimals));
  const titles = [0, 1, 2, 3, 4].map((step) => {
    const from = bounds[step - 1];
    const to = bounds[step];
    if (from === undefined) return `${text(to)}${unit}未満`;
    return to === undefined ? `${text(from)}${unit}以上` : `${text(from)}～${text(to)}${unit}未満`;
  });
  return {
    steps: [...([4, 3, 2, 1, 0] as const).map((step) => ({ step, title: titles[step] ?? '' })), ...MISSING],
    stepOf(body) {
      const { shown } = body;
      if (shown === null) return missingStep(body.reason);
      return bounds.filter((bound) => compare(shown, bound) >= 0).length as Step;
    },
  };
}
