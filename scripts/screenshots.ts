// Takes the pictures of docs/images from the running program with real public data: `npx tsx scripts/screenshots.ts`.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fontsReady, type OpenBrowser, openBrowser } from '../test/support/browser.ts';
import { gone, run, startServer, temporaryFolder } from '../test/support/process.ts';

const DATA = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
const LARGEST = 400_000;

/** Official files as their publishers give them, oldest first. They are not part of the project. */
const FILES = [
  'mynumber/20200601/all_localgovs.csv',
  'mynumber/20211001/all_localgovs.csv',
  'mynumber/20220501/all_localgovs.csv',
  'dx/都道府県のDX進捗状況_都道府県比較.csv',
  'dx/都道府県のDX進捗状況_行政手続のオンライン申請率.csv',
  'dx/市区町村毎のDX進捗状況_市区町村比較_北海道東北抜粋.csv',
  'dx/市区町村毎のDX進捗状況_行政手続のオンライン申請率_北海道東北抜粋.csv',
  'standardization/標準化進捗_市区町村別_202601_北海道東北抜粋.csv',
  'standardization/特定移行支援システム該当見込み_202512_北海道東北抜粋.csv',
  'juki/住民基本台帳人口_20210101_市区町村別_総計.xlsx',
  'juki/住民基本台帳人口_20250101_市区町村別_総計.xlsx',
  'indicators/municipal-basic-indicators.csv',
  'maps/ja_municipality_area.json',
];

interface Picture {
  readonly file: string;
  readonly path: string;
  /** What stands at the top of the picture; absent: the page's own top. */
  readonly from?: string;
  readonly width: number;
  readonly height: number;
}

const PICTURES: readonly Picture[] = [
  { file: 'nation.png', path: '/', width: 1280, height: 1600 },
  {
    file: 'nation-squares.png',
    path: '/?indicator=card-issued',
    from: '#where',
    width: 1280,
    height: 1600,
  },
  { file: 'prefecture.png', path: '/bodies/010006', width: 1280, height: 1600 },
  { file: 'body.png', path: '/bodies/012025', width: 1280, height: 1600 },
  { file: 'indicator.png', path: '/indicators/overall-policy', width: 1280, height: 1600 },
  { file: 'nation-phone.png', path: '/', width: 360, height: 800 },
];

async function importAll(data: string): Promise<void> {
  for (const file of FILES) {
    const command = run('src/app/cli.ts', ['import', join(DATA, file)], { env: { SHIRUBE_DATA: data } });
    const code = await command.ended(300_000);
    if (code !== 0) throw new Error(`${file}: ${code}\n${command.stdout()}\n${command.stderr()}`);
    console.log(`imported ${file}`);
  }
}

async function take({ page }: OpenBrowser, url: string, picture: Picture): Promise<void> {
  const { file, path, width, height } = picture;
  await page.setViewportSize({ width, height });
  await page.goto(url + path);
  await fontsReady(page);
  const top = picture.from === undefined ? null : await page.locator(picture.from).boundingBox();
  const y = top === null ? 0 : Math.max(0, top.y - 24);
  await page.screenshot({ path: join(IMAGES, file), fullPage: true, clip: { x: 0, y, width, height } });
  const size = statSync(join(IMAGES, file)).size;
  console.log(`${file} ${Math.round(size / 1000)} kB`);
  if (size > LARGEST) throw new Error(`${file} has ${size} bytes, more than ${LARGEST}`);
}

if (!existsSync(DATA)) {
  console.error('The pictures show real public data, and ../shared/data is not there: none taken.');
  process.exit(1);
}
execFileSync(process.execPath, [fileURLToPath(new URL('setup.js', import.meta.url)), '--tools'], {
  stdio: 'inherit',
});
const folder = temporaryFolder('screenshots');
const data = join(folder.path, 'data');
const server = await startServer(data);
const browser = await openBrowser();
try {
  await importAll(data);
  for (const picture of PICTURES) await take(browser, server.url, picture);
} finally {
  await browser.close();
  server.child.kill('SIGTERM');
  await gone(server.pid);
  await folder.remove();
}
