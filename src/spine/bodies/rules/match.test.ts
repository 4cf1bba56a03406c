import { describe, expect, it } from 'vitest';
import { checkDigit } from '../../../core/body-code.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { matchMentions } from './match.ts';
import type { MatchOutcome, MentionOutcome } from './outcome.ts';
import { type RegisterDay, registerDay } from './register.ts';

const days = new Map<string, RegisterDay>();
function on(day: string): RegisterDay {
  const known = days.get(day) ?? registerDay(REGISTER_SOURCE, day);
  days.set(day, known);
  return known;
}

function mention(
  code: string | null,
  prefecture: string | null,
  name: string,
  level: BodyMention['level'] = 'municipality',
  row = 2,
): BodyMention {
  return { sheet: 0, row, column: 1, code, prefecture, name, level };
}

function one(mentioned: BodyMention, day = '2023-04-01'): { outcome: MentionOutcome; all: MatchOutcome } {
  const all = matchMentions([mentioned], mentioned.code === null ? 'by-name' : 'by-code', on(day));
  return { outcome: all.outcomes[0] as MentionOutcome, all };
}

function short(outcome: MentionOutcome): string {
  if (outcome.kind === 'matched') return `${outcome.bodyCode} ${outcome.how}`;
  return outcome.kind === 'ambiguous' ? `? ${outcome.candidates.join(' ')}` : outcome.kind;
}

describe('matching by code', () => {
  it.each([
    ['011002', '北海道', '札幌市', '011002 code'],
    ["'011002", '北海道', '札幌市', '011002 code'],
    ['０１１００２', '北海道', '札幌市', '011002 code'],
    ['011002', null, '', '011002 code'],
    ['011002', null, '北海道札幌市', '011002 code'],
    ['011002', '北海道', 'サッポロ', '? 011002'],
    // A leading zero, a check digit or both are lost: the name decides.
    ['11002', '北海道', '札幌市', '011002 short-code'],
    ['11002.0', '北海道', '札幌市', '011002 short-code'],
    ['01100', '北海道', '札幌市', '011002 short-code'],
    ['1100', '北海道', '札幌市', '011002 short-code'],
    ['12203', '北海道', '士別市', '012203 short-code'],
    ['12203', '千葉県', '市川市', '122033 short-code'],
    ['13048', '北海道', '石狩郡新篠津村', '013048 short-code'],
    // No code in the cell: by name.
    ['<NA>', '東京都', '三宅島三宅村', '133817 stripped'],
    ['<NA>', '東京都', '八丈町', '134015 name'],
    ['', '東京都', '八丈島八丈町', '134015 stripped'],
    ['-', '北海道', '伊達市', '012335 name'],
  ])('%s %s %s → %s', (code, prefecture, name, expected) => {
    expect(short(one(mention(code, prefecture, name)).outcome)).toBe(expected);
  });

  it.each([
    ['011003', '札幌市', '011002', '検査数字'],
    ['12203', '札幌市', '012203 士別市 または 122033 市川市', '一致しません'],
    ['12203', '', '012203 士別市 または 122033 市川市', '名称がない'],
    ['011002', '函館市', '011002 札幌市', '行のずれ'],
    ['A1100', '札幌市', '6桁の団体コード', '形ではありません'],
    ['0110021', '札幌市', '6桁の団体コード', '形ではありません'],
  ])('refuses the file for %s %s', (code, name, expected, words) => {
    const { outcome, all } = one(mention(code, '北海道', name));
    expect(outcome.kind).toBe('unmatched');
    expect(all.refusals).toHaveLength(1);
    expect(all.refusals[0]).toMatchObject({ mention: 0, sheet: 0, row: 2, column: 1, expected });
    expect(all.refusals[0]?.message).toContain(words);
  });

  it('accepts no wrong check digit of any municipality', () => {
    const register = on('2023-04-01');
    const wrong = register.municipalities.map((body) => {
      const digit = checkDigit(body.bodyCode.slice(0, 5));
      return mention(
        `${body.bodyCode.slice(0, 5)}${(Number(digit) + 1) % 10}`,
        body.prefectureName,
        body.name,
      );
    });
    expect(matchMentions(wrong, 'by-code', register).refusals).toHaveLength(1741);
  });

  it('reads every municipality with its digits lost in each of the three ways', () => {
    const register = on('2023-04-01');
    for (const lose of [
      (code: string) => code.slice(0, 5),
      (code: string) => String(Number(code)),
      (code: string) => String(Number(code.slice(0, 5))),
    ]) {
      const { outcomes, refusals } = matchMentions(
        register.municipalities.map((body) => mention(lose(body.bodyCode), body.prefectureName, body.name)),
        'by-code',
        register,
      );
      expect(refusals).toEqual([]);
      expect(outcomes.map((outcome) => outcome.kind === 'matched' && outcome.bodyCode)).toEqual(
        register.municipalities.map((body) => body.bodyCode),
      );
    }
  });

  it('leads an old code to its successor and a new one back, and says so', () => {
    expect(short(one(mention('403059', '福岡県', '那珂川町'), '2017-04-01').outcome)).toBe('403059 code');
    const late = one(mention('403059', '福岡県', '那珂川町'), '2020-04-01').outcome;
    expect(short(late)).toBe('402311 lineage');
    expect(late.kind === 'matched' && late.hint).toContain('那珂川町が市制を施行');
    expect(short(one(mention('402311', '福岡県', '那珂川市'), '2017-04-01').outcome)).toBe('403059 lineage');
    expect(short(one(mention('40305', '福岡県', '筑紫郡那珂川町'), '2020-04-01').outcome)).toBe(
      '402311 lineage',
    );
    expect(short(one(mention('282219', '兵庫県', '篠山市'), '2021-04-01').outcome)).toBe('282219 code');
  });

  it('never takes a part for the merged whole', () => {
    const { outcome } = one(mention('093670', '栃木県', '岩舟町'));
    expect(outcome.kind).toBe('unmatched');
    expect(outcome.kind === 'unmatched' && outcome.why).toContain('栃木市に編入');
  });
});

describe('matching by name', () => {
  it.each([
    ['北海道', '伊達市', '012335 name'],
    ['福島県', '伊達市', '072133 name'],
    ['高知県', '梼原町', '394050 name'],
    ['高知県', '高岡郡梼原町', '394050 stripped'],
    ['奈良県', '大和郡山市', '292036 name'],
    ['愛知県', '蒲郡市', '232149 name'],
    ['福岡県', '小郡市', '402168 name'],
    ['福島県', '郡山市', '072036 name'],
    ['青森県', '西津軽郡鯵ヶ沢町', '023213 stripped'],
    ['東京都', '三宅島三宅村', '133817 stripped'],
    ['東京', '千代田区', '131016 name'],
    ['京都', '京都市', '261009 name'],
    ['青森県', '伊達市', 'unmatched'],
    ['奈良県', '山市', 'unmatched'],
    ['愛知郡', '長久手市', 'unmatched'],
    ['兵庫県', '篠山市', '282219 lineage'],
    [null, '伊達市', '? 012335 072133'],
    [null, '府中市', '? 132063 342084'],
    [null, '中央区', '? 131024'],
    [null, '千代田区', '131016 name'],
    [null, '広島県府中市', '342084 name'],
  ])('%s %s → %s', (prefecture, name, expected) => {
    expect(short(one(mention(null, prefecture, name)).outcome)).toBe(expected);
  });

  it('takes the name of the day', () => {
    expect(short(one(mention(null, '福岡県', '筑紫郡那珂川町'), '2017-04-01').outcome)).toBe(
      '403059 stripped',
    );
    expect(short(one(mention(null, '福岡県', '那珂川町'), '2021-04-01').outcome)).toBe('402311 lineage');
    expect(short(one(mention(null, '宮城県', '富谷町'), '2016-10-09').outcome)).toBe('044237 name');
    expect(short(one(mention(null, '宮城県', '富谷市'), '2016-10-10').outcome)).toBe('042161 name');
  });

  it('matches the 47 prefectural governments at their level', () => {
    expect(short(one(mention(null, null, '北海道', 'prefecture')).outcome)).toBe('010006 name');
    expect(short(one(mention('10006', null, '北海道', 'prefecture')).outcome)).toBe('010006 short-code');
    expect(short(one(mention('1', null, '北海道', 'prefecture')).outcome)).toBe('010006 short-code');
    expect(short(one(mention('011002', null, '札幌市', 'prefecture')).outcome)).toBe('unmatched');
    expect(short(one(mention(null, null, '全国', 'prefecture')).outcome)).toBe('ignored');
  });
});

describe('rows that are no bodies', () => {
  it.each([
    ['011011', '北海道', '札幌市中央区', '行政区'],
    ['01101', '北海道', '中央区', '行政区'],
    ['221317', '静岡県', '浜松市中区', '行政区'],
    [null, '大阪府', '大阪市北区', '行政区'],
    [null, null, '札幌市中央区', '行政区'],
    ['023001', '青森県', '東津軽郡', '郡'],
    [null, '青森県', '東津軽郡', '郡'],
    ['010006', '北海道', '-', '都道府県'],
    ['010006', '北海道', '北海道', '都道府県'],
    ['10006', '北海道', '', '都道府県'],
    ['-', '合計', '-', '合計'],
    [null, null, '全国', '合計'],
    [null, '北海道', '町村計', '合計'],
    ['016951', '北海道', '色丹郡色丹村', '北方領土'],
    ['016969', '北海道', '国後郡泊村', '北方領土'],
    ['016969', '北海道', '泊村', '北方領土'],
    [null, '北海道', '国後郡泊村', '北方領土'],
  ])('%s %s %s is ignored as %s', (code, prefecture, name, why) => {
    const { outcome, all } = one(mention(code, prefecture, name));
    expect(outcome.kind === 'ignored' && outcome.why).toContain(why);
    expect(all.refusals).toEqual([]);
  });

  it.each([
    ['014036', '北海道', '泊村', '014036 code'],
    ['14036', '北海道', '古宇郡泊村', '014036 short-code'],
    [null, '北海道', '泊村', '014036 name'],
    ['131024', '東京都', '中央区', '131024 code'],
    ['13102', '東京都', '中央区', '131024 short-code'],
  ])('%s %s %s is a body', (code, prefecture, name, expected) => {
    expect(short(one(mention(code, prefecture, name)).outcome)).toBe(expected);
  });

  it('takes no municipality of the register for one of them', () => {
    for (const day of ['2014-04-05', '2017-04-01', '2026-04-01']) {
      const { municipalities } = on(day);
      for (const matching of ['by-code', 'by-name'] as const) {
        const { outcomes } = matchMentions(
          municipalities.map((body) => mention(body.bodyCode, body.prefectureName, body.name)),
          matching,
          on(day),
        );
        expect(outcomes.map((outcome) => outcome.kind === 'matched' && outcome.bodyCode)).toEqual(
          municipalities.map((body) => body.bodyCode),
        );
      }
    }
  });
});

describe('one file', () => {
  it('leaves two different mentions of one body to a person, and repeats of one mention alone', () => {
    const twice = [
      mention('403059', '福岡県', '那珂川町', 'municipality', 2),
      mention('402311', '福岡県', '那珂川市', 'municipality', 3),
      mention('402311', '福岡県', '那珂川市', 'municipality', 4),
      mention('011002', '北海道', '札幌市', 'municipality', 5),
      mention('011002', '北海道', '札幌市', 'municipality', 6),
    ];
    const { outcomes } = matchMentions(twice, 'by-code', on('2020-04-01'));
    expect(outcomes.map(short)).toEqual(['? 402311', '? 402311', '? 402311', '011002 code', '011002 code']);
  });

  it('is refused before the coverage of the register', () => {
    const { refusals, outcomes } = matchMentions(
      [mention('011002', null, '札幌市')],
      'by-code',
      on('2013-04-01'),
    );
    expect(outcomes[0]?.kind).toBe('unmatched');
    expect(refusals[0]?.message).toContain('収録対象外');
    expect(matchMentions([], 'by-code', on('2013-04-01')).refusals).toEqual([]);
  });
});
