import { fillOf, Legend, type LegendItem, STEP_ORDER, type Step } from '../patterns.tsx';
import type { PreparedShapes } from './shapes.ts';

export interface PolygonArea {
  /** 団体コード */
  readonly code: string;
  /** 「札幌市：策定済み」 */
  readonly title: string;
  readonly step: Step;
  readonly href: string;
}

/**
 * The imported municipal polygons, of the nation or of one prefecture. Shapes that are no body of `areas` (six
 * northern villages, bodies outside a filter) are grey ground without a link: no statement is made about them.
 */
export function PolygonMap(props: {
  label: string;
  shapes: PreparedShapes;
  /** First two digits of the code; absent: the nation. */
  prefecture?: string | undefined;
  areas: readonly PolygonArea[];
  legend: readonly LegendItem[];
  /** Attribution of the imported map, as its publisher wants it printed. */
  credit: string;
}) {
  const { shapes, prefecture } = props;
  const drawing = prefecture === undefined ? shapes.nation : shapes.prefecture(prefecture);
  if (drawing === undefined) return null;
  const byStep = new Map<Step, PolygonArea[]>(STEP_ORDER.map((step) => [step, []]));
  for (const area of props.areas) byStep.get(area.step)?.push(area);
  const known = new Set(props.areas.map((area) => area.code));
  const ground = [...drawing.paths].filter(([code]) => !known.has(code)).map(([, path]) => path);
  return (
    <figure class="dads-map">
      <Legend items={props.legend} />
      <svg
        class="dads-map__drawing"
        role="group"
        aria-label={props.label}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      >
        {drawing.insets.map((inset) => (
          <g key={inset.title}>
            <rect class="dads-map__frame" x={inset.x} y={inset.y} width={inset.width} height={inset.height} />
            <text class="dads-map__place" x={inset.x + 8} y={inset.y + 18}>
              {inset.title}
            </text>
          </g>
        ))}
        {ground.length === 0 ? null : <path class="dads-map__ground" d={ground.join('')} />}
        {[...byStep].map(([step, members]) =>
          members.length === 0 ? null : (
            <g key={String(step)} fill={fillOf(step)}>
              {members.map((area) => (
                <a key={area.code} href={area.href} aria-label={area.title}>
                  <path d={drawing.paths.get(area.code)} />
                </a>
              ))}
            </g>
          ),
        )}
        {drawing.borders === '' ? null : <path class="dads-map__borders" d={drawing.borders} />}
      </svg>
      <figcaption class="dads-map__credit">
        地図：{props.credit}
        {drawing.insets.length === 0
          ? ''
          : `　枠の中（${drawing.insets.map((inset) => inset.title).join('、')}）は位置と縮尺が異なります。`}
      </figcaption>
    </figure>
  );
}
