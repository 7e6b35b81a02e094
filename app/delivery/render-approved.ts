import { loadBrand } from '#app/copy/copy-settings.ts';
import { APPROVED } from '#app/copy/live-copies.ts';
import { messageFrame } from '#app/copy/message-frame.ts';
import { loadOffer } from '#app/plan/offer-shelf.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { TokenSigner } from '#app/ports/token-signer.ts';
import type { Brand } from '#contracts/brand.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { renderMessage } from '#core/copy/render/render-message.ts';
import { emailHtml } from '#core/delivery/email-html.ts';
import { offerCodeOf } from '#core/delivery/offers/offer-code.ts';
import type { CarriedCode } from '#core/delivery/rendered-message.ts';
import { unsubscribeText } from '#core/delivery/unsubscribe-token.ts';
import { LINK_PARAMETER } from '#core/events/signed-link.ts';
import { type Offer, offerLine, validUntilMs } from '#core/plan/offer.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { RenderMessage } from './delivery-ports.ts';

/** SMS of more than two parts is refused: it costs what nobody planned. */
const SMS_PARTS = 2;

/**
 * Renders from what people approved: the copy whose hash the plan names, in the brand's frame. What is approved does
 * not change, so a run reads each copy once.
 */
export function createRenderApproved(ports: {
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly signer: TokenSigner;
  /** Where the unsubscribe page answers, e.g. `https://api.example`. */
  readonly baseUrl: string;
  readonly clock: Clock;
}): RenderMessage {
  const { documents, catalogue, signer, baseUrl, clock } = ports;
  const offers = new Map<string, Promise<Offer | undefined>>();
  const copies = new Map<string, Promise<ApprovedCopy | undefined>>();
  const products = new Map<string, Promise<string | undefined>>();
  let brand: Promise<Brand> | undefined;

  const copyOf = async ({ copyId, copyHash }: PlannedMessage): Promise<ApprovedCopy | undefined> => {
    const loading = remembered(copies, copyId, async () => {
      const { value } = await documents.load(APPROVED, copyId);
      return value as unknown as ApprovedCopy | undefined;
    });
    const copy = await loading;
    return copy?.hash === copyHash ? copy : undefined;
  };
  const productName = (productId: string | undefined): Promise<string | undefined> =>
    productId === undefined
      ? Promise.resolve(undefined)
      : remembered(products, productId, async () => {
          const name = (await catalogue.get('products', [productId])).get(productId)?.attributes['name'];
          return typeof name === 'string' ? name : undefined;
        });

  /** The code that a message would carry: it is good once it is issued, which only a claim does. */
  const carriedBy = async ({
    offerId,
    messageKey,
  }: PlannedMessage): Promise<CarriedCode | 'missing' | undefined> => {
    if (offerId === undefined) return undefined;
    const offer = await remembered(offers, offerId, () => loadOffer(documents, offerId));
    const mac = signer.sign('offer', messageKey).split('.')[1] ?? '';
    return offer === undefined ? 'missing' : { offer, code: offerCodeOf(mac) };
  };

  return async (message, contact) => {
    const [copy, carried] = [await copyOf(message), await carriedBy(message)];
    if (copy === undefined) return { refused: 'copy_missing' };
    if (carried === 'missing') return { refused: 'offer_missing' };
    brand ??= loadBrand(documents);
    const { zone } = await brand;
    const frame = {
      ...messageFrame(await brand, message.channel, copy.language),
      offerLine: carried && lineOf(carried, { nowMs: clock.nowMs(), zone }, copy.language),
    };
    const product = await productName(message.productId ?? copy.productId);
    const rendered = renderMessage(copy, { product }, frame);
    const refused = smsRefusal(rendered.sms);
    if (refused !== undefined) return { refused };
    const { title, body } = rendered;
    const isEmail = message.channel === 'email';
    const token = signer.sign('unsubscribe', unsubscribeText(contact.customerKey, message.channel));
    const unsubscribeUrl = isEmail ? `${baseUrl}/u/${token}` : '';
    return {
      title: title.toWellFormed(),
      body: body.toWellFormed(),
      html: isEmail ? emailHtml({ title, body, unsubscribeUrl, language: copy.language }) : '',
      link: linkOf(await brand, signer, message),
      unsubscribeUrl,
      ...(carried !== undefined && { carried }),
    };
  };
}

function smsRefusal(sms: ReturnType<typeof renderMessage>['sms']): 'not_sendable' | 'too_long' | undefined {
  if (sms === undefined) return undefined;
  if (!sms.isEucKr) return 'not_sendable';
  return sms.parts > SMS_PARTS ? 'too_long' : undefined;
}

function lineOf(
  { offer, code }: CarriedCode,
  { nowMs, zone }: { readonly nowMs: number; readonly zone: string },
  language: 'ko' | 'en',
): string {
  return offerLine(offer, { code, untilMs: validUntilMs(offer, nowMs), zone }, language);
}

/** The brand's first page, with our key signed: a visit that shows it came from this message. */
function linkOf({ links }: Brand, signer: TokenSigner, { messageKey }: PlannedMessage): string {
  const [page] = links;
  if (page === undefined) return '';
  const url = new URL(page);
  url.searchParams.set(LINK_PARAMETER, signer.sign('link', messageKey));
  return url.href;
}

function remembered<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  load: () => Promise<Value>,
): Promise<Value> {
  const loading = known.get(key) ?? load();
  known.set(key, loading);
  loading.catch(() => known.delete(key));
  return loading;
}
