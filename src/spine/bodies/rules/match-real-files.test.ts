import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { describeShared, sharedPath } from '../../../../test/support/shared-data.ts';
import { normalise } from '../../../core/text.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { matchMentions } from './match.ts';
import { registerDay } from './register.ts';

function rows(path: string): string[][] {
  return parse(readFileSync(sharedPath(path), 'utf8'), { bom: true, relax_column_count: true });
}

function mention(code: string | null, prefecture: string | null, name: string, index: number): BodyMention {
  return { sheet: 0, row: index + 2, column: 1, code, prefecture, name, level: 'municipality' };
}

const today = registerDay(REGISTER_SOURCE, '2026-07-01');

describeShared('bodies against real official files', () => {
  it.each(['20200601', '20211001', '20220501'])(
    'card file %s: all 1,741, zeros lost, 郡 before names',
    (day) => {
      const register = registerDay(REGISTER_SOURCE, `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
      const [head = [], ...body] = rows(`mynumber/${day}/all_localgovs.csv`);
      const at = (title: string): number => head.indexOf(title);
      const mentions = body.map((row, index) =>
        mention(row[at('団体コード')] ?? '', row[at('都道府県名')] ?? '', row[at('市区町村名')] ?? '', index),
      );
      for (const matching of ['by-code', 'by-name'] as const) {
        const { outcomes, refusals } = matchMentions(mentions, matching, register);
        expect(refusals).toEqual([]);
        expect(outcomes.flatMap((outcome) => (outcome.kind === 'matched' ? [] : [outcome]))).toEqual([]);
        expect(new Set(outcomes.map((outcome) => outcome.kind === 'matched' && outcome.bodyCode)).size).toBe(
          1741,
        );
      }
    },
  );

  it('dashboard header of 北海道 to 福島県: 406 names in order', () => {
    const [head = []] = rows('dx/市区町村毎のDX進捗状況_市区町村比較_北海道東北抜粋.csv');
    const names = head.slice(2).filter((name) => name !== '');
    const { outcomes, refusals } = matchMentions(
      names.map((name, index) => mention(null, null, name, index)),
      'in-order',
      registerDay(REGISTER_SOURCE, '2023-04-01'),
    );
    expect(refusals).toEqual([]);
    expect(outcomes.filter((outcome) => outcome.kind === 'matched')).toHaveLength(406);
  });

  it('特定移行: codes with names that carry their prefecture, five prefectures among them', () => {
    const [, ...body] = rows('standardization/特定移行支援システム該当見込み_202512_北海道東北抜粋.csv');
    const { outcomes, refusals } = matchMentions(
      body.map((row, index) => mention(row[0] ?? '', null, row[1] ?? '', index)),
      'by-code',
      today,
    );
    expect(refusals).toEqual([]);
    const count = (kind: string): number => outcomes.filter((outcome) => outcome.kind === kind).length;
    expect([count('matched'), count('ignored'), count('unmatched'), count('ambiguous')]).toEqual([
      106, 5, 0, 0,
    ]);
  });

  it('特定移行 gives every body the class that the register gives it', () => {
    const [, ...body] = rows('standardization/特定移行支援システム該当見込み_202512_北海道東北抜粋.csv');
    const titles = {
      'designated-city': '指定都市',
      'core-city': '中核市',
      city: '一般市',
      town: '町',
      village: '村',
      prefecture: '都道府県',
      'special-ward': '特別区',
    };
    const wrong = body.filter((row) => {
      const known = today.byCode.get(row[0] ?? '');
      return known === undefined || titles[known.stratum] !== row[2];
    });
    expect(wrong).toEqual([]);
    // All 中核市 of the seven prefectures but one stand in the file.
    const listed = body.filter((row) => row[2] === '中核市').map((row) => row[0]);
    const missing = today.municipalities.filter(
      (one) => one.bodyCode < '080000' && one.stratum === 'core-city' && !listed.includes(one.bodyCode),
    );
    expect(missing.map((one) => one.name)).toEqual(['旭川市', '山形市']);
  });

  it('basic indicators: 5-digit codes without check digit', () => {
    const [, ...body] = rows('indicators/municipal-basic-indicators.csv');
    const { outcomes, refusals } = matchMentions(
      body.map((row, index) => mention(row[0] ?? '', row[1] ?? '', row[2] ?? '', index)),
      'by-code',
      today,
    );
    expect(refusals).toEqual([]);
    expect(outcomes.filter((outcome) => outcome.kind === 'matched')).toHaveLength(1741);
  });

  it('localgovjp: 1,741 matched, wards ignored, names and readings the same', () => {
    const [head = [], ...body] = rows('codes/localgovjp-utf8.csv');
    const at = (title: string): number => head.indexOf(title);
    const mentions = body.map((row, index) =>
      mention(row[at('lgcode')] ?? '', row[at('pref')] ?? '', row[at('city')] ?? '', index),
    );
    for (const matching of ['by-code', 'by-name'] as const) {
      const { outcomes, refusals } = matchMentions(mentions, matching, today);
      expect(refusals).toEqual([]);
      expect(outcomes.filter((outcome) => outcome.kind === 'matched')).toHaveLength(1741);
      expect(outcomes.filter((outcome) => outcome.kind === 'ignored')).toHaveLength(175);
    }
    const kana = body.filter((row) => {
      const known = today.byCode.get(row[at('lgcode')] ?? '');
      return known !== undefined && (known.kana !== row[at('citykana')] || known.name !== row[at('city')]);
    });
    expect(kana.map((row) => row[at('city')])).toEqual([]);
  });

  it('code list of the ministry of 2024-01-01: the same bodies, names and (large kana aside) readings', () => {
    const { items } = JSON.parse(readFileSync(sharedPath('codes/soumu-codes-20240101.json'), 'utf8')) as {
      items: { c: string; n: string; k: string; t: string }[];
    };
    const known = items.filter((item) => item.t !== 'designated_ward');
    const northern = new Set(today.nonBodies.northernVillages.map((village) => village.code));
    const bodies = known.filter((item) => !northern.has(item.c));
    const register = registerDay(REGISTER_SOURCE, '2024-01-01');
    expect(bodies.map((item) => item.c).sort()).toEqual([...register.byCode.keys()].sort());
    const differing = bodies.filter((item) => register.byCode.get(item.c)?.name !== item.n);
    // The list carries 梼原町 in the form of JIS level 1.
    expect(differing.map((item) => item.n)).toEqual(['梼原町']);
    const readings = bodies.filter(
      (item) => normalise(register.byCode.get(item.c)?.kana ?? '') !== normalise(item.k),
    );
    expect(readings.map((item) => item.n)).toEqual([]);
  });
});
