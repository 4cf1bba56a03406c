import { describe, expect, it } from 'vitest';
import { readCode } from './codes.ts';
import { ownClass, stratumOn } from './own-class.ts';

describe('what stands in the address of a body', () => {
  it.each([
    ['012025', { kind: 'code', code: '012025' }],
    ['000000', { kind: 'nation' }],
    ['０１２０２５', { kind: 'shortened', candidates: ['012025'] }],
    // 士別市 without its zero, or 市川市 without its check digit.
    ['12203', { kind: 'shortened', candidates: ['012203', '122033'] }],
    // 函館市 without its zero; 122025 is 銚子市, with its check digit.
    ['12025', { kind: 'shortened', candidates: ['012025', '120251'] }],
    ['01202', { kind: 'shortened', candidates: ['012025'] }],
    ['1202', { kind: 'shortened', candidates: ['012025'] }],
    ['131', { kind: 'shortened', candidates: [] }],
    ['012024', { kind: 'wrong-check-digit', expected: '012025' }],
    ['札幌市', { kind: 'words', text: '札幌市' }],
    ['1234567', { kind: 'words', text: '1234567' }],
  ])('%s', (given, expected) => expect(readCode(given)).toEqual(expected));
});

describe('the class that a body is compared with', () => {
  const statuses = [{ status: 'core-city', validFrom: '2018-04-01', validTo: null }] as const;

  it.each([
    ['city', '2018-03-31', 'city', 'city-without-designated'],
    ['city', '2018-04-01', 'core-city', 'core-city'],
    ['town', '2018-04-01', 'town', 'town'],
    ['special-ward', '2018-04-01', 'special-ward', 'special-ward'],
  ] as const)('%s on %s', (kind, day, stratum, bodyClass) => {
    expect(stratumOn(kind, statuses, day)).toBe(stratum);
    expect(ownClass(stratumOn(kind, statuses, day))).toBe(bodyClass);
  });
});
