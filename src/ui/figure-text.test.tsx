import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import {
  asOfText,
  coverageText,
  FigureText,
  formatDifference,
  formatNumber,
  formatShare,
  formatWithUnit,
  missingText,
} from './figure-text.tsx';

describe('numbers in text', () => {
  it.each([
    ['1741', '1,741'],
    ['126654244', '126,654,244'],
    ['999', '999'],
    ['1000.50', '1,000.50'],
    ['-1234.5', '−1,234.5'],
    ['0', '0'],
    ['0.0', '0.0'],
    ['8割以上', '8割以上'],
  ])('%s is printed as %s, never rounded', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('takes integers beyond the range of floats', () => {
    expect(formatNumber(9007199254740993n)).toBe('9,007,199,254,740,993');
  });

  it('sets a space before a sign and none before a word', () => {
    expect(formatWithUnit('49.5', '%')).toBe('49.5 %');
    expect(formatWithUnit('1741', '団体')).toBe('1,741団体');
    expect(formatWithUnit('1741', '')).toBe('1,741');
  });

  it('prints numerator and denominator with their unit', () => {
    expect(formatShare('862', '1741')).toBe('862／1,741団体');
    expect(formatShare(870n, 3696n, '手続')).toBe('870／3,696手続');
  });

  it('prints a difference with its sign', () => {
    expect(formatDifference('2.1')).toBe('+2.1');
    expect(formatDifference('-0.4')).toBe('−0.4');
    expect(formatDifference('0.0')).toBe('±0');
    expect(formatDifference('-0.0')).toBe('±0');
  });
});

describe('what has no value', () => {
  it('says why, and never zero', () => {
    expect(renderToString(<FigureText value={null} unit="%" missing="not-asked" />)).toContain('調査無し');
    expect(renderToString(<FigureText value={null} unit="%" />)).toContain('登録なし');
    expect(renderToString(<FigureText value={null} unit="%" />)).not.toContain('0');
    expect(missingText('withdrawn')).toBe('取下げ');
  });

  it('and zero is a value', () => {
    expect(renderToString(<FigureText value="0.0" unit="%" />)).toContain('0.0 %');
  });
});

describe('what a figure stands on', () => {
  const counts = {
    expected: 1741,
    reported: 1733,
    notAsked: 8,
    notAnswered: 0,
    notApplicable: 0,
    blank: 0,
    withdrawn: 0,
    noRecord: 0,
  };

  it('names only the reasons that there are', () => {
    expect(coverageText(counts)).toBe('1,741団体中1,733団体が回答・調査無し8');
    expect(coverageText({ ...counts, reported: 406, notAsked: 0, noRecord: 1335 })).toBe(
      '1,741団体中406団体が回答・登録なし1,335',
    );
  });

  it('prints the day in both calendars', () => {
    expect(asOfText('2023-04-01')).toBe('令和5年4月1日（2023年）時点');
  });
});
