import { MINUTE_MS } from '../calendar.ts';
import type { Product } from '../catalogue/products.ts';
import { type Customer, type Device, hasGranted } from '../people/customer.ts';
import { itemAt, type Random, randomOf } from '../random.ts';
import type { Purchase } from '../shopping/purchase.ts';
import type { Shop } from '../shopping/simulate-purchases.ts';
import type { Store } from '../stores.ts';
import {
  type Draft,
  type Emission,
  emit,
  personalSender,
  type Sender,
  tillSender,
  track,
} from './message.ts';
import type { SessionKind, SessionPlan } from './plan-sessions.ts';
import { renderConsent, renderDevice, renderIdentify, renderSignUp } from './render-account.ts';
import {
  type Look,
  renderBrowse,
  renderFollowUp,
  renderImminent,
  renderInterest,
  renderNearby,
  wishOf,
} from './render-online.ts';
import { orderProperties, renderOnlineOrder, renderPoints, renderUndo } from './render-order.ts';
import { renderAttendance, renderVisit } from './render-store.ts';
import { tillAccountOf } from './till.ts';

export interface Stage {
  readonly shop: Shop;
  readonly storeOf: (id: string) => Store;
}

interface Scene {
  readonly stage: Stage;
  readonly plan: SessionPlan;
  readonly customer: Customer;
  readonly random: Random;
  readonly store: Store;
}

/** What a session says to the stream. */
export function renderSession(stage: Stage, plan: SessionPlan): readonly Emission[] {
  const { customer } = plan;
  const random = randomOf(stage.shop.seed, 'session', customer.index, plan.key);
  const scene: Scene = { stage, plan, customer, random, store: stage.storeOf(customer.homeStoreId) };
  return renderers[plan.kind](scene);
}

const renderers: Readonly<Record<SessionKind, (scene: Scene) => readonly Emission[]>> = {
  join: renderJoin,
  withdraw: (scene) => send(scene, renderWithdrawal(scene), appOrWeb(scene.customer)),
  interest: renderLooking,
  browse: renderLooking,
  imminent: renderClosing,
  visit: (scene) => renderInStore(scene, categoryInMind(scene)),
  stroll: (scene) => renderInStore(scene, categoryInMind(scene)),
  'store-event': renderAtEvent,
  purchase: (scene) => (purchaseOf(scene).channel === 'store' ? renderTillSale(scene) : renderOrder(scene)),
  undo: renderTakenBack,
  'follow-up': (scene) =>
    send(scene, renderFollowUp(lookOf(scene, targetOf(scene))), appOrWeb(scene.customer)),
};

function send(scene: Scene, drafts: readonly Draft[], device: Device, signedIn = true): readonly Emission[] {
  const sender = personalSender(scene.customer, device, signedIn);
  return drafts.map((draft) => emit(draft, sender, scene.random));
}

/** A first look around without a name, then the sign-up. */
function renderJoin(scene: Scene): readonly Emission[] {
  const { customer, plan, random } = scene;
  const device = appOrWeb(customer);
  const wish = wishOf(lookOf(scene));
  const before = renderInterest({ ...lookOf(scene, wish), atMs: plan.atMs - 15 * MINUTE_MS });
  const unknown = before.filter((draft) => draft.atMs < plan.atMs);
  const signedUp = renderSignUp(customer, device, plan.atMs).map((draft) =>
    // A push token belongs to the phone even where the person signs up in a browser.
    emit(
      draft,
      personalSender(customer, draft.event === 'Device Registered' ? (customer.app ?? device) : device, true),
      random,
    ),
  );
  return [...send(scene, unknown, device, false), ...signedUp];
}

function renderWithdrawal({ customer, plan }: Scene): readonly Draft[] {
  const taken = customer.consents.filter((consent) => consent.atMs === plan.atMs);
  return taken.map((consent) => renderConsent(consent, plan.atMs));
}

/** Browsing in app or web; in the web many never sign in, some do on the way. */
function renderLooking(scene: Scene): readonly Emission[] {
  const { plan, customer, random } = scene;
  const drafts =
    plan.kind === 'interest' ? renderInterest(lookOf(scene, targetOf(scene))) : renderBrowse(lookOf(scene));
  const device = deviceFor(scene);
  if (device.kind !== 'web') return [...maybeRegister(scene), ...send(scene, drafts, device)];
  const signsIn = random.chance(plan.kind === 'interest' ? 0.6 : 0.45);
  if (!signsIn) return send(scene, drafts, device, random.chance(0.3));
  const at = random.integer(0, drafts.length - 1);
  const atMs = itemAt(drafts, at).atMs;
  return [
    ...send(scene, drafts.slice(0, at), device, false),
    ...send(scene, [renderIdentify(customer, atMs - 500), ...drafts.slice(at)], device),
  ];
}

/** Apps renew their token now and then. */
function maybeRegister(scene: Scene): readonly Emission[] {
  const { customer, plan, random } = scene;
  if (customer.app === undefined || !random.chance(0.02)) return [];
  return send(
    scene,
    [...renderDevice(customer, plan.atMs - 2000), renderIdentify(customer, plan.atMs - 1000)],
    customer.app,
  );
}

function renderClosing(scene: Scene): readonly Emission[] {
  const { plan, customer, random, store } = scene;
  const drafts = renderImminent(lookOf(scene, targetOf(scene)));
  const online = send(scene, drafts, deviceFor(scene));
  const isNear = random.chance(0.3) && customer.zone === 'Asia/Seoul';
  if (!isNear || customer.app === undefined) return online;
  const nearby = renderNearby(customer, store.region, { atMs: plan.atMs + 25 * MINUTE_MS, random });
  return [...online, ...send(scene, nearby, customer.app)];
}

/** A visit is seen only through a phone whose owner lets it tell its place. */
function renderInStore(scene: Scene, drawnTo: Product['category'] | undefined): readonly Emission[] {
  const { customer, plan, store, random } = scene;
  if (customer.app === undefined || !hasGranted(customer, 'location', plan.atMs)) return [];
  return send(scene, renderVisit({ store, atMs: plan.atMs, random, drawnTo }), customer.app);
}

function renderAtEvent(scene: Scene): readonly Emission[] {
  const { customer, plan, store, random } = scene;
  if (customer.app === undefined || plan.storeEvent === undefined) return [];
  const visit = { store, atMs: plan.atMs, random, drawnTo: plan.storeEvent.topic };
  return send(scene, renderAttendance(plan.storeEvent, visit), customer.app);
}

function renderOrder(scene: Scene): readonly Emission[] {
  const { customer, random } = scene;
  const purchase = purchaseOf(scene);
  const device = purchase.channel === 'app' ? appOrWeb(customer) : customer.web;
  const drafts = [...renderOnlineOrder(purchase, customer.language, random), ...renderPoints(purchase)];
  const isNewSignIn = device.kind === 'web' && random.chance(0.3);
  const first = itemAt(drafts, 0).atMs;
  const signIn = isNewSignIn ? [renderIdentify(customer, first - 800)] : [];
  return send(scene, [...signIn, ...drafts], device);
}

function renderTillSale(scene: Scene): readonly Emission[] {
  const { customer, plan, random } = scene;
  const purchase = purchaseOf(scene);
  const sale = track(plan.atMs, 'Order Completed', orderProperties(purchase, 'ko'));
  const shown = { ...scene, plan: { ...plan, atMs: plan.atMs - 14 * MINUTE_MS } };
  const walked = renderInStore(shown, purchase.lines[0]?.product.category);
  return [...walked, emit(sale, { ...tillOf(scene, purchase), customerIndex: customer.index }, random)];
}

function tillOf({ stage, customer }: Scene, purchase: Purchase): Sender {
  const account = tillAccountOf(stage.shop.seed, customer, purchase);
  return tillSender(purchase.storeId ?? customer.homeStoreId, account.anonymousId, account.loyaltyNumber);
}

function renderTakenBack(scene: Scene): readonly Emission[] {
  const { customer, random } = scene;
  const purchase = purchaseOf(scene);
  const drafts = renderUndo(purchase, customer.language);
  if (purchase.channel !== 'store') return send(scene, drafts, appOrWeb(customer));
  const sender = { ...tillOf(scene, purchase), customerIndex: customer.index };
  return drafts.map((draft) => emit(draft, sender, random));
}

function lookOf(scene: Scene): Omit<Look, 'target'>;
function lookOf(scene: Scene, target: Product): Look;
function lookOf({ stage, customer, random, plan }: Scene, target?: Product): Omit<Look, 'target'> | Look {
  const look = { shop: stage.shop, customer, random, atMs: plan.atMs };
  return target === undefined ? look : { ...look, target };
}

function purchaseOf({ plan }: Scene): Purchase {
  if (plan.purchase === undefined) throw new RangeError(`a ${plan.kind} session has an order`);
  return plan.purchase;
}

/** What the coming order's signals are about: one of its products, mostly the first. */
function targetOf(scene: Scene): Product {
  const lines = purchaseOf(scene).lines.filter((line) => line.priceKrw > 0);
  const index = scene.random.chance(0.7) ? 0 : scene.random.integer(0, lines.length - 1);
  return itemAt(lines, index).product;
}

function categoryInMind(scene: Scene): Product['category'] {
  return scene.plan.purchase === undefined ? wishOf(lookOf(scene)).category : targetOf(scene).category;
}

function appOrWeb(customer: Customer): Device {
  return customer.app ?? customer.web;
}

function deviceFor({ customer, random }: Scene): Device {
  const { app, web } = customer.latent.channelShares;
  const prefersApp = random.chance((app + 0.1) / (app + web + 0.15));
  return prefersApp ? appOrWeb(customer) : customer.web;
}
