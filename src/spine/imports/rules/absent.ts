import type { BodyCode } from '../../../core/body-code.ts';
import type { Place, Question } from './report.ts';
import type { Decision } from './resolve.ts';

interface Municipality {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly prefectureCode: BodyCode;
  readonly prefectureName: string;
}

export interface AbsentBody {
  readonly bodyCode: BodyCode;
  /** With its prefecture: 富山県富山市. */
  readonly name: string;
}

/** A file as a whole has no cell: what is decided of it stands where no row can. */
const WHOLE_FILE: Place = { sheet: 0, row: 0, column: 0 };
const ACCEPTED = 'accept-absent';

/** More names than these nobody reads in one sentence. */
const NAMED = 20;

/**
 * Municipalities that a file leaves out although it has others of their prefecture. A table that was cut off looks
 * just like this, so it is asked of a person; whole prefectures may be absent (an excerpt).
 */
export function absentBodies(
  present: ReadonlySet<string>,
  municipalities: readonly Municipality[],
): readonly AbsentBody[] {
  const touched = new Set(
    municipalities.filter((body) => present.has(body.bodyCode)).map((body) => body.prefectureCode),
  );
  return municipalities
    .filter((body) => touched.has(body.prefectureCode) && !present.has(body.bodyCode))
    .map((body) => ({ bodyCode: body.bodyCode, name: body.prefectureName + body.name }));
}

/** 「富山県富山市、富山県高岡市ほか3団体」 */
export function namesOf(absent: readonly AbsentBody[], named = NAMED): string {
  const names = absent.slice(0, named).map((body) => body.name);
  return names.join('、') + (absent.length > named ? `ほか${absent.length - named}団体` : '');
}

function sentence(absent: readonly AbsentBody[]): string {
  return `この資料に無い市区町村が ${absent.length} 団体あります（${namesOf(absent)}）。`;
}

export function absentQuestion(absent: readonly AbsentBody[]): Question {
  return {
    ...WHOLE_FILE,
    kind: 'absent',
    sheetName: '',
    written: namesOf(absent),
    why: `${sentence(absent)}表が途中で切れていないか、元の資料と見比べてください。`,
    candidates: absent,
  };
}

/** What a file that was accepted as it is says of itself. */
export function absentRemark(absent: readonly AbsentBody[]): string {
  return `${sentence(absent)}その団体の値は変わりません。`;
}

export const ABSENCE_ACCEPTED: Decision = { ...WHOLE_FILE, chosen: ACCEPTED };

function aboutWholeFile(place: Place): boolean {
  return place.sheet === 0 && place.row === 0 && place.column === 0;
}

export function acceptsAbsence(decision: Decision): boolean {
  return aboutWholeFile(decision) && decision.chosen === ACCEPTED;
}

/** Of the whole file nothing else can be decided; of a row, not this. */
export function isMisplaced(decision: Decision): boolean {
  return aboutWholeFile(decision) !== (decision.chosen === ACCEPTED);
}
