import type { VNode } from 'preact';
import type { Topology } from 'topojson-specification';
import { withCheckDigit } from '../../src/core/body-code.ts';
import { PolygonMap } from '../../src/ui/map/polygon-map.tsx';
import { PrefectureMap } from '../../src/ui/map/prefecture-map.tsx';
import { type PrefectureArea, PrefectureTiles } from '../../src/ui/map/prefecture-tiles.tsx';
import { type PreparedShapes, prepareShapes } from '../../src/ui/map/shapes.ts';
import { type TileGroup, TileMap } from '../../src/ui/map/tile-map.tsx';
import { Page } from '../../src/ui/page.tsx';
import type { LegendItem, Step } from '../../src/ui/patterns.tsx';

/** Number of municipalities of each prefecture on 2025-01-01 出典: 総務省「全国地方公共団体コード」 */
const SIZES = [
  179, 40, 33, 35, 25, 35, 59, 44, 25, 35, 63, 54, 62, 33, 30, 15, 19, 17, 27, 77, 42, 35, 54, 29, 19, 26, 43,
  41, 39, 30, 19, 19, 27, 23, 19, 24, 17, 20, 34, 60, 20, 21, 45, 18, 26, 43, 41,
];

const NAMES =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'.split(
    ' ',
  );

const STEPS: readonly { step: Step; title: string }[] = [
  { step: 4, title: '80 %以上' },
  { step: 3, title: '60 %以上80 %未満' },
  { step: 2, title: '40 %以上60 %未満' },
  { step: 1, title: '20 %以上40 %未満' },
  { step: 0, title: '20 %未満' },
  { step: 'none', title: '値なし（未回答・登録なし）' },
  { step: 'not-asked', title: '調査無し' },
];

function stepAt(seed: number): Step {
  const at = (seed * 2654435761) % 97;
  return at < 6 ? 'none' : at < 9 ? 'not-asked' : ((Math.floor(at / 3) % 5) as Step);
}

function legendOf(steps: readonly Step[]): LegendItem[] {
  return STEPS.map(({ step, title }) => ({ step, title, count: steps.filter((one) => one === step).length }));
}

function titleOf(step: Step): string {
  return STEPS.find((one) => one.step === step)?.title ?? '';
}

/** 1,741 squares with made-up states: numbers instead of names, so that no real body is said to be anything. */
export function sampleGroups(): TileGroup[] {
  return SIZES.map((size, index) => {
    const prefecture = String(index + 1).padStart(2, '0');
    const code = withCheckDigit(`${prefecture}000`);
    return {
      code,
      title: NAMES[index] ?? '',
      href: `/bodies/${code}`,
      tiles: Array.from({ length: size }, (_, place) => {
        const body = withCheckDigit(`${prefecture}${String(201 + place)}`);
        const step = stepAt(index * 200 + place);
        return { code: body, title: `見本${body}：${titleOf(step)}`, step, href: `/bodies/${body}` };
      }),
    };
  });
}

export function sampleAreas(): PrefectureArea[] {
  return NAMES.map((title, index) => {
    const code = withCheckDigit(`${String(index + 1).padStart(2, '0')}000`);
    const step = stepAt(index);
    const text = typeof step === 'number' ? `見本${step + 1}` : titleOf(step).slice(0, 4);
    return { code, title, text, step, href: `/bodies/${code}` };
  });
}

/** `prefectures`: how many of the 47, from the north; axe takes its time over each of 1,741 links. */
export function tilesPage(prefectures = 47): VNode {
  const groups = sampleGroups().slice(0, prefectures);
  return (
    <Page
      title="1,741の升目の見本を確かめます"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '升目の見本' }]}
      wide
    >
      <section class="dads-section">
        <h2>1,741団体</h2>
        <TileMap
          label="都道府県別、状態の順に並べた市区町村"
          groups={groups}
          legend={legendOf(groups.flatMap((group) => group.tiles.map((tile) => tile.step)))}
          skipTo="after"
        />
      </section>
      <section class="dads-section" id="after">
        <h2>次の見出し</h2>
        <p>升目のあとに続く本文です。</p>
      </section>
    </Page>
  );
}

export function mapsPage(shapes: PreparedShapes): VNode {
  const areas = sampleAreas();
  const bodies = [...shapes.nation.paths.keys()].map((code, index) => {
    const step = stepAt(index);
    return { code, title: `見本${code}：${titleOf(step)}`, step, href: `/bodies/${code}` };
  });
  return (
    <Page
      title="地図の見本を確かめます"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '地図の見本' }]}
      wide
    >
      <section class="dads-section">
        <h2>47の升目</h2>
        <PrefectureTiles label="都道府県" areas={areas} legend={legendOf(areas.map((area) => area.step))} />
      </section>
      <section class="dads-section">
        <h2>都道府県の地図</h2>
        <PrefectureMap
          label="都道府県の地図"
          areas={areas}
          legend={legendOf(areas.map((area) => area.step))}
        />
      </section>
      <section class="dads-section">
        <h2>市区町村の地図</h2>
        <PolygonMap
          label="市区町村の地図"
          shapes={shapes}
          areas={bodies}
          legend={legendOf(bodies.map((body) => body.step))}
          credit="「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
        />
        <h3>一つの都道府県</h3>
        <PolygonMap
          label="東京都の地図"
          shapes={shapes}
          prefecture="13"
          areas={bodies.filter((body) => body.code.startsWith('13'))}
          legend={legendOf(bodies.filter((body) => body.code.startsWith('13')).map((body) => body.step))}
          credit="「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
        />
      </section>
    </Page>
  );
}

/** Six squares of land, two of them in the southernmost prefecture: as small as a map can be that has an inset. */
export function smallTopology(): Topology {
  const at = [
    ['011002', '01', 141, 43],
    ['012025', '01', 140, 41],
    ['131016', '13', 139, 35],
    ['401005', '40', 130, 33],
    ['472018', '47', 127, 26],
    ['472077', '47', 124, 24],
  ] as const;
  const arcs = at.map(([, , east, north]) => [
    [east, north],
    [east, north + 0.5],
    [east + 0.5, north + 0.5],
    [east + 0.5, north],
    [east, north],
  ]);
  return {
    type: 'Topology',
    arcs,
    objects: {
      municipalities: {
        type: 'GeometryCollection',
        geometries: at.map(([code, prefecture], index) => ({
          type: 'Polygon',
          arcs: [[index]],
          properties: { lg_code: code, prefecture_code: prefecture },
        })),
      },
    },
  };
}

export function smallShapes(): PreparedShapes {
  return prepareShapes(smallTopology());
}
