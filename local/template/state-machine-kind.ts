import { arn, type ResourceKind, text } from './resource-kind.ts';

/** A Step Functions state machine. */
export const STATE_MACHINE_KIND: ResourceKind = {
  shape: {
    StateMachineName: 'acts',
    StateMachineType: 'acts',
    DefinitionString: 'acts',
    DefinitionS3Location: { Bucket: 'inert', Key: 'acts' },
    DefinitionSubstitutions: 'acts',
    RoleArn: 'acts',
    LoggingConfiguration: 'inert',
    TracingConfiguration: 'inert',
    EncryptionConfiguration: 'inert',
    Tags: 'inert',
  },
  identify: (properties, room) => {
    const name = text(properties['StateMachineName']) ?? room.name;
    const own = arn('states', room, `stateMachine:${name}`);
    return { ref: own, attributes: { Arn: own, Name: name } };
  },
};
