import pg from 'pg';

/**
 * How values of PostgreSQL become values of the program. As delivered, `pg` makes a `Date` in local time of a
 * `date` (days shift west of Greenwich) and loses microseconds of a `timestamptz`: here days and instants are text.
 *
 * date → `2026-04-01` · timestamptz → `2026-04-01T00:00:00.123456Z` · timestamp → the same without `Z` ·
 * int8 → bigint · numeric → string (exact) · their arrays likewise.
 */
const OID = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  textArray: 1009,
  int8Array: 1016,
  timestampArray: 1115,
  dateArray: 1182,
  timestamptzArray: 1185,
  numericArray: 1231,
} as const;

type Parser = (text: string) => unknown;

function instant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z');
}

/** Reads PostgreSQL's array text with `pg`'s own reader, then each element with ours; NULL stays null. */
function arrayOf(element: Parser): Parser {
  const read = pg.types.getTypeParser(OID.textArray as number) as (text: string) => unknown[];
  const each = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(each) : typeof value === 'string' ? element(value) : value;
  return (text) => read(text).map(each);
}

const same: Parser = (text) => text;

const parsers = new Map<number, Parser>([
  [OID.int8, BigInt],
  [OID.date, same],
  [OID.numeric, same],
  [OID.timestamp, instant],
  [OID.timestamptz, instant],
  [OID.int8Array, arrayOf(BigInt)],
  [OID.dateArray, arrayOf(same)],
  [OID.numericArray, arrayOf(same)],
  [OID.timestampArray, arrayOf(instant)],
  [OID.timestamptzArray, arrayOf(instant)],
]);

/** Handed to every pool as `types`. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};
