import type { Day } from '../../../core/calendar.ts';
import { parseDecimal } from '../../../core/rational.ts';
import { agreesWithPrinted, printedDecimals, type Read, Table, withinOnePoint } from '../../../core/table.ts';
import type {
  BodyMention,
  ControlSum,
  FileKind,
  ReadFact,
  ReadOutcome,
  Remark,
  Workbook,
} from '../../../spine/contracts/file-kind.ts';
import {
  CARD_ISSUED,
  CARD_POPULATION,
  CARDS,
  type CardHeads,
  dayIn,
  findCardHeads,
  isMissing,
  POPULATION,
} from './heads.ts';

const ID = 'card-municipal';

interface Opened {
  readonly table: Table;
  readonly heads: CardHeads;
  readonly name: number;
}

function open(workbook: Workbook): Opened | null {
  const sheet = workbook.sheets[0];
  if (sheet === undefined) return null;
  const table = new Table(sheet);
  const heads = findCardHeads(table);
  const name = heads?.columns.get('name');
  return heads === null || name === undefined ? null : { table, heads, name };
}

/** all_localgovs: population and cards of every municipality, each with its own base date. */
export const cardMunicipal: FileKind = {
  id: ID,
  title: 'マイナンバーカード交付状況（市区町村別）',
  source: CARDS,
  otherSources: [CARD_POPULATION],
  recognise(workbook) {
    const opened = open(workbook);
    if (opened === null) return null;
    const { columns } = opened.heads;
    const confidence = columns.has('prefecture') && columns.has('rate') ? 1 : 0.8;
    return { confidence, why: '市区町村名・人口・交付枚数の列があります。' };
  },
  read(workbook, given) {
    const opened = open(workbook);
    if (opened === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return new CardReading(opened, given.asOf).outcome();
  },
};

/** One reading of one file: what is found is collected while the rows are walked. */
class CardReading {
  readonly #mentions: BodyMention[] = [];
  readonly #facts: ReadFact[] = [];
  readonly #controls: ControlSum[] = [];
  readonly #ignored: ReadOutcome['ignored'][number][] = [];
  readonly #remarks: Remark[] = [];
  readonly #days: { readonly on: Day; readonly row: number; readonly written: string }[] = [];
  readonly #opened: Opened;
  readonly #given: Day | null;

  constructor(opened: Opened, given: Day | null) {
    this.#opened = opened;
    this.#given = given;
    const { table, heads } = opened;
    for (const column of heads.unknown) {
      const head = table.text(heads.row, column);
      table.fault(
        heads.row,
        column,
        '交付状況の列',
        `「${head}」は知らない列です。表の版を確かめてください。`,
      );
    }
    for (let row = heads.row + 1; row <= table.height; row += 1) if (!table.isEmpty(row)) this.#row(row);
  }

  outcome(): ReadOutcome {
    const asOf = this.#asOf();
    if (asOf !== null && this.#given !== null && this.#given !== asOf) {
      const text = `ファイルに印字された基準日 ${asOf} で読みました。指定された ${this.#given} は使いません。`;
      this.#remarks.push({ sheet: 1, row: 0, column: 0, text });
    }
    return {
      matching: this.#mentions.some((mention) => mention.code !== null) ? 'by-code' : 'by-name',
      registerOn: asOf ?? '',
      asOf,
      // Published some days after: the base day orders the editions of one population.
      editionOn: asOf,
      state: 'final',
      mentions: this.#mentions,
      facts: this.#facts,
      controls: this.#controls,
      ignored: this.#ignored,
      rejected: this.#opened.table.faults,
      remarks: this.#remarks,
    };
  }

  /** The newest of the days. A long table has many rows for each; a day of a few rows is a slip of the pen. */
  #asOf(): Day | null {
    const { table, heads } = this.#opened;
    const rowsOn = new Map<Day, number>();
    for (const { on } of this.#days) rowsOn.set(on, (rowsOn.get(on) ?? 0) + 1);
    const most = Math.max(0, ...rowsOn.values());
    const usual = [...rowsOn].filter(([, rows]) => rows * 2 > most).map(([on]) => on);
    const column =
      heads.columns.get('cardsOn') ?? heads.columns.get('madeOn') ?? (heads.columns.get('cards') as number);
    for (const { on, row, written } of this.#days) {
      if (usual.includes(on)) continue;
      table.fault(row, column, usual.join('、'), `${written}の基準日 ${on} が、ほかの団体と違います。`);
    }
    return usual.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null);
  }

  #row(row: number): void {
    const { table, heads, name: nameColumn } = this.#opened;
    const { columns } = heads;
    const name = table.text(row, nameColumn);
    const prefectureColumn = columns.get('prefecture');
    const prefecture = prefectureColumn === undefined ? null : table.text(row, prefectureColumn);
    if (name === table.text(heads.row, nameColumn)) {
      this.#ignore(row, name, '見出しの行');
      return;
    }
    const made = dayIn(table, row, columns.get('madeOn'), null, this.#given);
    const on = dayIn(table, row, columns.get('cardsOn'), heads.days.cards, made);
    const populationOn = dayIn(table, row, columns.get('populationOn'), heads.days.population, null);
    const populationColumn = columns.get('population') as number;
    const cardsColumn = columns.get('cards') as number;
    const written = `${prefecture ?? ''}${name}`;
    const population = table.count(row, populationColumn, `${written}の人口`);
    const cards = table.count(row, cardsColumn, `${written}の交付枚数`);
    if (isTotal(name, prefecture)) {
      this.#ignore(row, written, '合計の行');
      const area = isNation(name, prefecture) ? null : prefecture;
      const places = { row, sheet: 1, part: '', prefecture: area };
      if (typeof cards === 'bigint' && on !== null) {
        this.#controls.push({ ...places, indicator: CARD_ISSUED, on, value: cards, column: cardsColumn });
      }
      return;
    }
    const mention = this.#mentions.length;
    this.#mentions.push({
      sheet: 1,
      row,
      column: nameColumn,
      code: this.#code(row),
      prefecture,
      name,
      level: 'municipality',
    });
    if (on === null || population === null || cards === null) return;
    this.#days.push({ on, row, written });
    if (!this.#agrees(row, written, population, cards)) return;
    const common = { mention, part: '', sheet: 1, row, note: null };
    const known = typeof population === 'bigint' && population > 0n;
    const value = cards === '' ? null : cards;
    const base = known && value !== null ? population : null;
    this.#facts.push({
      ...common,
      indicator: CARD_ISSUED,
      on,
      value: base === null ? null : value,
      base,
      baseOn: base === null ? null : populationOn,
      reason: base === null ? 'blank-in-source' : null,
      note: value !== null && base === null ? `人口の記載がない（交付枚数 ${value}）` : null,
      column: cardsColumn,
    });
    if (populationOn === null) return;
    this.#facts.push({
      ...common,
      indicator: POPULATION,
      on: populationOn,
      value: population === '' ? null : population,
      base: null,
      baseOn: null,
      reason: population === '' ? 'blank-in-source' : null,
      column: populationColumn,
      series: CARD_POPULATION.series,
    });
  }

  #ignore(row: number, text: string, why: string): void {
    this.#ignored.push({ sheet: 1, row, column: this.#opened.name, text, why });
  }

  /** Codes come as numbers: leading zeros lost, `<NA>` where the converter found none, `.0` where a column had gaps. */
  #code(row: number): string | null {
    const column = this.#opened.heads.columns.get('code');
    const text = column === undefined ? '' : this.#opened.table.text(row, column);
    return text === '' || isMissing(text) ? null : text.replace(/\.0$/, '');
  }

  /** The printed rate controls the two counts; a body of its own cannot have issued more cards than it has people. */
  #agrees(row: number, written: string, population: Read<bigint>, cards: Read<bigint>): boolean {
    const { table, heads } = this.#opened;
    if (typeof population !== 'bigint' || typeof cards !== 'bigint' || population === 0n) return true;
    if (cards > population) {
      const column = heads.columns.get('cards') as number;
      table.fault(
        row,
        column,
        `0～${population}`,
        `${written}の交付枚数 ${cards} が人口 ${population} を超えています。`,
      );
      return false;
    }
    const column = heads.columns.get('rate');
    const text = column === undefined ? '' : table.text(row, column).replace(/[%％]$/, '');
    const printed = parseDecimal(text);
    if (column === undefined || printed === null) return true;
    if (agreesWithPrinted(printed, printedDecimals(text), cards, population)) return true;
    const message = `${written}の率 ${text} が、交付枚数 ${cards} と人口 ${population} に合いません。`;
    if (withinOnePoint(printed, cards, population)) {
      this.#remarks.push({ sheet: 1, row, column, text: message });
      return true;
    }
    table.fault(row, column, '交付枚数 ÷ 人口', message);
    return false;
  }
}

function isNation(name: string, prefecture: string | null): boolean {
  return /^(全国|合計|総数)$/.test(name) || /^(全国|合計|総数)$/.test(prefecture ?? '');
}

function isTotal(name: string, prefecture: string | null): boolean {
  return isNation(name, prefecture) || /^([-－―]|計|小計|.*計)?$/.test(name) || name === prefecture;
}
