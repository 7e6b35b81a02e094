import type { Clock } from '#app/ports/clock.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import type { HeldConsent } from '#core/profiles/ledger.ts';
import type { ProfileView } from '#core/profiles/profile-view.ts';
import { createExplainIdentity, type ExplainedIdentity } from './explain-identity.ts';
import { loadLedger } from './find-ledger.ts';
import { createReadProfile } from './read-profile.ts';
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
  const explainIdentity = createExplainIdentity(ports);
  const readProfile = createReadProfile(ports);

  return async (customerKey) => {
    const identity = await explainIdentity(customerKey);
    const profile = await readProfile(identity.customerKeys);
    const { value: ledger } = await loadLedger(ports.ledgers, identity.personId);
    return { identity, profile, consents: ledger.consents };
  };
}
