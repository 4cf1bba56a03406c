import type { Db, Tx } from '../db/database.ts';
import { digestRoot } from './digest.ts';
import { contentHash, linkHash, sha256 } from './entry.ts';
import {
  disposalFingerprints,
  falseDisposals,
  type Head,
  type LinkRow,
  linksAfter,
  oneInstant,
  readDigestHeads,
  readDigests,
  readHeads,
  unlinkedEntries,
} from './queries/verify.ts';

export type AuditFaultKind =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'order'
  | 'end'
  | 'digest'
  | 'disposal'
  | 'outside';

export interface AuditFault {
  readonly kind: AuditFaultKind;
  readonly bodyCode: string | null;
  readonly seq: bigint | null;
  readonly entryId: string | null;
  /** Day of the entry or digest in Japan, where it is known. */
  readonly day: string | null;
  /** One Japanese sentence: which row, which day, what is wrong. */
  readonly sentence: string;
}

export interface AuditVerdict {
  readonly entries: bigint;
  readonly chains: number;
  readonly digests: number;
  readonly disposed: bigint;
  readonly faults: readonly AuditFault[];
}

const PAGE = 2_000;
/** A wholly rewritten store needs no million sentences. */
const MAX_FAULTS = 1_000;

/**
 * Walks every chain in one snapshot. `outside`: roots of digests that left the house, by day; they bind even who may
 * rewrite the database.
 */
export async function verifyAudit(
  db: Db,
  outside: ReadonlyMap<string, string> = new Map(),
): Promise<AuditVerdict> {
  return db.transaction().execute(async (tx) => {
    await oneInstant(tx);
    const walk = new Walk();
    const heads = await readHeads(tx);
    await walk.chains(tx, heads);
    for (const entry of await unlinkedEntries(tx, MAX_FAULTS)) {
      walk.report('inserted', { ...entry, seq: null }, '系列にない行が挿入されています');
    }
    await walk.disposals(tx);
    const digests = await walk.digests(tx, outside);
    return {
      entries: walk.entries,
      chains: heads.length,
      digests,
      disposed: walk.disposed,
      faults: walk.faults,
    };
  });
}

interface Place {
  readonly bodyCode: string | null;
  readonly seq: bigint | null;
  readonly entryId: string | null;
  readonly day: string | null;
}

class Walk {
  readonly faults: AuditFault[] = [];
  entries = 0n;
  disposed = 0n;
  private readonly disposedLines = new Map<string, string[]>();

  report(kind: AuditFaultKind, place: Place, what: string): void {
    if (this.faults.length >= MAX_FAULTS) return;
    const { bodyCode, seq, entryId, day } = place;
    const row = [
      day ?? '日付不明',
      bodyCode === null ? '' : `団体${bodyCode}の系列`,
      seq === null ? '' : `${seq}番目`,
      entryId === null ? '' : `記録 ${entryId}`,
    ];
    const sentence = `${row.filter((part) => part !== '').join(' ')}: ${what}。`;
    this.faults.push({ kind, bodyCode, seq, entryId, day, sentence });
  }

  async chains(tx: Tx, heads: readonly Head[]): Promise<void> {
    const ends = new Map<string, Head>();
    let after = { bodyCode: '', seq: 0n };
    for (;;) {
      const links = await linksAfter(tx, after, PAGE);
      for (const link of links) {
        this.link(link, ends.get(link.bodyCode) ?? { bodyCode: link.bodyCode, seq: 0n, hash: '' });
        ends.set(link.bodyCode, link);
      }
      const last = links.at(-1);
      if (last === undefined) break;
      after = last;
    }
    this.ends(heads, ends);
  }

  /** Goes on from the stored hash, so that every wrong row is named and not all that follow the first. */
  private link(link: LinkRow, before: Head): void {
    for (let seq = before.seq + 1n; seq < link.seq && this.faults.length < MAX_FAULTS; seq++) {
      const place = { bodyCode: link.bodyCode, seq, entryId: null, day: link.day };
      this.report('missing', place, '系列から行が抜けています（日付は次の行のもの）');
    }
    const whole = link.seq === before.seq + 1n;
    if (whole && linkHash({ ...link, previous: before.hash }) !== link.hash) {
      this.report('order', link, '前の行とのつながりが合いません（入替え又は書換え）');
    }
    this.entries++;
    if (link.entry === null) {
      if (link.disposalId === null) this.report('missing', link, '記録がなくなっています');
      else this.noteDisposed(link, link.disposalId);
    } else if (
      contentHash(link.entry) !== link.contentSha256 ||
      link.entry.contentSha256 !== link.contentSha256 ||
      link.entry.day !== link.day
    ) {
      this.report('changed', link, `記録の内容が変わっています（${link.entry.action}）`);
    }
  }

  private noteDisposed(link: LinkRow, disposalId: string): void {
    this.disposed++;
    const lines = this.disposedLines.get(disposalId) ?? [];
    lines.push(disposalLine(link));
    this.disposedLines.set(disposalId, lines);
  }

  private ends(heads: readonly Head[], ends: ReadonlyMap<string, Head>): void {
    for (const head of heads) {
      const end = ends.get(head.bodyCode);
      if (head.seq === (end?.seq ?? 0n) && head.hash === (end?.hash ?? '')) continue;
      const place = { bodyCode: head.bodyCode, seq: head.seq, entryId: null, day: null };
      this.report(
        'end',
        place,
        `系列の末尾が合いません（末尾の控え ${head.seq}番、実際 ${end?.seq ?? 0n}番）`,
      );
    }
    const known = new Set(heads.map((head) => head.bodyCode));
    for (const { bodyCode, seq } of ends.values()) {
      if (!known.has(bodyCode))
        this.report('end', { bodyCode, seq, entryId: null, day: null }, '系列の末尾の控えがありません');
    }
  }

  async disposals(tx: Tx): Promise<void> {
    for (const place of await falseDisposals(tx, MAX_FAULTS)) {
      const at = { ...place, entryId: null, day: null };
      this.report('disposal', at, '廃棄の控えと実際が合いません');
    }
    const told = await disposalFingerprints(tx);
    for (const [disposalId, lines] of this.disposedLines) {
      if (told.get(disposalId) === disposalFingerprint(lines)) continue;
      const at = { bodyCode: null, seq: null, entryId: null, day: null };
      this.report('disposal', at, `廃棄 ${disposalId} の行が、廃棄の記録と合いません`);
    }
  }

  async digests(tx: Tx, outside: ReadonlyMap<string, string>): Promise<number> {
    const digests = await readDigests(tx);
    let previous = '';
    for (const digest of digests) {
      const at = { bodyCode: null, seq: null, entryId: null, day: digest.day };
      const moved = await readDigestHeads(tx, digest.day);
      if (digest.previous !== previous || digestRoot({ ...digest, moved }) !== digest.root) {
        this.report('digest', at, '日次要約が書き換えられているか、前の要約が抜けています');
      }
      for (const head of moved) {
        if (head.linked === head.hash) continue;
        const place = { ...at, bodyCode: head.bodyCode, seq: head.seq };
        this.report('digest', place, '日次要約の後に、この行までの系列が書き換えられています');
      }
      previous = digest.root;
    }
    for (const [day, root] of outside) {
      const at = { bodyCode: null, seq: null, entryId: null, day };
      const kept = digests.find((digest) => digest.day === day);
      if (kept?.root !== root.toLowerCase()) this.report('outside', at, '外に控えた要約値と合いません');
    }
    return digests.length;
  }
}

/** A row as a disposal's fingerprint has it. */
export function disposalLine(row: { bodyCode: string; seq: bigint; contentSha256: string }): string {
  return `${row.bodyCode} ${row.seq} ${row.contentSha256}`;
}

/** Of all rows of a disposal, in the order of chains. */
export function disposalFingerprint(lines: readonly string[]): string {
  return sha256(lines.join('\n'));
}
