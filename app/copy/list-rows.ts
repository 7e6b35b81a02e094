import { sheetsOfProduct } from '#app/copy/copy-settings.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { AppealPoint } from '#core/copy/appeal/appeal-point.ts';
import { briefFacts, type CopyBrief, type Tone } from '#core/copy/brief/copy-brief.ts';
import type { quoteReviews } from '#core/copy/brief/screen-quotes.ts';
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
  /** Picture that goes with all of them; their sheet must name it. */
  readonly imageId?: string;
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
export async function productIn(
  catalogue: CatalogueStore,
  productId: string,
  sheet: FactSheet,
): Promise<CopyBrief['product']> {
  const item = (await catalogue.get('products', [productId])).get(productId);
  const category = item?.attributes['category'];
  return { id: productId, name: sheet.productName, category: typeof category === 'string' ? category : '' };
}

/** A sheet whose product name is in the language, else any: copy may borrow a name. */
function sheetFor(
  signed: readonly FactSheet[],
  language: CopyLanguage,
  imageId: string | undefined,
): FactSheet | undefined {
  const sheets = imageId === undefined ? signed : signed.filter((sheet) => sheet.images?.includes(imageId));
  return sheets.find(({ productName }) => /[가-힣]/.test(productName) === (language === 'ko')) ?? sheets[0];
}

/** What rows are made from. */
export interface RowPorts {
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly sha256: (text: string) => string;
  /** Screened phrases of a product's reviews in a language. */
  readonly quotesOf: (productId: string, language: CopyLanguage) => ReturnType<typeof quoteReviews>;
}

/**
 * The rows of an order: only for appeal points that people accepted, personas that people accepted, and products with a
 * signed fact sheet, which names the picture where one is ordered. A row whose appeal point has no text in a language is
 * left out in that language.
 */
export async function* listRows(ports: RowPorts, order: CopyOrder): AsyncIterable<OrderedRow> {
  for await (const appeal of documentsOf<AppealPoint>(ports.documents, 'appeal').list()) {
    const isWanted = order.productId === undefined || order.productId === appeal.productId;
    if (appeal.status !== 'accepted' || !isWanted) continue;
    const sheets = await sheetsOfProduct(ports.documents, appeal.productId, ports.sha256);
    for (const language of order.languages) {
      const sheet = sheetFor(sheets, language, order.imageId);
      if (sheet !== undefined && appeal.text[language] !== '')
        yield* rowsInLanguage(ports, order, { appeal, language, sheet });
    }
  }
}

/** One appeal point in one language: a row for each channel and tone. */
async function* rowsInLanguage(
  ports: RowPorts,
  order: CopyOrder,
  { appeal, language, sheet }: { appeal: AppealPoint; language: CopyLanguage; sheet: FactSheet },
): AsyncIterable<OrderedRow> {
  const { id: appealId, type, author, personaId, productId } = appeal;
  const persona = personaId === undefined ? undefined : await personaIn(ports.documents, personaId, language);
  if (personaId !== undefined && persona === undefined) return;
  const product = await productIn(ports.catalogue, productId, sheet);
  const { quotes, reviewIds } = ports.quotesOf(productId, language);
  const kinds = order.channels.flatMap((channel) => order.tones.map((tone) => ({ channel, tone })));
  for (const kind of kinds) {
    const shared = { ...kind, language, factSheetId: sheet.id };
    yield {
      row: {
        ...{ personaId, appealId, appealType: type, appealAuthor: author, productId },
        ...shared,
        ...(order.imageId !== undefined && { imageId: order.imageId }),
        reviewIds,
      },
      brief: {
        persona,
        appeal: { id: appealId, type, text: appeal.text[language] },
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
