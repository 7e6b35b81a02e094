import type { CustomerEvent } from '#core/events/customer-event.ts';
import { stripThirdParty } from '#core/events/third-party.ts';
import type { ConsentPurpose, Ledger } from '#core/profiles/ledger.ts';
import type { ArrivedEvent } from './group-records.ts';

/** What the gate must know of events and consents. */
export interface ConsentRules {
  /** Does this event state a consent: `Consent Changed`, `Unsubscribed`? */
  readonly isStatement: (event: CustomerEvent) => boolean;
  /** Is the event itself a location, so that nothing is left of it without consent: `Store Entered`, `Beacon Seen`, …? */
  readonly isLocationSignal: (event: CustomerEvent) => boolean;
  /** The event without the locations that it mentions; the same object if it mentions none. */
  readonly stripLocation: (event: CustomerEvent) => CustomerEvent;
  /** Was this purpose granted at this instant? */
  readonly isGranted: (ledger: Ledger, purpose: ConsentPurpose, atMs: number) => boolean;
}

/** What the gate let through of one customer key's events. */
export interface Gated {
  readonly kept: readonly ArrivedEvent[];
  readonly locationDroppedCount: number;
  readonly thirdPartyDroppedCount: number;
}

/** The statements among these events, in order. A misrouted one says nothing: its order is not known. */
export function statementsOf(arrived: readonly ArrivedEvent[], rules: ConsentRules): CustomerEvent[] {
  return arrived
    .filter((each) => !each.isMisrouted && rules.isStatement(each.event))
    .map(({ event }) => event);
}

/** Does anything in these events need a consent? */
export function needsConsent(arrived: readonly ArrivedEvent[], rules: ConsentRules): boolean {
  return arrived.some(
    ({ event }) =>
      rules.isLocationSignal(event) ||
      rules.stripLocation(event) !== event ||
      stripThirdParty(event) !== event,
  );
}

/**
 * Drops location signals, mentioned locations and third-party traits that were not consented to when they happened,
 * and counts the events that lost something.
 */
export function gateByConsent(arrived: readonly ArrivedEvent[], ledger: Ledger, rules: ConsentRules): Gated {
  const kept: ArrivedEvent[] = [];
  let locationDroppedCount = 0;
  let thirdPartyDroppedCount = 0;
  for (const each of arrived) {
    const { event } = each;
    const isGranted = (purpose: ConsentPurpose) => rules.isGranted(ledger, purpose, event.atMs);
    const located = gateLocation(event, rules, isGranted);
    if (located !== event) locationDroppedCount += 1;
    if (located === undefined) continue;
    const passed = gateThirdParty(located, isGranted);
    if (passed !== located) thirdPartyDroppedCount += 1;
    kept.push(passed === event ? each : { ...each, event: passed });
  }
  return { kept, locationDroppedCount, thirdPartyDroppedCount };
}

type Grants = (purpose: ConsentPurpose) => boolean;

/** Nothing is left of a location signal without consent, of another event all but the locations that it mentions. */
function gateLocation(
  event: CustomerEvent,
  rules: ConsentRules,
  isGranted: Grants,
): CustomerEvent | undefined {
  if (rules.isLocationSignal(event)) return isGranted('location') ? event : undefined;
  const stripped = rules.stripLocation(event);
  return stripped === event || isGranted('location') ? event : stripped;
}

function gateThirdParty(event: CustomerEvent, isGranted: Grants): CustomerEvent {
  const stripped = stripThirdParty(event);
  return stripped === event || isGranted('third_party') ? event : stripped;
}
