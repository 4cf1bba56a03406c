/** 「北海道内市町村」「東京都内区市町村」: the municipalities of a prefecture, as an area. */
export function municipalitiesTitle(prefecture: string): string {
  return `${prefecture}内${prefecture === '東京都' ? '区市町村' : '市町村'}`;
}

/** 「青森県内市町村計」, never to be mistaken for 「青森県（県庁分）」. */
export function areaTitle(prefecture: string): string {
  return `${municipalitiesTitle(prefecture)}計`;
}

/** 「青森県（県庁分）」「北海道（道庁分）」「東京都（都庁分）」「大阪府（府庁分）」 */
export function governmentTitle(prefecture: string): string {
  return `${prefecture}（${prefecture.slice(-1)}庁分）`;
}
