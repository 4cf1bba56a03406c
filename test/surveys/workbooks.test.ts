import { createHash } from 'node:crypto';
import { readXlsx } from 'hucre';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyDefinition } from '../../src/core/survey/definition.ts';
import type { SheetCodec } from '../../src/platform/files/sheet-codec.ts';
import { makeHandouts, stepHandout } from '../../src/spine/surveys/actions/handouts.ts';
import { saveAnswers } from '../../src/spine/surveys/actions/save-answers.ts';
import { receiveWorkbook } from '../../src/spine/surveys/actions/upload.ts';
import {
  dropUpload,
  takeUpload,
  type UploadView,
  viewUpload,
} from '../../src/spine/surveys/actions/upload-take.ts';
import { fetchWorkbook, makeWorkbook } from '../../src/spine/surveys/actions/workbook.ts';
import { answersNow, keptAside, valuesOf } from '../../src/spine/surveys/queries/answers.ts';
import { findFile } from '../../src/spine/surveys/queries/uploads.ts';
import { cellFaultSentence, LINE_TITLES } from '../../src/spine/surveys/rules/workbook-sentences.ts';
import { type Cleaning, cleaned, codecHere, type Table } from '../support/cleaned-workbook.ts';
import { openSite, type Site } from '../support/site.ts';
import { zipBomb } from '../support/zip.ts';
import { choice, seat, sentRound } from './support.ts';

const AOMORI_CITY = '022012';
const HIROSAKI = '022021';

/** One question of every kind; the first leads to the second. */
function wideSurvey(): SurveyDefinition {
  const part = (id: string, number: string, title: string) => ({
    id,
    section: 'all',
    number,
    title,
    help: '',
  });
  return {
    id: 'try-workbook',
    title: '試験の調査',
    legalBasis: '依頼',
    purpose: '試験',
    returned: '試験',
    source: '試験',
    level: 'municipality',
    minutes: 10,
    sections: [{ id: 'all', title: '試験' }],
    bindings: [],
    questions: [
      {
        ...part('stage', '1', '導入の段階'),
        kind: {
          type: 'choice',
          options: [
            { id: 'in-use', title: '導入済み' },
            { id: 'trial', title: '実証中' },
            { id: 'none', title: '予定なし' },
          ],
        },
      },
      {
        ...part('why', '1-2', '理由（2つまで）'),
        usuallyKnownBy: '総務',
        kind: {
          type: 'choices',
          atMost: 2,
          options: [
            { id: 'cost', title: '費用' },
            { id: 'staff', title: '職員' },
            { id: 'rules', title: '規程' },
          ],
        },
      },
      {
        ...part('people', '2', '担当の人数'),
        usuallyKnownBy: '人事',
        kind: { type: 'number', unit: '人', scale: 0, min: 0, max: 999 },
      },
      {
        ...part('online', '3', 'オンラインの件数'),
        kind: { type: 'share', unit: '件', valueTitle: 'うちオンライン', baseTitle: '総数' },
      },
      { ...part('since', '4', '始めた日'), kind: { type: 'date' } },
      { ...part('note', '5', '自由記述'), optional: true, kind: { type: 'text', maxLength: 200 } },
    ],
  };
}

describe('a workbook of a sheet', () => {
  let site: Site;
  let roundId: string;
  const city = seat(AOMORI_CITY);
  const sheetNo = 'S9001-022012';

  beforeAll(async () => {
    site = await openSite('2026-04-20T09:00:00+09:00');
    ({ roundId } = await sentRound(
      site.deps.db,
      site.clock,
      [{ bodyCode: AOMORI_CITY }, { bodyCode: HIROSAKI }],
      { survey: wideSurvey() },
    ));
    await sql`update surveys.sheet set sheet_no = 'S9001-' || body_code where round_id = ${roundId}`.execute(
      site.deps.db,
    );
  }, 60_000);
  afterAll(() => site.close());

  async function made(handoutNo: string | null = null): Promise<{ issueNo: number; bytes: Uint8Array }> {
    const issue = await makeWorkbook(site.appDeps, city, { sheetNo, handoutNo });
    if (!issue.ok) throw new Error(issue.code);
    const fetched = await fetchWorkbook(site.appDeps, city, sheetNo, issue.value);
    return { issueNo: issue.value, bytes: fetched!.bytes };
  }

  async function send(bytes: Uint8Array, codec?: SheetCodec) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { fileName: '回答.xlsx', content: bytes, sha256 };
    const got = await receiveWorkbook(site.appDeps, city, sheetNo, file, codec);
    if (!got.ok) throw new Error(got.code);
    return got.value;
  }

  async function view(uploadId: string, who = city): Promise<UploadView> {
    const found = await viewUpload(site.appDeps, who, sheetNo, uploadId);
    if (found === null) throw new Error('not seen');
    return found;
  }

  async function typed(
    change: (fill: (key: string, value: string | number | null) => void, table: Table) => void,
    cleaning: Cleaning = {},
    handoutNo: string | null = null,
  ) {
    const book = await made(handoutNo);
    const bytes = await cleaned(book.bytes, cleaning, (table) =>
      change((key, value) => fillIn(table, key, value), table),
    );
    return { ...book, sent: bytes, ...(await send(bytes, codecHere)) };
  }

  function fillIn(table: Table, key: string, value: string | number | null): void {
    const head = table.find((row) => row.includes('設問番号'));
    const row = table.find((one) => one.includes(key));
    if (head === undefined || row === undefined) throw new Error(`no row ${key}`);
    row[head.indexOf('回答')] = value;
  }

  const standing = async () => valuesOf(await answersNow(site.deps.db, AOMORI_CITY, roundId));
  const kinds = (shown: UploadView) =>
    Object.fromEntries(shown.lines.map((line) => [line.questionId, line.kind]));
  const proposed = (shown: UploadView) =>
    new Map(
      shown.lines
        .filter((line) => line.proposed)
        .map((line) => [line.questionId, line.standingRevision] as const),
    );

  it('prints its identifiers, help, lists and guard rails, and says how it is filled in', async () => {
    const { bytes, issueNo } = await made();
    const book = await readXlsx(bytes, { readStyles: true });
    const [sheet, lists] = book.sheets;
    const texts = sheet!.rows.flat().map(String);
    for (const word of [
      '回答票番号',
      sheetNo,
      '団体コード',
      AOMORI_CITY,
      '作成番号',
      String(issueNo),
      '設問番号',
      '問1-2／選3',
      '問3／総数',
      '青森市',
    ])
      expect(texts).toContain(word);
    expect(texts.some((text) => text.includes('「取消」と記入'))).toBe(true);
    expect(sheet!.protection?.sheet).toBe(true);
    expect(lists!.hidden).not.toBe(true);
    const rules = sheet!.dataValidations ?? [];
    expect(rules.find((rule) => rule.formula1?.includes('選択肢一覧'))?.type).toBe('list');
    expect(rules.every((rule) => !/_xlfn|LET\(|XLOOKUP|TEXTJOIN|IFS\(/.test(rule.formula1 ?? ''))).toBe(true);
    const open = [...(sheet!.cells ?? new Map())].filter(
      ([, cell]) => cell.style?.protection?.locked === false,
    );
    // Answers: 6 heads + 3 options + 2 of the share; 補足: 6.
    expect(open).toHaveLength(17);
    expect(sheet!.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', fitToWidth: 1 });
  });

  it('comes back filled in, through a cleaning gateway, is previewed and becomes answers', async () => {
    const back = await typed(
      (fill) => {
        fill('問1', '2 実証中');
        fill('問1-2／選1', '○');
        fill('問1-2／選3', '〇');
        fill('問2', 12);
        fill('問3／総数', 200);
        fill('問3／内数', 50);
        fill('問4', '令和8年4月1日');
      },
      { valuesOnly: true, onlyFirstSheet: true, rename: 'Sheet1', coverSheet: true, insertColumnsAt: [0] },
    );
    expect(back.refusal).toBeNull();
    const shown = await view(back.uploadId);
    expect(kinds(shown)).toEqual({
      stage: 'new',
      why: 'new',
      people: 'new',
      online: 'new',
      since: 'new',
      note: 'empty',
    });
    expect(await standing()).toEqual({});
    const taken = await takeUpload(site.appDeps, city, sheetNo, back.uploadId, proposed(shown));
    expect(taken.ok).toBe(true);
    expect(await standing()).toEqual({
      stage: choice('trial'),
      why: { type: 'choices', options: ['cost', 'rules'] },
      people: { type: 'number', value: '12' },
      online: { type: 'share', value: '50', base: '200' },
      since: { type: 'date', day: '2026-04-01' },
    });
    expect((await view(back.uploadId)).upload.state).toBe('taken');
    const saved = (await answersNow(site.deps.db, AOMORI_CITY, roundId)).get('people');
    expect(saved).toMatchObject({ via: 'workbook' });
    expect(saved?.source).toMatch(/^Sheet1 E\d+$/);
    const again = await takeUpload(site.appDeps, city, sheetNo, back.uploadId, proposed(shown));
    expect(again).toMatchObject({ ok: false, code: 'upload-finished' });
    expect(
      (await findFile(site.deps.db, AOMORI_CITY, shown.upload.sha256))?.bytes.equals(Buffer.from(back.sent)),
    ).toBe(true);
  });

  it('asks nothing about cells that were not touched, and an emptied cell erases nothing', async () => {
    const back = await typed((fill) => fill('問2', null));
    const shown = await view(back.uploadId);
    expect(kinds(shown)).toEqual({
      stage: 'same',
      why: 'same',
      people: 'emptied',
      online: 'same',
      since: 'same',
      note: 'empty',
    });
    expect(
      await takeUpload(site.appDeps, city, sheetNo, back.uploadId, new Map([['people', 1]])),
    ).toMatchObject({ ok: false, code: 'nothing-chosen' });
    expect((await standing()).people).toEqual({ type: 'number', value: '12' });
  });

  it('takes an answer back only by the word 取消', async () => {
    const back = await typed((fill) => fill('問4', '取消'));
    const shown = await view(back.uploadId);
    expect(kinds(shown).since).toBe('take-back');
    await takeUpload(site.appDeps, city, sheetNo, back.uploadId, proposed(shown));
    expect((await standing()).since).toBeUndefined();
  });

  it('shows what another saved meanwhile beside it, and takes it over only when a person says so', async () => {
    const book = await made();
    const bytes = await cleaned(book.bytes, {}, (table) => {
      fillIn(table, '問2', 20);
      fillIn(table, '問1', '1 導入済み');
    });
    await site.appDeps.db.transaction().execute(async (tx) => {
      await sql`select set_config('shirube.scope', 'body', true), set_config('shirube.body', ${AOMORI_CITY}, true)`.execute(
        tx,
      );
      await saveAnswers(tx, site.clock, city, {
        bodyCode: AOMORI_CITY,
        roundId,
        via: 'page',
        answers: [
          { questionId: 'people', value: { type: 'number', value: '15' }, remark: null, seenRevision: 1 },
        ],
      });
    });
    const { uploadId } = await send(bytes, codecHere);
    const shown = await view(uploadId);
    expect(kinds(shown)).toMatchObject({ people: 'conflict', stage: 'change' });
    expect(proposed(shown).has('people')).toBe(false);
    await takeUpload(site.appDeps, city, sheetNo, uploadId, proposed(shown));
    expect((await standing()).people).toEqual({ type: 'number', value: '15' });
    const rest = await view(uploadId);
    expect(rest.upload.state).toBe('partly-taken');
    expect(rest.upload.reading.decisions.find((one) => one.questionId === 'people')?.outcome).toBe('left');
    await takeUpload(site.appDeps, city, sheetNo, uploadId, new Map([['people', 2]]));
    expect((await standing()).people).toEqual({ type: 'number', value: '20' });
    expect((await view(uploadId)).upload.state).toBe('taken');
  });

  it('keeps a line beside the sheet when another saves between preview and taking', async () => {
    const back = await typed((fill) => fill('問2', 30));
    const other = await typed((fill) => fill('問2', 31));
    const [first, second] = [await view(back.uploadId), await view(other.uploadId)];
    await takeUpload(site.appDeps, city, sheetNo, back.uploadId, proposed(first));
    const taken = await takeUpload(site.appDeps, city, sheetNo, other.uploadId, proposed(second));
    expect(taken).toMatchObject({
      ok: true,
      value: [{ questionId: 'people', outcome: 'kept', because: 'changed-meanwhile' }],
    });
    expect((await standing()).people).toEqual({ type: 'number', value: '30' });
    expect((await keptAside(site.deps.db, AOMORI_CITY, roundId)).map((one) => one.value)).toContainEqual({
      type: 'number',
      value: '31',
    });
    expect((await view(other.uploadId)).upload.state).toBe('partly-taken');
  });

  it('two takes of one upload at once save once', async () => {
    const back = await typed((fill) => fill('問5', '同時に'));
    const shown = await view(back.uploadId);
    const both = await Promise.all(
      [1, 2].map(() => takeUpload(site.appDeps, city, sheetNo, back.uploadId, proposed(shown))),
    );
    expect(both.map((one) => (one.ok ? 'ok' : one.code)).sort()).toEqual(['ok', 'upload-finished']);
    const { rows } = await sql<{
      n: bigint;
    }>`select count(*) as n from surveys.answer where question_id = 'note'`.execute(site.deps.db);
    expect(rows[0]?.n).toBe(1n);
  });

  it('says what is wrong at the address of the cell, and keeps what was typed', async () => {
    const back = await typed((fill, table) => {
      fill('問1', '4 廃止');
      fill('問1-2／選1', '○');
      fill('問1-2／選2', '○');
      fill('問1-2／選3', '○');
      fill('問2', '十二人');
      fill('問3／総数', 5);
      fill('問3／内数', 9);
      table.splice(
        table.findIndex((row) => row.includes('問5')),
        1,
      );
    });
    const shown = await view(back.uploadId);
    expect(kinds(shown)).toMatchObject({
      stage: 'refused',
      why: 'refused',
      people: 'refused',
      online: 'refused',
      note: 'no-row',
    });
    const sentences = shown.lines.flatMap(({ read }) =>
      read.outcome.kind === 'fault' ? [cellFaultSentence(read.outcome.fault, read.outcome.at)] : [],
    );
    expect(sentences[0]).toMatch(/^シート『回答票』D\d+：「4 廃止」は選択肢にありません。/);
    expect(sentences[1]).toMatch(/^シート『回答票』D\d+：2つまで選べます。3つ選ばれています。$/);
    expect(sentences[2]).toMatch(/「十二人」は数値として読めません。/);
    expect(sentences[3]).toMatch(/内数が総数を超えています。/);
    expect(shown.upload.reading.questions.find((one) => one.questionId === 'people')?.cells[0]?.text).toBe(
      '十二人',
    );
    expect(await dropUpload(site.appDeps, city, sheetNo, back.uploadId)).toMatchObject({ ok: true });
    expect((await view(back.uploadId)).upload).toMatchObject({ state: 'dropped' });
    expect((await view(back.uploadId)).lines).toHaveLength(6);
  });

  it('refuses a row of an option that is gone, marks that cannot be read, and the same row saying two things', async () => {
    const gone = await typed((fill, table) => {
      fill('問1-2／選3', null);
      table.splice(
        table.findIndex((row) => row.includes('問1-2／選2')),
        1,
      );
    });
    const strange = await typed((fill) => fill('問1-2／選2', 'たぶん'));
    const twice = await typed((fill, table) => {
      const row = table.find((one) => one.includes('問2'))!;
      table.push([...row]);
      fill('問2', 77);
    });
    const codes = [];
    for (const { uploadId } of [gone, strange, twice]) {
      const faults = (await view(uploadId)).lines.flatMap(({ read }) =>
        read.outcome.kind === 'fault' ? [read.outcome.fault.code] : [],
      );
      codes.push(faults);
    }
    expect(codes).toEqual([['row-missing'], ['not-a-mark'], ['said-twice']]);
  });

  it('refuses whole workbooks that are not this one, with a sentence, and keeps the refusal', async () => {
    const { bytes } = await made();
    const swapped = (from: string, to: string) =>
      cleaned(bytes, {}, (table) => {
        for (const row of table) for (const [at, cell] of row.entries()) if (cell === from) row[at] = to;
      });
    const cases: [Uint8Array, RegExp][] = [
      [await swapped(sheetNo, 'S9001-022021'), /022012|別の団体/],
      [
        await cleaned(await swapped(sheetNo, 'S9001-022021'), {}, (table) => {
          for (const row of table)
            for (const [at, cell] of row.entries()) if (cell === AOMORI_CITY) row[at] = HIROSAKI;
        }),
        /別の団体の回答票（S9001-022021）/,
      ],
      [await swapped(sheetNo, 'S8000-022012'), /別の調査回の回答票（S8000-022012）/],
      [
        await cleaned(bytes, {}, (table) => {
          const row = table.find((one) => one.includes('作成番号'))!;
          row[1] = '999';
        }),
        /作成番号 999/,
      ],
      [await swapped('設問番号', 'No.'), /「設問番号」の見出しが見つかりません/],
      [await swapped('回答', '記入欄'), /「回答」の見出しが見つかりません/],
      [zipBomb({ packed: 5_000_000, claimed: 1_300_000_000 }), /展開すると/],
      [Buffer.from('%PDF-1.7 これは'), /PDF/],
      [Buffer.from('a,b\n1,2\n'), /「回答票番号」が見つかりません/],
    ];
    for (const [content, sentence] of cases) {
      // The archive that lies and the files that are no workbook go through the guards as they stand.
      const got = await send(content, content.length > 4_000_000 ? undefined : codecHere);
      expect(got.refusal).toMatch(sentence);
      const shown = await view(got.uploadId);
      expect(shown.upload).toMatchObject({ state: 'refused' });
      expect(await findFile(site.deps.db, AOMORI_CITY, shown.upload.sha256)).toBeNull();
    }
  });

  it('without its 作成番号, everything that differs from what stands is asked about', async () => {
    const back = await typed((fill, table) => {
      fill('問2', 44);
      const row = table.find((one) => one.includes('作成番号'))!;
      row[0] = null;
      row[1] = null;
    });
    const shown = await view(back.uploadId);
    expect(shown.made).toBeNull();
    expect(kinds(shown)).toMatchObject({ people: 'conflict', stage: 'same' });
  });

  it('takes the result of a formula in a number only when a person ticks it, and refuses one elsewhere', async () => {
    const { bytes } = await made();
    const book = await readXlsx(bytes, { readStyles: true });
    const sheet = book.sheets[0]!;
    const at = (key: string) => sheet.rows.findIndex((row) => row.includes(key));
    const cells = new Map(sheet.cells);
    cells.set(`${at('問2')},3`, { value: 55, type: 'formula', formula: '50+5', formulaResult: 55 });
    cells.set(`${at('問1')},3`, {
      value: '1 導入済み',
      type: 'formula',
      formula: 'A1',
      formulaResult: '1 導入済み',
    });
    const { writeXlsx } = await import('hucre');
    const { uploadId } = await send(
      await writeXlsx({ sheets: [{ name: '回答票', rows: sheet.rows, cells }] }),
    );
    const shown = await view(uploadId);
    const people = shown.lines.find((line) => line.questionId === 'people');
    expect(people).toMatchObject({ kind: 'change', proposed: false, value: { type: 'number', value: '55' } });
    expect(shown.lines.find((line) => line.questionId === 'stage')?.read.outcome).toMatchObject({
      kind: 'fault',
      fault: { code: 'formula' },
    });
  });

  it('is nobody else’s: another body sees neither sheet, workbook nor upload', async () => {
    const back = await typed(() => undefined);
    const stranger = seat(HIROSAKI);
    expect(await fetchWorkbook(site.appDeps, stranger, sheetNo, back.issueNo)).toBeNull();
    expect(await viewUpload(site.appDeps, stranger, sheetNo, back.uploadId)).toBeNull();
    expect(
      await receiveWorkbook(site.appDeps, stranger, sheetNo, {
        fileName: 'a',
        content: back.sent,
        sha256: 'x',
      }),
    ).toMatchObject({ ok: false, code: 'no-such-sheet' });
    const { rows } = await site.appDeps.db.transaction().execute(async (tx) => {
      await sql`select set_config('shirube.scope', 'body', true), set_config('shirube.body', ${HIROSAKI}, true)`.execute(
        tx,
      );
      return sql`select 1 from surveys.workbook union all select 1 from surveys.upload union all select 1 from surveys.file`.execute(
        tx,
      );
    });
    expect(rows).toEqual([]);
  });

  it('goes to sections as parts, comes back late or after it was cancelled, and is merged', async () => {
    const handed = await makeHandouts(site.appDeps, city, sheetNo, [
      {
        sectionId: null,
        sectionName: '総務課',
        due: '2026-04-24',
        message: 'お願いします。',
        questions: ['why', 'people'],
      },
      { sectionId: null, sectionName: '会計課', due: null, message: null, questions: ['people'] },
    ]);
    if (!handed.ok) throw new Error(handed.code);
    expect(handed.value.map((one) => one.handoutNo)).toEqual([`${sheetNo}-1`, `${sheetNo}-2`]);
    const [first, second] = handed.value;
    const one = await typed((fill) => fill('問2', 61), { valuesOnly: true }, first!.handoutNo);
    const two = await typed((fill) => fill('問2', 62), {}, second!.handoutNo);
    const shown = await view(one.uploadId);
    expect(shown.lines.map((line) => line.questionId)).toEqual(['why', 'people']);
    expect(shown.handout).toMatchObject({ state: 'back' });
    await takeUpload(site.appDeps, city, sheetNo, one.uploadId, proposed(shown));
    expect((await answersNow(site.deps.db, AOMORI_CITY, roundId)).get('people')).toMatchObject({
      via: 'section',
      value: { value: '61' },
    });
    expect((await view(one.uploadId)).handout).toMatchObject({ state: 'taken' });
    // The other section said something else about the same question: a person decides.
    await stepHandout(site.appDeps, city, sheetNo, second!.handoutNo, 'cancel');
    const other = await view(two.uploadId);
    expect(other.handout).toMatchObject({ state: 'cancelled' });
    expect(other.lines).toMatchObject([{ questionId: 'people', kind: 'conflict', proposed: false }]);
    expect(await makeWorkbook(site.appDeps, city, { sheetNo, handoutNo: second!.handoutNo })).toMatchObject({
      ok: false,
      code: 'handout-cancelled',
    });
  });

  it('has a title for every kind of line', () => {
    expect(Object.values(LINE_TITLES).every((title) => title.length > 0)).toBe(true);
  });
});
