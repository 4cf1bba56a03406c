import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { GridPath } from '../../src/ui/map/grid-path.ts';
import { PolygonMap } from '../../src/ui/map/polygon-map.tsx';
import { PrefectureMap } from '../../src/ui/map/prefecture-map.tsx';
import { prepareShapes } from '../../src/ui/map/shapes.ts';
import { TileMap } from '../../src/ui/map/tile-map.tsx';
import { fillOf, STEP_ORDER } from '../../src/ui/patterns.tsx';
import { sampleAreas, sampleGroups, smallShapes } from './gallery-maps.tsx';

describe('path on a grid', () => {
  it('drops points that fall on the same place or lie on the way', () => {
    const path = new GridPath();
    path.moveTo(0.2, 0.1);
    path.lineTo(4.9, 0.2);
    path.lineTo(5.1, 0.3);
    path.lineTo(10, 0);
    path.lineTo(10, 10);
    path.lineTo(0, 10);
    path.closePath();
    expect(path.text()).toBe('M0 0h10v10h-10z');
  });

  it('keeps an island that is smaller than a unit as a dot', () => {
    const path = new GridPath();
    path.moveTo(3.1, 7.2);
    path.lineTo(3.2, 7.3);
    path.closePath();
    expect(path.text()).toBe('M3 7h1v1h-1z');
  });
});

describe('prepared shapes', () => {
  const shapes = smallShapes();

  it('have a path for every code, in the nation and in the prefecture', () => {
    expect([...shapes.nation.paths.keys()].sort()).toEqual([
      '011002',
      '012025',
      '131016',
      '401005',
      '472018',
      '472077',
    ]);
    expect([...(shapes.prefecture('01')?.paths.keys() ?? [])]).toEqual(['011002', '012025']);
    expect(shapes.prefecture('99')).toBeUndefined();
  });

  it('frame the far islands in the nation, and not where they are the whole drawing', () => {
    expect(shapes.nation.insets.map((inset) => inset.title)).toEqual(['南西諸島']);
    expect(shapes.prefecture('47')?.insets).toEqual([]);
  });

  it('lie inside their drawing', () => {
    for (const path of shapes.nation.paths.values()) {
      const [, x, y] = /^M(\d+) (\d+)/.exec(path) ?? [];
      expect(Number(x)).toBeLessThanOrEqual(shapes.nation.width);
      expect(Number(y)).toBeLessThanOrEqual(shapes.nation.height);
    }
  });

  it('refuse a topology without shapes', () => {
    expect(() => prepareShapes({ type: 'Topology', arcs: [], objects: {} })).toThrow(TypeError);
  });

  it('make no statement about a shape that is no body of the map', () => {
    const html = renderToString(
      <PolygonMap
        label="地図"
        shapes={shapes}
        areas={[{ code: '011002', title: '見本：値なし', step: 'none', href: '/bodies/011002' }]}
        legend={[]}
        credit="見本"
      />,
    );
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('dads-map__ground');
    expect(html).toContain('fill="url(#p-none)"');
  });
});

describe('tiles', () => {
  const groups = sampleGroups();
  const html = renderToString(<TileMap label="市区町村" groups={groups} legend={[]} skipTo="after" />);

  it('hold every municipality once, with a name for its link', () => {
    expect(html.match(/<rect /g)).toHaveLength(1741);
    expect(html.match(/<a href="\/bodies\/\d{6}" aria-label="見本/g)).toHaveLength(1741);
  });

  it('stand by state within a prefecture, what has no value last', () => {
    const [first] = html.split('<li ').slice(1);
    const fills = [...(first ?? '').matchAll(/<g fill="([^"]+)"/g)].map((match) => match[1]);
    const expected = STEP_ORDER.map((step) => fillOf(step)).filter((fill) => fills.includes(fill));
    expect(fills).toEqual(expected);
    expect(fills.at(-1)).toMatch(/^url/);
  });
});

describe('prefecture map', () => {
  it('has the shape of each of the 47 under its code', () => {
    const html = renderToString(<PrefectureMap label="都道府県" areas={sampleAreas()} legend={[]} />);
    expect(html.match(/<path d="m /gi)).toHaveLength(47);
    expect(html).toContain('CC BY 4.0');
  });
});

describe('the scale', () => {
  it('shows what has no value by a pattern, never by a colour of the scale', () => {
    for (const step of STEP_ORDER) expect(fillOf(step).startsWith('url(#')).toBe(typeof step !== 'number');
  });

  it('darkens evenly, so that it reads in grey', () => {
    const lightness = ([0, 1, 2, 3, 4] as const).map((step) => {
      const hex = fillOf(step).slice(1);
      const [red, green, blue] = [0, 2, 4].map((at) => {
        const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 116 * Math.cbrt(0.2126 * red + 0.7152 * green + 0.0722 * blue) - 16;
    });
    lightness.slice(1).forEach((value, index) => {
      expect((lightness[index] ?? 0) - value).toBeGreaterThan(12);
    });
  });
});
