import { describe, expect, it } from '@jest/globals';
import { App, Fn, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as z from 'zod/mini';
import { NodeFunction } from '#lib/constructs/node-function.ts';

describe('a function of ours', () => {
  it('fails at synth if its environment is not what its schema asks for, and says which variable', () => {
    const environmentSchema = z.object({ TABLE_NAME: z.string(), DAYS: z.coerce.number() });
    const environment = { TABLE_NAME: Fn.importValue('table'), DAYS: 'seven' };
    const create = () => {
      const stack = new Stack(new App());
      const costs = {
        station: 's',
        journalBucket: new Bucket(stack, 'Journal'),
        encryptionKey: new Key(stack, 'Key'),
      };
      return new NodeFunction(stack, 'F', { folder: 'f', environmentSchema, environment, costs });
    };
    expect(create).toThrow(/environment of f .*DAYS/su);
    expect(create).not.toThrow(/TABLE_NAME/u);
  });
});
