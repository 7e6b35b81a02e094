import { userInfo } from 'node:os';
import * as z from 'zod';
import { openPlanning } from '#app/plan/open-planning.ts';
import { findLedger } from '#app/profiles/find-ledger.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import type { Connection } from '../connection.ts';
import { createPlanDesk, type PlanDesk } from '../plan/plan-desk.ts';
import { openCloudStores } from './cloud-stores.ts';

const perSecond = z.partialRecord(z.enum(['push', 'email', 'sms']), z.number());

/** Where plans of a local run or a stage are made, signed and started. */
export async function openPlanDesk(connection: Connection): Promise<PlanDesk> {
  const stores = await openCloudStores(connection);
  const rates = perSecond.parse(JSON.parse(connection.nameOf('SendRatesPerSecond')));
  const perMinute = Object.entries(rates).map(([channel, rate]) => [channel, rate * 60]);
  const planning = await openPlanning({
    ...stores,
    readPersons: createReadPersons(stores),
    region: connection.clientConfig.region,
    currency: stores.settings.brandCurrency,
    ratePerMinute: Object.fromEntries(perMinute),
  });
  return createPlanDesk({
    ...stores,
    ...planning,
    personIdOf: async (customer) => (await findLedger(stores.ledgers, customer)).value.personId,
    by: userInfo().username,
  });
}
