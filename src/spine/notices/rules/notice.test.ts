import { describe, expect, it } from 'vitest';
import { codesOf, judgeText, type NoticeText, reaches } from './notice.ts';

const TODAY = '2026-04-10';
const good: NoticeText = {
  kind: 'information',
  title: '説明会のお知らせ',
  text: '4月20日に開きます。',
  documentNo: null,
  documentOn: null,
  replyBy: null,
  wantsReceipt: false,
};

describe('judgeText', () => {
  it.each<[Partial<NoticeText>, string]>([
    [{}, 'ok'],
    [{ kind: 'advice' }, 'advice-without-document'],
    [{ kind: 'advice', documentNo: '  ', documentOn: null }, 'advice-without-document'],
    [{ kind: 'advice', documentNo: '総行第1号', documentOn: '2026-04-10' }, 'ok'],
    [{ documentNo: '総行第1号' }, 'bad-document'],
    [{ documentOn: '2026-04-01' }, 'bad-document'],
    [{ documentNo: '総行第1号', documentOn: '2026-04-11' }, 'bad-document'],
    [{ documentNo: '総行第1号', documentOn: '2026-02-30' }, 'bad-day'],
    [{ replyBy: '2026-04-09' }, 'past-day'],
    [{ replyBy: '2026-04-10' }, 'ok'],
    [{ title: ' ' }, 'no-title'],
    [{ title: 'a\r\nb' }, 'no-title'],
    [{ text: '' }, 'no-text'],
  ])('%j: %s', (more, expected) => {
    const judged = judgeText({ ...good, ...more }, TODAY);
    expect(judged.ok ? 'ok' : judged.code).toBe(expected);
  });
});

describe('reaches', () => {
  const nation = { bodyCode: '000000', kind: 'nation' } as const;
  const sampleNation = { bodyCode: '999997', kind: 'nation' } as const;
  const aomori = { bodyCode: '020001', kind: 'prefecture' } as const;
  it.each([
    [nation, '022012', true],
    [nation, '020001', true],
    [nation, '993611', false],
    [sampleNation, '993611', true],
    [sampleNation, '022012', false],
    [aomori, '022012', true],
    [aomori, '032018', false],
    [aomori, '020001', false],
    [{ bodyCode: '022012', kind: 'municipality' } as const, '022021', false],
  ])('%j → %s: %s', (sender, body, expected) => {
    expect(reaches(sender, body)).toBe(expected);
  });
});

it('reads codes as they are typed', () => {
  expect(codesOf('０２２０１２、022021\n022012 x')).toEqual(['022012', '022021']);
});
