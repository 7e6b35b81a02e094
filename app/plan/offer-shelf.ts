import type { DocumentStore } from '#app/ports/document-store.ts';
import { offersFile } from '#contracts/offer.ts';
import { ConflictError, InputError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { canonicalJson } from '#core/plan/canonical-json.ts';
import type { Offer } from '#core/plan/offer.ts';

/** Collection of the offers that were imported. */
const OFFERS = 'offer';

/**
 * Stores offers. One that is there already stays as it is: a plan that names it was signed as it stood.
 * @returns their ids.
 * @throws InputError naming what cannot be read, or an offer that would change.
 */
export async function importOffers(documents: DocumentStore, text: string): Promise<readonly string[]> {
  const offers = readOffers(text);
  for (const offer of offers) {
    try {
      await documents.save(OFFERS, offer.id, 0, offer as unknown as JsonObject);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const { value } = await documents.load(OFFERS, offer.id);
      if (canonicalJson(value) !== canonicalJson(JSON.parse(JSON.stringify(offer))))
        throw refusal(
          `the offer ${offer.id} is stored with other terms: give the new one an id of its own`,
          `혜택 ${offer.id} 은(는) 다른 조건으로 이미 저장되어 있습니다. 새 id 를 쓰십시오`,
        );
    }
  }
  return offers.map(({ id }) => id);
}

/** The offer of that id; undefined if none was imported. */
export async function loadOffer(
  documents: Pick<DocumentStore, 'load'>,
  id: string,
): Promise<Offer | undefined> {
  const { value } = await documents.load(OFFERS, id);
  return value as unknown as Offer | undefined;
}

function readOffers(text: string): readonly Offer[] {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw refusal('the offers are no JSON', '혜택 파일이 JSON 이 아닙니다');
  }
  const parsed = offersFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`;
    throw refusal(`the offers cannot be read: ${where}`, `혜택 파일을 읽을 수 없습니다: ${where}`);
  }
  return parsed.data.map(({ validity, ...offer }) => ({
    ...offer,
    validity: {
      fromMs: parseInstant(validity.from)!,
      toMs: parseInstant(validity.to)!,
      ...(validity.daysAfterIssue !== undefined && { daysAfterIssue: validity.daysAfterIssue }),
    },
  }));
}

const refusal = (en: string, ko: string): InputError => new InputError(en, { details: { ko } });
