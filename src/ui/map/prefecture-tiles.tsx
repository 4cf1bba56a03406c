import { Legend, type LegendItem, type Step, stepClass } from '../patterns.tsx';

export interface PrefectureArea {
  /** 団体コード of the prefecture: `010006`. */
  readonly code: string;
  /** 「北海道」 */
  readonly title: string;
  /** 「62.3 %」, or the word for why there is none. */
  readonly text: string;
  readonly step: Step;
  readonly href: string;
}

/** 47 equal squares roughly where the prefectures lie; on a phone, four to a row in code order. */
export function PrefectureTiles(props: {
  label: string;
  areas: readonly PrefectureArea[];
  legend: readonly LegendItem[];
}) {
  return (
    <div class="dads-tiles">
      <Legend items={props.legend} unit="都道府県" />
      <ul class="dads-ptiles" aria-label={props.label}>
        {props.areas.map((area) => (
          <li key={area.code} class={`dads-ptiles__item p${area.code.slice(0, 2)}`}>
            <a class={`dads-ptiles__link ${stepClass(area.step)}`} href={area.href}>
              <span class="dads-ptiles__name">{area.title.replace(/[都府県]$/, '')}</span>
              <span class="dads-ptiles__text">{area.text}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
