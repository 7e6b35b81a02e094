import { describe, expect, it } from '@jest/globals';
import { App, Fn, Stack } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { NodeFunction } from '#lib/constructs/node-function.ts';

describe('a function of ours', () => {
  it('fails at synth if its environment is not what its schema asks for, and says which variable', () => {
    const environmentSchema = z.object({ TABLE_NAME: z.string(), DAYS: z.coerce.number() });
    const environment = { TABLE_NAME: Fn.importValue('table'), DAYS: 'seven' };
    const create = () =>
      new NodeFunction(new Stack(new App()), 'F', { folder: 'f', environmentSchema, environment });
    expect(create).toThrow(/environment of f .*DAYS/su);
    expect(create).not.toThrow(/TABLE_NAME/u);
  });
});
