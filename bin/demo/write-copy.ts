import type { Doer } from '#app/copy/appeal-desk.ts';
import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { PersonaPage } from '#app/personas/review-personas.ts';
import type { CopyChannel } from '#core/copy/approved-copy.ts';
import { type Brand, brandFile, factsFile, scriptedAppeals } from '#demo/index.ts';

/** What the scripted person works with. */
export interface DemoCopyPorts {
  /** `kairos import brand` and `kairos import facts`. */
  readonly importSettings: (kind: 'brand' | 'facts', text: string) => Promise<readonly string[]>;
  /** Opened after the brand was imported. */
  readonly openOffice: () => Promise<Pick<CopyOffice, 'appeals' | 'copies' | 'run'>>;
}

export interface DemoCopyOptions {
  /** @default all three */
  readonly channels?: readonly CopyChannel[];
  /** Favourite products of each persona that copy is written for. @default 1 */
  readonly productsPerPersona?: number;
  /** Variants to be asked for at least. @default 480 */
  readonly variants?: number;
  readonly onProgress?: (doneShare: number) => void;
}

/** What came of it. All of it is simulated: a script chose, and at home a composer wrote. */
export interface DemoCopyCounts {
  readonly isSimulated: true;
  /** Accepted personas that copy was written for, beside everybody. */
  readonly personas: number;
  readonly products: number;
  readonly appealPoints: number;
  /** Sets of variants: persona × appeal point × channel × language. */
  readonly rows: number;
  readonly variants: number;
  readonly passed: number;
  readonly failed: number;
  readonly duplicates: number;
  /** In use from now on, by language. */
  readonly live: { readonly ko: number; readonly en: number };
  /** Minutes that the script says a person took. */
  readonly minutes: number;
}

const SCRIPT = { by: 'scripted-person', isSimulated: true } as const;
const APPEAL_MINUTES = 3;
const SET_MINUTES = 2;
const LANGUAGES = 2;

/** Who is written to, and about what. */
interface Audience {
  readonly personaId: string | undefined;
  readonly productIds: readonly string[];
}

/** Every accepted persona with its favourite products, and everybody with what the largest persona likes. */
function audiencesOf(brand: Brand, pages: readonly PersonaPage[], perPersona: number): readonly Audience[] {
  const sold = new Set(brand.products.map(({ id }) => id));
  const favourites = ({ portrait }: PersonaPage): readonly string[] =>
    (portrait?.products ?? []).map(({ id }) => id).filter((id) => sold.has(id));
  const accepted = pages.filter(({ record }) => record.status === 'accepted');
  const usual = [...accepted.flatMap(favourites), ...sold].slice(0, perPersona);
  return [
    { personaId: undefined, productIds: usual },
    ...accepted.map((page) => ({
      personaId: page.record.personaId,
      productIds: [...new Set([...favourites(page), ...usual])].slice(0, perPersona),
    })),
  ];
}

/**
 * Plays the person who decides on copy: imports the made-up brand and its fact sheets, picks for each persona and product
 * one context and one price appeal point from a script, has variants written in two languages, approves what passed and
 * closes the reviews. Again with the same shop: nothing is written twice.
 */
export async function writeDemoCopy(
  { importSettings, openOffice }: DemoCopyPorts,
  brand: Brand,
  pages: readonly PersonaPage[],
  options: DemoCopyOptions = {},
): Promise<DemoCopyCounts> {
  const { channels = ['push', 'email', 'sms'], productsPerPersona = 1, variants = 480 } = options;
  const audiences = audiencesOf(brand, pages, productsPerPersona);
  const productIds = new Set(audiences.flatMap((audience) => audience.productIds));
  await importSettings('brand', brandFile());
  await importSettings('facts', factsFile(brand, productIds));
  const office = await openOffice();
  const appealPoints = await chooseAppeals(office, brand, audiences);
  const rows = appealPoints * channels.length * LANGUAGES;
  let rowsDone = 0;
  const run = await office.run(
    { channels, count: Math.min(24, Math.max(4, Math.ceil(variants / rows))) },
    { campaign: 'none', run: 'demo' },
    () => options.onProgress?.(Math.min(1, ++rowsDone / rows) / 2),
  );
  const decided = await approveAll(office, run.setIds, (share) => options.onProgress?.((1 + share) / 2));
  return {
    isSimulated: true,
    personas: audiences.length - 1,
    products: productIds.size,
    appealPoints,
    rows: run.rows,
    variants: run.passed + run.failed + run.duplicates,
    passed: run.passed,
    failed: run.failed,
    duplicates: run.duplicates,
    live: decided,
    minutes: appealPoints * APPEAL_MINUTES + run.setIds.length * SET_MINUTES,
  };
}

async function chooseAppeals(
  { appeals }: Pick<CopyOffice, 'appeals'>,
  brand: Brand,
  audiences: readonly Audience[],
): Promise<number> {
  const products = new Map(brand.products.map((product) => [product.id, product]));
  const doer: Doer = { ...SCRIPT, minutes: APPEAL_MINUTES };
  let count = 0;
  for (const { personaId, productIds } of audiences) {
    for (const productId of productIds) {
      for (const { type, text } of scriptedAppeals(products.get(productId)!)) {
        await appeals.write({ productId, personaId, type, text }, doer);
        count += 1;
      }
    }
  }
  return count;
}

/** Approves what passed the checks, set by set; a set that was closed before stays as it is. */
async function approveAll(
  { copies }: Pick<CopyOffice, 'copies'>,
  setIds: readonly string[],
  onShare: (share: number) => void,
): Promise<DemoCopyCounts['live']> {
  const live = { ko: 0, en: 0 };
  for (const [index, setId] of setIds.entries()) {
    const { status, variants } = await copies.show(setId);
    const passed = variants.filter((variant) => variant.status === 'passed').map(({ id }) => id);
    if (status === 'waiting' && passed.length > 0)
      await copies.approve(setId, passed, { ...SCRIPT, minutes: SET_MINUTES });
    const closed = await copies.close(setId);
    live[closed.row.language] += closed.variants.filter((each) => each.status === 'approved').length;
    onShare((index + 1) / setIds.length);
  }
  return live;
}
