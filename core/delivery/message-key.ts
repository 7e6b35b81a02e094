import type { ClaimKey } from '#core/profiles/claim.ts';

/** The key of a message: campaign and occurrence hold no slash, a person's id may. */
export function messageKeyOf({ campaignId, occurrence, personId }: ClaimKey): string {
  return `${campaignId}/${occurrence}/${personId}`;
}

/** The parts of a message key; undefined for what is none. */
export function parseMessageKey(messageKey: string): ClaimKey | undefined {
  const match = /^([^/]+)\/([^/]+)\/(.+)$/s.exec(messageKey);
  if (match === null) return undefined;
  const [, campaignId = '', occurrence = '', personId = ''] = match;
  return { campaignId, occurrence, personId };
}
