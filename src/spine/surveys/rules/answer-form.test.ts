import { describe, expect, it } from 'vitest';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { asKnown, decideLine, FIELDS, readForm } from './answer-form.ts';

const staff: Question = {
  id: 'staff',
  section: 's',
  number: '1',
  title: '職員数',
  help: '',
  kind: { type: 'number', unit: '人', scale: 0, min: 0, max: null },
  mayNotApply: true,
};
const online: Question = {
  ...staff,
  id: 'online',
  number: '2',
  kind: { type: 'share', unit: '手続', valueTitle: 'うち', baseTitle: '総数' },
};

const number = (value: string): AnswerValue => ({ type: 'number', value });
const typed = (value: AnswerValue | null, more: object = {}) => ({
  kind: 'typed',
  value,
  remark: null,
  from: 'person',
  affirms: false,
  ...more,
});

function lineOf(fields: Record<string, string | string[]>, question = staff) {
  const map = new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()]));
  if (!map.has(FIELDS.seen(question.id))) map.set(FIELDS.seen(question.id), ['0']);
  const [line] = readForm([question], map);
  if (line === undefined) throw new Error('no line');
  return line;
}

describe('what a person has done to a question', () => {
  const stands = { value: number('12'), remark: null };
  it.each([
    ['nothing typed', {}, null, false, { kind: 'nothing' }],
    ['a number', { 'a.staff': '１２' }, null, false, typed(number('12'))],
    ['as it stood', { 'a.staff': '12', 's.staff': '3' }, stands, false, { kind: 'nothing' }],
    [
      'as it stood, confirmed',
      { 'a.staff': '12', 's.staff': '3' },
      stands,
      true,
      typed(number('12'), { affirms: true }),
    ],
    ['something else', { 'a.staff': '13', 's.staff': '3' }, stands, false, typed(number('13'))],
    ['emptied', { 'a.staff': '', 's.staff': '3' }, stands, false, { kind: 'emptied' }],
    ['taken back expressly', { 'a.staff': '12', 's.staff': '3', 'c.staff': '1' }, stands, false, typed(null)],
    ['a remark alone', { 'r.staff': '概数' }, null, false, typed(null, { remark: '概数' })],
    [
      'a remark on an emptied field keeps the answer',
      { 's.staff': '3', 'r.staff': '概数' },
      stands,
      false,
      typed(number('12'), { remark: '概数' }),
    ],
    ['該当なし', { 'n.staff': '1' }, null, false, typed({ type: 'not-applicable' })],
    [
      'known, untouched',
      { 'a.staff': '12', 'k.staff': asKnown(number('12')) },
      null,
      false,
      { kind: 'nothing' },
    ],
    [
      'known, confirmed',
      { 'a.staff': '12', 'k.staff': asKnown(number('12')) },
      null,
      true,
      typed(number('12'), { from: 'known' }),
    ],
    [
      'known, put right',
      { 'a.staff': '14', 'k.staff': asKnown(number('12')) },
      null,
      false,
      typed(number('14')),
    ],
    [
      'known, with a remark',
      { 'a.staff': '12', 'k.staff': asKnown(number('12')), 'r.staff': '4月' },
      null,
      false,
      typed(number('12'), { remark: '4月' }),
    ],
  ])('%s', (_, fields, shown, confirm, decided) => {
    expect(decideLine(lineOf(fields as Record<string, string>), shown, confirm)).toEqual(decided);
  });

  it('a text that is no answer says why', () => {
    expect(decideLine(lineOf({ 'a.staff': '約12' }), null, false)).toMatchObject({
      kind: 'unreadable',
      fault: { code: 'not-a-number' },
    });
    expect(decideLine(lineOf({ 'a.staff': '12', 'n.staff': '1' }), null, true)).toMatchObject({
      kind: 'unreadable',
      fault: { code: 'answered-and-not-applicable', detail: { found: '12' } },
    });
  });

  it('a share is read from its two fields', () => {
    const line = lineOf({ 'a.online': '5', 'b.online': '30' }, online);
    expect(decideLine(line, null, false)).toEqual(typed({ type: 'share', value: '5', base: '30' }));
    expect(decideLine(lineOf({ 'b.online': '30' }, online), null, false)).toMatchObject({
      fault: { code: 'share-half-given' },
    });
  });

  it('a question that was not on the form is not touched', () => {
    expect(readForm([staff, online], new Map([['a.staff', ['1']]]))).toEqual([]);
  });

  it('a forged revision counts as none', () => {
    expect(lineOf({ 's.staff': '-1' }).seenRevision).toBe(0);
    expect(lineOf({ 's.staff': '9e9' }).seenRevision).toBe(0);
  });
});
