import { type Decimal, decimal } from '../../kernel/decimal.ts';
import { AppError, InputError } from '../../kernel/errors.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { PriceBasis, PriceRow } from './price-row.ts';

/** A row of an imported price file that the book cannot take, and why. */
export interface RefusedPrice {
  readonly id: string;
  readonly problem: string;
  /** The same in Korean. */
  readonly ko: string;
}

/**
 * A price from an imported row: `sku` is `service/unit`, `unit` for how many units the price is (1 if empty),
 * `region` a Region (all if empty), days are UTC. A contract number makes it a contract price; without one it is
 * assumed, unless `kind` says `list`. Prices are before tax.
 */
export function importedPrice(id: string, attributes: JsonObject): PriceRow | RefusedPrice {
  try {
    return readPrice({ ...objectIn(attributes['extra']), ...attributes });
  } catch (error) {
    if (error instanceof AppError) {
      const { ko = error.message } = error.details;
      return { id, problem: error.message, ko: String(ko) };
    }
    throw error;
  }
}

/** Could the row not be taken? */
export function isRefused(row: PriceRow | RefusedPrice): row is RefusedPrice {
  return 'problem' in row;
}

const refused = (en: string, ko: string): InputError => new InputError(en, { details: { ko } });

function readPrice(cells: JsonObject): PriceRow {
  const text = (name: string): string => textIn(cells[name]);
  const [service, unit] = skuParts(text('sku'));
  if (cells['tax_included'] === true)
    throw refused(
      'the price includes tax: give it before tax, and the tax in the column tax_percent',
      '세금이 든 단가입니다. 세금을 뺀 값을 쓰고 세율은 tax_percent 열에 쓰십시오',
    );
  const contractNumber = text('contract_number');
  const tiers = [{ fromQuantity: 0n, price: notNegative(decimal(text('price'))) }];
  return {
    service,
    unit,
    region: text('region') || '*',
    currency: text('currency'),
    per: perIn(text('unit')),
    tiers,
    ...validity(text('valid_from'), text('valid_to')),
    basis: basisOf(text('kind'), contractNumber),
    source: text('source') || (contractNumber === '' ? 'imported' : 'contract'),
    readOn: (text('read_on') || text('valid_from')).slice(0, 10),
    taxPercent: notNegative(decimal(text('tax_percent') || '0')),
    ...(contractNumber === '' ? {} : { contractNumber }),
  };
}

const objectIn = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const textIn = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

function skuParts(sku: string): readonly [string, string] {
  const slash = sku.indexOf('/');
  if (slash <= 0 || slash === sku.length - 1)
    throw refused(
      `sku ${JSON.stringify(sku)} is not service/unit, such as AmazonSES/email`,
      `sku ${JSON.stringify(sku)} 은(는) AmazonSES/email 같은 서비스/단위가 아닙니다`,
    );
  return [sku.slice(0, slash), sku.slice(slash + 1)];
}

function perIn(unit: string): bigint {
  if (unit === '') return 1n;
  const digits = unit.replaceAll(',', '');
  if (!/^[1-9]\d{0,15}$/.test(digits))
    throw refused(
      `unit ${JSON.stringify(unit)} is not for how many units the price is, such as 1000`,
      `unit ${JSON.stringify(unit)} 에는 1000 처럼 몇 단위의 값인지 쓰십시오`,
    );
  const per = BigInt(digits);
  let rest = per;
  for (const factor of [2n, 5n]) while (rest % factor === 0n) rest /= factor;
  if (rest !== 1n)
    throw refused(
      `a price per ${unit} has no end of digits: give it per 1, 1,000 or the like`,
      `${unit} 단위의 단가는 소수로 끝나지 않습니다. 1 이나 1,000 단위로 쓰십시오`,
    );
  return per;
}

function notNegative(value: Decimal): Decimal {
  if (value.units < 0n)
    throw refused('prices and taxes are not negative', '단가와 세율은 음수일 수 없습니다');
  return value;
}

/** The last day is valid too. */
function validity(from: string, to: string): Pick<PriceRow, 'validFromMs' | 'validToMs'> {
  const validFromMs = dayMs(from);
  const validToMs = to === '' ? undefined : dayMs(to) + DAY_MS;
  if (validToMs !== undefined && validToMs <= validFromMs)
    throw refused('valid_to is before valid_from', 'valid_to 가 valid_from 보다 이릅니다');
  return { validFromMs, validToMs };
}

function dayMs(text: string): number {
  const atMs = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(atMs))
    throw refused(
      `${JSON.stringify(text)} is no day such as 2026-11-01`,
      `${JSON.stringify(text)} 은(는) 2026-11-01 같은 날짜가 아닙니다`,
    );
  return atMs;
}

function basisOf(kind: string, contractNumber: string): PriceBasis {
  if (kind === '') return contractNumber === '' ? 'assumed' : 'contract';
  if (kind === 'list' || kind === 'contract' || kind === 'assumed') return kind;
  throw refused(
    `kind ${JSON.stringify(kind)} is none of list, contract, assumed`,
    `kind 는 list, contract, assumed 중 하나입니다: ${JSON.stringify(kind)}`,
  );
}
