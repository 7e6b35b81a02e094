import { functionResource } from '../../support/assembly.ts';

/** A state machine resource over a definition, its function named by substitution. */
export function machineResource(definition: unknown, more: Record<string, unknown> = {}): unknown {
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      DefinitionString: JSON.stringify(definition),
      DefinitionSubstitutions: { WorkArn: { 'Fn::GetAtt': ['Work', 'Arn'] } },
      RoleArn: 'arn:aws:iam::000000000000:role/test',
      ...more,
    },
  };
}

export const WORK = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '${WorkArn}', Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
};

/** Machines beside one function, a table and a bucket. */
export function machineAssembly(machines: Record<string, unknown>, work: string) {
  return {
    stacks: {
      App: {
        Resources: {
          Work: functionResource('work'),
          Lake: { Type: 'AWS::S3::Bucket', Properties: {} },
          Table: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
              AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            },
          },
          ...machines,
        },
      },
    },
    functions: { work },
  };
}
