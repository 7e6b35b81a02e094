import type { Offer } from '#core/plan/offer.ts';

/** An offer and the code that one message carries of it. */
export interface CarriedCode {
  readonly offer: Offer;
  readonly code: string;
}

/** A message as it leaves, slots filled, label and opt-out in place. */
export interface RenderedMessage {
  /** Push title or e-mail subject; empty for SMS. */
  readonly title: string;
  /** Plain text. */
  readonly body: string;
  /** E-mail only, else empty. */
  readonly html: string;
  /** Where a tap or the message's main link leads, signed; empty if nowhere. */
  readonly link: string;
  /** E-mail: the one-click unsubscribe address of RFC 8058; else empty. */
  readonly unsubscribeUrl: string;
  /** The code that stands in it, of an offer; it is issued between claim and call. */
  readonly carried?: CarriedCode;
}
