import type { Clock } from '#app/ports/clock.ts';
import type { TokenSigner } from '#app/ports/token-signer.ts';
import type { ApplyConsents } from '#app/profiles/apply-consents.ts';
import { readUnsubscribeText } from '#core/delivery/unsubscribe-token.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';

/** Unsubscribes by a signed link. */
export interface Unsubscribe {
  /** The channel that the link is about; undefined if the link is none of ours. Changes nothing. */
  channelOf(token: string): Channel | undefined;
  /** Refuses marketing on that channel, in the ledger itself: it holds before the next send. False as above. */
  act(token: string): Promise<boolean>;
}

/** Unsubscribes by the use case that writes ledgers. */
export function createUnsubscribe(ports: {
  readonly signer: TokenSigner;
  readonly applyConsents: Pick<ApplyConsents, 'apply'>;
  readonly clock: Clock;
}): Unsubscribe {
  const { signer, applyConsents, clock } = ports;
  const read = (token: string) => {
    const text = signer.read('unsubscribe', token);
    return text === undefined ? undefined : readUnsubscribeText(text);
  };
  return {
    channelOf: (token) => read(token)?.channel,
    async act(token) {
      const asked = read(token);
      if (asked === undefined) return false;
      const { customerKey, channel } = asked;
      const said = { channel, granted: false, atMs: clock.nowMs(), basis: 'unsubscribed', textVersion: '' };
      await applyConsents.apply([
        { speaker: customerKey, consent: { ...said, purpose: 'marketing' } },
        { speaker: customerKey, consent: { ...said, purpose: 'marketing_night' } },
      ]);
      return true;
    },
  };
}
