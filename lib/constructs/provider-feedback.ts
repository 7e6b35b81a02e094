import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { hearProvidersEnvironment } from '#contracts/environment/delivery.ts';
import { allow, USE_KEY } from './allow.ts';
import { type FunctionCosts, NodeFunction } from './node-function.ts';

interface ProviderFeedbackProps {
  readonly stream: IStream;
  readonly costs: FunctionCosts;
  readonly encryptionKey: IKey;
  /** Is the SMS channel on? */
  readonly isTexting: boolean;
}

/** What the services that send for us say of each message, by one topic onto the stream. */
export class ProviderFeedback extends Construct {
  /** Names of the configuration sets that messages are sent under; the second is empty where nothing is texted. */
  readonly emailSet: string;
  readonly textSet: string;

  constructor(scope: Construct, id: string, props: ProviderFeedbackProps) {
    super(scope, id);
    const { stream, costs, encryptionKey, isTexting } = props;
    const topic = new Topic(this, 'Reports', { enforceSSL: true, masterKey: encryptionKey });
    for (const service of ['ses', 'sms-voice']) {
      const principal = new ServicePrincipal(`${service}.amazonaws.com`);
      topic.grantPublish(principal);
      encryptionKey.grant(principal, ...USE_KEY);
    }

    const hear = new NodeFunction(this, 'HearProviders', {
      folder: 'hear-providers',
      costs,
      environmentSchema: hearProvidersEnvironment,
      environment: { EVENT_STREAM_NAME: stream.streamName },
    }).function;
    allow(hear, ['kinesis:PutRecord', 'kinesis:PutRecords'], stream.streamArn);
    topic.addSubscription(new LambdaSubscription(hear));

    // What bounced for good or complained is on the account's own list as well: SES sends to it no more.
    const emails = new ConfigurationSet(this, 'Emails', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    emails.addEventDestination('Reports', {
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    this.emailSet = emails.configurationSetName;
    this.textSet = isTexting ? this.texts(topic).ref : '';
  }

  private texts(topic: Topic): CfnConfigurationSet {
    return new CfnConfigurationSet(this, 'Texts', {
      eventDestinations: [
        {
          eventDestinationName: 'reports',
          enabled: true,
          matchingEventTypes: ['TEXT_ALL'],
          snsDestination: { topicArn: topic.topicArn },
        },
      ],
    });
  }
}
