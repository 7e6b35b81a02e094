import { plainText } from './plain-text.ts';

/** An amount as it was written: a decimal number and the currency that its symbol names, if it has one. */
export interface WrittenAmount {
  readonly value: number;
  /** ISO 4217. */
  readonly currency: string | undefined;
}

/** After NFKC: a full-width won sign has become the plain one. `$` alone is taken as US dollars, `¥` as yen. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '₩': 'KRW',
  원: 'KRW',
  won: 'KRW',
  $: 'USD',
  us$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  円: 'JPY',
  元: 'CNY',
};
const SIGNED = /^(?<open>\()?\s*(?<sign>[-+−△▲]?)\s*(?<body>.*?)\s*(?<close>\))?$/su;
const SYMBOL_FIRST = /^(₩|us\$|\$|€|£|¥|[a-z]{3}(?![a-z]))\s*(-?)\s*/iu;
const SYMBOL_LAST = /\s*(원|won|円|元|₩|\$|€|£|¥|(?<![a-z])[a-z]{3})$/iu;
/** 1만 2천원, 3억, 12만: digits with the counting words ten thousand, hundred million, thousand, hundred. */
const COUNTED = /^(?:([\d,.]+)억)?\s*(?:([\d,.]+)만)?\s*(?:([\d,.]+)천)?\s*(?:([\d,.]+)백)?\s*([\d,]+)?$/u;
const COUNT_WORDS = [100_000_000, 10_000, 1000, 100, 1];
const PLAIN = /^\d{1,15}(?:\.\d{1,18})?(?:e-?\d{1,2})?$/iu;

function currencyOf(symbol: string): string | undefined {
  return SYMBOLS[symbol.toLowerCase()] ?? (/^[a-z]{3}$/iu.test(symbol) ? symbol.toUpperCase() : undefined);
}

/** `1,234.5`, `1.234,5` and `1 234,50` to `1234.5`; undefined if the separators make no sense. */
function withoutGrouping(digits: string): string | undefined {
  if (PLAIN.test(digits)) return digits;
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return digits.replaceAll(',', '');
  if (/^\d{1,3}(?:[. ]\d{3})+,\d{1,2}$/.test(digits)) return digits.replaceAll(/[. ]/g, '').replace(',', '.');
  // Two digits after the only comma cannot be thousands.
  if (/^\d+,\d{2}$/.test(digits)) return digits.replace(',', '.');
  return undefined;
}

function magnitude(body: string): number | undefined {
  if (!/[억만천백]/u.test(body)) {
    const digits = withoutGrouping(body);
    return digits === undefined ? undefined : Number(digits);
  }
  const match = COUNTED.exec(body);
  if (match === null) return undefined;
  let sum = 0;
  for (const [index, word] of COUNT_WORDS.entries()) {
    const part = match[index + 1];
    if (part === undefined) continue;
    const digits = withoutGrouping(part);
    if (digits === undefined) return undefined;
    sum += Number(digits) * word;
  }
  return sum;
}

/** Takes the currency's symbol off either end; undefined if two symbols contradict each other. */
function withoutSymbol(
  text: string,
): { readonly body: string; readonly currency: string | undefined } | undefined {
  let body = text;
  const first = SYMBOL_FIRST.exec(body);
  if (first !== null) body = (first[2] ?? '') + body.slice(first[0].length);
  const last = SYMBOL_LAST.exec(body);
  if (last !== null) body = body.slice(0, -last[0].length);
  const named = [first?.[1], last?.[1]].filter((symbol) => symbol !== undefined).map(currencyOf);
  return new Set(named).size > 1 ? undefined : { body, currency: named[0] };
}

/** Takes signs and brackets off: the bare size, and whether it is below zero. */
function withoutSign(text: string): { readonly body: string; readonly isNegative: boolean } | undefined {
  const parts = SIGNED.exec(text)?.groups;
  const hasOpen = parts?.['open'] !== undefined;
  if (parts === undefined || hasOpen !== (parts['close'] !== undefined)) return undefined;
  return { body: parts['body'] ?? '', isNegative: hasOpen || /[-−△▲]/u.test(parts['sign'] ?? '') };
}

/** An amount's digits, the currency beside them and the sign, which stands outside or inside the symbol. */
function takeApart(
  text: string,
):
  | { readonly digits: string; readonly currency: string | undefined; readonly isNegative: boolean }
  | undefined {
  const outer = withoutSign(text);
  const bare = outer && withoutSymbol(outer.body);
  const inner = bare && withoutSign(bare.body);
  if (inner === undefined || (outer?.isNegative === true && inner.isNegative)) return undefined;
  return {
    digits: inner.body,
    currency: bare?.currency,
    isNegative: outer?.isNegative === true || inner.isNegative,
  };
}

/**
 * Reads an amount of money as shops write it: `12,900원`, `₩12,900`, `1만2천원`, `12.50`, `$12.50`, `1.234,50 €`,
 * `(1,200)` and `△1,200` for minus. Undefined if it is none; which decimals are allowed is the currency's matter.
 * @example parseAmount('1만 2,900원'); // { value: 12900, currency: 'KRW' }
 */
export function parseAmount(cell: string): WrittenAmount | undefined {
  const text = plainText(cell);
  if (PLAIN.test(text)) return { value: Number(text), currency: undefined };
  const parts = takeApart(text);
  const size = parts && magnitude(parts.digits);
  if (parts === undefined || size === undefined || !Number.isFinite(size)) return undefined;
  return { value: parts.isNegative && size !== 0 ? -size : size, currency: parts.currency };
}
