import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, openLook } from '../e2e/look.ts';

let look: Look;

beforeAll(async () => {
  look = await openLook('2026-11-21T09:00:00+09:00');
}, 300_000);
afterAll(() => look?.close());

/** Width and height of the printed pages, in points: A4 or A3, landscape. */
async function paperFaults(path: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [paper, size] of [
    ['a4', '842x595'],
    ['a3', '1191x842'],
  ] as const) {
    await look.goto(`${path}?paper=${paper}`);
    await look.page.emulateMedia({ media: 'print' });
    const pdf = (await look.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await look.page.emulateMedia({ media: 'screen' });
    const boxes = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
      ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
    );
    if (boxes.length === 0 || boxes.some((box) => box !== size)) faults.push(`${paper}: ${boxes.join()}`);
  }
  return faults;
}

test('pages of the roadmap are right for axe and a phone, the Gantt on A4 and A3', async () => {
  await look.signInAs('町の情報政策担当として試す');
  for (const [name, path] of [
    ['list', '/roadmap'],
    ['line', '/roadmap/lines/K003-993026'],
    ['edit', '/roadmap/lines/K003-993026/edit'],
    ['month', '/roadmap/month'],
    ['year', '/roadmap/years/2026'],
    ['item', '/roadmap/items/telework'],
    ['gantt', '/roadmap/gantt'],
    ['files', '/roadmap/files'],
  ] as const)
    await look.lookAt(name, path);
  expect(await paperFaults('/roadmap/gantt')).toEqual([]);
  await look.signInAs('県の取りまとめ担当として試す');
  await look.lookAt('review', '/roadmap/review');
}, 300_000);
