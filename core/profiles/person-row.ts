import type { ProfileView } from './profile-view.ts';

/** One person of a dated snapshot: what training, personas and plans read. */
export interface PersonRow {
  /** The smallest of `customerKeys`. */
  readonly personId: string;
  /** Linked customer keys, sorted. */
  readonly customerKeys: readonly string[];
  /** Combined over the keys, as at the snapshot's instant. */
  readonly profile: ProfileView;
}
