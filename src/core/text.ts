/**
 * One way of writing Japanese for comparing: names of bodies, words that are searched, cells of files. Applied on both
 * sides, when a text is stored for searching and when it is asked for. What comes out is never shown.
 *
 * A change of the outcome raises `NORMALISE_VERSION`; whoever stores normalised text keeps the version beside it and
 * writes it anew when the versions differ.
 */
export const NORMALISE_VERSION = 1;

/**
 * 旧字体・異体字 → the character that the official lists mostly use, as pairs (from, to). Only variants of one and the
 * same character: 斉 and 斎, 埼 and 崎, 茨 and 莢 stay apart.
 */
const VARIANT_PAIRS =
  // In names of bodies: 檮原町/梼原町, 檜原村/桧原村, 龍ケ崎市/竜ケ崎市, 塩竈市/塩釜市, 四條畷市, 飯舘村, 鰺ヶ沢町, 南あわじ市（淡路島）…
  '檮梼檜桧龍竜竈釜竃釜鹽塩條条舘館鯵鰺惠恵壽寿瀨瀬濱浜澤沢邊辺邉辺嶋島嶌島﨑崎碕崎髙高廣広國国縣県鐵鉄區区學学禮礼榮栄櫻桜會会豐豊' +
  '黑黒瀧滝曾曽彌弥與与蘆芦鷗鴎槇槙堯尭遙遥螢蛍桒桑栁柳諫諌賤賎頸頚瀆涜摑掴塡填頰頬剝剥屛屏蟬蝉繫繋鹼鹸籠篭礪砺蠣蛎壺壷藪薮' +
  '櫟檪禱祷萊莱靱靭麵麺鎭鎮眞真靜静德徳穗穂橫横綠緑歷歴戶戸鄕郷龜亀嶽岳萬万號号臺台當当來来實実滿満應応兩両圖図佛仏假仮傳伝醫医' +
  '體体圓円參参雙双收収變変聲声賣売專専盡尽帶帯廳庁徑径戀恋戰戦據拠擧挙數数斷断舊旧曉暁權権歡歓氣気濟済澁渋溫温灣湾點点爲為獨独' +
  '獻献畫画疊畳發発碎砕稱称經経繼継續続總総繩縄聽聴腦脳藝芸藏蔵藥薬處処蟲虫覺覚觀観觸触譯訳證証譽誉讀読轉転輕軽辭辞遲遅鑛鉱錢銭' +
  '鬪闘關関陷陥險険隱隠雜雑靈霊賴頼顯顕驛駅驅駆驗験髓髄鷄鶏麥麦齡齢齒歯釀醸豫予辨弁瓣弁辯弁絲糸祿禄淺浅將将狀状莊荘裝装勞労營営' +
  '團団壓圧單単嚴厳圍囲攝摂擔担擇択澤沢樣様樂楽檢検歸帰殘残燒焼犧犠產産硏研竊窃粹粋緣縁纖繊缺欠聯連膽胆臟臓舖舗蠶蚕衞衛覽覧觧解' +
  '謠謡豬猪貳弐踐践輛輌邨村鄰隣釋釈銳鋭錄録靑青頽頹飮飲餠餅餘余騷騒驒騨鬭闘鰮鰯鶯鴬麴麹默黙齊斉齋斎禰祢薗園藤藤邇迩躰体凉涼凜凛' +
  // 康熙部首・CJK部首 that PDF files carry instead of the character and NFKC leaves alone.
  '⻑長⻄西⺠民⻘青⻩黄⻲亀⻯竜⻤鬼⻨麦⻫斉⻭歯⻁虎⻝食⻣骨⺟母⺼肉⻌辶';

const VARIANTS: ReadonlyMap<string, string> = pairs(VARIANT_PAIRS);

/** 「ヶ」 and 「ケ」 are one and the same in names (鰺ヶ沢, 鰺ケ沢), and so is what is read. */
const SMALL_KANA: ReadonlyMap<string, string> = pairs('ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけ');

const ANY_VARIANT = anyOf(VARIANTS);
const ANY_SMALL_KANA = anyOf(SMALL_KANA);

/** Characters that stand for a hyphen, apart from the sign of a long vowel. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63]/gu;
const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const SPACES = /[\s\u200B-\u200D\u2060\uFEFF]+/gu;

function anyOf(map: ReadonlyMap<string, string>): RegExp {
  return new RegExp(`[${[...map.keys()].join('')}]`, 'gu');
}

function pairs(text: string): ReadonlyMap<string, string> {
  const characters = Array.from(text);
  const map = new Map<string, string>();
  for (let index = 0; index + 1 < characters.length; index += 2) {
    map.set(characters[index] as string, characters[index + 1] as string);
  }
  return map;
}

/**
 * NFKC (half-width kana, full-width digits), lower case, 旧字体 and variants, no spaces, hyphens alike, 語末の長音 dropped
 * (サーバー = サーバ), katakana as hiragana, small kana as large ones (official lists in half-width kana write 「シヨウナイ」).
 *
 * @example normalise('ﾋﾉﾊﾗ 村') // 'ひのはら村'
 * @example normalise('梼原町') === normalise('檮原町')
 */
export function normalise(text: string): string {
  if (text.length > LONGEST_KEPT) return written(text);
  let known = KNOWN.get(text);
  if (known === undefined) {
    known = written(text);
    if (KNOWN.size >= MOST_KEPT) KNOWN.clear();
    KNOWN.set(text, known);
  }
  return known;
}

/** Heads, names and answers come again and again: every kind of file asks for the same cells, a nation of them. */
const KNOWN = new Map<string, string>();
const MOST_KEPT = 10_000;
const LONGEST_KEPT = 60;

function written(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(VARIATION_SELECTORS, '')
    .replace(SPACES, '')
    .replace(HYPHENS, '-')
    .toLowerCase();
  const single = plain.replace(ANY_VARIANT, (character) => VARIANTS.get(character) ?? character);
  return dropFinalLongVowels(single)
    .replace(/[ァ-ヶ]/g, toHiragana)
    .replace(ANY_SMALL_KANA, (character) => SMALL_KANA.get(character) ?? character)
    .normalize('NFC');
}

/** JIS Z 8301: a word of three sounds or more loses its last 「ー」 (エレベータ), a shorter one keeps it (コピー, キー). */
function dropFinalLongVowels(text: string): string {
  return text.replace(/([ァ-ヺー]*[ァ-ヺ])ー+(?![ァ-ヺー])/gu, (word, stem: string) =>
    stem.replace(/[ァィゥェォャュョヮ]/gu, '').length >= 3 ? stem : word,
  );
}

/** ァ–ヶ (ヷ–ヺ aside, which no name has) stand 0x60 above their hiragana. */
function toHiragana(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0x60);
}
