import { userInfo } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';

import { dueNotices, recordNotices } from '#app/delivery/consent-notices.ts';
import { tables } from '#contracts/tables.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import type { Connection } from '../connection.ts';
import type { NoticeDesk } from '../services.ts';
import { openCloudStores } from './cloud-stores.ts';

/** What people must be told about their own consent. */
export async function openNoticeDesk(connection: Connection): Promise<NoticeDesk> {
  const stores = await openCloudStores(connection);
  const table = createDynamoTable(new DynamoDBClient(connection.clientConfig), {
    tableName: connection.nameOf('LedgerTableName'),
    schema: tables.ledger,
  });
  async function* keys(): AsyncIterable<string> {
    for await (const { personId = '' } of table.keys()) yield personId;
  }
  return {
    nowMs: () => stores.clock.nowMs(),
    noteListed: (personId, reason) => {
      const access = {
        atMs: stores.clock.nowMs(),
        by: userInfo().username,
        what: 'notices',
        reason,
      } as const;
      return stores.accessLog.note(personId, access);
    },
    due: (jurisdiction, asked) => dueNotices({ ...stores, keys }, lawPacks[jurisdiction]!.notices, asked),
    record: (given, told) => recordNotices(stores, given, told),
  };
}
