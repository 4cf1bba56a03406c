import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../core/text.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { matchMentions } from './match.ts';
import { registerDay } from './register.ts';

const register = registerDay(REGISTER_SOURCE, '2023-04-01');
const names = register.municipalities.map((body) => body.name);
const codes = register.municipalities.map((body) => body.bodyCode);

function header(list: readonly string[], level: BodyMention['level'] = 'municipality'): BodyMention[] {
  return list.map((name, index) => ({
    sheet: 0,
    row: 1,
    column: index + 3,
    code: null,
    prefecture: null,
    name,
    level,
  }));
}

function match(list: readonly string[], day = '2023-04-01', level: BodyMention['level'] = 'municipality') {
  const on = day === '2023-04-01' ? register : registerDay(REGISTER_SOURCE, day);
  return matchMentions(header(list, level), 'in-order', on);
}

const matchedCodes = (outcome: ReturnType<typeof match>): (string | false)[] =>
  outcome.outcomes.map((one) => one.kind === 'matched' && one.bodyCode);

function of(...prefectures: string[]): string[] {
  return register.municipalities
    .filter((body) => prefectures.includes(body.prefectureName))
    .map((body) => body.name);
}

describe('names in code order without codes', () => {
  it('matches the whole country, and any whole prefectures in order', () => {
    expect(matchedCodes(match(names))).toEqual(codes);
    const some = match(of('青森県', '東京都', '沖縄県'));
    expect(some.refusals).toEqual([]);
    expect(some.outcomes.every((one) => one.kind === 'matched' && one.how === 'order')).toBe(true);
  });

  it('ignores a column of totals', () => {
    const { outcomes, refusals } = match(['全国', ...of('青森県'), '合計']);
    expect(refusals).toEqual([]);
    expect(outcomes.filter((one) => one.kind === 'matched')).toHaveLength(40);
    expect([outcomes[0]?.kind, outcomes.at(-1)?.kind]).toEqual(['ignored', 'ignored']);
  });

  it('accepts other ways of writing at the right place', () => {
    const list = of('高知県').map((name) => (name === '檮原町' ? '梼原町' : name));
    expect(matchedCodes(match(list))).toContain('394050');
  });

  it('refuses the list with any one name left out', () => {
    fc.assert(
      fc.property(fc.nat(names.length - 1), (at) => {
        const { refusals, outcomes } = match(names.filter((_, index) => index !== at));
        return refusals.length === 1 && outcomes.every((one) => one.kind === 'unmatched');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses the list with any two names swapped', () => {
    fc.assert(
      fc.property(fc.nat(names.length - 1), fc.nat(names.length - 1), (left, right) => {
        fc.pre(normalise(names[left] as string) !== normalise(names[right] as string));
        const list = [...names];
        [list[left], list[right]] = [names[right] as string, names[left] as string];
        return match(list).refusals.length === 1;
      }),
      { numRuns: 60 },
    );
  });

  it('refuses the list with any name doubled', () => {
    fc.assert(
      fc.property(fc.nat(names.length - 1), (at) => {
        const list = [...names.slice(0, at), names[at] as string, ...names.slice(at)];
        return match(list).refusals.length === 1;
      }),
      { numRuns: 30 },
    );
  });

  it('says which one is missing, where', () => {
    const { refusals } = match(of('北海道').filter((name) => name !== '小樽市'));
    expect(refusals).toEqual([
      {
        mention: 2,
        sheet: 0,
        row: 1,
        column: 5,
        found: '旭川市',
        expected: '小樽市',
        message: '北海道の「小樽市」がありません。',
      },
    ]);
  });

  it('says which two are swapped', () => {
    const list = of('北海道');
    [list[1], list[2]] = ['小樽市', '函館市'];
    expect(match(list).refusals[0]).toMatchObject({ found: '小樽市', expected: '函館市', column: 4 });
    expect(match(list).refusals[0]?.message).toContain('入れ替わっています');
  });

  it('says where the list ends too early, and which prefecture comes too late', () => {
    expect(match(of('青森県').slice(0, -1)).refusals[0]?.message).toContain('から後がありません');
    expect(match([...of('岩手県'), ...of('青森県')]).refusals[0]?.message).toContain(
      '団体コード順の場所にありません',
    );
  });

  it('knows the order of the day, and says when a name belongs to another', () => {
    const before = registerDay(REGISTER_SOURCE, '2016-10-09').municipalities.map((body) => body.name);
    expect(match(before, '2016-10-09').refusals).toEqual([]);
    expect(match(before, '2017-01-01').refusals).toHaveLength(1);
    const { refusals } = match(of('宮城県'), '2016-10-09');
    expect(refusals[0]).toMatchObject({ found: '富谷市' });
    expect(refusals[0]?.message).toContain('基準日を確認してください');
  });

  it('refuses prefectural governments unless all 47 stand in order', () => {
    const all = register.prefectures.map((prefecture) => prefecture.name);
    expect(matchedCodes(match(all, '2023-04-01', 'prefecture'))).toEqual(
      register.prefectures.map((prefecture) => prefecture.bodyCode),
    );
    expect(match(all.slice(0, 46), '2023-04-01', 'prefecture').refusals).toHaveLength(1);
    expect(match(all.slice(1), '2023-04-01', 'prefecture').refusals[0]?.expected).toBe('北海道');
  });

  it('treats each sheet as a list of its own', () => {
    const two = [...header(of('青森県')), ...header(of('青森県')).map((one) => ({ ...one, sheet: 1 }))];
    expect(matchMentions(two, 'in-order', register).refusals).toEqual([]);
  });
});
