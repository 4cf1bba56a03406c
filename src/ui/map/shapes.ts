import { geoConicEqualArea, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Properties of the municipal file: `lg_code` is the 6-digit 団体コード as text. */
interface MunicipalProperties {
  readonly lg_code?: string | null;
  readonly prefecture_code?: string | null;
  readonly is_hoppo_city?: boolean;
}

/** Path texts in whole tenths of the drawing's unit, made once when a map is imported. */
export interface PreparedShapes {
  readonly width: number;
  readonly height: number;
  /** By 団体コード. */
  readonly paths: ReadonlyMap<string, string>;
  /** Borders of prefectures, drawn over the areas. */
  readonly borders: string;
  /** Frame of the inset of 沖縄県, which lies elsewhere on the ground. */
  readonly frame: string;
}

const WIDTH = 720;
const HEIGHT = 760;
const INSET = { x: 20, y: 40, width: 250, height: 190 };
const OKINAWA = '47';

/**
 * TopoJSON → paths. 1,741 shapes are projected once (about 0.1 s); rendering afterwards is joining texts. The main
 * drawing is equal-area, so that no region looks larger than it is; 沖縄県 stands in a framed inset.
 */
export function prepareShapes(topology: Topology): PreparedShapes {
  const object = Object.values(topology.objects).find(
    (one): one is GeometryCollection<MunicipalProperties> => one.type === 'GeometryCollection',
  );
  if (object === undefined) throw new TypeError('the topology has no collection of geometries');
  const isInset = (geometry: { properties?: MunicipalProperties | undefined }) =>
    geometry.properties?.prefecture_code === OKINAWA;
  const part = (inset: boolean): GeometryCollection<MunicipalProperties> => ({
    ...object,
    geometries: object.geometries.filter((geometry) => isInset(geometry) === inset),
  });
  const main = part(false);
  const inset = part(true);
  const paths = new Map<string, string>();
  const lines: string[] = [];
  for (const [collection, box] of [
    [main, { x: 0, y: 0, width: WIDTH, height: HEIGHT }],
    [inset, { x: INSET.x + 8, y: INSET.y + 8, width: INSET.width - 16, height: INSET.height - 16 }],
  ] as const) {
    if (collection.geometries.length === 0) continue;
    const all = feature(topology, collection);
    const projection = geoConicEqualArea()
      .parallels([27, 44])
      .rotate([-136, 0])
      .fitExtent(
        [
          [box.x, box.y],
          [box.x + box.width, box.y + box.height],
        ],
        all,
      );
    const draw = geoPath(projection).digits(1);
    for (const one of all.features) {
      const code = one.properties.lg_code;
      const path = draw(one);
      if (code != null && path !== null) paths.set(code, path);
    }
    const borders = mesh(
      topology,
      collection,
      (a, b) =>
        (a as { properties?: MunicipalProperties }).properties?.prefecture_code !==
        (b as { properties?: MunicipalProperties }).properties?.prefecture_code,
    );
    lines.push(draw(borders) ?? '');
  }
  const frame =
    inset.geometries.length === 0
      ? ''
      : `M${INSET.x} ${INSET.y}h${INSET.width}v${INSET.height}h-${INSET.width}z`;
  return { width: WIDTH, height: HEIGHT, paths, borders: lines.join(''), frame };
}
