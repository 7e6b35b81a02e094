import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { translateErrors } from '#adapters/aws/translate-error.ts';

type Request = NonNullable<BatchGetItemCommand['input']['RequestItems']>;

/** A client that answers one key per call and leaves the others unprocessed. */
function stingyClient(answersNone = false) {
  const calls: number[] = [];
  const send = async (command: unknown) => {
    if (!(command instanceof BatchGetItemCommand)) throw new Error('only reads here');
    const [first, ...rest] = (command.input.RequestItems as Request)['t']?.Keys ?? [];
    calls.push(rest.length + 1);
    if (answersNone) return { Responses: { t: [] }, UnprocessedKeys: command.input.RequestItems };
    return { Responses: { t: [first] }, UnprocessedKeys: rest.length > 0 ? { t: { Keys: rest } } : {} };
  };
  return { client: { send } as unknown as DynamoDBClient, calls };
}

describe('createDynamoTable', () => {
  const config = { tableName: 't', schema: { partitionKey: 'id' } };

  it('asks again for the keys that a batch left unprocessed, and only for those (9)', async () => {
    const { client, calls } = stingyClient();
    const keys = ['a', 'b', 'c'].map((id) => ({ id }));
    expect(await createDynamoTable(client, config).get(keys)).toEqual(keys);
    expect(calls).toEqual([3, 2, 1]);
  });

  it('fails as unavailable when keys stay unprocessed, rather than as if they were not stored', async () => {
    const { client } = stingyClient(true);
    const asked = createDynamoTable(client, config).get([{ id: 'a' }]);
    await expect(asked).rejects.toMatchObject({ name: 'UnavailableError' });
  });
});

describe('translateErrors', () => {
  const thrown = (error: object) =>
    translateErrors('PutItem', () => Promise.reject(Object.assign(new Error('x'), error))).catch(
      (translated: unknown) => translated,
    );
  const answered = (status: number) => ({ $metadata: { httpStatusCode: status } });

  it.each([
    [{ name: 'ConditionalCheckFailedException', ...answered(400) }, 'ConflictError'],
    [{ name: 'PreconditionFailed', ...answered(412) }, 'ConflictError'],
    [{ name: 'ProvisionedThroughputExceededException', ...answered(400) }, 'UnavailableError'],
    [{ name: 'SlowDown', ...answered(503) }, 'UnavailableError'],
    [{ name: 'ConditionalRequestConflict', ...answered(409) }, 'UnavailableError'],
    [{ name: 'Error', code: 'ECONNRESET' }, 'UnavailableError'],
    [{ name: 'TimeoutError' }, 'UnavailableError'],
    [{ name: 'AccessDeniedException', ...answered(400) }, 'RefusedError'],
    [{ name: 'ValidationException', ...answered(400) }, 'RefusedError'],
    [{ name: 'ResourceNotFoundException', ...answered(400) }, 'RefusedError'],
  ])('turns %j into %s and keeps the cause', async (error, name) => {
    expect(await thrown(error)).toMatchObject({ name, cause: error, details: { operation: 'PutItem' } });
  });
});
