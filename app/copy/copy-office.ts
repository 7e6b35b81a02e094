import { type AppealDesk, createAppealDesk } from '#app/copy/appeal-desk.ts';
import { type BatchCopy, createBatchCopy } from '#app/copy/batch-copy.ts';
import { type CopyDesk, createCopyDesk } from '#app/copy/copy-desk.ts';
import { loadBrand, loadSheet, sheetsOfProduct } from '#app/copy/copy-settings.ts';
import { type CopyOrder, listRows, type OrderedRow, personaIn, productIn } from '#app/copy/list-rows.ts';
import { type Meter, meterLanguageModel } from '#app/copy/meter-language-model.ts';
import { createOpenCopySet } from '#app/copy/open-copy-set.ts';
import { learnResponse } from '#app/copy/predict-response.ts';
import { createProposeAppeals, type Proposals } from '#app/copy/propose-appeals.ts';
import { readReviews } from '#app/copy/read-reviews.ts';
import { type CopyRun, createRunCopy } from '#app/copy/run-copy.ts';
import { createWriteVariants } from '#app/copy/write-variants.ts';
import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { BatchInference } from '#app/ports/batch-inference.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { LakeReader } from '#app/ports/lake.ts';
import type { LanguageModel } from '#app/ports/language-model.ts';
import type { Brand } from '#contracts/brand.ts';
import type { AppealEvidence } from '#core/copy/appeal/appeal-prompt.ts';
import { reviewThemes } from '#core/copy/appeal/review-themes.ts';
import { seasonNotes } from '#core/copy/appeal/season-notes.ts';
import { briefFacts } from '#core/copy/brief/copy-brief.ts';
import { quoteReviews } from '#core/copy/brief/screen-quotes.ts';
import type { CopyLanguage, FactSheet } from '#core/copy/check/copy.ts';
import type { CopySet } from '#core/copy/variants/copy-set.ts';
import { InputError } from '#core/kernel/errors.ts';

/** Everything that copy is made with. */
export interface CopyOfficePorts {
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly catalogue: CatalogueStore;
  readonly lake: LakeReader;
  readonly languageModel: LanguageModel;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  readonly meter: Meter;
  /** For many rows at once; left out where each asks by itself. */
  readonly batch?: BatchInference;
}

/** The evidence with what only people see: what the product earns. */
export interface Workbench extends AppealEvidence {
  /** Price less cost as a share of the price without VAT; undefined where either is unknown. */
  readonly margin: number | undefined;
}

/** The station's doors, as the command line and the functions use them. */
export interface CopyOffice {
  readonly appeals: AppealDesk;
  readonly copies: CopyDesk;
  evidence(productId: string, personaId: string | undefined, language: CopyLanguage): Promise<Workbench>;
  propose(
    productId: string,
    personaId: string | undefined,
    language: CopyLanguage,
    count: number,
  ): Promise<Proposals>;
  /** The rows of an order, without writing them. */
  rows(order: Partial<CopyOrder>): Promise<AsyncIterable<OrderedRow>>;
  /** Writes one row and lays it before people. */
  write(ordered: OrderedRow, tags: Readonly<Record<string, string>>): Promise<CopyRun>;
  /** Undefined without such a service, and under a guardrail, which jobs are not known to pass through. */
  readonly batch: BatchCopy | undefined;
  run(
    order: Partial<CopyOrder>,
    tags: Readonly<Record<string, string>>,
    onRow?: (set: CopySet | undefined) => void,
  ): Promise<CopyRun>;
}

const QUOTES = 6;
/** Korean prices include it, margins don't. */
const VAT = 1.1;

/** Opens the station with the live brand. @throws InputError if no brand was imported. */
export async function openCopyOffice(ports: CopyOfficePorts): Promise<CopyOffice> {
  const { documents, sha256, clock, catalogue } = ports;
  const brand: Brand = await loadBrand(documents);
  const languageModel = meterLanguageModel(guarded(ports.languageModel, brand.copy.guardrail), ports.meter);
  const modelId = brand.copy.model;
  const sheetOf = (id: string): Promise<FactSheet> => loadSheet(documents, id, sha256);
  const appeals = createAppealDesk({ documents, clock, sha256 });
  const voice = { brandName: brand.name, guide: brand.voice };
  const write = createWriteVariants({
    ...ports,
    languageModel,
    modelId,
    voice,
    predictResponse: await learnResponse(documents, clock.nowMs()),
  });
  const open = createOpenCopySet({ documents, clock, sha256, reviewDays: brand.copy.reviewDays });
  const runRows = createRunCopy({ write, open, sheetOf });
  const ask = createProposeAppeals({ languageModel, modelId, desk: appeals, clock });

  const gather = async (productId: string, personaId: string | undefined, language: CopyLanguage) => {
    const [sheet] = await sheetsOfProduct(documents, productId, sha256);
    if (sheet === undefined)
      throw new InputError(`product ${productId} has no signed fact sheet: kairos import facts FILE`, {
        details: { ko: `상품 ${productId} 의 팩트 시트가 없습니다: kairos import facts FILE` },
      });
    const reviews = (await readReviews(ports.lake, (id) => id === productId)).get(productId) ?? [];
    const evidence: AppealEvidence = {
      product: await productIn(catalogue, productId, sheet),
      persona: personaId === undefined ? undefined : await personaIn(documents, personaId, language),
      language,
      themes: reviewThemes(reviews, language),
      facts: briefFacts(sheet, language),
      notes: seasonNotes(clock.nowMs(), brand.zone, language),
    };
    return { evidence, sheet };
  };

  const rowsOf = async (order: Partial<CopyOrder>): Promise<AsyncIterable<OrderedRow>> => {
    const reviews = await readReviews(
      ports.lake,
      (id) => order.productId === undefined || id === order.productId,
    );
    const quotesOf = (productId: string, language: CopyLanguage) =>
      quoteReviews(
        (reviews.get(productId) ?? []).filter(({ rating }) => (rating ?? 0) >= 4),
        { language, most: QUOTES },
      );
    return listRows(
      { documents, catalogue, sha256, quotesOf },
      {
        channels: order.channels ?? ['push', 'email', 'sms'],
        languages: order.languages ?? brand.copy.languages,
        tones: order.tones ?? ['warm'],
        productId: order.productId,
        count: order.count ?? brand.copy.variants,
        ...(order.imageId !== undefined && { imageId: order.imageId }),
      },
    );
  };

  return {
    appeals,
    copies: createCopyDesk({ documents, clock, sha256, sheetOf, approvers: brand.copy.approvers }),
    async evidence(productId, personaId, language) {
      const { evidence } = await gather(productId, personaId, language);
      return { ...evidence, margin: await marginOf(catalogue, productId) };
    },
    async propose(productId, personaId, language, count) {
      const { evidence, sheet } = await gather(productId, personaId, language);
      return ask(evidence, sheet, count);
    },
    rows: rowsOf,
    batch:
      ports.batch === undefined || brand.copy.guardrail !== undefined
        ? undefined
        : createBatchCopy({ ...ports, batch: ports.batch, modelId, voice, fewest: brand.copy.batchAbove }),
    write: (ordered, tags) => runRows([ordered], tags),
    run: async (order, tags, onRow) => runRows(await rowsOf(order), tags, onRow),
  };
}

/** Every question of the station under the brand's guardrail; that it covers the brand's languages, the brand's schema saw to. */
function guarded(model: LanguageModel, guardrail: Brand['copy']['guardrail']): LanguageModel {
  if (guardrail === undefined) return model;
  const { id, version } = guardrail;
  return { converse: (request) => model.converse({ ...request, guardrail: { id, version } }) };
}

async function marginOf(catalogue: CatalogueStore, productId: string): Promise<number | undefined> {
  const item = (await catalogue.get('products', [productId])).get(productId);
  const price = Number(item?.attributes['price'] ?? Number.NaN) / VAT;
  const cost = Number(item?.attributes['cost'] ?? Number.NaN);
  return Number.isFinite(price) && Number.isFinite(cost) && price > 0 ? 1 - cost / price : undefined;
}
