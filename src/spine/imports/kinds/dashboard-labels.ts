import { normalise } from '../../../core/text.ts';

/** What a row of the dashboard's table of 15 (municipal) or 13 (prefectural) rows says. */
export type DashboardRow =
  | { readonly kind: 'yes-no' | 'percent'; readonly indicator: string }
  | { readonly kind: 'printed' | 'denominator' | 'numerator'; readonly indicator: 'procedures-32@1' };

const THIRTY_TWO = 'よく使う32手続のオンライン化状況';

/** Labels as the editions print them; a second label of one row is a wording of another edition. */
const LABELS: readonly (readonly [string, DashboardRow])[] = [
  ['CIOの任命', { kind: 'yes-no', indicator: 'cio@1' }],
  ['CIO補佐官等の任命', { kind: 'yes-no', indicator: 'cio-aide@1' }],
  ['全体方針策定', { kind: 'yes-no', indicator: 'overall-policy@1' }],
  ['全体方針の策定', { kind: 'yes-no', indicator: 'overall-policy@1' }],
  ['全庁的な体制構築', { kind: 'yes-no', indicator: 'cross-cutting-body@1' }],
  ['外部人材活用', { kind: 'yes-no', indicator: 'external-talent@1' }],
  ['職員育成の取組', { kind: 'yes-no', indicator: 'staff-development@1' }],
  ['全職員対象研修の実施', { kind: 'yes-no', indicator: 'all-staff-training@1' }],
  ['AIの導入状況', { kind: 'yes-no', indicator: 'ai@1' }],
  ['RPAの導入状況', { kind: 'yes-no', indicator: 'rpa@1' }],
  ['テレワークの導入状況', { kind: 'yes-no', indicator: 'telework@1' }],
  ['マイナンバーカードの保有状況', { kind: 'percent', indicator: 'card-holding@1' }],
  ['子育て・介護26手続のオンライン化状況', { kind: 'percent', indicator: 'procedures-26@1' }],
  [THIRTY_TWO, { kind: 'printed', indicator: 'procedures-32@1' }],
  [`${THIRTY_TWO}_実施されている手続総数（分母）`, { kind: 'denominator', indicator: 'procedures-32@1' }],
  [
    `${THIRTY_TWO}_実施されている手続総数のうち「オンライン化済」と回答した手続数（分子）`,
    { kind: 'numerator', indicator: 'procedures-32@1' },
  ],
];

const ROWS: ReadonlyMap<string, DashboardRow> = new Map(
  LABELS.map(([label, row]) => [normalise(label), row]),
);

export function dashboardRow(label: string): DashboardRow | null {
  return ROWS.get(normalise(label)) ?? null;
}
