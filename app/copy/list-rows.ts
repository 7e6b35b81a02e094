import { sheetsOfProduct } from '#app/copy/copy-settings.ts';
import { documentsOf } from '#app/copy/stored-json.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { AppealPoint } from '#core/copy/appeal/appeal-point.ts';
import { briefFacts, type CopyBrief, type Tone } from '#core/copy/brief/copy-brief.ts';
import type { CopyChannel, CopyLanguage, FactSheet } from '#core/copy/check/copy.ts';
import type { CopyRow } from '#core/copy/variants/copy-set.ts';

/** What a run of copy is for; everything left out means all that is approved. */
export interface CopyOrder {
  readonly channels: readonly CopyChannel[];
  readonly languages: readonly CopyLanguage[];
  readonly tones: readonly Tone[];
  readonly productId: string | undefined;
  /** Variants per row. */
  readonly count: number;
}

/** One row with everything that writing it needs. */
export interface OrderedRow {
  readonly row: CopyRow;
  readonly brief: CopyBrief;
}

/** As far as copy reads a persona; it is kept by the personas' station. */
interface NamedPersona {
  readonly personaId: string;
  readonly status: string;
  readonly name?: { readonly ko: string; readonly en: string };
  readonly portrait?: { readonly ko: string; readonly en: string };
}

/** The persona as a brief has it; undefined if people have not accepted it: then no copy is written for it. */
export async function personaIn(
  documents: DocumentStore,
  personaId: string,
  language: CopyLanguage,
): Promise<CopyBrief['persona']> {
  const persona = await documentsOf<NamedPersona>(documents, 'persona').find(personaId);
  if (persona?.status !== 'accepted' || persona.name === undefined) return undefined;
  return { id: personaId, name: persona.name[language], portrait: persona.portrait?.[language] ?? '' };
}

/** What a product is called in a language, by its sheet, and its category. */
export async function productIn(catalogue: CatalogueStore, productId: string, sheet: FactSheet) {
  const item = (await catalogue.get('products', [productId])).get(productId);
  const category = item?.attributes['category'];
  return { id: productId, name: sheet.productName, category: typeof category === 'string' ? category : '' };
}

/** A sheet whose product name is in the language, else any: copy may borrow a name. */
function sheetFor(sheets: readonly FactSheet[], language: CopyLanguage): FactSheet | undefined {
  return sheets.find(({ productName }) => /[가-힣]/.test(productName) === (language === 'ko')) ?? sheets[0];
}

/**
 * The rows of an order: only for appeal points that people accepted, personas that people accepted, and products with a
 * signed fact sheet. A row whose appeal point has no text in a language is left out in that language.
 */
export async function* listRows(
  ports: {
    readonly documents: DocumentStore;
    readonly catalogue: CatalogueStore;
    readonly sha256: (text: string) => string;
    /** Screened phrases of a product's reviews in a language. */
    readonly quotesOf: (productId: string, language: CopyLanguage) => readonly string[];
  },
  order: CopyOrder,
): AsyncIterable<OrderedRow> {
  const { documents, catalogue, sha256 } = ports;
  for await (const appeal of documentsOf<AppealPoint>(documents, 'appeal').list()) {
    const isWanted = order.productId === undefined || order.productId === appeal.productId;
    if (appeal.status !== 'accepted' || !isWanted) continue;
    const sheets = await sheetsOfProduct(documents, appeal.productId, sha256);
    for (const language of order.languages) {
      const sheet = sheetFor(sheets, language);
      const text = appeal.text[language];
      const { personaId } = appeal;
      const persona = personaId === undefined ? undefined : await personaIn(documents, personaId, language);
      if (sheet === undefined || text === '' || (personaId !== undefined && persona === undefined)) continue;
      const product = await productIn(catalogue, appeal.productId, sheet);
      const quotes = ports.quotesOf(appeal.productId, language);
      for (const channel of order.channels) {
        for (const tone of order.tones) {
          const shared = { channel, language, tone, factSheetId: sheet.id };
          yield {
            row: {
              personaId,
              appealId: appeal.id,
              appealType: appeal.type,
              appealAuthor: appeal.author,
              productId: appeal.productId,
              ...shared,
            },
            brief: {
              persona,
              appeal: { id: appeal.id, type: appeal.type, text },
              product,
              ...shared,
              count: order.count,
              facts: briefFacts(sheet, language),
              quotes,
              links: sheet.links,
            },
          };
        }
      }
    }
  }
}
