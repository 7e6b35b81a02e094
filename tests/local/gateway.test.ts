import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { clientConfig, withCloud } from './support/running-cloud.ts';
import { ASSEMBLY } from './support/services-assembly.ts';

describe('the gateway', () => {
  const item = (pk: string) => ({
    TableName: 'App-Table',
    Item: { pk: { S: pk }, ConsumedCapacity: { M: { CapacityUnits: { N: '9' } } } },
  });

  it('records who called what and the capacity it took, without showing what was not asked for', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const db = new DynamoDBClient(clientConfig(cloud));
      await db.send(new PutItemCommand(item('a')));
      const { ConsumedCapacity, Item } = await db.send(
        new GetItemCommand({ TableName: 'App-Table', Key: { pk: { S: 'a' } } }),
      );
      expect([ConsumedCapacity, Item]).toEqual([undefined, item('a').Item]);
      const asked = await db.send(new PutItemCommand({ ...item('b'), ReturnConsumedCapacity: 'TOTAL' }));
      expect(asked.ConsumedCapacity?.CapacityUnits).toBe(1);
      const { summary } = (await (await fetch(`${cloud.url}/calls`)).json()) as { summary: unknown[] };
      expect(summary).toEqual([
        expect.objectContaining({
          service: 'dynamodb',
          operation: 'PutItem',
          caller: 'test',
          calls: 2,
          capacityUnits: 2,
        }),
        expect.objectContaining({ service: 'dynamodb', operation: 'GetItem', calls: 1, capacityUnits: 0.5 }),
      ]);
    }));

  it('strikes as often as it is told, and a lost answer has been carried out', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const db = new DynamoDBClient(clientConfig(cloud));
      const strike = (rule: unknown) =>
        fetch(`${cloud.url}/faults`, { method: 'POST', body: JSON.stringify(rule) });
      const put = (pk: string) => db.send(new PutItemCommand(item(pk)));
      await strike({ service: 'dynamodb', operation: 'PutItem', kind: 'throttle', count: 2 });
      for (const pk of ['a', 'b'])
        await expect(put(pk)).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
      await put('c');
      await strike({ service: 'dynamodb', kind: 'reset-before', count: 1 });
      await expect(put('d')).rejects.toThrow();
      await strike({ service: 'dynamodb', kind: 'reset-after-commit', count: 1 });
      await expect(put('e')).rejects.toThrow();
      await strike({ service: 'dynamodb', kind: '5xx' });
      await expect(put('f')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
      await fetch(`${cloud.url}/faults`, { method: 'DELETE' });
      const { Items = [] } = await db.send(new ScanCommand({ TableName: 'App-Table' }));
      expect(Items.map(({ pk }) => pk?.S).sort()).toEqual(['c', 'e']);
    }));

  it('holds back part of a batch, and the rest is carried out', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const db = new DynamoDBClient(clientConfig(cloud));
      const kinesis = new KinesisClient(clientConfig(cloud));
      cloud.faults.add({ kind: 'partial', share: 0.5, seed: 7 });
      const requests = Array.from({ length: 20 }, (_unused, n) => ({
        PutRequest: { Item: { pk: { S: `${n}` } } },
      }));
      const { UnprocessedItems } = await db.send(
        new BatchWriteItemCommand({ RequestItems: { 'App-Table': requests } }),
      );
      const heldBack = UnprocessedItems?.['App-Table']?.length ?? 0;
      const { Count } = await db.send(new ScanCommand({ TableName: 'App-Table' }));
      expect([heldBack > 0, heldBack + (Count ?? 0)]).toEqual([true, 20]);
      const Records = Array.from({ length: 20 }, (_unused, n) => ({
        PartitionKey: 'k',
        Data: Buffer.from([n]),
      }));
      const answer = await kinesis.send(new PutRecordsCommand({ StreamName: 'App-Events', Records }));
      const failed = answer.Records?.filter(({ ErrorCode }) => ErrorCode !== undefined) ?? [];
      expect([failed.length > 0, answer.FailedRecordCount, answer.Records?.length]).toEqual([
        true,
        failed.length,
        20,
      ]);
    }));

  it('answers secrets, and names what it does not know', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const secrets = new SecretsManagerClient(clientConfig(cloud));
      const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: 'App-Keys' }));
      const { user, key } = JSON.parse(SecretString) as { user: string; key: string };
      expect([user, key.length]).toEqual(['a', 40]);
      const answer = await fetch(cloud.url, {
        method: 'POST',
        headers: {
          authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/r/kms/aws4_request',
          'x-amz-target': 'TrentService.Encrypt',
        },
      });
      expect(await answer.json()).toEqual({
        __type: 'UnknownOperationException',
        message: 'The local cloud has no service kms (called for Encrypt)',
      });
      const db = new DynamoDBClient(clientConfig(cloud));
      expect((await db.send(new ListTablesCommand({}))).TableNames).toEqual(['App-Table']);
    }));
});
