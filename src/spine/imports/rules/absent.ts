import type { BodyCode } from '../../../core/body-code.ts';

interface Municipality {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly prefectureCode: BodyCode;
  readonly prefectureName: string;
}

const NAMED = 5;

/**
 * Municipalities that a file leaves out although it has others of their prefecture: nothing is wrong with such a file,
 * but a table that was cut off looks the same. Null when none is left out.
 */
export function absentRemark(
  present: ReadonlySet<string>,
  municipalities: readonly Municipality[],
): string | null {
  const touched = new Set(
    municipalities.filter((body) => present.has(body.bodyCode)).map((body) => body.prefectureCode),
  );
  const absent = municipalities.filter(
    (body) => touched.has(body.prefectureCode) && !present.has(body.bodyCode),
  );
  if (absent.length === 0) return null;
  const names = absent.slice(0, NAMED).map((body) => body.prefectureName + body.name);
  const rest = absent.length > NAMED ? `ほか${absent.length - NAMED}団体` : '';
  return `この資料に無い市区町村が ${absent.length} 団体あります（${names.join('、')}${rest}）。その団体の値は変わりません。`;
}
