import { createHash, randomUUID } from 'node:crypto';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { pathOf } from '../../../core/survey/path.ts';
import { audit, auditRead } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope, withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { scopeOf } from '../../posts/rules/rights.ts';
import { answersNow, keptAside, standingAnswers, valuesOf } from '../queries/answers.ts';
import { rawTexts } from '../queries/aside.ts';
import { inDisaster } from '../queries/circumstances.ts';
import { findFile, insertFile, type StoredFile } from '../queries/evidence.ts';
import { insertProxy, type ProxyEntry, proxiesOf } from '../queries/proxy.ts';
import { findRound, type Round } from '../queries/rounds.ts';
import { findSheetByNo, lockSheet, type Sheet } from '../queries/sheets.ts';
import { decideLine, readForm } from '../rules/answer-form.ts';
import { acceptance, dueNow } from '../rules/deadline.ts';
import { EVIDENCE_BYTES, SCAN_TYPES } from '../rules/evidence.ts';
import { type ProxyRefusal, readHeard } from '../rules/proxy.ts';
import type { SaveRefusal } from '../rules/save.ts';
import { keepUnreadable, type Unreadable } from './answer-raw.ts';
import { mediaTypeOf } from './evidence.ts';
import type { OpenSheet } from './open-sheet.ts';
import { type SavedOutcome, saveAnswers } from './save-answers.ts';
import { actorOf, today } from './who.ts';

/** A municipality's sheet as its prefecture types into it: what it typed itself, and no draft of the body. */
export interface ProxySheet {
  readonly view: OpenSheet;
  readonly entries: readonly ProxyEntry[];
  /** Typed in by the prefecture, and confirmed or changed by the body since. */
  readonly ownWords: ReadonlySet<string>;
}

export async function openProxySheet(deps: Deps, seat: Seat, sheetNo: string): Promise<ProxySheet | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const found = await findMembersSheet(tx, seat, sheetNo);
    if (found === null) return null;
    const { sheet, round } = found;
    const { bodyCode, roundId } = sheet;
    const day = today(deps.clock);
    const disaster = await inDisaster(tx, bodyCode, day);
    const { prefectureDue, nationDue } = round;
    const when = { roundState: round.state, route: sheet.route, prefectureDue, nationDue, own: sheet.due };
    const typed = await answersNow(tx, bodyCode, roundId);
    // Which of them still stand is the body's to say; of its own words the prefecture learns no more than that.
    const standing = await withinScope(tx, { kind: 'system' }, () => answersNow(tx, bodyCode, roundId));
    const ownWords = [...typed.keys()].filter((id) => standing.get(id)?.via !== 'proxy');
    const now = new Map([...typed].filter(([id]) => standing.get(id)?.via === 'proxy'));
    const values = valuesOf(now);
    return {
      entries: await proxiesOf(tx, bodyCode, roundId),
      ownWords: new Set(ownWords),
      view: {
        sheet,
        round,
        now,
        values,
        path: pathOf(round.survey.questions, values),
        findings: [],
        known: new Map(),
        lastRound: {},
        kept: (await keptAside(tx, bodyCode, roundId)).filter((one) => one.via === 'proxy'),
        raws: await rawTexts(tx, bodyCode, roundId),
        notes: new Map(),
        evidence: [],
        acceptance: acceptance({ ...when, sheetState: sheet.state, disaster }, day),
        due: dueNow(when),
        disaster,
        writable: null,
        today: day,
      },
    };
  });
}

/** A sheet of a municipality of the seat's own prefecture; everything else is not there. */
async function findMembersSheet(
  tx: Tx,
  seat: Seat,
  sheetNo: string,
): Promise<{ readonly sheet: Sheet; readonly round: Round } | null> {
  const sheet = await findSheetByNo(tx, sheetNo);
  const round = sheet === null ? null : await findRound(tx, sheet.roundId);
  if (sheet === null || round === null || round.state === 'draft') return null;
  const member =
    seat.kind === 'prefecture' &&
    seat.rights.has('surveys:review') &&
    sheet.ownerCode !== seat.bodyCode &&
    sheet.ownerCode.slice(0, 2) === seat.bodyCode.slice(0, 2);
  return member ? { sheet, round } : null;
}

export interface HeardGiven {
  readonly heardOn: string;
  readonly heardFrom: string;
  readonly scan: { readonly fileName: string; readonly bytes: Buffer } | null;
}

/** Begins a 代行入力: heard when, from whom, and the scan of the paper. Gives its id. */
export async function enterProxy(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  given: HeardGiven,
): Promise<Result<string, ProxyRefusal>> {
  const heard = readHeard(given, today(deps.clock));
  if (!heard.ok) return heard;
  const scan = await scanOf(given.scan);
  if (!scan.ok) return scan;
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const found = await findMembersSheet(tx, seat, sheetNo);
    if (found === null) return refuse('no-such-sheet');
    const { bodyCode, roundId } = found.sheet;
    const at = new Date(deps.clock.now()).toISOString();
    const proxyId = randomUUID();
    if (scan.value !== null) await insertFile(tx, { ...scan.value, bodyCode }, at);
    await insertProxy(tx, {
      bodyCode,
      roundId,
      proxyId,
      ...heard.value,
      scanSha256: scan.value?.sha256 ?? null,
      byCode: seat.bodyCode,
      seatTitle: seatTitle(seat),
      enteredAt: at,
    });
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:proxy.enter',
      object: { kind: 'sheet', id: found.sheet.sheetNo },
      bodyCode,
      detail: { proxyId, heardOn: heard.value.heardOn, scan: scan.value !== null },
    });
    return ok(proxyId);
  });
}

async function scanOf(
  scan: HeardGiven['scan'],
): Promise<Result<Omit<StoredFile, 'bodyCode'> | null, ProxyRefusal>> {
  if (scan === null || scan.bytes.length === 0) return ok(null);
  if (scan.bytes.length > EVIDENCE_BYTES) return refuse('scan-too-large');
  const mediaType = await mediaTypeOf(scan.bytes);
  if (mediaType === null || !SCAN_TYPES.includes(mediaType)) return refuse('scan-type');
  const sha256 = createHash('sha256').update(scan.bytes).digest('hex');
  return ok({ sha256, name: scan.fileName, mediaType, bytes: scan.bytes });
}

export interface ProxySaved {
  readonly outcomes: readonly SavedOutcome[];
  readonly unreadable: readonly Unreadable[];
}

/** Types answers in for a body, under one entry. What the body has answered itself is not overwritten. */
export async function saveProxy(
  deps: Deps,
  seat: Seat,
  target: { readonly sheetNo: string; readonly proxyId: string },
  fields: ReadonlyMap<string, readonly string[]>,
): Promise<Result<ProxySaved, SaveRefusal>> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const found = await findMembersSheet(tx, seat, target.sheetNo);
    const sheet = found === null ? null : await lockSheet(tx, found.sheet.bodyCode, found.sheet.roundId);
    if (found === null || sheet === null) return refuse('no-such-sheet');
    const entries = await proxiesOf(tx, sheet.bodyCode, sheet.roundId);
    const entry = entries.find((one) => one.proxyId === target.proxyId && one.byCode === seat.bodyCode);
    if (entry === undefined) return refuse('no-such-sheet');
    const lines = readForm(found.round.survey.questions, fields);
    const seen = new Map(
      lines.filter((line) => line.seenRevision > 0).map((line) => [line.question.id, line.seenRevision]),
    );
    const { shown } = await standingAnswers(tx, sheet.bodyCode, sheet.roundId, seen);
    const decided = lines.map((line) => ({
      line,
      decided: decideLine(line, shown.get(line.question.id) ?? null, false),
    }));
    const answers = decided.flatMap(({ line, decided: one }) =>
      one.kind === 'typed'
        ? [
            {
              questionId: line.question.id,
              value: one.value,
              remark: one.remark,
              seenRevision: shown.has(line.question.id) ? line.seenRevision : 0,
            },
          ]
        : [],
    );
    const how = { via: 'proxy' as const, proxyId: entry.proxyId };
    const saved = await saveAnswers(tx, deps.clock, seat, { ...sheet, ...how, answers });
    if (!saved.ok) return saved;
    const unreadable = await keepUnreadable(tx, deps.clock, seat, sheet, decided, how);
    return ok({ outcomes: saved.value.outcomes, unreadable });
  });
}

/** The scan of an entry, for the prefecture that attached it; the reading is recorded. */
export async function readScan(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  sha256: string,
): Promise<StoredFile | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const found = await findMembersSheet(tx, seat, sheetNo);
    if (found === null) return null;
    const entries = await proxiesOf(tx, found.sheet.bodyCode, found.sheet.roundId);
    const file = entries.some((one) => one.scanSha256 === sha256)
      ? await findFile(tx, found.sheet.bodyCode, sha256)
      : null;
    if (file !== null)
      await auditRead(tx, deps.clock, {
        actor: actorOf(seat),
        action: 'surveys:proxy.read-scan',
        object: { kind: 'file', id: sha256 },
        bodyCode: found.sheet.bodyCode,
      });
    return file;
  });
}
