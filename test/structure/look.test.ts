import { afterAll, beforeAll, it } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { entryIdOf } from '../../src/spine/sample/structure.ts';
import { type Look, openLook } from '../e2e/look.ts';

const { first } = SAMPLE_BODIES;
let look: Look;

beforeAll(async () => {
  look = await openLook('2026-11-21T09:00:00+09:00');
}, 300_000);
afterAll(() => look?.close());

it('the 体制台帳, its forms and the view of the prefecture are right for axe and a phone', async () => {
  await look.signInAs('町の情報政策担当として試す');
  await look.lookAt('structure', '/structure');
  await look.lookAt('structure-new', '/structure/new/cio-aide');
  await look.lookAt('structure-entry', `/structure/entries/${entryIdOf(first.code, 'cio-aide')}`);
  await look.signInAs('県の取りまとめ担当として試す');
  await look.lookAt('structure-review', '/structure/review');
}, 300_000);
