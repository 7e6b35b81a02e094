import { type CopyUnreadable, type CopyVerdict, copyLine } from '#contracts/copy-check.ts';
import { checkCopy } from '#core/copy/check/check-copy.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';

/** Judges one line of copy. Never throws: a line that cannot be read is answered with what is wrong and where. */
export function checkCopyLine(
  line: string,
  lineNumber: number,
  sheets: ReadonlyMap<string, FactSheet>,
  nowMs: number,
): CopyVerdict | CopyUnreadable {
  let raw: unknown;
  try {
    raw = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return { id: null, error: `line ${lineNumber}: not JSON` };
  }
  const parsed = copyLine.safeParse(raw);
  if (!parsed.success) {
    const id = idOf(raw);
    const where = id === null ? `line ${lineNumber}: ` : '';
    return { id, error: where + parsed.error.issues.map(sentence).join('; ') };
  }
  const { id, channel, language, title, body, facts, rendered } = parsed.data;
  const sheet = sheets.get(String(facts));
  if (sheet === undefined) return { id, error: `facts: there is no fact sheet ${JSON.stringify(facts)}` };
  const copy = { channel, language, title: title ?? '', body, isRendered: rendered === true };
  const findings = checkCopy(copy, sheet, nowMs);
  return { id, verdict: findings.length === 0 ? 'pass' : 'fail', findings };
}

function idOf(raw: unknown): string | number | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null;
  return typeof raw.id === 'string' || typeof raw.id === 'number' ? raw.id : null;
}

function sentence(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`;
}
