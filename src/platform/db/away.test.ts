import { expect, it } from 'vitest';
import { databaseIsAway } from './away.ts';

it.each([
  [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), true],
  [Object.assign(new Error('terminating connection'), { code: '57P01' }), true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('Client has encountered a connection error and is not queryable'), true],
  [Object.assign(new Error('duplicate key'), { code: '23505' }), false],
  [Object.assign(new Error('no socket'), { code: 'ENOENT', syscall: 'connect' }), true],
  [Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }), false],
  [new Error('something else'), false],
  [null, false],
])('%s: %s', (error, away) => {
  expect(databaseIsAway(error)).toBe(away);
});
