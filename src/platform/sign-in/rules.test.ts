import { describe, expect, it } from 'vitest';
import { isLoginName, normalisedLoginName, passwordFault, safeNext, stageOf } from './rules.ts';
import { newOneTimeCode, normalisedCode } from './tokens.ts';

it('a login name is one however it was typed', () => {
  expect(normalisedLoginName('　Ｈanako.Mihon ')).toBe('hanako.mihon');
  for (const name of ['abc', 'hanako.mihon', 'a_b-c@d', '0abc']) expect(isLoginName(name), name).toBe(true);
  for (const name of ['ab', '.abc', 'a b', '花子さん', `a${'b'.repeat(64)}`, 'Abc']) {
    expect(isLoginName(name), name).toBe(false);
  }
});

it.each([
  ['みじかい', 'too-short'],
  ['a'.repeat(257), 'too-long'],
  ['hanako.mihon2026', 'like-login-name'],
  ['aaaaaaaaaaaaaa', 'too-plain'],
  ['123412341234', 'too-plain'],
  ['abcdefghijklmn', 'too-plain'],
  ['青い屋根の村役場の窓口にて', null],
  ['correct horse battery', null],
])('password %j: %s', (password, fault) => {
  expect(passwordFault(password, 'hanako.mihon')).toBe(fault);
});

describe('where to go after the sign-in', () => {
  it.each(['/desk', '/surveys/1?a=b&c=%E3%81%82', '/'])('%s', (next) => expect(safeNext(next)).toBe(next));
  it.each([
    undefined,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'desk',
    '/a b',
    '/a\nb',
    '/sign-in?next=/x',
    '/sign-out',
    '/enrol?token=x',
  ])('never %j', (next) => expect(safeNext(next)).toBeNull());
});

it('a half-given sign-in never counts as a whole one', () => {
  const stage = (more: object) =>
    stageOf({ method: 'password', completed: false, secondFactor: true, hasFactor: false, ...more });
  expect(stage({})).toBe('set-up-factor');
  expect(stage({ hasFactor: true })).toBe('second-factor');
  expect(stage({ hasFactor: true, secondFactor: false })).toBe('second-factor');
  expect(stage({ secondFactor: false })).toBe('complete');
  expect(stage({ method: 'enrolment', hasFactor: true })).toBe('second-factor');
  expect(stage({ completed: true, hasFactor: true })).toBe('complete');
  for (const method of ['passkey', 'oidc', 'trial']) expect(stage({ method }), method).toBe('complete');
});

it('a printed code is read as people type it', () => {
  const code = newOneTimeCode();
  expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  const plain = code.replaceAll('-', '');
  expect(normalisedCode(` ${code.toLowerCase()} `)).toBe(plain);
  expect(normalisedCode(plain.replace(/(.{4})/g, '$1　'))).toBe(plain);
  for (const wrong of ['', '123456', `${plain}A`, plain.replace(/^./, '0')]) {
    expect(normalisedCode(wrong), wrong).toBeNull();
  }
});
