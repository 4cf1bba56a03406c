import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpServer, listen } from '../../src/app/listen.ts';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { basicRows, residentWorkbook } from '../fixtures/files/bodies.ts';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, type LookAlike } from '../fixtures/files/cells.ts';
import { municipalRows, onlineRateRows, prefecturalRows } from '../fixtures/files/dashboard.ts';
import { marksRows, ratesRows } from '../fixtures/files/standardization.ts';
import { importAll } from '../imports/support.ts';
import { type OpenBrowser, openBrowser, openPage } from '../support/browser.ts';
import { preparedDatabase } from '../support/prepared.ts';

/** The whole program behind a real port, with the built style, and a browser to visit it. */
export async function openPlace(now: string) {
  const http: HttpServer = await listen('127.0.0.1', 0);
  const database = await preparedDatabase(now, { PORT: String(http.port) });
  const { deps, clock, appDb } = database;
  http.serve(createApp({ ...deps, db: appDb }, modules).fetch);
  const first = await openBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'shirube-e2e-'));
  const visits: OpenBrowser[] = [first];
  return {
    deps,
    clock,
    base: deps.settings.baseUrl,
    async visit(javaScript: boolean): Promise<OpenBrowser> {
      const visitor = await openPage(first.browser, { javaScript });
      visits.push(visitor);
      return visitor;
    },
    operatorLink: () => issueOperatorLink(deps, deps.settings.baseUrl),
    /** On disk, as a person would choose it. */
    fileOf(lookAlike: LookAlike): string {
      const path = join(folder, lookAlike.fileName);
      writeFileSync(path, lookAlike.bytes);
      return path;
    },
    /** Addresses outside of this machine that any visitor's page asked for. */
    outside: () => visits.flatMap((visitor) => visitor.outside),
    async close() {
      await first.close();
      await http.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Place = Awaited<ReturnType<typeof openPlace>>;

/** Each journey is walked twice. */
export const WITH_AND_WITHOUT_SCRIPT = [
  ['with script', true],
  ['without script', false],
] as const;

/** Look-alikes of 富山県, so that every kind of page has something to show. Made-up figures, for this store alone. */
export async function fill(place: Place): Promise<void> {
  const files: readonly (readonly [LookAlike, string | null])[] = [
    [csv('市区町村比較.csv', municipalRows()), '2023-04-01'],
    [csv('都道府県比較.csv', prefecturalRows()), '2023-04-01'],
    [csv('オンライン申請率.csv', onlineRateRows('municipality')), '2023-04-01'],
    [csv('交付状況1.csv', localgovRows('2020-06-01', '2020-01-01')), null],
    [csv('交付状況2.csv', localgovRows()), null],
    [csv('完了率.csv', ratesRows()), '2026-01-31'],
    [csv('特定移行.csv', marksRows()), '2025-12-31'],
    [csv('基礎指標.csv', basicRows()), null],
    [await residentWorkbook(), null],
  ];
  for (const [file, asOf] of files) await importAll(place.deps, [file], asOf);
}
