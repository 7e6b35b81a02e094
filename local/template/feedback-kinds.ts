import { arn, type ResourceKind, text } from './resource-kind.ts';

/** What carries the providers' reports: from a configuration set by a topic to a function. */
export const FEEDBACK_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::SES::ConfigurationSetEventDestination': {
    shape: {
      ConfigurationSetName: 'acts',
      EventDestination: {
        Enabled: 'acts',
        Name: 'inert',
        MatchingEventTypes: 'acts',
        SnsDestination: { TopicARN: 'acts' },
      },
    },
    identify: (_properties, room) => ({ ref: room.name, attributes: { Id: room.name } }),
  },
  'AWS::SMSVOICE::ConfigurationSet': {
    shape: {
      ConfigurationSetName: 'acts',
      Tags: 'inert',
      EventDestinations: [
        {
          EventDestinationName: 'inert',
          Enabled: 'acts',
          MatchingEventTypes: 'acts',
          SnsDestination: { TopicArn: 'acts' },
        },
      ],
    },
    identify: (properties, room) => {
      const name = text(properties['ConfigurationSetName']) ?? room.name;
      return { ref: name, attributes: { Arn: arn('sms-voice', room, `configuration-set/${name}`) } };
    },
  },
  'AWS::SNS::Subscription': {
    shape: { Protocol: 'acts', TopicArn: 'acts', Endpoint: 'acts' },
    identify: (_properties, room) => {
      const own = arn('sns', room, room.name);
      return { ref: own, attributes: { Arn: own } };
    },
  },
};
