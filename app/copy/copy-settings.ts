import { readFactSheets } from '#app/copy/read-fact-sheets.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { type Brand, brand } from '#contracts/brand.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';
import { ConflictError, InputError } from '#core/kernel/errors.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';

const refusal = (en: string, ko: string): InputError => new InputError(en, { details: { ko } });

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw refusal(`${what} is no JSON`, `${what} 은(는) JSON이 아닙니다`);
  }
}

/** Reads a brand file. @throws InputError that names the field and what is wrong with it. */
function readBrand(text: string): Brand {
  const parsed = brand.safeParse(jsonOf(text, 'the brand'));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw refusal(`the brand cannot be read: ${where}`, `브랜드 설정을 읽을 수 없습니다: ${where}`);
}

/** Ids are texts or numbers in a sheet. */
const idText = (id: Json | undefined): string =>
  typeof id === 'string' || typeof id === 'number' ? String(id) : '';

async function put(
  documents: DocumentStore,
  collection: string,
  id: string,
  document: JsonObject,
): Promise<void> {
  const { version } = await documents.load(collection, id);
  await documents.save(collection, id, version, document);
}

/** Stores the brand as `brand/live`. @throws InputError as `readBrand`; ConflictError if somebody wrote at the same time. */
export async function importBrand(documents: DocumentStore, text: string): Promise<Brand> {
  const read = readBrand(text);
  await put(documents, 'brand', 'live', read);
  return read;
}

/** The live brand. @throws InputError if none was imported. */
export async function loadBrand(documents: DocumentStore): Promise<Brand> {
  const { value } = await documents.load('brand', 'live');
  if (value === undefined)
    throw refusal(
      'there is no brand yet: kairos import brand FILE',
      '브랜드가 없습니다: kairos import brand FILE',
    );
  return readBrand(JSON.stringify(value));
}

/** Who signed a sheet, when, and the hash of what was signed. */
export interface SignedBy {
  readonly by: string;
  readonly atMs: number;
  readonly sha256: (text: string) => string;
}

/** Stores each sheet of a `FACTS.json` as `facts/<id>`, signed. @throws InputError as `readFactSheets`. */
export async function importFactSheets(
  documents: DocumentStore,
  text: string,
  { by, atMs, sha256 }: SignedBy,
): Promise<readonly string[]> {
  const ids = [...readFactSheets(text).keys()];
  const raw = jsonOf(text, 'the fact sheets') as readonly JsonObject[];
  for (const sheet of raw) {
    const hash = sha256(JSON.stringify(sheet));
    await put(documents, 'facts', idText(sheet['id']), { sheet, hash, signedBy: by, signedAtMs: atMs });
  }
  return ids;
}

/** A signed sheet as the checker reads it, with its product. */
export interface SignedSheet {
  readonly sheet: FactSheet;
  readonly productId: string;
}

function signedSheet(document: JsonObject, sha256: (text: string) => string): SignedSheet {
  const raw = document['sheet'] as JsonObject;
  // A sheet that somebody changed after it was signed states nothing.
  if (sha256(JSON.stringify(raw)) !== document['hash'])
    throw new ConflictError(`the fact sheet ${idText(raw['id'])} is not what was signed: import it again`);
  const [sheet] = readFactSheets(JSON.stringify([raw])).values();
  return { sheet: sheet as FactSheet, productId: idText(raw['product_id']) };
}

/** A signed sheet by its id. @throws InputError if there is none; ConflictError if it is not what was signed. */
export async function loadSheet(
  documents: DocumentStore,
  id: string,
  sha256: (text: string) => string,
): Promise<FactSheet> {
  const { value } = await documents.load('facts', id);
  if (value === undefined)
    throw refusal(
      `there is no fact sheet ${id}: kairos import facts FILE`,
      `팩트 시트 ${id} 이(가) 없습니다: kairos import facts FILE`,
    );
  return signedSheet(value, sha256).sheet;
}

/** The signed sheets of a product. */
export async function sheetsOfProduct(
  documents: DocumentStore,
  productId: string,
  sha256: (text: string) => string,
): Promise<readonly FactSheet[]> {
  const sheets: FactSheet[] = [];
  for await (const { value } of documents.list('facts')) {
    const signed = signedSheet(value, sha256);
    if (signed.productId === productId) sheets.push(signed.sheet);
  }
  return sheets;
}
