import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, type Look, openLook } from '../e2e/look.ts';

let look: Look;

beforeAll(async () => {
  look = await openLook('2026-11-21T09:00:00+09:00');
}, 300_000);
afterAll(() => look?.close());

async function signInAs(button: string): Promise<void> {
  await look.signInAs(button);
  await look.goto('/seats');
}

/** The page as the walk has reached it. */
const clean = async (name: string) => expect(await faultsOf(look.page, name)).toEqual([]);

const follow = (text: string | RegExp) =>
  look.page.getByRole('main').getByRole('link', { name: text }).first().click();

describe('pages of posts', () => {
  test('are right for axe and a phone, as the village officer walks them', async () => {
    await look.goto('/try');
    await clean('try');
    await signInAs('村の一人担当として試す');
    await clean('seats');
    await follow('課・職・在席');
    await clean('office');
    await follow('主任（情報・統計・広報）');
    await look.unfold(100);
    await clean('post');
    await follow('引継書を見る');
    await clean('handover');
    await look.page.goBack();
    await follow('職を改める');
    await clean('post-edit');
    await look.goto('/office');
    await follow('「総務課」を改める');
    await clean('section');
    await look.goto('/office/people');
    await clean('people');
    await follow('人を登録する');
    await look.page.getByLabel('氏名').fill('後任 二郎');
    await look.page.getByLabel('利用者ID').fill('!');
    await look.page.getByRole('button', { name: '登録してリンクを作る' }).click();
    await clean('person-refused');
    expect(await look.page.getByLabel('氏名').inputValue()).toBe('後任 二郎');
    await look.page.getByLabel('利用者ID').fill('kounin.jiro');
    await look.page.getByRole('button', { name: '登録してリンクを作る' }).click();
    await clean('enrolment');
    await look.goto('/office/people');
    await follow('後任 二郎');
    await clean('person');
  }, 300_000);

  test('so is the recovery, and the choice of somebody with two seats', async () => {
    await signInAs('県の管理者として試す');
    await look.goto('/office/recovery');
    await clean('recovery');
    await signInAs('CIO補佐官として試す');
    await clean('two-seats');
    await look.page.getByRole('button', { name: /仮名町/ }).click();
    expect(await look.page.getByRole('region', { name: '今の在席' }).innerText()).toContain(
      '仮名町 CIO補佐官',
    );
  }, 300_000);
});
