import { InputError } from '#core/kernel/errors.ts';
import type { Column, KindColumns } from './import-kind.ts';
import { plainText } from './plain-text.ts';

/** Which cells of a row mean which column. */
export interface ColumnMap {
  readonly header: readonly string[];
  /** Known columns with the places of the cells that mean them, counted from 0. */
  readonly found: readonly { readonly column: Column; readonly places: readonly number[] }[];
  /** Places of columns that nobody knows and that are kept under their own names. */
  readonly kept: readonly number[];
  /** Headers that are left out. */
  readonly unused: readonly string[];
}

/** `Customer ID`, `고객 번호(필수)` to `customerid`, `고객번호`: what a header's words come down to. */
function bare(header: string): string {
  return plainText(header)
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const refuse = (problem: string, message: string, facts: Record<string, unknown>): InputError =>
  new InputError(message, { details: { problem, ...facts } });

/** Places that the user named, `customer_id` to `household_id`. */
function chosenPlaces(
  kind: KindColumns,
  header: readonly string[],
  chosen: ReadonlyMap<string, string>,
): Map<string, number> {
  const places = new Map<string, number>();
  for (const [name, title] of chosen) {
    if (!kind.columns.some((column) => column.name === name)) {
      const known = kind.columns.map((column) => column.name).join(', ');
      throw refuse('unknown_column', `--columns names ${name}, which is none of: ${known}`, { name, known });
    }
    const place = header.findIndex((cell) => plainText(cell) === title || bare(cell) === bare(title));
    if (place < 0) {
      const titles = header.map(plainText).join(', ');
      throw refuse('no_such_header', `--columns names ${title}, but the file's header is: ${titles}`, {
        title,
        titles,
      });
    }
    places.set(name, place);
  }
  return places;
}

/** The places of one column by its synonyms: of the first that occurs, or of all if they are added up. */
function placesBySynonym(
  column: Column,
  words: readonly string[],
  taken: ReadonlySet<number>,
): readonly number[] {
  const places: number[] = [];
  for (const title of column.synonyms.map(bare)) {
    places.push(...words.flatMap((word, place) => (word === title && !taken.has(place) ? [place] : [])));
    if (places.length > 0 && column.isSummed !== true) break;
  }
  return places;
}

/** The places of every column: the user's choice, else our own name, else a synonym that no other column owns. */
function findPlaces(
  kind: KindColumns,
  header: readonly string[],
  chosen: ReadonlyMap<string, number>,
): ColumnMap['found'] {
  const words = header.map(bare);
  const taken = new Set(chosen.values());
  const own = new Map<string, readonly number[]>();
  for (const { name } of kind.columns) {
    const choice = chosen.get(name);
    const places = words.flatMap((word, place) => (word === bare(name) && !taken.has(place) ? [place] : []));
    if (choice !== undefined) own.set(name, [choice]);
    else if (places.length > 0) own.set(name, places);
  }
  for (const places of own.values()) for (const place of places) taken.add(place);
  const found = kind.columns.map((column) => {
    const places = own.get(column.name) ?? placesBySynonym(column, words, taken);
    if (places.length > 1 && column.isSummed !== true) {
      const { name } = column;
      throw refuse('doubled_column', `two columns of the file mean ${name}: remove or rename one`, { name });
    }
    for (const place of places) taken.add(place);
    return { column, places };
  });
  return found.filter(({ places }) => places.length > 0);
}

/**
 * Finds out which column of a file means what, by its header.
 * @param chosen the user's own choices, our name to the file's; they win.
 * @throws InputError naming every required column that is missing, with the header as it was found.
 */
export function detectColumns(
  kind: KindColumns,
  header: readonly string[],
  chosen: ReadonlyMap<string, string>,
): ColumnMap {
  const found = findPlaces(kind, header, chosenPlaces(kind, header, chosen));
  const taken = new Set(found.flatMap(({ places }) => places));
  const missing = kind.columns.filter(
    (column) => column.isRequired === true && !found.some((entry) => entry.column === column),
  );
  if (missing.length > 0) {
    const names = missing.map((column) => column.name).join(', ');
    const titles = header.map(plainText).join(', ');
    throw refuse('missing_columns', `no column of the file means ${names}; its header is: ${titles}`, {
      names,
      titles,
    });
  }
  const rest = header.flatMap((title, place) => (taken.has(place) || bare(title) === '' ? [] : [place]));
  const keeps = kind.keepsUnknown === true;
  return {
    header,
    found,
    kept: keeps ? rest : [],
    unused: keeps ? [] : rest.map((place) => header[place] ?? ''),
  };
}
