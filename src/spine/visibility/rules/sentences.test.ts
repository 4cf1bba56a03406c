import { describe, expect, it } from 'vitest';
import { type Standing, sentencesFor } from './sentences.ts';

const ON = '2023-04-01';
const NOTHING: Standing = { name: '青ヶ島村', structure: null, card: null, procedures: null };

const SITUATIONS: readonly [string, Partial<Standing>, readonly (string | null)[]][] = [
  [
    'nothing is recorded',
    {},
    [
      '青ヶ島村のデジタル化の体制は、まだ値が登録されていません。',
      '青ヶ島村のマイナンバーカードの値は、まだ登録されていません。',
      '青ヶ島村の手続のオンライン化は、まだ値が登録されていません。',
    ],
  ],
  [
    'all asked and answered',
    {
      structure: { on: ON, items: 7, reported: 7, done: 5, notAsked: 0 },
      card: { on: '2024-03-31', kind: 'holding', percent: '75' },
      procedures: { on: ON, care: '96', often: { online: 12, all: 22 } },
    },
    [
      '令和5年4月1日（2023年）に、青ヶ島村はデジタル化の体制の7項目のうち5項目を実施していました。',
      '令和6年3月31日（2024年）に、マイナンバーカードの保有率は75%でした。',
      '令和5年4月1日（2023年）にオンラインでできたのは、子育て・介護の手続の96%、よく使う手続は22件中12件です。',
    ],
  ],
  [
    'some were not answered: they are no zero',
    { structure: { on: ON, items: 7, reported: 4, done: 0, notAsked: 0 } },
    [
      '令和5年4月1日（2023年）に、青ヶ島村はデジタル化の体制の7項目のうち4項目に回答し、0項目が実施済みでした。',
      null,
      null,
    ],
  ],
  [
    'all that was answered is done',
    { structure: { on: ON, items: 7, reported: 7, done: 7, notAsked: 0 } },
    ['令和5年4月1日（2023年）に、青ヶ島村はデジタル化の体制の7項目すべてを実施していました。', null, null],
  ],
  [
    'not asked after the earthquake',
    { structure: { on: ON, items: 7, reported: 0, done: 0, notAsked: 7 } },
    ['青ヶ島村のデジタル化の体制は、調査されていません（調査無し）。', null, null],
  ],
  [
    'asked and silent',
    { structure: { on: ON, items: 7, reported: 0, done: 0, notAsked: 0 } },
    ['青ヶ島村のデジタル化の体制は、令和5年4月1日（2023年）に回答がありません。', null, null],
  ],
  [
    'cards issued are not persons who hold one; over 100 is possible',
    { card: { on: '2022-05-01', kind: 'issued', percent: '100.4' } },
    [null, '令和4年5月1日（2022年）までのカードの交付枚数は、人口の100.4%に当たります。', null],
  ],
  [
    'only the much used procedures',
    { procedures: { on: ON, care: null, often: { online: 0, all: 9 } } },
    [null, null, '令和5年4月1日（2023年）にオンラインでできたのは、よく使う手続は9件中0件です。'],
  ],
  [
    'only the procedures of care',
    { procedures: { on: ON, care: '100', often: null } },
    [null, null, '令和5年4月1日（2023年）にオンラインでできたのは、子育て・介護の手続の100%です。'],
  ],
];

describe('three sentences for residents', () => {
  it.each(SITUATIONS)('%s', (_, standing, expected) => {
    const sentences = sentencesFor({ ...NOTHING, ...standing });
    for (const [index, text] of expected.entries()) {
      if (text !== null) expect(sentences[index]).toBe(text);
    }
    // 位 in 優位, 順位: no place in an order; no word that praises or blames.
    for (const sentence of sentences) expect(sentence).not.toMatch(/位|遅れ|優れ|進んで|だけ|しか/);
  });

  it('keeps to 60 characters where the name is as long as names are', () => {
    const sentences = sentencesFor({
      name: 'かすみがうら市',
      structure: { on: '2023-04-01', items: 7, reported: 5, done: 4, notAsked: 0 },
      card: { on: '2024-12-31', kind: 'holding', percent: '75' },
      procedures: { on: '2023-04-01', care: '100', often: { online: 20, all: 32 } },
    });
    expect(sentences.map((sentence) => [...sentence].length <= 60)).toEqual([true, true, true]);
  });
});
