import { createHash } from 'node:crypto';
import { InputError } from '#core/kernel/errors.ts';

/**
 * Works out Firehose's prefix expressions `!{timestamp:yyyy/MM/dd}` and `!{firehose:random-string}` at an
 * instant (UTC). A prefix without expressions gets `yyyy/MM/dd/HH/` behind it, as Firehose does.
 */
export function evaluatePrefix(prefix: string, atMs: number, seed: string): string {
  const hasExpression = prefix.includes('!{');
  const text = prefix.replace(/!\{([^}]+)\}/g, (whole, inside: string) => {
    const [namespace, value = ''] = splitOnce(inside, ':');
    if (namespace === 'timestamp') return formatTimestamp(value, atMs);
    if (inside === 'firehose:random-string')
      return createHash('sha256').update(seed).digest('base64url').replace(/[-_]/g, 'x').slice(0, 11);
    throw new InputError(`Firehose prefix expression ${whole} is not known to the local cloud`);
  });
  return hasExpression ? text : `${text}${formatTimestamp('yyyy/MM/dd/HH/', atMs)}`;
}

/** A Java date pattern, as far as lake prefixes use one: letters y M d H m s S, text in quotes, the rest as it is. */
export function formatTimestamp(pattern: string, atMs: number): string {
  const at = new Date(atMs);
  const fields: Record<string, number> = {
    y: at.getUTCFullYear(),
    M: at.getUTCMonth() + 1,
    d: at.getUTCDate(),
    H: at.getUTCHours(),
    m: at.getUTCMinutes(),
    s: at.getUTCSeconds(),
    S: at.getUTCMilliseconds(),
  };
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (whole, quoted: string | undefined, letter: string) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    const value = fields[letter];
    if (value === undefined)
      throw new InputError(`timestamp letter ${letter} in "${pattern}" is not known to the local cloud`);
    return String(value)
      .padStart(whole.length, '0')
      .slice(letter === 'y' && whole.length === 2 ? -2 : 0);
  });
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const cut = text.indexOf(separator);
  return cut < 0 ? [text, undefined] : [text.slice(0, cut), text.slice(cut + 1)];
}
