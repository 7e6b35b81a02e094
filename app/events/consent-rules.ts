import { isLocationSignal, stripLocation } from '#core/events/location-signal.ts';
import { isGranted } from '#core/profiles/ledger.ts';
import type { ConsentRules } from './consent-gate.ts';

/** Events that state a consent. */
const STATEMENTS = new Set(['Consent Changed', 'Unsubscribed']);

/** The rules that ingest and tail go by. Location and third-party consent have no channel: they count for all. */
export const consentRules: ConsentRules = {
  isStatement: (event) => STATEMENTS.has(event.name),
  isLocationSignal,
  stripLocation,
  isGranted: (ledger, purpose, atMs) => isGranted(ledger, { purpose, channel: 'all', atMs }),
};
