import { geoBounds } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import {
  type Box,
  drawShapes,
  type Inset,
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
const PREFECTURE: Box = { x: 0, y: 0, width: 720, height: 560 };

interface FarGroup {
  readonly title: string;
  readonly holds: (east: number, north: number) => boolean;
  /** Place of the frame in the nation's drawing; null: framed in the prefecture's drawing only. */
  readonly inNation: Box | null;
  readonly inPrefecture: Box;
}

/** Groups of islands so far off that keeping their place would shrink all others. By place, not by code. */
const FAR: readonly FarGroup[] = [
  {
    title: '南西諸島',
    holds: (east, north) => north < 29 && east < 132,
    inNation: { x: 20, y: 60, width: 380, height: 250 },
    inPrefecture: { x: 4, y: 4, width: 190, height: 250 },
  },
  {
    title: '小笠原諸島',
    holds: (east, north) => north < 29 && east > 138,
    inNation: { x: 740, y: 700, width: 130, height: 190 },
    inPrefecture: { x: 596, y: 366, width: 120, height: 190 },
  },
  {
    title: '伊豆諸島',
    holds: (east, north) => north >= 29 && north < 34.85 && east > 139.1,
    inNation: null,
    inPrefecture: { x: 466, y: 366, width: 120, height: 190 },
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
  const nation = compose(topology, object.geometries, NATION, (one) => {
    const group = groupOf.get(one);
    return group?.inNation ? { title: group.title, frame: group.inNation } : null;
  });
  const drawn = new Map<string, PreparedDrawing>();
  const prefecture = (number: string) => {
    const members = object.geometries.filter((one) => prefectureNumberOf(one) === number);
    if (members.length === 0) return undefined;
    const ready =
      drawn.get(number) ??
      compose(topology, members, PREFECTURE, (one) => {
        const group = groupOf.get(one);
        return group === undefined ? null : { title: group.title, frame: group.inPrefecture };
      });
    drawn.set(number, ready);
    return ready;
  };
  return { nation, prefecture };
}

function compose(
  topology: Topology,
  all: readonly Municipal[],
  box: Box,
  placeOf: (one: Municipal) => { title: string; frame: Box } | null,
): PreparedDrawing {
  const near = all.filter((one) => placeOf(one) === null);
  // What lies wholly far off (沖縄県) needs no frame: it is the drawing.
  if (near.length === 0) return drawShapes(topology, all, [], box);
  const insets = new Map<string, Inset>();
  for (const one of all) {
    const place = placeOf(one);
    if (place === null) continue;
    const inset = insets.get(place.title) ?? { ...place, members: [] };
    insets.set(place.title, { ...inset, members: [...inset.members, one] });
  }
  return drawShapes(topology, near, [...insets.values()], box);
}

function farGroupOf(topology: Topology, geometry: Municipal): FarGroup | undefined {
  const [[west, south], [east, north]] = geoBounds(feature(topology, geometry));
  return FAR.find((group) => group.holds((west + east) / 2, (south + north) / 2));
}
