import { createExplainIdentity } from '#app/profiles/explain-identity.ts';
import { locationUse } from '#app/profiles/location-use.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { createViewCustomer } from '#app/profiles/view-customer.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { Connection } from '../connection.ts';
import { predictionsJson } from '../predictions-page.ts';
import type { Merged, Unmerged } from '../services.ts';
import { type CloudStores, openCloudStores } from './cloud-stores.ts';
import { personaOf } from './persona-services.ts';

/** What is left of a view as JSON: fields that are undefined are not there. */
const asJson = (view: object): JsonObject => JSON.parse(JSON.stringify(view)) as JsonObject;

/** The single customer view; undefined for a customer whom nobody has seen. */
export async function viewProfile(
  connection: Connection,
  customer: string,
  asked: { readonly by: string; readonly reason: string },
): Promise<JsonObject | undefined> {
  const stores = await openCloudStores(connection);
  // Before anything is shown: what can't be noted isn't read.
  await stores.accessLog.note(customer, { atMs: stores.clock.nowMs(), what: 'profile', ...asked });
  return profileOf(stores, customer);
}

async function profileOf(stores: CloudStores, customer: string): Promise<JsonObject | undefined> {
  const { identity, profile, consents } = await createViewCustomer(stores)(customer);
  if (profile.firstSeenAt === undefined && consents.length === 0) return undefined;
  const { personId, customerKeys } = identity;
  const persona = await personaOf(stores, { personId, customerKeys, profile });
  const predictions = (await stores.predictions.load([personId])).get(personId);
  return asJson({
    customer,
    persona,
    person: { personId: identity.personId, customerKeys: identity.customerKeys, merges: identity.merges },
    consents: consents.map(({ atMs, ...consent }) => ({ ...consent, at: new Date(atMs).toISOString() })),
    ...profile,
    predictions: predictions && predictionsJson(predictions),
  });
}

/** Everything that is held of a person: the view, the contact details in clear, and the archived events. */
export async function exportPerson(
  connection: Connection,
  customer: string,
  asked: { readonly by: string; readonly reason: string },
): Promise<JsonObject | undefined> {
  const stores = await openCloudStores(connection);
  await stores.accessLog.note(customer, { atMs: stores.clock.nowMs(), what: 'export', ...asked });
  const view = await profileOf(stores, customer);
  if (view === undefined) return undefined;
  const { identity } = await createViewCustomer(stores)(customer);
  const keys = new Set(identity.customerKeys);
  const contacts = await Promise.all([...keys].map((key) => stores.contacts.of(key)));
  const events = await archivedEvents(stores, keys);
  return {
    ...view,
    contacts: asJson({ list: contacts.flat() })['list'] as Json,
    events: asJson({ list: events })['list'] as Json,
    locationUse: asJson({ list: locationUse(events) })['list'] as Json,
    accesses: (await stores.accessLog.about([...keys])).map(({ atMs, ...access }) =>
      asJson({ at: new Date(atMs).toISOString(), ...access }),
    ),
  };
}

async function archivedEvents(
  stores: CloudStores,
  keys: ReadonlySet<string>,
): Promise<readonly CustomerEvent[]> {
  const events = new Map<string, CustomerEvent>();
  for await (const { customerKey, events: own } of stores.lake.read()) {
    if (!keys.has(customerKey)) continue;
    for (const event of own) events.set(`${customerKey} ${event.messageId}`, event);
  }
  return [...events.values()].sort((a, b) => a.atMs - b.atMs);
}

/** Links two customers because somebody says so. */
export async function mergePersons(
  connection: Connection,
  keys: readonly [string, string],
  by: string,
): Promise<Merged> {
  const stores = await openCloudStores(connection);
  const explain = createExplainIdentity(stores);
  const before = await explain(keys[0]);
  if (before.customerKeys.includes(keys[1])) return { status: 'already_merged', personId: before.personId };
  // A merge that was undone stays undone for the same evidence: a person who says so again is new evidence.
  const note = `${by} ${new Date(stores.clock.nowMs()).toISOString()}`;
  const record = await createMergePersons(stores)({ keys, evidence: { kind: 'manual', note } });
  if (record.state !== 'merged') return { status: 'refused', reason: record.reason };
  return { status: 'merged', personId: (await explain(keys[0])).personId };
}

/** Takes back every link between two customers. */
export async function unmergePersons(
  connection: Connection,
  [first, other]: readonly [string, string],
  by: string,
): Promise<Unmerged> {
  const stores = await openCloudStores(connection);
  const { merges } = await createExplainIdentity(stores)(first);
  const links = merges.filter(
    ({ state, keys }) => state === 'merged' && keys.includes(first) && keys.includes(other),
  );
  if (links.length === 0) return { status: 'not_merged' };
  const unmerge = createUnmergePersons(stores);
  for (const { mergeId } of links) await unmerge.byMergeId(mergeId, `manual: ${by}`);
  return { status: 'unmerged', customerKeys: [first, other] };
}
