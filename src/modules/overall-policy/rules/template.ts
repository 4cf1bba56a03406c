import { exampleOf } from './examples.ts';
import type { TemplateItem } from './model.ts';
import type { Stance } from './sections.ts';

/**
 * Words to begin with. They promise nothing and name no figure; an officer changes what is different here. Nothing of it
 * is stored before it was saved.
 */
export interface Starter {
  readonly text: string;
  readonly choice: string;
}

/** 「村」 of 架空村: how a document speaks of its own body. */
function self(bodyName: string): string {
  const kind = /[都道府県市区町村]$/.exec(bodyName)?.[0];
  return kind === undefined ? '本団体' : `本${kind}`;
}

/** Who leads the management of the office. 出典: 総務省「自治体DX推進計画」CIOは副市区町村長等が望ましい */
function deputyOf(bodyName: string): string {
  if (/[都道府県]$/.test(bodyName)) return '副知事';
  const kind = /[市区町村]$/.exec(bodyName)?.[0];
  return kind === undefined ? '副団体長' : `副${kind}長`;
}

/** The head of a body, as an example in forms. */
export function headOf(bodyName: string): string {
  const kind = /[市区町村]$/.exec(bodyName)?.[0];
  return kind === undefined ? '知事' : `${kind}長`;
}

/** Items that concern every body at once; the others are watched until the body says otherwise. */
const FIRST: ReadonlySet<string> = new Set([
  'standardization',
  'front-yard',
  'security',
  'my-number',
  'organisation',
]);

function stanceOf(item: TemplateItem): Stance {
  if (FIRST.has(item.item)) return 'priority';
  return item.group === 'priority' || item.group === 'structure' ? 'do' : 'watch';
}

/** @param fiscalYear the year in which the roadmap begins */
export function starterOf(
  section: string,
  bodyName: string,
  items: readonly TemplateItem[],
  fiscalYear: number,
): Starter {
  const us = self(bodyName);
  const none = { text: '', choice: '' };
  if (section === 'vision')
    return {
      text: [
        `${us}は、デジタルの力で、住民の手間を減らし、職員が住民に向き合う時間を増やします。`,
        '１　住民が、役場に来なくても、来ても、短い時間で用を済ませられるようにします。',
        '２　職員の定型の作業を減らし、人にしかできない仕事に力を向けます。',
        '３　機器に不慣れな方も取り残さないよう、窓口と電話での支援を続けます。',
      ].join('\n'),
      choice: '',
    };
  if (section === 'current')
    return {
      text: [
        `${us}では、少ない職員で多くの業務を担っており、システムの更新や照会への対応が負担です。`,
        '手続の多くは、紙と窓口で行っています。',
      ].join('\n'),
      choice: '',
    };
  if (section === 'structure')
    return {
      text: [
        `${deputyOf(bodyName)}を最高情報統括責任者（CIO）とし、全ての課の長による推進会議を置きます。`,
        '推進会議は年2回以上開き、工程表の進み具合を確かめます。事務局は情報政策の担当課に置きます。',
        '足りない知識は、県や近隣の団体との連携と、外部の人材で補います。',
      ].join('\n'),
      choice: '',
    };
  const [kind, id] = section.split(':');
  const item = items.find((one) => one.item === id);
  if (item === undefined) return none;
  const stance = stanceOf(item);
  const example = exampleOf(item.item);
  if (kind === 'item') return { text: example.policy(us), choice: stance };
  if (kind !== 'roadmap' || stance === 'watch') return none;
  const to = stance === 'priority' ? fiscalYear + 1 : fiscalYear + 3;
  return { text: example.roadmap, choice: `${fiscalYear}-${to}` };
}
