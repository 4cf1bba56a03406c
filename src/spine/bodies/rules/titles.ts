import type { RegisterBody } from './register.ts';

/** Words on the screen for the kinds and statuses of bodies. */
export const KIND_TITLES = {
  prefecture: '都道府県',
  'special-ward': '特別区',
  'designated-city': '指定都市',
  'core-city': '中核市',
  city: '市',
  town: '町',
  village: '村',
} as const;

export const LINEAGE_TITLES = {
  renamed: '名称変更',
  merged: '合併',
  split: '分割',
  'kind-changed': '市制・町制の施行',
  'code-changed': '団体コードの変更',
} as const;

/** 「北海道（道庁分）」: the prefectural government as a body, apart from its area. */
export function governmentTitle(prefectureName: string): string {
  return `${prefectureName}（${prefectureName.slice(-1)}庁分）`;
}

/** 「青森県内市町村計」「東京都内区市町村計」: the area of a prefecture. */
export function areaTitle(prefectureName: string): string {
  return `${prefectureName}内${prefectureName === '東京都' ? '区' : ''}市町村計`;
}

/** 「福岡県那珂川市」; a prefecture's own name stands alone. */
export function fullName(body: Pick<RegisterBody, 'kind' | 'name' | 'prefectureName'>): string {
  return body.kind === 'prefecture' ? body.name : body.prefectureName + body.name;
}
