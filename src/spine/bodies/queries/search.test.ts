import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { loadRegister } from '../actions.ts';
import { m0001 } from '../migrations/0001-register.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { SEARCH_LIMIT, searchBodies } from './search.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase([m0001]);
  await loadRegister(database.db, fixedClock('2026-11-21T09:00:00+09:00'), REGISTER_SOURCE);
});
afterAll(() => database.close());

describe('searching bodies', () => {
  it.each([
    ['札幌市', ['011002']],
    ['札幌', ['011002']],
    ['さっぽろし', ['011002']],
    ['サッポロ', ['011002']],
    ['ｻｯﾎﾟﾛ', ['011002']],
    ['011002', ['011002']],
    ['01100', ['011002']],
    ['11002', ['011002', '110027'].slice(0, 1)],
    ['０１１００２', ['011002']],
    ['梼原町', ['394050']],
    ['檮原', ['394050']],
    ['ゆすはら', ['394050']],
    ['鯵ヶ沢', ['023213']],
    ['塩釜', ['042030']],
    ['富谷町', ['042161']],
    ['福岡県那珂川町', ['402311']],
    ['403059', ['402311']],
    ['岩舟町', ['092037']],
    ['いわふね', ['092037']],
    ['ささやま', ['282219']],
    ['まなつる', ['143839']],
    ['ニセコ', ['013951']],
    ['北海道 伊達市', ['012335']],
    ['ふちゅうし', ['132063', '342084']],
  ])('%s → %j', async (query, codes) => {
    const { hits, total } = await searchBodies(database.db, query);
    expect(hits.map((hit) => hit.bodyCode)).toEqual(codes);
    expect(total).toBe(codes.length);
  });

  it('ranks whole words before beginnings before parts, names before former names', async () => {
    const names = async (query: string) =>
      (await searchBodies(database.db, query)).hits.map((hit) => `${hit.prefectureName}${hit.name}`);
    expect((await names('津市'))[0]).toBe('三重県津市');
    expect((await names('那珂川町')).slice(0, 2)).toEqual(['栃木県那珂川町', '福岡県那珂川市']);
    expect((await names('北海道'))[0]).toBe('北海道北海道');
    expect((await names('12203')).sort()).toEqual(['北海道士別市', '千葉県市川市'].sort());
  });

  it('lists at most fifty and counts them all', async () => {
    const { hits, total } = await searchBodies(database.db, '町');
    expect(hits).toHaveLength(SEARCH_LIMIT);
    expect(total).toBeGreaterThan(740);
  });

  it.each(['', '   ', '%', '_', "'", 'ない名前', '99', '2', '\\'])(
    '%j finds nobody by accident',
    async (query) => {
      const { total } = await searchBodies(database.db, query);
      expect(total).toBe(query === '2' ? await countBeginningWith2() : 0);
    },
  );

  async function countBeginningWith2(): Promise<number> {
    const codes = REGISTER_SOURCE.rows.filter((row) => row.validTo === null).map((row) => row.bodyCode);
    return codes.filter((code) => code.startsWith('2') || code.startsWith('02')).length;
  }

  it('says by what a body was found', async () => {
    const [hit] = (await searchBodies(database.db, '篠山市')).hits;
    expect(hit).toMatchObject({ bodyCode: '282219', name: '丹波篠山市', prefectureName: '兵庫県' });
    expect((await searchBodies(database.db, '岩舟町')).hits[0]).toMatchObject({
      matchedBy: 'merged',
      matchedText: '岩舟町',
    });
  });
});
