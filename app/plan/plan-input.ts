import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { ApprovedCopy, CopyChannel } from '#core/copy/approved-copy.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';
import type { Forecast } from '#core/cost/ledger/forecast.ts';
import type { Predictions } from '#core/models/predictions.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import type { Considered } from '#core/plan/audience/judge-audience.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { PlannedCopy } from '#core/plan/expected-uses.ts';
import type { MessagePrice } from '#core/plan/lane-kinds.ts';
import type { Offer } from '#core/plan/offer.ts';
import type { StoreDraw } from '#core/plan/stores/draw-stores.ts';
import type { DefaultHours } from '#core/plan/value/answer-curve.ts';
import type { MeasuredUplift } from '#core/plan/value/measured-uplift.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What a plan is made of. Rows are read twice: first what everybody together says, then each person. */
export interface PlanInput {
  readonly campaign: Campaign;
  readonly rows: () => AsyncIterable<PersonRow>;
  readonly predictionsOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, Predictions>>;
  readonly personasOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, PersonaAssignment>>;
  readonly copies: readonly ApprovedCopy[];
  readonly price: MessagePrice;
  /** Parts that a copy takes on its channel: an SMS may take several. */
  readonly partsOf: (copy: ApprovedCopy) => number;
  /** A copy as a person gets it, with label and opt-out. */
  readonly render: (copy: ApprovedCopy) => { readonly title: string; readonly body: string };
  /** What planned messages are expected to use, priced. */
  readonly forecast: (copies: readonly PlannedCopy[]) => Forecast;
  readonly uplift: MeasuredUplift;
  /** What earlier copy brought. */
  readonly copyOutcomes: readonly CopyOutcome[];
  /** Those that the campaign's arms name. */
  readonly offers: readonly Offer[];
  /** Units that are left; undefined where nobody counts them. */
  readonly stockOf: (productId: string) => number | undefined;
  /** Figures of the weather on the first day of the window. */
  readonly weatherIn?: Considered['weatherIn'];
  /** What an earlier plan of this campaign drew, where it holds stores out: it stays. */
  readonly storeDraw?: StoreDraw | undefined;
  /** What other plans put on the channels. */
  readonly others: readonly OtherPlan[];
  readonly shop: ShopSetting;
  readonly nowMs: number;
}

/** A plan that was applied or is about to be. */
export interface OtherPlan {
  readonly campaignId: string;
  readonly priority: number;
  readonly load: readonly {
    readonly channel: CopyChannel;
    readonly hourMs: number;
    readonly messages: number;
  }[];
}

/** What holds for every campaign of the brand. */
export interface ShopSetting {
  /** ISO 4217. */
  readonly currency: string;
  readonly billingCurrency: string;
  /** IANA zone in which the shop tells times; absent: UTC. */
  readonly zone?: string;
  /** Units of the brand's currency per unit of the billing currency, and where that was read. */
  readonly exchange: { readonly rate: number; readonly source: string; readonly on: string };
  readonly ratePerMinute: Readonly<Partial<Record<CopyChannel, number>>>;
  readonly defaultHours: DefaultHours;
  /** Minutes after its due minute within which a message may still go out. */
  readonly lateMinutes: number;
}

/** Stores that planning uses. */
export interface PlanPorts {
  readonly ledgers: LedgerStore;
  readonly artefacts: ArtefactStore;
}
