import { type GeoPermissibleObjects, type GeoProjection, geoConicEqualArea, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import { GridPath } from './grid-path.ts';

/** Properties of the municipal file: `lg_code` is the 6-digit 団体コード as text. */
export interface MunicipalProperties {
  readonly lg_code?: string | null;
  readonly prefecture_code?: string | null;
}

export type Municipal = GeometryObject<MunicipalProperties>;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Islands that lie far off, in a frame of their own with their own scale. */
export interface Inset {
  readonly title: string;
  readonly frame: Box;
  readonly members: readonly Municipal[];
}

/** One drawing, ready to be printed: texts of paths on a grid of whole units. */
export interface PreparedDrawing {
  readonly width: number;
  readonly height: number;
  /** By 団体コード. */
  readonly paths: ReadonlyMap<string, string>;
  /** Borders of prefectures, drawn over the areas. */
  readonly borders: string;
  readonly insets: readonly (Box & { readonly title: string })[];
}

export function drawShapes(
  topology: Topology,
  near: readonly Municipal[],
  insets: readonly Inset[],
  box: Box,
): PreparedDrawing {
  const paths = new Map<string, string>();
  let borders = '';
  const add = (members: readonly Municipal[], projection: GeoProjection) => {
    for (const one of members) {
      const code = propertiesOf(one).lg_code;
      if (code != null) paths.set(code, trace(projection, feature(topology, one)));
    }
    const lines = mesh(topology, { type: 'GeometryCollection', geometries: [...members] }, between);
    if (lines.coordinates.length > 0) borders += trace(projection, lines);
  };
  add(near, projectionFor(topology, near, box));
  for (const { frame, members } of insets) {
    const inner = { x: frame.x + 8, y: frame.y + 26, width: frame.width - 16, height: frame.height - 34 };
    add(members, projectionFor(topology, members, inner));
  }
  return {
    width: box.width,
    height: box.height,
    paths,
    borders,
    insets: insets.map(({ title, frame }) => ({ title, ...frame })),
  };
}

/** `'01'`; from the code where the file does not say it. */
export function prefectureNumberOf(geometry: { properties?: object | undefined }): string {
  const { prefecture_code: prefecture, lg_code: code } = propertiesOf(geometry);
  return prefecture ?? code?.slice(0, 2) ?? '';
}

function propertiesOf(geometry: { properties?: object | undefined }): MunicipalProperties {
  return geometry.properties ?? {};
}

function between(a: GeometryObject, b: GeometryObject): boolean {
  return prefectureNumberOf(a) !== prefectureNumberOf(b);
}

/** The height that shapes need at a width, at most `highest`. */
export function heightFor(
  topology: Topology,
  members: readonly Municipal[],
  width: number,
  highest: number,
): number {
  const all = feature(topology, { type: 'GeometryCollection', geometries: [...members] });
  const projection = projectionFor(topology, members, { x: 0, y: 0, width, height: highest });
  const [[, top], [, bottom]] = geoPath(projection).bounds(all);
  return Math.min(highest, Math.ceil(bottom - top) + 8);
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
