import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { loadBrand } from '#app/copy/copy-settings.ts';
import { messageFrame } from '#app/copy/message-frame.ts';
import { readPrices } from '#app/cost/read-ledger.ts';
import { createLoadFreshPredictions } from '#app/models/load-fresh-predictions.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { ReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import type { ApprovedCopy, CopyChannel } from '#core/copy/approved-copy.ts';
import { renderMessage } from '#core/copy/render/render-message.ts';
import { priceForecast } from '#core/cost/ledger/forecast.ts';
import { exchangeRate } from '#core/cost/prices/exchange-rate.ts';
import { InputError } from '#core/kernel/errors.ts';
import { localDay } from '#core/kernel/time.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import { expectedUses } from '#core/plan/expected-uses.ts';
import { isCountedGoal } from '#core/plan/goal.ts';
import type { MessagePrice } from '#core/plan/lane-kinds.ts';
import type { Offer } from '#core/plan/offer.ts';
import type { MeasuredUplift } from '#core/plan/value/measured-uplift.ts';
import type { ApplyPorts } from './apply-plan.ts';
import { createMessagePrice, unknownRate } from './message-price.ts';
import { loadOffer } from './offer-shelf.ts';
import type { OtherPlan, PlanInput } from './plan-input.ts';
import { allPlans, openPlan, type PlanStores } from './plan-records.ts';
import { readLiveCopies } from './read-live-copies.ts';
import { startedDraw } from './started-draw.ts';
import { stockOfProducts } from './stock-of-products.ts';
import { weatherOn } from './weather-on.ts';

/** What planning reads of the shop. */
export interface PlanningPorts extends PlanStores {
  readonly clock: Clock;
  readonly catalogue: CatalogueStore;
  readonly campaigns: CampaignStateStore;
  readonly predictions: PredictionStore;
  readonly assignments: AssignmentStore;
  readonly readPersons: ReadPersons;
  /** What campaigns that are over say of sending at all; asked before every plan. */
  readonly measuredUplift: () => Promise<MeasuredUplift>;
  /** AWS Region by whose prices messages are billed. */
  readonly region: string;
  /** ISO 4217, of the shop's orders. */
  readonly currency: string;
  /** Events that profiles keep by name, beside those that they keep anyway. */
  readonly goalEvents: readonly string[];
  /** IANA zone in which the shop counts days. */
  readonly zone: string;
  /** Channels that are switched on, with what the account may send. */
  readonly ratePerMinute: Readonly<Partial<Record<CopyChannel, number>>>;
}

/** What plans of this shop are made of, as things stand now. */
export interface Planning {
  readonly price: MessagePrice;
  /** Those of the copies that are not in use, with these words. */
  unapprovedOf: ApplyPorts['unapprovedOf'];
  /** @throws InputError naming what is missing: a channel that is off, a rate of exchange. */
  inputFor(campaign: Campaign): Promise<PlanInput>;
}

/** Providers bill in it, and so budgets are in it. */
const BILLING_CURRENCY = 'USD';
/** Where neither models nor purchases say anything. */
const DEFAULT_HOURS = { from: 10, to: 20 };
/** A message that could not go out in its hour is worth little. */
const LATE_MINUTES = 60;

/** Opens the shop for planning: prices and the brand are read once. */
export async function openPlanning(ports: PlanningPorts): Promise<Planning> {
  const { clock, catalogue, documents, region } = ports;
  const { book } = await readPrices(catalogue);
  const brand = await loadBrand(documents);
  const atMs = clock.nowMs();
  const price = createMessagePrice(book, {
    region,
    jurisdiction: brand.law.jurisdiction,
    billingCurrency: BILLING_CURRENCY,
    atMs,
  });
  return {
    price,
    async unapprovedOf(copies) {
      const hashes = new Map((await readLiveCopies(documents)).map(({ id, hash }) => [id, hash]));
      return copies.filter(({ id, hash }) => hashes.get(id) !== hash).map(({ id }) => id);
    },
    async inputFor(campaign) {
      assertAffordable(campaign, ports);
      assertCounted(campaign, ports);
      const exchange = exchangeRate(book, { from: BILLING_CURRENCY, to: ports.currency, atMs });
      if (exchange === undefined) throw missing(unknownRate(BILLING_CURRENCY, ports.currency));
      const nowMs = clock.nowMs();
      const offers = await offersOf(campaign, documents);
      const copies = await readLiveCopies(documents);
      const names = await productNames(catalogue, copies);
      const render = (copy: ApprovedCopy) =>
        renderMessage(
          copy,
          { product: names.get(copy.productId) },
          messageFrame(brand, copy.channel, copy.language),
        );
      return {
        campaign,
        rows: () => ports.readPersons(nowMs),
        predictionsOf: createLoadFreshPredictions(ports.predictions, clock),
        personasOf: (ids) => ports.assignments.load(ids),
        copies,
        price,
        partsOf: (copy) => render(copy).sms?.parts ?? 1,
        render,
        forecast: (planned) =>
          priceForecast(expectedUses(planned, { jurisdiction: campaign.jurisdiction, region }), book, atMs),
        uplift: await ports.measuredUplift(),
        copyOutcomes: await readCopyOutcomes(documents, nowMs),
        offers,
        stockOf: await stockOfProducts(catalogue),
        weatherIn: await weatherOn(localDay(ports.zone, campaign.window.fromMs), catalogue),
        storeDraw: await startedDraw(ports, campaign),
        others: await otherPlans(ports, nowMs),
        shop: {
          currency: ports.currency,
          billingCurrency: BILLING_CURRENCY,
          zone: ports.zone,
          exchange,
          ratePerMinute: ports.ratePerMinute,
          defaultHours: DEFAULT_HOURS,
          lateMinutes: LATE_MINUTES,
        },
        nowMs,
      };
    },
  };
}

/** The offers of the campaign's arms. @throws InputError naming one that is unknown, or is over before the campaign. */
async function offersOf(
  { arms, window }: Campaign,
  documents: PlanningPorts['documents'],
): Promise<readonly Offer[]> {
  const ids = new Set(arms.content.flatMap(({ offerId }) => offerId ?? []));
  const offers: Offer[] = [];
  for (const id of ids) {
    const offer = await loadOffer(documents, id);
    if (offer === undefined || offer.validity.fromMs > window.fromMs || offer.validity.toMs < window.toMs)
      throw new InputError(
        offer === undefined
          ? `there is no offer ${id}: kairos import offers FILE`
          : `the offer ${id} is not valid all through the campaign’s window`,
        {
          details: {
            ko:
              offer === undefined
                ? `혜택 ${id} 이(가) 없습니다: kairos import offers FILE`
                : `혜택 ${id} 의 유효 기간이 캠페인 발송 기간을 다 덮지 않습니다`,
          },
        },
      );
    offers.push(offer);
  }
  return offers;
}

function assertAffordable({ channels, budget }: Campaign, { ratePerMinute }: PlanningPorts): void {
  const off = channels.filter((channel) => ratePerMinute[channel] === undefined);
  if (off.length > 0)
    throw new InputError(`this stage sends nothing by ${off.join(', ')}: the channel is off`, {
      details: { ko: `이 스테이지에서는 ${off.join(', ')} 채널이 꺼져 있습니다` },
    });
  if (budget !== undefined && budget.currency !== BILLING_CURRENCY)
    throw new InputError(`budget.currency: messages are billed in ${BILLING_CURRENCY}, so is the budget`, {
      details: {
        ko: `budget.currency: 메시지는 ${BILLING_CURRENCY} 로 청구되므로 예산도 그 통화로 적으십시오`,
      },
    });
}

/** A plan whose success nobody would count is not made. */
function assertCounted({ goal }: Campaign, { goalEvents }: PlanningPorts): void {
  if (isCountedGoal(goal.event, goalEvents)) return;
  const known = goalEvents.join(', ');
  throw new InputError(
    `goal.event: profiles do not keep ${goal.event}. Add it to the stage’s goalEvents (lib/config/stage-config.ts) and deploy; kept are orders, store visits, store events attended, ${known}`,
    {
      details: {
        ko: `goal.event: 프로필이 ${goal.event} 이벤트를 보관하지 않습니다. 스테이지의 goalEvents(lib/config/stage-config.ts)에 추가해 배포하십시오. 보관 중: 주문, 매장 방문, 매장 행사 참석, ${known}`,
      },
    },
  );
}

function missing(sentence: string): InputError {
  return new InputError(sentence, {
    details: { ko: `환율을 알 수 없습니다. "kairos prices import" 로 넣으십시오: ${sentence}` },
  });
}

async function productNames(
  catalogue: CatalogueStore,
  copies: readonly ApprovedCopy[],
): Promise<ReadonlyMap<string, string>> {
  const items = await catalogue.get('products', [...new Set(copies.map(({ productId }) => productId))]);
  return new Map(
    [...items].flatMap(([id, { attributes }]) => {
      const { name } = attributes;
      return typeof name === 'string' && name !== '' ? [[id, name]] : [];
    }),
  );
}

/** Plans that were started, whose campaign may still send. */
async function otherPlans(ports: PlanningPorts, nowMs: number): Promise<readonly OtherPlan[]> {
  const others: OtherPlan[] = [];
  for (const { hash, campaignId, appliedAtMs } of await allPlans(ports)) {
    if (appliedAtMs === undefined) continue;
    const { value: state } = await ports.campaigns.load(campaignId);
    const mayStillSend = state?.status === 'running' || state?.status === 'paused';
    if (!mayStillSend || state.planHash !== hash) continue;
    const { summary } = await openPlan(ports, hash);
    if (summary.window.toMs > nowMs)
      others.push({ campaignId, priority: summary.campaign.priority, load: summary.load });
  }
  return others;
}
