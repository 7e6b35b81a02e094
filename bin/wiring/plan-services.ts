import { userInfo } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { learnFromPlans } from '#app/outcomes/learn-from-plans.ts';
import { openPlanning } from '#app/plan/open-planning.ts';
import { findLedger } from '#app/profiles/find-ledger.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { tables } from '#contracts/tables.ts';
import type { Connection } from '../connection.ts';
import { createPlanDesk, type PlanDesk } from '../plan/plan-desk.ts';
import { openCloudStores } from './cloud-stores.ts';

const perSecond = z.partialRecord(z.enum(['push', 'email', 'sms']), z.number());

const perMinute = (rates: z.output<typeof perSecond>): z.output<typeof perSecond> =>
  perSecond.parse(Object.fromEntries(Object.entries(rates).map(([channel, rate]) => [channel, rate * 60])));

/** Where plans of a local run or a stage are made, signed and started. */
export async function openPlanDesk(connection: Connection): Promise<PlanDesk> {
  const stores = await openCloudStores(connection);
  const rates = perSecond.parse(JSON.parse(connection.nameOf('SendRatesPerSecond')));
  const readPersons = createReadPersons(stores);
  const receipts = createDynamoTable(new DynamoDBClient(connection.clientConfig), {
    tableName: connection.nameOf('ReceiptTableName'),
    schema: tables.receipt,
  });
  const planning = await openPlanning({
    ...stores,
    readPersons,
    measuredUplift: () =>
      learnFromPlans({
        ...stores,
        personas: stores.assignments,
        clicks: createTableClickStore(receipts),
        rows: () => readPersons(stores.clock.nowMs()),
      }),
    region: connection.clientConfig.region,
    currency: stores.settings.brandCurrency,
    zone: stores.settings.brandZone,
    goalEvents: stores.settings.goalEvents ?? [],
    ratePerMinute: perMinute(rates),
  });
  const desk = createPlanDesk({
    ...stores,
    ...planning,
    personIdOf: async (customer) => (await findLedger(stores.ledgers, customer)).value.personId,
    by: userInfo().username,
  });
  /** What making and starting a plan takes is the campaign's cost. */
  const metered = async <Result>(work: Promise<Result>, campaignOf: (result: Result) => string) => {
    const result = await work;
    stores.usage.tally.serve({ campaign: campaignOf(result), stage: 'plan' });
    await stores.usage.flush();
    return result;
  };
  return {
    ...desk,
    make: (campaign, options) => metered(desk.make(campaign, options), () => campaign.id),
    apply: (hash) => metered(desk.apply(hash), ({ campaignId }) => campaignId),
  };
}
