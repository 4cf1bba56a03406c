import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { binsOf, Distribution } from './distribution.tsx';
import { Series } from './series.tsx';
import type { SeriesPoint } from './series-data.ts';
import { ShareBars } from './share-bars.tsx';
import { Strip } from './strip.tsx';

describe('distribution', () => {
  it('counts a limit into the bin above it, and the end into the last', () => {
    expect(binsOf([0, 9.9, 10, 99, 100], 0, 100, 10).map((bin) => bin.count)).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0, 0, 2,
    ]);
  });

  it('shows bodies without a value beside the bins, by a pattern, and in the table', () => {
    const html = renderToString(
      <Distribution
        title="分布"
        unit="%"
        bins={binsOf([0, 50], 0, 100, 2)}
        missing={[
          { title: '調査無し', count: 8, step: 'not-asked' },
          { title: '未回答', count: 0 },
        ]}
      />,
    );
    expect(html).toContain('url(#p-asked)');
    expect(html).toMatch(/<th scope="row">調査無し<\/th><td class="n">8<\/td>/);
    expect(html).not.toContain('未回答');
  });
});

/** Number of points of each line that is drawn (once, in the wide drawing). */
function linesOf(
  points: readonly SeriesPoint[],
  breaks: readonly { on: string; reason: string }[] = [],
): number[] {
  const html = renderToString(
    <Series title="推移" unit="%" series={[{ title: '全国', points }]} breaks={breaks} />,
  );
  const wide = html.slice(html.indexOf('dads-chart__wide'), html.indexOf('dads-chart__narrow'));
  return [...wide.matchAll(/dads-plot__line--0" d="([^"]+)"/g)].map(
    (match) => (match[1] ?? '').split(/[ML]/).length - 1,
  );
}

describe('series', () => {
  const point = (on: string, value: string | null): SeriesPoint => ({ on, value, basis: 'computed' });

  it('leaves a gap where there is no value', () => {
    const points = [
      point('2020-04-01', '1'),
      point('2021-04-01', '2'),
      point('2022-04-01', null),
      point('2023-04-01', '3'),
    ];
    expect(linesOf(points)).toEqual([2]);
  });

  it('cuts the line at a break', () => {
    const points = ['2019', '2020', '2021', '2022'].map((year) => point(`${year}-04-01`, '5'));
    expect(linesOf(points)).toEqual([4]);
    expect(linesOf(points, [{ on: '2021-04-01', reason: '調査の対象が変わりました。' }])).toEqual([2, 2]);
  });

  it('tells published from computed points by their shape', () => {
    const html = renderToString(
      <Series
        title="推移"
        unit="%"
        series={[
          {
            title: '全国',
            points: [point('2020-04-01', '1'), { on: '2021-04-01', value: '2', basis: 'published' }],
          },
        ]}
      />,
    );
    expect(html).toContain('<circle class="dads-plot__point');
    expect(html).toContain('dads-plot__point--published');
    expect(html).toContain('公表値');
  });

  it('stands on one point, and says so when there is none', () => {
    expect(linesOf([point('2020-04-01', '1')])).toEqual([]);
    const html = renderToString(<Series title="推移" unit="%" series={[{ title: '全国', points: [] }]} />);
    expect(html).not.toContain('NaN');
    expect(html).not.toContain('Infinity');
    expect(html).toContain('図にできる値がありません');
  });
});

describe('share bars', () => {
  it('hatches a class without a value, and draws zero as an empty bar', () => {
    const html = renderToString(
      <ShareBars
        title="区分別"
        unit="%"
        rows={[
          { title: '村', value: '0.0', numerator: 0, denominator: 183 },
          { title: '町', value: null, missing: 'not-asked' },
        ]}
      />,
    );
    expect(html.match(/url\(#p-none\)/g)).toHaveLength(1);
    expect(html).toContain('0／183団体');
    expect(html).toContain('調査無し');
  });
});

describe('strip', () => {
  const dots = [
    { code: 'a', title: '見本町', value: 0 },
    { code: 'b', title: '見本村', value: 100 },
    { code: 'c', title: '手本町', value: 100 },
  ];

  it('draws one dot for each body', () => {
    const html = renderToString(
      <Strip title="位置" unit="%" min={0} max={100} classTitle="町村" dots={dots} />,
    );
    const [, path] = /dads-plot__dots" d="([^"]+)"/.exec(html) ?? [];
    expect(path?.split('M').length).toBe(4);
  });

  it('gives no rank', () => {
    const html = renderToString(
      <Strip title="位置" unit="%" min={0} max={100} classTitle="町村" dots={dots} marked="a" />,
    );
    expect(html).toContain('見本町 0 %');
    expect(html).not.toContain('位 ');
  });

  it('draws nothing false when nobody has a value', () => {
    const html = renderToString(
      <Strip title="位置" unit="%" min={0} max={100} classTitle="町村" dots={[]} />,
    );
    expect(html).not.toContain('NaN');
  });
});
