import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from './text.ts';

describe('normalise', () => {
  it.each([
    ['梼原町', '檮原町'],
    ['桧原村', '檜原村'],
    ['竜ヶ崎市', '龍ケ崎市'],
    ['塩釜市', '塩竈市'],
    ['鯵ヶ沢町', '鰺ケ沢町'],
    ['四条畷市', '四條畷市'],
    ['飯館村', '飯舘村'],
    ['葛\u{E0100}城市', '葛城市'],
    ['上ノ国町', '上の国町'],
    ['ﾆｾｺ町', 'ニセコ町'],
    ['ｼﾖｳﾅｲﾏﾁ', 'しょうないまち'],
    ['札幌市 中央区', '札幌市　中央区'],
    ['０１１００２', '011002'],
    ['ＤＸ', 'dx'],
    ['サーバー', 'サーバ'],
    ['サーバーの管理', 'サーバの管理'],
    ['エレベーター', 'エレベータ'],
    ['⻑野市', '長野市'],
    ['惠庭市', '恵庭市'],
    ['1−2', '1-2'],
  ])('%s and %s are the same', (left, right) => {
    expect(normalise(left)).toBe(normalise(right));
  });

  it.each([
    ['コピー', 'コピ'],
    ['キー', 'キ'],
    ['カバー', 'カバ'],
    ['斉藤', '斎藤'],
    ['埼玉', '崎玉'],
    ['大阪', '大坂'],
    ['町', '村'],
  ])('%s and %s stay apart', (left, right) => {
    expect(normalise(left)).not.toBe(normalise(right));
  });

  it('is idempotent on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => normalise(normalise(text)) === normalise(text)),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ァアーカがｶﾞャーッ檮竈市12 -'), maxLength: 12 }),
        (text) => normalise(normalise(text)) === normalise(text),
      ),
    );
  });

  it('maps every variant to a character that is none itself', () => {
    for (const character of '檮檜龍竈鹽條舘惠鯵') expect(normalise(character)).not.toBe(character);
    for (let code = 0x2e80; code <= 0xfaff; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const once = normalise(String.fromCodePoint(code));
      if (normalise(once) !== once) expect.fail(`U+${code.toString(16)} is no fixed point`);
    }
  });
});
