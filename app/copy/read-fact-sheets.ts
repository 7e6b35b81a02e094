import { type FactSheetInput, factSheets } from '#contracts/copy-check.ts';
import type { CopyChannel, Fact, FactSheet } from '#core/copy/check/copy.ts';
import { InputError } from '#core/kernel/errors.ts';

const CHANNELS: readonly CopyChannel[] = ['push', 'email', 'sms'];

/** Texts of a field that may be one, a list or an object of them. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function optOutOf(value: FactSheetInput['opt_out']): FactSheet['optOut'] {
  const isByChannel =
    typeof value === 'object' && value !== null && CHANNELS.some((channel) => Object.hasOwn(value, channel));
  const of = (channel: CopyChannel): readonly string[] =>
    isByChannel ? textsOf((value as Record<string, unknown>)[channel]) : textsOf(value);
  return { push: of('push'), email: of('email'), sms: of('sms') };
}

function evidenceOf(evidence: unknown): string {
  if (evidence === true) return 'stated';
  if (typeof evidence === 'object' && evidence !== null) return textsOf(evidence).join(' ');
  return typeof evidence === 'string' || typeof evidence === 'number' ? String(evidence).trim() : '';
}

const toFact = ({ id, kind, value, unit, text, evidence }: FactSheetInput['facts'][number]): Fact => ({
  id: String(id),
  kind,
  value: value === null || value === undefined ? '' : String(value),
  unit: unit ?? '',
  text: text ?? '',
  evidence: evidenceOf(evidence),
});

function toSheet(sheet: FactSheetInput): FactSheet {
  return {
    id: String(sheet.id),
    productName: sheet.product_name ?? '',
    validFrom: sheet.valid_from ?? '',
    validTo: sheet.valid_to ?? '',
    sender: textsOf(sheet.sender),
    optOut: optOutOf(sheet.opt_out),
    links: sheet.links ?? [],
    functional: sheet.functional ?? [],
    images: sheet.images ?? [],
    facts: sheet.facts.map(toFact),
  };
}

/**
 * Fact sheets by id, from the text of a `FACTS.json`.
 * @throws InputError if it is not JSON, not a list of fact sheets, or names a sheet twice.
 */
export function readFactSheets(json: string): ReadonlyMap<string, FactSheet> {
  let raw: unknown;
  try {
    raw = JSON.parse(json.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new InputError('the fact sheets are not JSON', {
      cause,
      details: { ko: '팩트 시트가 JSON이 아닙니다' },
    });
  }
  const parsed = factSheets.safeParse(raw);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const where = `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`;
    throw new InputError(`the fact sheets cannot be read: ${where}`, {
      details: { ko: `팩트 시트를 읽을 수 없습니다: ${where}` },
    });
  }
  const sheets = new Map<string, FactSheet>();
  for (const sheet of parsed.data.map(toSheet)) {
    if (sheets.has(sheet.id)) {
      throw new InputError(`fact sheet ${sheet.id} stands there twice`, {
        details: { ko: `팩트 시트 ${sheet.id} 이(가) 두 번 있습니다` },
      });
    }
    sheets.set(sheet.id, sheet);
  }
  return sheets;
}
