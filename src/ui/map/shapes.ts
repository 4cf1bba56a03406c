import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoBounds,
  geoConicEqualArea,
  geoPath,
} from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { GridPath } from './grid-path.ts';

/** Properties of the municipal file: `lg_code` is the 6-digit 団体コード as text. */
interface MunicipalProperties {
  readonly lg_code?: string | null;
  readonly prefecture_code?: string | null;
}

type Municipal = GeometryObject<MunicipalProperties>;

/** One drawing, ready to be printed: texts of paths on a grid of whole units. */
export interface PreparedDrawing {
  readonly width: number;
  readonly height: number;
  /** By 団体コード. */
  readonly paths: ReadonlyMap<string, string>;
  /** Borders of prefectures, drawn over the areas. */
  readonly borders: string;
  /** Islands that lie far off, each in a frame of its own with its own scale. */
  readonly insets: readonly { title: string; x: number; y: number; width: number; height: number }[];
}

export interface PreparedShapes {
  readonly nation: PreparedDrawing;
  /** One prefecture by the first two digits of its code, finer than in the nation's drawing; made when first asked for. */
  readonly prefecture: (number: string) => PreparedDrawing | undefined;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const NATION = { x: 0, y: 0, width: 900, height: 960 };
const PREFECTURE = { x: 0, y: 0, width: 720, height: 560 };

/** Groups of islands so far off that keeping their place would shrink all others. By place, not by code. */
const FAR: readonly { title: string; holds: (east: number, north: number) => boolean; box: Box }[] = [
  {
    title: '南西諸島',
    holds: (east, north) => north < 29 && east < 132,
    box: { x: 20, y: 60, width: 380, height: 250 },
  },
  {
    title: '小笠原諸島',
    holds: (east, north) => north < 29 && east > 138,
    box: { x: 740, y: 700, width: 130, height: 190 },
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
  const groups = new Map<string, Municipal[]>();
  for (const geometry of object.geometries) {
    const prefecture = prefectureOf(geometry);
    const members = groups.get(prefecture);
    if (members === undefined) groups.set(prefecture, [geometry]);
    else members.push(geometry);
  }
  const far = new Map(object.geometries.map((geometry) => [geometry, farGroupOf(topology, geometry)]));
  const near = object.geometries.filter((one) => far.get(one) === -1);
  const nation = draw(
    topology,
    object.geometries,
    near.length === 0 ? object.geometries : near,
    (one) => (near.length === 0 ? -1 : (far.get(one) ?? -1)),
    NATION,
    1,
  );
  const drawn = new Map<string, PreparedDrawing>();
  const prefecture = (number: string) => {
    const members = groups.get(number);
    if (members === undefined) return undefined;
    const ready = drawn.get(number) ?? drawPrefecture(topology, members, far);
    drawn.set(number, ready);
    return ready;
  };
  return { nation, prefecture };
}

function drawPrefecture(
  topology: Topology,
  members: readonly Municipal[],
  far: ReadonlyMap<Municipal, number>,
): PreparedDrawing {
  const near = members.filter((one) => far.get(one) === -1);
  // A prefecture that lies wholly far off needs no frame: it is the drawing.
  if (near.length === 0) return draw(topology, members, members, () => -1, PREFECTURE, 1);
  return draw(topology, members, near, (one) => far.get(one) ?? -1, PREFECTURE, 0.4);
}

function farGroupOf(topology: Topology, geometry: Municipal): number {
  const [[west, south], [east, north]] = geoBounds(feature(topology, geometry));
  return FAR.findIndex((group) => group.holds((west + east) / 2, (south + north) / 2));
}

function draw(
  topology: Topology,
  all: readonly Municipal[],
  near: readonly Municipal[],
  insetOf: (geometry: Municipal) => number,
  box: Box,
  insetScale: number,
): PreparedDrawing {
  const paths = new Map<string, string>();
  const main = projectionFor(topology, near, box);
  let borders = '';
  const insets: PreparedDrawing['insets'][number][] = [];
  const add = (members: readonly Municipal[], projection: GeoProjection) => {
    for (const one of members) {
      const code = propertiesOf(one).lg_code;
      if (code != null) paths.set(code, trace(projection, feature(topology, one)));
    }
    const collection = { type: 'GeometryCollection' as const, geometries: [...members] };
    const lines = mesh(
      topology,
      collection,
      (a, b) => prefectureOf(a as Municipal) !== prefectureOf(b as Municipal),
    );
    if (lines.coordinates.length > 0) borders += trace(projection, lines);
  };
  add(near, main);
  FAR.forEach((group, index) => {
    const members = all.filter((one) => insetOf(one) === index);
    if (members.length === 0) return;
    const frame = insetScale === 1 ? group.box : cornerOf(box, group.box, insetScale);
    insets.push({ title: group.title, ...frame });
    const inner = { x: frame.x + 8, y: frame.y + 24, width: frame.width - 16, height: frame.height - 32 };
    add(members, projectionFor(topology, members, inner));
  });
  return { width: box.width, height: box.height, paths, borders, insets };
}

/** Lower right for the islands of a prefecture. */
function cornerOf(box: Box, size: Box, scale: number): Box {
  const width = Math.max(100, Math.round(size.width * scale));
  const height = Math.max(110, Math.round(size.height * scale));
  return { x: box.width - width - 4, y: box.height - height - 4, width, height };
}

function propertiesOf(geometry: { properties?: object | undefined }): MunicipalProperties {
  return geometry.properties ?? {};
}

/** `'01'`; from the code where the file does not say it. */
function prefectureOf(geometry: { properties?: object | undefined }): string {
  const { prefecture_code: prefecture, lg_code: code } = propertiesOf(geometry);
  return prefecture ?? code?.slice(0, 2) ?? '';
}

function projectionFor(topology: Topology, members: readonly Municipal[], box: Box): GeoProjection {
  const all = feature(topology, { type: 'GeometryCollection', geometries: [...members] });
  return geoConicEqualArea()
    .parallels([27, 44])
    .rotate([-136, 0])
    .fitExtent(
      [
        [box.x + 4, box.y + 4],
        [box.x + box.width - 4, box.y + box.height - 4],
      ],
      all,
    );
}

function trace(projection: GeoProjection, shape: GeoPermissibleObjects): string {
  const path = new GridPath();
  geoPath(projection, path)(shape);
  return path.text();
}
