import { isLocationSignal, stripLocation } from '#core/events/location-signal.ts';
import { isConsentStatement } from '#core/profiles/consent.ts';
import { isGranted } from '#core/profiles/ledger.ts';
import type { ConsentRules } from './consent-gate.ts';

/** The rules that ingest and tail go by. Location and third-party consent have no channel: they count for all. */
export const consentRules: ConsentRules = {
  isStatement: isConsentStatement,
  isLocationSignal,
  stripLocation,
  isGranted: (ledger, purpose, atMs) => isGranted(ledger, { purpose, channel: 'all', atMs }),
};
