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

/** The imported municipal polygons. Bodies that the map knows and `areas` does not are drawn as 値なし. */
export function PolygonMap(props: {
  label: string;
  shapes: PreparedShapes;
  areas: readonly PolygonArea[];
  legend: readonly LegendItem[];
  /** Attribution of the imported map, as its publisher wants it printed. */
  credit: string;
}) {
  const { shapes } = props;
  const byStep = new Map<Step, PolygonArea[]>();
  for (const area of props.areas) {
    const members = byStep.get(area.step);
    if (members === undefined) byStep.set(area.step, [area]);
    else members.push(area);
  }
  const known = new Set(props.areas.map((area) => area.code));
  const rest = [...shapes.paths].filter(([code]) => !known.has(code)).map(([, path]) => path);
  return (
    <figure class="dads-map">
      <Legend items={props.legend} />
      <svg
        class="dads-map__drawing"
        role="group"
        aria-label={props.label}
        viewBox={`0 0 ${shapes.width} ${shapes.height}`}
      >
        {shapes.frame === '' ? null : <path class="dads-map__frame" d={shapes.frame} />}
        {rest.length === 0 ? null : <path fill={fillOf('none')} d={rest.join('')} />}
        {STEP_ORDER.map((step) => (
          <g key={String(step)} fill={fillOf(step)}>
            {(byStep.get(step) ?? []).map((area) => (
              <a key={area.code} href={area.href} aria-label={area.title}>
                <path d={shapes.paths.get(area.code)} />
              </a>
            ))}
          </g>
        ))}
        {shapes.borders === '' ? null : <path class="dads-map__borders" d={shapes.borders} />}
      </svg>
      <figcaption class="dads-map__credit">{props.credit}</figcaption>
    </figure>
  );
}
