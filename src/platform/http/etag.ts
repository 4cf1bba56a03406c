import { createHash } from 'node:crypto';

/** The mark of one content, strong: the same bytes give the same mark. */
export function etagOf(content: string): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** What stands for a compressed answer: the same page, other bytes (RFC 9110, 8.8.1). */
export function weak(etag: string): string {
  return etag.startsWith('W/') ? etag : `W/${etag}`;
}

/** Whether the client holds it already; strong and weak marks of one content are equal here (RFC 9110, 13.1.2). */
export function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  const held = ifNoneMatch?.split(',').map((mark) => weak(mark.trim()));
  return held?.includes(weak(etag)) ?? false;
}
