import type { Clock } from '#app/ports/clock.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { localDay } from '#core/kernel/time.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import type { HeldConsent } from '#core/profiles/ledger.ts';
import { mergeHistoryStates, mergeHotStates } from '#core/profiles/merge-profiles.ts';
import { type ProfileView, profileView } from '#core/profiles/profile-view.ts';
import { createExplainIdentity, type ExplainedIdentity } from './explain-identity.ts';
import { loadLedger } from './find-ledger.ts';
import type { MergePorts } from './settle-merges.ts';

/** Everything that is known of the person behind a customer key. */
export interface CustomerView {
  readonly identity: ExplainedIdentity;
  readonly profile: ProfileView;
  /** Statements in order of decision; with them, the keys that each counts for. */
  readonly consents: readonly HeldConsent[];
}

/** Combines, on read, the profiles of all keys of a person. Nothing combined is ever stored: unmerging has nothing to part. */
export type ViewCustomer = (customerKey: string) => Promise<CustomerView>;

/** Views from these stores. */
export function createViewCustomer(
  ports: MergePorts & {
    readonly profiles: ProfileStore;
    readonly clock: Clock;
    readonly settings: FoldSettings;
  },
): ViewCustomer {
  const { profiles, ledgers, clock, settings } = ports;
  const explainIdentity = createExplainIdentity(ports);

  return async (customerKey) => {
    const identity = await explainIdentity(customerKey);
    const hots = await profiles.loadHot(identity.customerKeys);
    const histories = await profiles.loadHistory(identity.customerKeys);
    const hot = [...hots.values()]
      .map(({ value }) => value.state)
      .reduce((a, b) => mergeHotStates(a, b, settings.brandZone));
    const history = [...histories.values()].map(({ value }) => value.state).reduce(mergeHistoryStates);
    const nowMs = clock.nowMs();
    const today = localDay(hot.zone?.value ?? settings.brandZone, nowMs);
    const { value: ledger } = await loadLedger(ledgers, identity.personId);
    return { identity, profile: profileView(hot, history, { nowMs, today }), consents: ledger.consents };
  };
}
