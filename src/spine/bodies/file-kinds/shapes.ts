import { type BodyCode, isBodyCode, isPrefectureCode } from '../../../core/body-code.ts';
import type { BodyMention, FileKind, ReadOutcome, Rejection, Workbook } from '../../contracts/file-kind.ts';
import { SHAPES } from './sources.ts';

const ID = 'municipality-shapes';
/** 国土数値情報 行政区域データ N03 2025: the boundaries of 1 January 2025. */
const REGISTER_ON = '2025-01-01';
const MUNICIPALITIES = 1741;
const NORTHERN_VILLAGES = 6;

interface Shape {
  readonly code: BodyCode;
  readonly prefecture: string;
  readonly name: string;
  readonly northern: boolean;
}

/** The municipality TopoJSON of the デジタル庁: a document that is kept as it is, under the codes that it must cover. */
export const municipalityShapes: FileKind = {
  id: ID,
  title: '市区町村の地図（TopoJSON）',
  source: SHAPES,
  recognise(workbook) {
    const shapes = shapesOf(workbook);
    if (shapes === null) return null;
    return { confidence: 1, why: `団体コードのついた図形が ${shapes.length} 個ある TopoJSON です。` };
  },
  read(workbook) {
    const shapes = shapesOf(workbook);
    if (shapes === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readShapes(shapes, workbook.json);
  },
};

function readShapes(shapes: readonly Shape[], json: unknown): ReadOutcome {
  const rejected: Rejection[] = [];
  const reject = (index: number, found: string, expected: string, message: string) =>
    rejected.push({ sheet: '', row: index, column: 1, found, expected, message });
  const seen = new Map<BodyCode, number>();
  for (const [index, { code, name }] of shapes.entries()) {
    const earlier = seen.get(code);
    if (earlier !== undefined)
      reject(index + 1, code, '1団体に1つ', `団体コード「${code}」の図形が2つあります。`);
    else if (!isBodyCode(code) || isPrefectureCode(code)) {
      reject(
        index + 1,
        code,
        '6桁の団体コード',
        `「${name}」の団体コード「${code}」は市区町村のコードではありません。`,
      );
    }
    seen.set(code, index);
  }
  const bodies = shapes.filter((shape) => !shape.northern);
  const northern = shapes.length - bodies.length;
  if (bodies.length !== MUNICIPALITIES || northern !== NORTHERN_VILLAGES) {
    const found = `${bodies.length} と北方領土 ${northern}`;
    const expected = `${MUNICIPALITIES} と北方領土 ${NORTHERN_VILLAGES}`;
    reject(0, found, expected, `図形の数が ${found} です。全国 ${expected} の地図を選んでください。`);
  }
  const mentions = bodies.map(
    (shape): BodyMention => ({
      sheet: 0,
      row: shapes.indexOf(shape) + 1,
      column: 1,
      code: shape.code,
      prefecture: shape.prefecture,
      name: shape.name,
      level: 'municipality',
    }),
  );
  return {
    matching: 'by-code',
    registerOn: REGISTER_ON,
    asOf: REGISTER_ON,
    editionOn: null,
    state: 'final',
    mentions,
    facts: [],
    controls: [],
    ignored: shapes.flatMap((shape, index) =>
      shape.northern
        ? [
            {
              sheet: 0,
              row: index + 1,
              column: 1,
              text: `${shape.code} ${shape.name}`,
              why: '北方領土の村の図形',
            },
          ]
        : [],
    ),
    rejected,
    asset: {
      id: ID,
      title: '市区町村の地図',
      json,
      bodies: bodies.map((shape) => shape.code).sort(),
    },
  };
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The shapes of the first collection whose geometries carry 団体コード; null when it is no such document. */
function shapesOf(workbook: Workbook): readonly Shape[] | null {
  const { json } = workbook;
  if (!isObject(json) || json.type !== 'Topology' || !Array.isArray(json.arcs) || !isObject(json.objects))
    return null;
  for (const collection of Object.values(json.objects)) {
    if (!isObject(collection) || !Array.isArray(collection.geometries)) continue;
    const shapes = collection.geometries.flatMap((geometry: unknown) => {
      const properties = isObject(geometry) ? geometry.properties : null;
      return isObject(properties) && typeof properties.lg_code === 'string'
        ? [shapeOf(properties, properties.lg_code)]
        : [];
    });
    if (shapes.length > 0 && shapes.length === collection.geometries.length) return shapes;
  }
  return null;
}

function shapeOf(properties: Json, code: string): Shape {
  const text = (key: string) => (typeof properties[key] === 'string' ? (properties[key] as string) : '');
  return {
    code,
    prefecture: text('prefecture_name'),
    name: text('city_name'),
    northern: properties.is_hoppo_city === true,
  };
}
