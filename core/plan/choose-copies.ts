import type { ApprovedCopy, CopyChannel } from '#core/copy/approved-copy.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';
import { shareCopies } from '#core/copy/policy/share-copies.ts';
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
  /** With what probability people of this persona and arm get this copy of all that would fit them, (0, 1]. */
  probabilityOf(copy: ApprovedCopy, personaId: string | undefined, arm: ContentArm): number;
}

/** How earlier copy did, and to how many people copies may go: the longer the way, the more is tried. */
export interface CopyRecord {
  readonly outcomes: readonly CopyOutcome[];
  readonly peopleCount: number;
}

/** Puts the campaign's copies on a shelf. Which of several a person gets is drawn by what earlier copy brought. */
export function createCopyShelf(
  campaign: Campaign,
  copies: readonly ApprovedCopy[],
  record: CopyRecord,
): CopyShelf {
  const { products, appealIds, copyIds } = campaign;
  const isUsable = (copy: ApprovedCopy): boolean =>
    (products === 'model' || products.includes(copy.productId)) &&
    (appealIds.length === 0 || appealIds.includes(copy.appealId)) &&
    (copyIds.length === 0 || copyIds.includes(copy.id));
  const shelf = Map.groupBy(
    copies.filter(isUsable).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ channel, language }) => `${channel}/${language}`,
  );
  const known = new Map<string, readonly Place[]>();
  /** What competes for one place: written for the persona before written for all, each with its probability. */
  const placesOf = (slot: Slot): readonly Place[] => {
    const key = `${slot.channel}/${slot.language}/${slot.personaId ?? ''}/${slot.arm.name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fitting = (shelf.get(`${slot.channel}/${slot.language}`) ?? []).filter(
      (copy) =>
        (copy.personaId === undefined || copy.personaId === slot.personaId) && fitsArm(copy, slot.arm),
    );
    const places = [...Map.groupBy(fitting, ({ productId }) => productId)].map(([productId, list]): Place => {
      const own = list.filter(({ personaId }) => personaId !== undefined);
      return { productId, choices: shared(own.length > 0 ? own : list, slot.personaId, record) };
    });
    known.set(key, places);
    return places;
  };
  return {
    choose(reader, channel, arm) {
      const { personaId, language, nextProducts } = reader;
      const rank = (productId: string): number => {
        const place = nextProducts.indexOf(productId);
        return place < 0 ? nextProducts.length : place;
      };
      const dice = saltedShare(`${campaign.id}/variant`, reader.personId);
      return placesOf({ personaId, language, channel, arm })
        .toSorted((a, b) => rank(a.productId) - rank(b.productId) || (a.productId < b.productId ? -1 : 1))
        .slice(0, PRODUCTS_PER_CHANNEL)
        .map(({ choices }) => draw(choices, dice));
    },
    probabilityOf(copy, personaId, arm) {
      const { language, channel, productId } = copy;
      const place = placesOf({ personaId, language, channel, arm }).find(
        (one) => one.productId === productId,
      );
      return place?.choices.find((choice) => choice.copy.id === copy.id)?.share ?? 1;
    },
  };
}

interface Slot {
  readonly channel: CopyChannel;
  readonly language: 'ko' | 'en';
  readonly personaId: string | undefined;
  readonly arm: ContentArm;
}

/** A product's copies with the probability of each. */
interface Place {
  readonly productId: string;
  readonly choices: readonly { readonly copy: ApprovedCopy; readonly share: number }[];
}

function shared(
  list: readonly ApprovedCopy[],
  personaId: string | undefined,
  { outcomes, peopleCount }: CopyRecord,
): Place['choices'] {
  const candidates = list.map(({ id, appealType }) => ({ copyId: id, appealType, textScore: 0 }));
  const { shares } = shareCopies(candidates, outcomes, {
    personaId: personaId ?? '',
    left: Math.max(1, peopleCount),
  });
  return list.map((copy, index) => ({ copy, share: shares[index]!.share }));
}

function fitsArm(copy: ApprovedCopy, arm: ContentArm): boolean {
  const { appealTypes, appealAuthor, copyAuthor, products } = arm;
  return (
    (products === undefined || products.includes(copy.productId)) &&
    (appealTypes === undefined || appealTypes.includes(copy.appealType)) &&
    (appealAuthor === undefined || appealAuthor === copy.appealAuthor) &&
    (copyAuthor === undefined || copyAuthor === copy.copyAuthor)
  );
}

function draw(choices: Place['choices'], dice: number): ApprovedCopy {
  let upTo = 0;
  for (const { copy, share } of choices) {
    upTo += share;
    if (dice < upTo) return copy;
  }
  // Shares of floats may add up to a little less than 1.
  return choices.at(-1)!.copy;
}
