import type { ApprovedCopy, CopyChannel } from '#core/copy/approved-copy.ts';
import type { Campaign, ContentArm } from './campaign.ts';
import { saltedShare } from './draw-arm.ts';

/** Products tried per channel: the likeliest two, so that scarce stock leaves a second choice. */
const PRODUCTS_PER_CHANNEL = 2;

/** For whom copies are looked up. */
export interface CopyReader {
  readonly personId: string;
  readonly personaId: string | undefined;
  readonly language: 'ko' | 'en';
  /** Likeliest first. */
  readonly nextProducts: readonly string[];
}

/** Approved copies by channel and language, those that the campaign may use. */
export interface CopyShelf {
  /** The copies for one person and arm on a channel, best product first, one a product. */
  choose(reader: CopyReader, channel: CopyChannel, arm: ContentArm): readonly ApprovedCopy[];
}

/** Puts the campaign's copies on a shelf. */
export function createCopyShelf(campaign: Campaign, copies: readonly ApprovedCopy[]): CopyShelf {
  const { products, appealIds, copyIds } = campaign;
  const isUsable = (copy: ApprovedCopy): boolean =>
    (products === 'model' || products.includes(copy.productId)) &&
    (appealIds.length === 0 || appealIds.includes(copy.appealId)) &&
    (copyIds.length === 0 || copyIds.includes(copy.id));
  const shelf = Map.groupBy(
    copies.filter(isUsable).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ channel, language }) => `${channel}/${language}`,
  );
  return {
    choose(reader, channel, arm) {
      const fitting = (shelf.get(`${channel}/${reader.language}`) ?? []).filter(
        (copy) => (copy.personaId === undefined || copy.personaId === reader.personaId) && fitsArm(copy, arm),
      );
      const byProduct = Map.groupBy(fitting, ({ productId }) => productId);
      const rank = (productId: string): number => {
        const place = reader.nextProducts.indexOf(productId);
        return place < 0 ? reader.nextProducts.length : place;
      };
      return [...byProduct]
        .map(([productId, list]) => ({ productId, copy: oneOf(list, reader) }))
        .sort((a, b) => rank(a.productId) - rank(b.productId) || (a.productId < b.productId ? -1 : 1))
        .slice(0, PRODUCTS_PER_CHANNEL)
        .map(({ copy }) => copy);
    },
  };
}

function fitsArm(copy: ApprovedCopy, { appealTypes, appealAuthor, copyAuthor }: ContentArm): boolean {
  return (
    (appealTypes === undefined || appealTypes.includes(copy.appealType)) &&
    (appealAuthor === undefined || appealAuthor === copy.appealAuthor) &&
    (copyAuthor === undefined || copyAuthor === copy.copyAuthor)
  );
}

/** Written for the persona before written for all; of several, one by hash, so that variants can be compared. */
function oneOf(list: readonly ApprovedCopy[], { personId }: CopyReader): ApprovedCopy {
  const own = list.filter(({ personaId }) => personaId !== undefined);
  const choices = own.length > 0 ? own : list;
  return choices[Math.floor(saltedShare('variant', personId) * choices.length)]!;
}
