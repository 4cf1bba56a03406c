import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Browser } from '../support/people.ts';
import type { Site } from '../support/site.ts';

/** On a machine of another kind: no compiler of PDFs is there for it. */
let site: Site;
let cio: Browser;

beforeAll(async () => {
  const here = process.arch;
  // Other files of this process have loaded the program already, as on their own machine.
  vi.resetModules();
  Object.defineProperty(process, 'arch', { value: 'riscv64' });
  const { pdfAvailable } = await import('../../src/platform/pdf/compiler.ts');
  Object.defineProperty(process, 'arch', { value: here });
  expect(pdfAvailable()).toBe(false);
  const [{ openSite }, { signedInAs }] = await Promise.all([
    import('../support/site.ts'),
    import('../support/people.ts'),
  ]);
  site = await openSite('2026-11-21T09:00:00+09:00');
  cio = await signedInAs(site, 'cio');
}, 120_000);
afterAll(async () => {
  await site?.close();
  vi.resetModules();
});

it('says that no PDF can be made here, and leads to the pages to print', async () => {
  const base = '/surveys/sheets/S0002-993026';
  const page = await (await cio.get(`${base}/decide`)).text();
  expect(page).toContain('この機種のサーバーではPDFを作れません');
  expect(page).not.toContain('.pdf');
  for (const name of ['draft-set', 'case']) {
    const refused = await cio.get(`${base}/${name}.pdf`);
    expect(refused.status).toBe(503);
    const said = await refused.text();
    expect(said).toContain('この機種のサーバーでは、PDFを作れません');
    expect(said).toContain(`${base}/${name}`);
    expect((await cio.get(`${base}/${name}`)).status).toBe(200);
  }
}, 60_000);
