import { geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import {
  type Box,
  drawShapes,
  heightFor,
  type Municipal,
  type MunicipalProperties,
  type PreparedDrawing,
  prefectureNumberOf,
} from './drawing.ts';

export interface PreparedShapes {
  readonly nation: PreparedDrawing;
  /** One prefecture by the first two digits of its code, finer than in the nation's drawing; made when first asked for. */
  readonly prefecture: (number: string) => PreparedDrawing | undefined;
}

const NATION: Box = { x: 0, y: 0, width: 900, height: 960 };
const PREFECTURE_WIDTH = 720;
const PREFECTURE_HEIGHT = 640;
/** Frames of a prefecture's islands stand in a row below it. */
const FRAME = { width: 200, height: 200, gap: 12 };

interface FarGroup {
  readonly title: string;
  readonly holds: (east: number, north: number) => boolean;
  /** Place of the frame in the nation's drawing; null: framed in the prefecture's drawing only. */
  readonly inNation: Box | null;
}

/** Groups of islands so far off that keeping their place would shrink all others. By place, not by code. */
const FAR: readonly FarGroup[] = [
  {
    title: '南西諸島',
    holds: (east, north) => north < 29 && east < 132,
    inNation: { x: 20, y: 60, width: 380, height: 250 },
  },
  {
    title: '小笠原諸島',
    holds: (east, north) => north < 29 && east > 138,
    inNation: { x: 740, y: 700, width: 130, height: 190 },
  },
  {
    title: '伊豆諸島',
    holds: (east, north) => north >= 29 && north < 34.85 && east > 139.1,
    inNation: null,
  },
];

/**
 * TopoJSON → drawings. 1,741 shapes are projected once; rendering afterwards only joins texts. The projection keeps
 * areas equal, so that no region looks larger than it is. Throws TypeError when there is nothing to draw.
 */
export function prepareShapes(topology: Topology): PreparedShapes {
  const object = Object.values(topology.objects).find(
    (one): one is GeometryCollection<MunicipalProperties> => one.type === 'GeometryCollection',
  );
  if (object === undefined || object.geometries.length === 0) {
    throw new TypeError('the topology has no collection of geometries');
  }
  const groupOf = new Map(object.geometries.map((one) => [one, farGroupOf(topology, one)]));
  const nation = compose(object.geometries, (one) => {
    const group = groupOf.get(one);
    return group?.inNation ? group : undefined;
  });
  const nationInsets = nation.groups.map(([group, members]) => ({
    title: group.title,
    members,
    frame: group.inNation ?? NATION,
  }));
  const drawn = new Map<string, PreparedDrawing>();
  const prefecture = (number: string) => {
    const members = object.geometries.filter((one) => prefectureNumberOf(one) === number);
    if (members.length === 0) return undefined;
    const ready = drawn.get(number) ?? drawPrefecture(topology, members, groupOf);
    drawn.set(number, ready);
    return ready;
  };
  return { nation: drawShapes(topology, nation.near, nationInsets, NATION), prefecture };
}

function drawPrefecture(
  topology: Topology,
  all: readonly Municipal[],
  groupOf: ReadonlyMap<Municipal, FarGroup | undefined>,
): PreparedDrawing {
  const { near, groups } = compose(all, (one) => groupOf.get(one));
  const height = heightFor(topology, near, PREFECTURE_WIDTH, PREFECTURE_HEIGHT);
  const insets = groups.map(([group, members], index) => ({
    title: group.title,
    members,
    frame: {
      x: 1 + index * (FRAME.width + FRAME.gap),
      y: height + FRAME.gap,
      width: FRAME.width,
      height: FRAME.height,
    },
  }));
  const below = insets.length === 0 ? 0 : FRAME.height + FRAME.gap + 1;
  const drawing = drawShapes(topology, near, insets, { x: 0, y: 0, width: PREFECTURE_WIDTH, height });
  return { ...drawing, height: height + below };
}

/** Apart: what is drawn in its place, and the groups that get frames. What lies wholly far off (沖縄県) gets none. */
function compose(
  all: readonly Municipal[],
  groupOf: (one: Municipal) => FarGroup | undefined,
): { near: readonly Municipal[]; groups: [FarGroup, Municipal[]][] } {
  const near = all.filter((one) => groupOf(one) === undefined);
  if (near.length === 0) return { near: all, groups: [] };
  const groups = FAR.map((group): [FarGroup, Municipal[]] => [
    group,
    all.filter((one) => groupOf(one) === group),
  ]);
  return { near, groups: groups.filter(([, members]) => members.length > 0) };
}

function farGroupOf(topology: Topology, geometry: Municipal): FarGroup | undefined {
  const [[west, south], [east, north]] = geoPath(null).bounds(feature(topology, geometry));
  return FAR.find((group) => group.holds((west + east) / 2, (south + north) / 2));
}
