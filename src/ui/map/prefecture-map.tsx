import japan from '@svg-maps/japan';
import { fillOf, Legend, type LegendItem, type Step } from '../patterns.tsx';
import type { PrefectureArea } from './prefecture-tiles.tsx';

/** Ids of the shapes → the first two digits of the 団体コード. */
const NUMBER_OF: Readonly<Record<string, string>> = {
  hokkaido: '01',
  aomori: '02',
  iwate: '03',
  miyagi: '04',
  akita: '05',
  yamagata: '06',
  fukushima: '07',
  ibaraki: '08',
  tochigi: '09',
  gunma: '10',
  saitama: '11',
  chiba: '12',
  tokyo: '13',
  kanagawa: '14',
  niigata: '15',
  toyama: '16',
  ishikawa: '17',
  fukui: '18',
  yamanashi: '19',
  nagano: '20',
  gifu: '21',
  shizuoka: '22',
  aichi: '23',
  mie: '24',
  shiga: '25',
  kyoto: '26',
  osaka: '27',
  hyogo: '28',
  nara: '29',
  wakayama: '30',
  tottori: '31',
  shimane: '32',
  okayama: '33',
  hiroshima: '34',
  yamaguchi: '35',
  tokushima: '36',
  kagawa: '37',
  ehime: '38',
  kochi: '39',
  fukuoka: '40',
  saga: '41',
  nagasaki: '42',
  kumamoto: '43',
  oita: '44',
  miyazaki: '45',
  kagoshima: '46',
  okinawa: '47',
};

export const PREFECTURE_MAP_CREDIT =
  '地図：MapSVG「Japan」（CC BY 4.0）を加工（@svg-maps/japan）。海岸線は簡略化しています。';

const SHAPES: ReadonlyMap<string, string> = new Map(
  japan.locations.map((shape) => [NUMBER_OF[shape.id] ?? shape.id, shape.path.replace(/(\.\d)\d+/g, '$1')]),
);

/** 47 shapes, linked. Areas of land, not of people: the tiles are the fairer picture. */
export function PrefectureMap(props: {
  label: string;
  areas: readonly PrefectureArea[];
  legend: readonly LegendItem[];
}) {
  const steps = [...new Set(props.areas.map((area): Step => area.step))];
  return (
    <figure class="dads-map">
      <Legend items={props.legend} unit="都道府県" />
      <svg
        class="dads-map__drawing dads-map__drawing--prefectures"
        role="group"
        aria-label={props.label}
        viewBox={japan.viewBox}
      >
        {steps.map((step) => (
          <g key={String(step)} fill={fillOf(step)}>
            {props.areas
              .filter((area) => area.step === step)
              .map((area) => (
                <a key={area.code} href={area.href} aria-label={`${area.title}：${area.text}`}>
                  <title>{`${area.title}：${area.text}`}</title>
                  <path d={SHAPES.get(area.code.slice(0, 2))} />
                </a>
              ))}
          </g>
        ))}
      </svg>
      <figcaption class="dads-map__credit">{PREFECTURE_MAP_CREDIT}</figcaption>
    </figure>
  );
}
