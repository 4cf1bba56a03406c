import { expect, it } from 'vitest';
import { type EditionProfile, matchEdition, rowDay } from './edition.ts';

const profile: EditionProfile = {
  id: 'p',
  kind: 'k',
  title: '2024年7月12日公開版',
  editionOn: '2024-07-12',
  asOf: '2023-04-01',
  state: 'final',
  basis: '',
  rows: [{ indicator: 'card-holding@1', on: '2024-03-31', note: '注' }],
  witnesses: [
    { body: '甲市', label: '率', text: '72%' },
    { body: '乙市', label: '率', text: '71%' },
    { body: '丙市', label: '率', text: '68%' },
  ],
};

function match(cells: Readonly<Record<string, string>>, one: EditionProfile = profile, kind = 'k') {
  return matchEdition([one], kind, (body) => cells[body] ?? null);
}

it('knows an edition by most of its witnesses, so that a corrected cell is still the same edition', () => {
  expect(match({ 甲市: '72%', 乙市: '７１％', 丙市: '68%' })).toEqual({ kind: 'known', profile });
  expect(match({ 甲市: '72%', 乙市: '71%', 丙市: '99%' })).toMatchObject({ kind: 'known' });
});

it('takes the figures of another year for another edition', () => {
  expect(match({ 甲市: '80%', 乙市: '79%', 丙市: '68%' })).toEqual({ kind: 'unknown' });
  expect(match({ 甲市: '72%', 乙市: '79%' })).toEqual({ kind: 'unknown' });
  expect(match({ 甲市: '72%' }, profile, 'other')).toEqual({ kind: 'unknown' });
});

it('does not know an excerpt without a witness: labels are the same in all years', () => {
  expect(match({})).toEqual({ kind: 'unknown' });
});

it('dates each row; what the operator gives stands above the profile', () => {
  expect(rowDay(profile, null, 'cio@1')).toEqual({ on: '2023-04-01', note: null });
  expect(rowDay(profile, null, 'card-holding@1')).toMatchObject({ on: '2024-03-31', note: '注' });
  expect(rowDay(profile, '2023-04-01', 'card-holding@1')).toMatchObject({ on: '2024-03-31' });
  expect(rowDay(profile, '2024-04-01', 'card-holding@1')).toEqual({ on: '2024-04-01', note: null });
  expect(rowDay(null, '2024-04-01', 'cio@1')).toEqual({ on: '2024-04-01', note: null });
  expect(rowDay(null, null, 'cio@1')).toBeNull();
});
